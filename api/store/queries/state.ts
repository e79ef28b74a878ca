import * as z from 'zod';
import { column, defineQuery } from '../query';

/** The database's clock, microseconds: versions and watermarks are read from one clock. */
export const engineClock = defineQuery({
  name: 'engine-clock',
  params: {},
  row: z.object({ now: column.micros }),
  sql: () => 'SELECT toUnixTimestamp64Micro(now64(6)) AS now',
  example: {},
});

/** One of our small durable notes. */
export const stateValue = defineQuery({
  name: 'state-value',
  params: { name: 'String' },
  row: z.object({ value: column.text }),
  sql: (db, p) => `SELECT value FROM ${db.own}.state FINAL WHERE name = ${p.name}`,
  example: { name: 'x' },
});
