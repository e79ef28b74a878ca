import type { IntlShape } from '@edx/frontend-platform/i18n';
import { formatDay } from './day';
import { ago, isDayAlone } from './freshness';

/** Days up to which a person counts back; before them, the date says more. */
const RELATIVE_DAYS = 7;

export interface WhenOptions {
  /** The moment from which is counted back, milliseconds; that of drawing, where absent. */
  readonly now?: number | undefined;
  /** Units are abbreviated: for columns. */
  readonly isShort?: boolean | undefined;
}

const zoneOf = (at: string): { readonly timeZone?: 'UTC' } => (isDayAlone(at) ? { timeZone: 'UTC' } : {});

/** When something was, the same way everywhere: “3 hours ago” and “5 days ago” up to a week, then its date. */
export const formatWhen = (
  intl: Pick<IntlShape, 'formatDate' | 'formatRelativeTime'>,
  at: string,
  { now = Date.now(), isShort = false }: WhenOptions = {},
): string => {
  const { value, unit } = ago(at, now);
  if (unit === 'day' && -value > RELATIVE_DAYS) return formatDay(intl, at, zoneOf(at));
  return intl.formatRelativeTime(value, unit, { numeric: 'auto', ...(isShort ? { style: 'short' } : {}) });
};

/** The moment itself, as exactly as it is known: with its time and zone, unless it is a day alone. */
export const formatMoment = (intl: Pick<IntlShape, 'formatDate'>, at: string): string =>
  formatDay(intl, at, isDayAlone(at) ? zoneOf(at) : { hasTime: true, hasZone: true });
