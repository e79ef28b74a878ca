import type { Engine } from './engine';
import { typedSelect } from './typed';

/** Statements that count of a table: of one stored twice with one time, the row stored last. */
const counting = (raw: string, where: string): string =>
  `(SELECT event_id, emission_time, event FROM ${raw} FINAL WHERE ${where})`;

const fill = async (engine: Engine, where: string): Promise<void> => {
  const { own, xapi } = engine.databases;
  const source = counting(`${xapi}.xapi_events_all`, where);
  await engine.command(
    `INSERT INTO ${own}.statement_ids SELECT event_id, toDateTime64(emission_time, 6, 'UTC') AS time FROM ${source}`,
  );
  await engine.command(`INSERT INTO ${own}.events ${typedSelect(source)}`);
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
  for (const table of ['events', 'statement_ids']) await engine.command(`TRUNCATE TABLE ${own}.${table} ${onCluster}`);
};
