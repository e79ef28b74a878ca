import type { Engine } from '../store/engine';
import type { Micros } from '../lib/time';
import { FIRST_TIME } from '../store/queries/lrs';
import { stateValue } from '../store/queries/state';

/** The note of a rebuild that is not done: how far it is, as text of microseconds; '' where none was begun. */
export const REBUILD = 'rebuilding';

const NOTE = 'raw statements kept since';

/** Since when raw statements are kept: of what is earlier, typed events are all there is. */
export const rawKept = {
  /** Microseconds; FIRST_TIME: all are kept. */
  since: async (engine: Engine): Promise<Micros> => {
    const value = (await stateValue.run(engine, { name: NOTE }))[0]?.value ?? '';
    return value === '' ? FIRST_TIME : Number(value);
  },
  note: (engine: Engine, since: Micros): Promise<void> =>
    engine.insert(`${engine.databases.own}.state`, [{ name: NOTE, value: String(since) }]),
};
