import { clusterShape, macro, nodeName, replicaDelay, replicatedDatabases } from '../store/queries/cluster';
import type { Engine } from '../store/engine';
import type { Workspace } from '../worker/workspace';
import type { Finding } from './doctorPipeline';

/** Whether a server is one that our tables are right on: one shard, its replicas together, one node that we work on. */

/** Later than this, what was stored elsewhere may be missed by the look back of the worker (worker/touches.ts), seconds. */
const LATEST = 10;
/** How often it is asked which node answers. */
const ASKED = 4;

export const cluster = async ({ engine }: Workspace): Promise<Finding[]> => {
  if (engine.kind === 'embedded') return [];
  return [...(await shape(engine)), ...(await databases(engine)), ...(await node(engine)), ...(await delay(engine))];
};

/** A cluster's name with the node's macros filled in, as the server reads it. */
const withMacros = async (engine: Engine, name: string): Promise<string> => {
  let filled = name;
  for (const [whole, inside = ''] of name.matchAll(/\{(\w+)\}/g))
    filled = filled.replace(whole, (await macro.run(engine, { name: inside }))[0]?.substitution ?? whole);
  return filled;
};

const shape = async (engine: Engine): Promise<Finding[]> => {
  if (engine.cluster === null) return [];
  const name = await withMacros(engine, engine.cluster);
  const { shards = 0, replicas = 0 } = (await clusterShape.run(engine, { cluster: name }))[0] ?? {};
  if (shards === 0)
    return [
      {
        ok: false,
        text: `cluster: the server knows none called ${name}`,
        remedy: 'set CLICKHOUSE_CLUSTER to a name of system.clusters; see docs/scale.md',
      },
    ];
  if (shards > 1)
    return [
      {
        ok: false,
        text: `cluster: ${name} has ${shards} shards, and each would count its own learners only`,
        remedy: 'use a cluster of one shard with replicas for our database; docs/scale.md says how',
      },
    ];
  return [{ ok: true, text: `cluster: ${name}, one shard, ${replicas} replicas` }];
};

const databases = async (engine: Engine): Promise<Finding[]> => {
  const names = (await replicatedDatabases.run(engine, {}))[0]?.names ?? '';
  if (names === '') return [];
  return [
    {
      ok: false,
      text: `databases that replicate by themselves (engine Replicated): ${names}`,
      remedy: 'our tables name their replicas themselves: make the database with the engine Atomic; see docs/scale.md',
    },
  ];
};

/** What was just written is read again at once, so it has to be the same node that answers. */
const node = async (engine: Engine): Promise<Finding[]> => {
  const names = new Set<string>();
  for (let n = 0; n < ASKED; n += 1) names.add((await nodeName.run(engine, {}))[0]?.node ?? '');
  if (names.size === 1) return [{ ok: true, text: `node: ${[...names][0] ?? ''} answers` }];
  return [
    {
      ok: false,
      text: `node: several answer at CLICKHOUSE_URL (${[...names].sort().join(', ')})`,
      remedy: 'name one node in CLICKHOUSE_URL, not a balancer: what one has stored another may not have yet',
    },
  ];
};

const delay = async (engine: Engine): Promise<Finding[]> => {
  const { delay: seconds = 0, read_only: readOnly = 0 } = (await replicaDelay.run(engine, {}))[0] ?? {};
  if (readOnly > 0)
    return [
      {
        ok: false,
        text: `replicas: ${readOnly} tables take nothing (read-only)`,
        remedy: 'look at ClickHouse Keeper; then SYSTEM RESTART REPLICAS on this node',
      },
    ];
  if (seconds > LATEST)
    return [
      {
        ok: false,
        text: `replicas: this node is ${seconds} s behind`,
        remedy: 'wait until it has caught up, or name another node in CLICKHOUSE_URL; then run `marginalia rebuild`',
      },
    ];
  return [{ ok: true, text: `replicas: this node is ${seconds} s behind` }];
};
