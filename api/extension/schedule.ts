import { Cron } from 'croner';

/** When jobs run: `5m`, `2h` or `1d`, or five fields of cron; UTC, milliseconds since 1970. */

const MINUTE = 60_000;
const UNITS: Readonly<Record<string, number>> = { m: MINUTE, h: 60 * MINUTE, d: 1440 * MINUTE };

const lengthOf = (text: string): number | null => {
  const found = /^(\d{1,4})([mhd])$/.exec(text.trim());
  return found ? Number(found[1]) * (UNITS[found[2] ?? ''] ?? 0) || null : null;
};

const cronOf = (text: string): Cron | null => {
  try {
    return new Cron(text.trim(), { timezone: 'Etc/UTC', mode: '5-part' });
  } catch {
    return null;
  }
};

export const isSchedule = (text: string): boolean => lengthOf(text) !== null || cronOf(text) !== null;

/** The first moment after this one; null: there is none. */
export const nextAfter = (every: string, after: number): number | null => {
  const length = lengthOf(every);
  if (length !== null) return (Math.floor(after / length) + 1) * length;
  return cronOf(every)?.nextRun(new Date(after))?.getTime() ?? null;
};

/** The last moment up to now that is after another one; null: there is none. What was missed in between is not made up for. */
export const lastDue = (every: string, after: number, now: number): number | null => {
  const length = lengthOf(every);
  if (length !== null) {
    const last = Math.floor(now / length) * length;
    return last > after ? last : null;
  }
  // A run at this very moment counts, so it is asked from the next second on.
  const [last] = cronOf(every)?.previousRuns(1, new Date(now + 1000)) ?? [];
  return last && last.getTime() > after ? last.getTime() : null;
};
