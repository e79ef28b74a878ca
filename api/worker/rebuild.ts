import { removeOrphans, removeOrphanVoids, reprojectRange } from '../store/reproject';
import { FIRST_TIME, LAST_TIME } from '../store/queries/lrs';
import { stateValue } from '../store/queries/state';
import { endBackfill } from './backfill';
import { storedParts } from './backfillChunks';
import { REBUILD, rawKept } from './rawKept';
import type { Workspace } from './workspace';

/**
 * Makes all derived tables again from the stored statements: types them month by month over what is there, takes away
 * what no statement has, then recomputes every fact. Nothing is missing in between, so reports stay, statements may
 * arrive, and a stop harms nothing; what is done is noted, and it goes on from there. Of months whose statements are not
 * kept any more, the typed events stay as they are.
 * @returns false where it was stopped in between
 */
export const rebuild = async (
  workspace: Workspace,
  report: (text: string) => void,
  signal: AbortSignal,
): Promise<boolean> => {
  const { engine } = workspace;
  const note = (value: string): Promise<void> =>
    engine.insert(`${engine.databases.own}.state`, [{ name: REBUILD, value }]);
  const finished = await workspace.alone(async () => {
    const before = (await stateValue.run(engine, { name: REBUILD }))[0]?.value ?? '';
    let to = before === '' ? LAST_TIME : Number(before);
    const kept = await rawKept.since(engine);
    for (const { month, statements, from } of await storedParts(engine, to)) {
      if (signal.aborted) return false;
      report(`typing ${month}: ${statements} statements`);
      await reprojectRange(engine, { from, to });
      if (from >= kept) await removeOrphans(engine, { from, to });
      await note(String(from));
      to = from;
    }
    if (signal.aborted) return false;
    if (to > kept) await removeOrphans(engine, { from: kept, to });
    // What voids may be among the statements that are gone.
    if (kept === FIRST_TIME) await removeOrphanVoids(engine);
    return true;
  });
  if (!finished) return false;
  await workspace.recomputeAll((learners, course) => report(`recomputing ${course}: ${learners} learners`));
  await endBackfill(engine);
  await workspace.extensions.renewAll();
  await note('');
  return true;
};
