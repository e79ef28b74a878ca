import { forgetTyped, retypeMonth } from '../clickhouse/retype';
import { storedMonths } from '../queries/statements';
import { stateValue } from '../queries/touched';
import type { Workspace } from './workspace';

const PROGRESS = 'rebuild';

/**
 * Makes all derived tables again from the stored statements: types them month by month, then recomputes every fact.
 * What is done is noted, so that after a stop it goes on with the next month. Statements may arrive meanwhile.
 * @returns false where it was stopped in between
 */
export const rebuild = async (
  workspace: Workspace,
  report: (text: string) => void,
  signal: AbortSignal,
): Promise<boolean> => {
  const { engine } = workspace;
  const note = (value: string): Promise<void> =>
    engine.insert(`${engine.databases.own}.state`, [{ name: PROGRESS, value }]);
  const finished = await workspace.alone(async () => {
    const before = (await stateValue.run(engine, { name: PROGRESS }))[0]?.value ?? '';
    const done = new Set(before === '' ? [] : before.split(' ').map(Number));
    if (done.size === 0) await forgetTyped(engine);
    const months = await storedMonths.run(engine, {});
    for (const { month, statements } of months) {
      if (done.has(month)) continue;
      if (signal.aborted) return false;
      report(`typing ${month}: ${statements} statements`);
      await retypeMonth(engine, month);
      done.add(month);
      await note([...done].join(' '));
    }
    return true;
  });
  if (!finished) return false;
  await workspace.recomputeAll((learners, course) => report(`recomputing ${course}: ${learners} learners`));
  await note('');
  return true;
};
