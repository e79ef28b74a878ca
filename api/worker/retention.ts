import type { Micros } from '../lib/time';
import { Background, type Health } from '../lib/background';
import { withWriteLock } from '../pipeline/ingest/writeLock';
import { dropPartition, partitionsBefore } from '../store/queries/retention';
import { stateValue } from '../store/queries/state';
import { isOurs } from '../store/sources';
import { readBackfill } from './backfill';
import { REBUILD, rawKept } from './rawKept';
import type { Workspace } from './workspace';

/** How soon after the start, and how often; milliseconds. */
const FIRST = 60_000;
const EVERY = 6 * 3_600_000;

/** What became of the months that are not to be kept. */
export type Dropped =
  | { readonly kind: 'done'; readonly partitions: readonly string[] }
  /** The table is another's, or something has to read the months first. */
  | { readonly kind: 'not now'; readonly why: string };

/** The beginning (UTC) of the month that lies so many months before now, microseconds. */
export const monthsBefore = (now: number, months: number): Micros => {
  const day = new Date(now);
  return Date.UTC(day.getUTCFullYear(), day.getUTCMonth() - months, 1) * 1000;
};

/**
 * Drops raw statements of months that are over for longer than so many months. What is counted stays, for it is in tables of
 * its own; what can no longer be made anew from the statements is noted first, so that `rebuild` leaves it as it is.
 * @param now milliseconds
 */
export const dropOldMonths = async (workspace: Workspace, months: number, now = Date.now()): Promise<Dropped> => {
  const { engine } = workspace;
  const table = `${engine.databases.xapi}.xapi_events_all`;
  if (!(await isOurs(engine, table)))
    return { kind: 'not now', why: `${table} is made by others: what it keeps is for them to say` };
  const before = monthsBefore(now, months);
  return workspace.alone(() =>
    withWriteLock(engine, async (): Promise<Dropped> => {
      if ((await readBackfill(engine)) !== null)
        return { kind: 'not now', why: 'what was stored before is not counted yet' };
      if (((await stateValue.run(engine, { name: REBUILD }))[0]?.value ?? '') !== '')
        return { kind: 'not now', why: 'a rebuild was begun and is not at its end' };
      const old = await partitionsBefore.run(engine, { before });
      if (old.length === 0) return { kind: 'done', partitions: [] };
      await rawKept.note(engine, Math.max(before, await rawKept.since(engine)));
      for (const { partition } of old) await dropPartition(engine, partition);
      return { kind: 'done', partitions: old.map(({ partition }) => partition) };
    }),
  );
};

/** Looks now and then for months that are not to be kept any longer. */
export class Retention {
  private readonly background = new Background(FIRST, EVERY);
  onDropped: (dropped: Dropped) => void = () => undefined;

  constructor(
    private readonly workspace: Workspace,
    private readonly months: number,
  ) {}

  get health(): Health {
    return this.background.health;
  }

  follow(): void {
    this.background.follow(async () => {
      this.onDropped(await dropOldMonths(this.workspace, this.months));
      return null;
    });
  }

  close(): Promise<void> {
    return this.background.close();
  }
}
