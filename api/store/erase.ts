import type { Engine } from './engine';
import { isOurs } from './sources';

/**
 * Takes rows of a learner out of tables, or puts them under another id. What is deleted is rewritten on the disk, not
 * only marked; repeating is harmless.
 */

const onCluster = (engine: Engine): string => (engine.cluster === null ? '' : `ON CLUSTER '${engine.cluster}'`);

type Params = NonNullable<Parameters<Engine['rows']>[1]>;

/** To look is cheap; to delete rewrites every part of the table that has such a row, and waits for it. */
const remove = async (engine: Engine, table: string, where: string, params: Params): Promise<void> => {
  if ((await engine.rows(`SELECT 1 AS one FROM ${table} WHERE ${where} LIMIT 1`, params)).length === 0) return;
  await engine.command(`ALTER TABLE ${table} ${onCluster(engine)} DELETE WHERE ${where}`, params);
};

/** Our tables that name learners, now and in later versions: those with a column of that name. */
const learnerTables = async (engine: Engine): Promise<{ table: string; isKey: boolean }[]> => {
  const found = await engine.rows(
    `SELECT columns.table AS name, is_in_sorting_key AS key FROM system.columns AS columns
     INNER JOIN system.tables AS tables ON tables.database = columns.database AND tables.name = columns.table
     WHERE columns.database = {own:String} AND columns.name = 'learner' AND tables.engine LIKE '%MergeTree'
     ORDER BY name`,
    { own: engine.databases.own },
  );
  return found.map((row) => ({ table: `${engine.databases.own}.${String(row.name)}`, isKey: Number(row.key) === 1 }));
};

/**
 * Takes a learner out of every table of ours. @param pseudonym who the rows are about from now on; null: they go. Where
 * the learner is no part of the row's key (who looked at whom), the row stays without the learner.
 */
export const eraseLearner = async (engine: Engine, learner: string, pseudonym: string | null): Promise<void> => {
  for (const { table, isKey } of await learnerTables(engine)) {
    const params = { learner, pseudonym: pseudonym ?? '' };
    if (!isKey) {
      await engine.command(
        `ALTER TABLE ${table} ${onCluster(engine)} UPDATE learner = {pseudonym:String} WHERE learner = {learner:String}`,
        params,
      );
      continue;
    }
    if (pseudonym !== null) {
      await engine.command(
        `INSERT INTO ${table} SELECT * REPLACE ({pseudonym:String} AS learner) FROM ${table} WHERE learner = {learner:String}`,
        params,
      );
    }
    await remove(engine, table, 'learner = {learner:String}', { learner });
  }
};

/** 64-bit numbers come and go as text. */
const HASHES = 'arrayMap(hash -> toUInt64(hash), {hashes:Array(String)})';

/** A stored row of a statement: time in microseconds. */
interface RawRow {
  readonly id: string;
  readonly time: number;
}

const MICROS = 'toUnixTimestamp64Micro(toDateTime64(emission_time, 6))';

/** Deletes what is stored of these statements and contains one of the needles. The table has to be ours. */
export const eraseStatements = (engine: Engine, rows: readonly RawRow[], needles: readonly string[]): Promise<void> =>
  remove(
    engine,
    `${engine.databases.xapi}.xapi_events_all`,
    // Values, not a subquery: on replicas each deletes for itself, and has to delete the same.
    `emission_time >= fromUnixTimestamp64Micro({first:Int64}) AND emission_time <= fromUnixTimestamp64Micro({last:Int64})
       AND has({times:Array(Int64)}, ${MICROS}) AND has({ids:Array(UUID)}, event_id)
       AND multiSearchAny(event, {needles:Array(String)})`,
    {
      first: Math.min(...rows.map((row) => row.time)),
      last: Math.max(...rows.map((row) => row.time)),
      times: [...new Set(rows.map((row) => row.time))],
      ids: [...new Set(rows.map((row) => row.id))],
      needles,
    },
  );

/** Deletes the entries of statements in the look-up of ids, and what they voided or were voided by. */
export const eraseIds = async (
  engine: Engine,
  rows: readonly (RawRow & { readonly hash: string })[],
): Promise<void> => {
  const { own } = engine.databases;
  const ids = [...new Set(rows.map((row) => row.id))];
  await remove(engine, `${own}.voids`, 'has({ids:Array(UUID)}, target) OR has({ids:Array(UUID)}, event_id)', { ids });
  await remove(
    engine,
    `${own}.statement_times`,
    `has(${HASHES}, id_hash) AND has({times:Array(Int64)}, toUnixTimestamp64Micro(time))`,
    { hashes: rows.map((row) => row.hash), times: [...new Set(rows.map((row) => row.time))] },
  );
};

