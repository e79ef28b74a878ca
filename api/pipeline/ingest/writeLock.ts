import { Mutex } from 'async-mutex';
import type { Engine } from '../../store/engine';

const locks = new WeakMap<Engine, Mutex>();

/**
 * Runs work on an engine after all work handed in before it. Writers look up what is stored and then store the rest: two
 * at once would both find a statement missing.
 */
export const withWriteLock = <T>(engine: Engine, work: () => Promise<T>): Promise<T> => {
  const lock = locks.get(engine) ?? new Mutex();
  locks.set(engine, lock);
  return lock.runExclusive(work);
};
