const HOUR = 3_600_000;

/** Hours without any new event after which a panel says so. A day: shorter gaps are ordinary nights. */
const STALE_AFTER_HOURS = 24;

/** True of a date without a time: of few learners the newest event is stated by the day (UTC). */
export const isDayAlone = (asOf: string): boolean => /^\d{4}-\d\d-\d\d$/.test(asOf);

/** Milliseconds of the newest event; where only the day is stated, of its end, for the event may have been then. */
const latest = (asOf: string): number => Date.parse(asOf) + (isDayAlone(asOf) ? 24 * HOUR : 0);

/** True where the newest event (ISO 8601) is older than a day at `now` (milliseconds). */
export const isStale = (asOf: string | null, now: number): boolean =>
  asOf !== null && now - latest(asOf) > STALE_AFTER_HOURS * HOUR;

/**
 * A span in the largest unit that fits, for Intl.RelativeTimeFormat; negative, because it lies in the past. Whole units that
 * have passed, as evidence counts its days: else one page says 34 and 35 of the same pause.
 */
export const ago = (asOf: string, now: number): { value: number; unit: 'second' | 'minute' | 'hour' | 'day' } => {
  const seconds = Math.max(0, Math.floor((now - latest(asOf)) / 1000));
  if (seconds < 60) return { value: -seconds, unit: 'second' };
  if (seconds < 3600) return { value: -Math.floor(seconds / 60), unit: 'minute' };
  if (seconds < 172_800) return { value: -Math.floor(seconds / 3600), unit: 'hour' };
  return { value: -Math.floor(seconds / 86_400), unit: 'day' };
};
