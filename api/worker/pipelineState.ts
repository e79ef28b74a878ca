import type { PipelineState } from '../observability/pipeline';
import type { Engine } from '../store/engine';
import { replicaDelay } from '../store/queries/cluster';
import { storedMonths } from '../store/queries/statements';
import { disks, runningMerges, tableSizes } from '../store/queries/storage';
import { knownCourses, lastPublished, publishedVersions } from '../store/queries/structure';
import { lastStored } from '../store/queries/dirtyLearners';
import { stateValue } from '../store/queries/state';
import { readBackfill } from './backfill';
import type { Workspace } from './workspace';

/** The note of when a backup was finished last: ISO 8601, as JSON. */
export const LAST_BACKUP = 'last backup';

const seconds = (text: string): number | null => {
  const at = Date.parse(text);
  return Number.isNaN(at) ? null : at / 1000;
};

/** Courses with facts and without a published structure. */
export const withoutStructure = async (engine: Engine): Promise<string[]> => {
  const published = new Set((await publishedVersions.run(engine, {})).map((row) => row.course_key));
  return (await knownCourses.run(engine, {})).map((row) => row.course_key).filter((key) => !published.has(key));
};

const backfillRemaining = async (engine: Engine): Promise<number> => {
  const note = await readBackfill(engine);
  if (note === null) return 0;
  const months = await storedMonths.run(engine, {});
  const all = months.reduce((sum, { statements }) => sum + statements, 0);
  const day = note.before === null ? null : new Date(note.before / 1000);
  const before = day === null ? Infinity : day.getUTCFullYear() * 100 + day.getUTCMonth() + 1;
  const left = months.reduce((sum, { month, statements }) => sum + (month < before ? statements : 0), 0);
  return all === 0 ? 0 : left / all;
};

/** How the service is doing, reports left aside. It asks the database a dozen short questions. */
export const readPipeline = async (workspace: Workspace): Promise<PipelineState> => {
  const engine = workspace.readers;
  const version = String((await engine.rows('SELECT version() AS version'))[0]?.version);
  const backup = (await stateValue.run(engine, { name: LAST_BACKUP }))[0]?.value ?? '';
  const stored = (await lastStored.run(engine, {}))[0];
  return {
    engine: { kind: engine.kind, version },
    waiting: workspace.backlog(),
    backfillRemaining: await backfillRemaining(engine),
    work: Object.entries(workspace.backgroundWork).map(([name, { failures, failingFor }]) => ({
      name,
      failures,
      failingFor,
    })),
    coursesWithoutStructure: await withoutStructure(engine),
    lastPublish: seconds((await lastPublished.run(engine, {}))[0]?.at ?? ''),
    lastStored: stored ? stored.at / 1e6 : null,
    tables: (await tableSizes.run(engine, { more_than: 0 })).map(({ database, name, bytes, parts }) => ({
      name: `${database}.${name}`,
      bytes,
      parts,
    })),
    disks: await disks.run(engine, {}),
    merges: (await runningMerges.run(engine, {}))[0]?.merges ?? 0,
    replicaDelay: engine.cluster === null ? null : ((await replicaDelay.run(engine, {}))[0]?.delay ?? null),
    lastBackup: backup === '' ? null : seconds(JSON.parse(backup) as string),
  };
};
