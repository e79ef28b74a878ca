import type { Engine } from './engine';
import { indexSelect, indexView, voidsSelect } from './statementIndex';
import { timesSelect, typedSelect } from './typed';

/** Statements that count of a table: of one stored twice with one time, the row stored last. */
const counting = (raw: string, where: string): string =>
  `(SELECT event_id, emission_time, event FROM ${raw} FINAL WHERE ${where})`;

const fill = async (engine: Engine, where: string): Promise<void> => {
  const { own, xapi } = engine.databases;
  const source = counting(`${xapi}.xapi_events_all`, where);
  await engine.command(`INSERT INTO ${own}.statement_times ${timesSelect(source)}`);
  await engine.command(`INSERT INTO ${own}.events ${typedSelect(own, source)}`);
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
export const retypeRecent = async (engine: Engine, since: number): Promise<void> => {
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

/** Types one month of statements again. @param month such as 202603 */
export const retypeMonth = (engine: Engine, month: number): Promise<void> =>
  fill(engine, `toYYYYMM(emission_time) = ${Math.floor(month)}`);

/** Empties the typed tables, before they are filled again. */
export const forgetTyped = async (engine: Engine): Promise<void> => {
  const { own } = engine.databases;
  const onCluster = engine.cluster === null ? '' : `ON CLUSTER '${engine.cluster}'`;
  for (const table of ['events', 'statement_times', 'voids', 'statement_index'])
    await engine.command(`TRUNCATE TABLE ${own}.${table} ${onCluster}`);
};
