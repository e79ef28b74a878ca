import type { IntlShape } from '@edx/frontend-platform/i18n';

const DAY = 86_400_000;

/** The day (`2026-10-01`, UTC) so many days after another one; before it where `days` is negative. */
export const dayAfter = (day: string, days: number): string =>
  new Date(Date.parse(day) + days * DAY).toISOString().slice(0, 10);

export interface DayOptions {
  /** UTC for days that were counted in it, and for dates alone; the reader's own zone, where absent. */
  readonly timeZone?: 'UTC' | undefined;
  /** The hour and minute follow. */
  readonly hasTime?: boolean | undefined;
  /** The name of the zone follows the time. */
  readonly hasZone?: boolean | undefined;
}

/**
 * A date in words, the same way everywhere: “Nov 16” in the current year, else “Nov 16, 2025”. `at` is ISO 8601, or
 * milliseconds since 1970.
 */
export const formatDay = (
  intl: Pick<IntlShape, 'formatDate'>,
  at: string | number,
  { timeZone, hasTime = false, hasZone = false }: DayOptions = {},
): string => {
  const zone = timeZone === undefined ? {} : { timeZone };
  const yearOf = (moment: string | number): string => intl.formatDate(moment, { year: 'numeric', ...zone });
  const isThisYear = yearOf(at) === yearOf(Date.now());
  return intl.formatDate(at, {
    month: 'short',
    day: 'numeric',
    ...(isThisYear ? {} : { year: 'numeric' }),
    ...(hasTime ? { hour: 'numeric', minute: '2-digit' } : {}),
    ...(hasZone ? { timeZoneName: 'short' } : {}),
    ...zone,
  });
};
