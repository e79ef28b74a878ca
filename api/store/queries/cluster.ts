import * as z from 'zod';
import { column, defineQuery } from '../query';

/** What a server says of the cluster that its tables are spread over. */

/** How many shards and replicas a cluster has, by its name; none: the server knows no such cluster. */
export const clusterShape = defineQuery({
  name: 'cluster-shape',
  params: { cluster: 'String' },
  row: z.object({ shards: column.count, replicas: column.count }),
  sql: (_, p) => `
    SELECT uniqExact(shard_num) AS shards, count() AS replicas FROM system.clusters WHERE cluster = ${p.cluster}`,
  example: { cluster: 'none' },
});

/** What one of a node's macros stands for; no row: it has none of that name. */
export const macro = defineQuery({
  name: 'macro',
  params: { name: 'String' },
  row: z.object({ substitution: column.text }),
  sql: (_, p) => `SELECT substitution FROM system.macros WHERE macro = ${p.name}`,
  example: { name: 'none' },
});

/** Of our tables and those of statements and structure: seconds behind the others, and how many take nothing. */
export const replicaDelay = defineQuery({
  name: 'replica-delay',
  params: {},
  row: z.object({ delay: column.count, read_only: column.count }),
  sql: ({ own, xapi, eventSink }) => `
    SELECT max(absolute_delay) AS delay, countIf(is_readonly) AS read_only
    FROM system.replicas WHERE database IN ('${own}', '${xapi}', '${eventSink}')`,
  example: {},
});

/** Which of our databases replicate by themselves. */
export const replicatedDatabases = defineQuery({
  name: 'replicated-databases',
  params: {},
  row: z.object({ names: column.text }),
  sql: ({ own, xapi, eventSink }) => `
    SELECT arrayStringConcat(arraySort(groupArray(name)), ', ') AS names
    FROM system.databases WHERE engine = 'Replicated' AND name IN ('${own}', '${xapi}', '${eventSink}')`,
  example: {},
});

/** Which node answers. */
export const nodeName = defineQuery({
  name: 'node-name',
  params: {},
  row: z.object({ node: column.text }),
  sql: () => 'SELECT hostName() AS node',
  example: {},
});
