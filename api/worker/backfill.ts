import { setTimeout as wait } from 'node:timers/promises';
import type { Engine } from '../store/engine';
import { BACKFILL } from '../store/migrate';
import { reprojectRange } from '../store/reproject';
import type { Micros } from '../lib/time';
import { LAST_TIME } from '../store/queries/lrs';
import { engineClock, stateValue } from '../store/queries/state';
import { storedParts } from './backfillChunks';

/** What is still to be typed: everything before `before` (null: nothing is done yet). */
interface Note {
  /** When the views were made, microseconds: what is stored since is typed as it comes. */
  readonly since: Micros;
  readonly before: Micros | null;
}

/**
 * An insert that began before the views were made does not know of them, and may end later. On a server others insert:
 * so long after the views were made, the last day is looked through once more.
 */
const UNDER_WAY: Record<Engine['kind'], Micros> = { embedded: 0, server: 10_000_000 };
const DAY: Micros = 86_400_000_000;

const running = new WeakMap<Engine, Promise<boolean>>();

/**
 * Types what was stored before our views were there, or were as they are: month by month, the newest first. How far it
 * is is noted, so that it goes on where it was stopped; statements may arrive meanwhile.
 * @returns false where it was stopped
 */
export const backfill = async (
  engine: Engine,
  report: (text: string) => void,
  signal: AbortSignal,
): Promise<boolean> => {
  await running.get(engine)?.catch(() => undefined);
  const work = fill(engine, report, signal);
  running.set(engine, work);
  return work;
};

const fill = async (engine: Engine, report: (text: string) => void, signal: AbortSignal): Promise<boolean> => {
  let note = await readBackfill(engine);
  if (note === null) return true;
  const { since } = note;
  for (const part of await storedParts(engine, note.before ?? LAST_TIME)) {
    if (signal.aborted) return false;
    report(`typing ${part.month}: ${part.statements} statements stored before`);
    await reprojectRange(engine, part);
    note = { since, before: part.from };
    await write(engine, JSON.stringify(note));
  }
  const now = (await engineClock.run(engine, {}))[0]?.now ?? since;
  const left = Math.max(0, since + UNDER_WAY[engine.kind] - now);
  try {
    await wait(left / 1000, undefined, { signal });
  } catch {
    return false;
  }
  await reprojectRange(engine, { from: since - DAY, to: LAST_TIME });
  // Should the views have been made once more meanwhile, there is more to do.
  if ((await readBackfill(engine))?.since !== since) return fill(engine, report, signal);
  await write(engine, '');
  return true;
};

/** What is still to be typed; null: nothing. */
export const readBackfill = async (engine: Engine): Promise<Note | null> => {
  const value = (await stateValue.run(engine, { name: BACKFILL }))[0]?.value ?? '';
  return value === '' ? null : (JSON.parse(value) as Note);
};

/** Everything stored is typed, as after a rebuild. */
export const endBackfill = (engine: Engine): Promise<void> => write(engine, '');

const write = (engine: Engine, value: string): Promise<void> =>
  engine.insert(`${engine.databases.own}.state`, [{ name: BACKFILL, value }]);
