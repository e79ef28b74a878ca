import type { Engine } from '../../store/engine';

const last = new WeakMap<Engine, Promise<unknown>>();
const begun = new WeakMap<Engine, number>();

/** How many turns have begun so far: while it stays the same, nobody else begins to write. */
export const turnsBegun = (engine: Engine): number => begun.get(engine) ?? 0;

/**
 * Runs work on an engine after all work handed in before it. Writers look up what is stored and then store the rest: two
 * at once would both find a statement missing.
 * @param work gets the number of its turn
 */
export const oneAtATime = <T>(engine: Engine, work: (turn: number) => Promise<T>): Promise<T> => {
  const next = (last.get(engine) ?? Promise.resolve()).then(() => {
    const turn = turnsBegun(engine) + 1;
    begun.set(engine, turn);
    return work(turn);
  });
  last.set(
    engine,
    next.catch(() => undefined),
  );
  return next;
};
