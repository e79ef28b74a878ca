import type { Engine } from '../store/engine';
import { failedWrite } from '../store/writes';
import { noteWriteCheck } from '../store/queries/storage';

/**
 * Why the database can serve nobody now: it does not answer, or what was to be stored last was not. While it is not ready
 * nobody sends anything to store, so this tries a small insert itself.
 * @returns null where it can
 */
export const whyNotReady = async (engine: Engine): Promise<string | null> => {
  try {
    await engine.rows('SELECT 1 AS one');
  } catch {
    return 'the database cannot be reached';
  }
  if (failedWrite(engine) === null) return null;
  try {
    await noteWriteCheck(engine);
    return null;
  } catch {
    return 'the database cannot store anything';
  }
};