/** Deletes what the endpoint's index says about agents with these hashes. */
export const eraseAgents = async (engine: Engine, hashes: readonly string[]): Promise<void> => {
  if (hashes.length === 0) return;
  await remove(
    engine,
    `${engine.databases.own}.statement_index`,
    `hasAny(agents, ${HASHES}) OR hasAny(related_agents, ${HASHES})
       OR has(${HASHES}, authority)`,
    { hashes },
  );
};

/** Deletes the lost statements that are a learner's, or contain one of the needles. */
export const eraseConflicts = (engine: Engine, learner: string, needles: readonly string[]): Promise<void> =>
  remove(
    engine,
    `${engine.databases.own}.conflicts`,
    `learner = {learner:String} OR multiSearchAny(event, {needles:Array(String)})`,
    { learner, needles },
  );

/** Deletes notes of ours, with what they said before. */
export const eraseNote = (engine: Engine, name: string): Promise<void> =>
  remove(engine, `${engine.databases.own}.state`, 'name = {name:String}', { name });

/** Deletes what is noted of rows that were not taken: a reason may be about a learner. */
export const eraseRejects = (engine: Engine): Promise<void> =>
  remove(engine, `${engine.databases.own}.state`, "startsWith(name, 'extension-rejects ')", {});

/** Deletes a person from the tables of the LMS's people. They have to be ours. */
export const erasePerson = async (engine: Engine, learner: string): Promise<void> => {
  const { eventSink } = engine.databases;
  const users = (
    await engine.rows(
      `SELECT DISTINCT user_id FROM ${eventSink}.external_id WHERE toString(external_user_id) = {learner:String}`,
      { learner },
    )
  ).map((row) => Number(row.user_id));
  const mail = learner.startsWith('mailto:') ? learner.slice('mailto:'.length) : '';
  await eraseUsers(engine, users);
  if (mail !== '') await remove(engine, `${eventSink}.user_profile`, 'email = {mail:String}', { mail });
  await remove(engine, `${eventSink}.external_id`, 'toString(external_user_id) = {learner:String}', { learner });
};

/** Deletes users of the LMS from those tables of the LMS's people that are ours. */
export const eraseUsers = async (engine: Engine, users: readonly number[]): Promise<void> => {
  if (users.length === 0) return;
  for (const table of ['user_profile', 'external_id', 'course_enrollment']) {
    const name = `${engine.databases.eventSink}.${table}`;
    if (await isOurs(engine, name)) await remove(engine, name, 'has({users:Array(Int32)}, user_id)', { users });
  }
};

/** What handlers and models of extensions keep of whole courses. */
const KEPT_OF_COURSES = ['extension_kept', 'extension_checkpoints', 'extension_models'];
/** What one revision of an extension computed, and what it was shipped as. */
const OF_A_REVISION = ['extension_facts', 'derived_events', ...KEPT_OF_COURSES, 'extension_revisions'];

/** Deletes what handlers and models of extensions keep of whole courses: they make it anew, of what is there then. */
export const eraseKept = async (engine: Engine, courses: readonly string[]): Promise<void> => {
  for (const table of KEPT_OF_COURSES)
    await remove(engine, `${engine.databases.own}.${table}`, 'has({courses:Array(String)}, course_key)', { courses });
};

/** Deletes all that an extension stored, itself included. */
export const eraseExtension = async (engine: Engine, name: string): Promise<void> => {
  const { own } = engine.databases;
  for (const table of [...OF_A_REVISION, 'extension_outbox', 'extensions'])
    await remove(engine, `${own}.${table}`, 'name = {name:String}', { name });
  for (const mark of [
    `extension-until ${name}@`,
    `extensions-since ${name}@`,
    `extension-secret ${name} `,
    `extension-fetch ${name} `,
    `extension-rejects ${name} `,
  ])
    await remove(engine, `${own}.state`, 'startsWith(name, {mark:String})', { mark });
};

/** Deletes what an extension computed and shipped in revisions that nobody can go back to. @param kept the others */
export const eraseRevisions = async (engine: Engine, name: string, kept: readonly string[]): Promise<void> => {
  const { own } = engine.databases;
  for (const table of OF_A_REVISION)
    await remove(engine, `${own}.${table}`, 'name = {name:String} AND NOT has({kept:Array(String)}, revision)', {
      name,
      kept,
    });
};
