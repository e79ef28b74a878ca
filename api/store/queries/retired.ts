import * as z from 'zod';
import { column, defineQuery } from '../query';

/** Users of the LMS that were retired, as hashes (notes named `retired HASH`). */
export const retiredUsers = defineQuery({
  name: 'retired-users',
  params: {},
  row: z.object({ hash: column.text }),
  sql: (db) => `
    SELECT substring(name, 9) AS hash FROM ${db.own}.state FINAL
    WHERE startsWith(name, 'retired ') AND value != '' ORDER BY hash`,
  example: {},
});

/** Retirements that were taken and are not at their end, oldest first. */
export const retirementsWaiting = defineQuery({
  name: 'retirements-waiting',
  params: {},
  row: z.object({ name: column.text, value: column.text }),
  sql: (db) => `
    SELECT name, value FROM ${db.own}.state FINAL
    WHERE startsWith(name, 'retire ') AND value != '' ORDER BY at, name`,
  example: {},
});

/** Everything that a user of the LMS is called in statements, as far as the event sink said. */
export const idsOfUsers = defineQuery({
  name: 'ids-of-users',
  params: { users: 'Array(Int32)' },
  row: z.object({ learner: column.text }),
  sql: (db, p) => `
    SELECT DISTINCT toString(external_user_id) AS learner FROM ${db.eventSink}.external_id
    WHERE has(${p.users}, user_id) ORDER BY learner`,
  example: { users: [7] },
});

/** Which of these learners (hashes) were forgotten to the end. */
export const forgottenAmong = defineQuery({
  name: 'forgotten-among',
  params: { hashes: 'Array(String)' },
  row: z.object({ hash: column.text }),
  sql: (db, p) => `
    SELECT hash FROM ${db.own}.forgotten FINAL WHERE has(${p.hashes}, hash) AND finished = 1 ORDER BY hash`,
  example: { hashes: ['0'] },
});
