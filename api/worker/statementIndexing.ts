import type { Engine } from '../store/engine';
import { makeIndexView, makeInsertsDurable } from '../store/migrate';
import { indexMonth } from '../store/reproject';
import { storedMonths } from '../store/queries/statements';
import { stateValue } from '../store/queries/state';

const PROGRESS = 'statement-index';
const DONE = 'done';

const note = (engine: Engine, value: string): Promise<void> =>
  engine.insert(`${engine.databases.own}.state`, [{ name: PROGRESS, value }]);

/** What a site with the xAPI endpoint needs besides its tables: the view of the index, and inserts that last. */
export const prepareForEndpoint = async (engine: Engine): Promise<void> => {
  await makeInsertsDurable(engine);
  if (await makeIndexView(engine)) await note(engine, '');
};

/**
 * Indexes what was stored before this site had the endpoint, month by month, newest first; goes on where it was stopped.
 * Statements may arrive meanwhile.
 * @returns false where it was stopped
 */
export const indexStatements = async (engine: Engine, signal: AbortSignal): Promise<boolean> => {
  const before = (await stateValue.run(engine, { name: PROGRESS }))[0]?.value ?? '';
  if (before === DONE) return true;
  const done = new Set(before.split(' ').filter((month) => month !== ''));
  for (const { month } of (await storedMonths.run(engine, {})).reverse()) {
    if (done.has(String(month))) continue;
    if (signal.aborted) return false;
    await indexMonth(engine, month);
    await note(engine, [...done.add(String(month))].join(' '));
  }
  await note(engine, DONE);
  return true;
};
