import * as z from 'zod';
import type { Engine } from '../engine';
import { column, defineQuery } from '../query';

/** Months of raw statements that lie wholly before a moment (microseconds), by the names of their partitions. */
export const partitionsBefore = defineQuery({
  name: 'partitions-before',
  params: { before: 'Int64' },
  row: z.object({ partition: column.text }),
  sql: (db, p) => `
    SELECT _partition_id AS partition FROM ${db.xapi}.xapi_events_all
    GROUP BY partition HAVING max(emission_time) < fromUnixTimestamp64Micro(${p.before}, 'UTC') ORDER BY partition`,
  example: { before: 0 },
});

/** @param partition as `partitionsBefore` names it */
export const dropPartition = async (engine: Engine, partition: string): Promise<void> => {
  if (!/^[\w-]+$/.test(partition)) throw new TypeError(`${partition} is no name of a partition`);
  const onCluster = engine.cluster === null ? '' : ` ON CLUSTER '${engine.cluster}'`;
  await engine.command(
    `ALTER TABLE ${engine.databases.xapi}.xapi_events_all${onCluster} DROP PARTITION ID '${partition}'`,
  );
};
