import type { Engine } from '../clickhouse/engine';

const last = new WeakMap<Engine, Promise<unknown>>();

/**
 * Runs work on an engine after all work handed in before it. Writers look up what is stored and then store the rest: two
 * at once would both find a statement missing.
 */
export const oneAtATime = <T>(engine: Engine, work: () => Promise<T>): Promise<T> => {
  const next = (last.get(engine) ?? Promise.resolve()).then(work);
  last.set(
    engine,
    next.catch(() => undefined),
  );
  return next;
};
