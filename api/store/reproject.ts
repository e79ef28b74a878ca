import type { Engine } from './engine';
import { indexSelect, indexView, voidsSelect } from './statementIndex';
import { TYPED_COLUMNS, timesSelect, typedSelect } from './typed';

/** Statements that count of a table: of one stored twice with one time, the row stored last. */
const counting = (raw: string, where: string): string =>
  `(SELECT event_id, emission_time, event FROM ${raw} FINAL WHERE ${where})`;

const fill = async (engine: Engine, where: string): Promise<void> => {
  const { own, xapi } = engine.databases;
  const source = counting(`${xapi}.xapi_events_all`, where);
  await engine.command(`INSERT INTO ${own}.statement_times ${timesSelect(source)}`);
  await engine.command(`INSERT INTO ${own}.events (${TYPED_COLUMNS}) ${typedSelect(own, source)}`);
  await engine.command(`INSERT INTO ${own}.voids ${voidsSelect(source)}`);
  if (await hasIndex(engine)) await engine.command(`INSERT INTO ${own}.statement_index ${indexSelect(own, source)}`);
};

/** Whether this site has the endpoint's index. */
const hasIndex = async (engine: Engine): Promise<boolean> => {
  const [database = '', name = ''] = indexView(engine.databases).name.split('.');
  const found = await engine.rows(
    'SELECT count() AS n FROM system.tables WHERE database = {database:String} AND name = {name:String}',
    { database, name },
  );
  return Number(found[0]?.n) > 0;
};

/** Puts one month of statements into the endpoint's index. @param month such as 202603 */
export const indexMonth = async (engine: Engine, month: number): Promise<void> => {
  const { own, xapi } = engine.databases;
  const source = counting(`${xapi}.xapi_events_all`, `toYYYYMM(emission_time) = ${Math.floor(month)}`);
  await engine.command(`INSERT INTO ${own}.statement_index ${indexSelect(own, source)}`);
};

/**
 * Types again what was stored since a moment (seconds since 1970). Repeating is harmless: a typed row replaces itself.
 */
export const reprojectRecent = async (engine: Engine, since: number): Promise<void> => {
  const { xapi } = engine.databases;
  await fill(
    engine,
    `(emission_time, event_id) IN (
       SELECT emission_time, event_id FROM ${xapi}.xapi_events_all
       WHERE _part IN (
         SELECT name FROM system.parts
         WHERE active AND database = '${xapi}' AND table = 'xapi_events_all' AND toUnixTimestamp(modification_time) >= ${Math.floor(since)}))`,
  );
};

/** A range of time, microseconds, half open. */
export interface TimeRange {
  readonly from: number;
  readonly to: number;
}

const within = (time: string, { from, to }: TimeRange): string =>
  `${time} >= fromUnixTimestamp64Micro(${Math.floor(from)}, 'UTC') AND ${time} < fromUnixTimestamp64Micro(${Math.floor(to)}, 'UTC')`;

/** Types the statements of a range again. Repeating is harmless, and so are statements that arrive meanwhile. */
export const reprojectRange = (engine: Engine, range: TimeRange): Promise<void> =>
  fill(engine, within('emission_time', range));

/** 64-bit numbers come and go as text; so many at once, for on a server they travel in the address. */
const HASHES_AT_ONCE = 3000;

/** Takes away the typed rows of a range that no stored statement gives any more. */
export const removeOrphans = async (engine: Engine, range: TimeRange): Promise<void> => {
  const { own, xapi } = engine.databases;
  const row = 'sipHash64(toString(course_key), learner, time, event_id)';
  const source = counting(`${xapi}.xapi_events_all`, within('emission_time', range));
  const orphans = async (): Promise<string[]> =>
    (
      await engine.rows(
        `SELECT toString(${row}) AS hash FROM ${own}.events FINAL
         WHERE ${within('events.time', range)} AND ${row} NOT IN (SELECT ${row} FROM (${typedSelect(own, source)}))`,
      )
    ).map(({ hash }) => String(hash));
  const first = await orphans();
  if (first.length === 0) return;
  // A row typed while we looked may be of a statement that we did not see yet: by the second look we do.
  const second = new Set(await orphans());
  const gone = first.filter((hash) => second.has(hash));
  const onCluster = engine.cluster === null ? '' : `ON CLUSTER '${engine.cluster}'`;
  for (let at = 0; at < gone.length; at += HASHES_AT_ONCE) {
    await engine.command(
      `ALTER TABLE ${own}.events ${onCluster}
       DELETE WHERE ${within('time', range)} AND has({hashes:Array(String)}, toString(${row}))`,
      { hashes: gone.slice(at, at + HASHES_AT_ONCE) },
    );
  }
};

/** Takes away voidings by statements that are not stored any more. */
export const removeOrphanVoids = async (engine: Engine): Promise<void> => {
  const { own, xapi } = engine.databases;
  const found = await engine.rows(
    `SELECT DISTINCT event_id AS id FROM ${own}.voids
     WHERE event_id NOT IN (SELECT event_id FROM (${voidsSelect(`${xapi}.xapi_events_all`)}))`,
  );
  const onCluster = engine.cluster === null ? '' : `ON CLUSTER '${engine.cluster}'`;
  for (let at = 0; at < found.length; at += HASHES_AT_ONCE) {
    const ids = found.slice(at, at + HASHES_AT_ONCE).map(({ id }) => String(id));
    await engine.command(`ALTER TABLE ${own}.voids ${onCluster} DELETE WHERE has({ids:Array(UUID)}, event_id)`, {
      ids,
    });
  }
};
