/** Microseconds since 1970 (UTC), exact as numbers until the year 2255. */
export type Micros = number;

const TIMESTAMP =
  /^(\d{4})-(\d\d)-(\d\d)(?:[T ](\d\d):(\d\d)(?::(\d\d)(?:[.,](\d{1,9}))?)?\s*(Z|[+-]\d\d(?::?\d\d)?)?)?$/i;

/** What ClickHouse's DateTime64(6) can hold. */
const EARLIEST = Date.UTC(1900, 0, 1) * 1000;
const LATEST = Date.UTC(2255, 0, 1) * 1000;

/**
 * Microseconds since 1970 of an ISO 8601 time. Without a zone it is UTC; finer than microseconds is cut off.
 * @returns null where the text is no time, or one outside 1900 to 2255
 */
export const parseMicros = (text: string): Micros | null => {
  const found = TIMESTAMP.exec(text.trim());
  if (!found) return null;
  const [, year, month, day, hour = '0', minute = '0', second = '0', fraction = '', zone = 'Z'] = found;
  const millis = Date.UTC(Number(year), Number(month) - 1, Number(day), Number(hour), Number(minute), Number(second));
  const date = new Date(millis);
  // Date takes the 31st of every month, and years before 100 for years of the last century.
  if (date.getUTCMonth() !== Number(month) - 1 || Number(year) < 100) return null;
  if (Number(hour) > 23 || Number(minute) > 59 || Number(second) > 60) return null;
  const offset = zoneMinutes(zone);
  if (offset === null) return null;
  const micros = millis * 1000 + Number(fraction.slice(0, 6).padEnd(6, '0')) - offset * 60_000_000;
  return micros >= EARLIEST && micros < LATEST ? micros : null;
};

/** Minutes ahead of UTC; null where there is no such zone. */
const zoneMinutes = (zone: string): number | null => {
  if (/^z$/i.test(zone)) return 0;
  const digits = zone.slice(1).replace(':', '');
  const [hours, minutes] = [Number(digits.slice(0, 2)), Number(digits.slice(2) || '0')];
  if (hours > 23 || minutes > 59) return null;
  return (zone.startsWith('-') ? -1 : 1) * (hours * 60 + minutes);
};

/** Days lately written, as text: instants are written by the hundred thousand, and most are of few days. */
const dayTexts = new Map<number, string>();
const MOST_DAYS = 1000;

const textOfDay = (day: number): string => {
  const known = dayTexts.get(day);
  if (known !== undefined) return known;
  const text = new Date(day * 86_400_000).toISOString().slice(0, 10);
  if (dayTexts.size >= MOST_DAYS) dayTexts.clear();
  dayTexts.set(day, text);
  return text;
};

const two = (value: number): string => (value < 10 ? `0${value}` : String(value));

/** `2026-03-01 10:20:30.123456`, UTC: the form in which instants are bound and inserted. */
export const sqlTime = (micros: Micros): string => {
  const seconds = Math.floor(micros / 1e6);
  const fraction = String(micros - seconds * 1e6).padStart(6, '0');
  const day = Math.floor(seconds / 86_400);
  const rest = seconds - day * 86_400;
  const clock = `${two(Math.floor(rest / 3600))}:${two(Math.floor(rest / 60) % 60)}:${two(rest % 60)}`;
  return `${textOfDay(day)} ${clock}.${fraction}`;
};

/** ISO 8601 with microseconds where there are any: `2026-03-01T10:20:30.123456Z`. */
export const isoTime = (micros: Micros): string => {
  const text = sqlTime(micros).replace(' ', 'T');
  return `${text.endsWith('.000000') ? text.slice(0, -7) : text}Z`;
};

export const DAY: Micros = 86_400_000_000;
export const HOUR: Micros = DAY / 24;

/** The Monday of the week of a day; both as days since 1970, which began on a Thursday. */
export const mondayOf = (days: number): number => days - ((((days + 3) % 7) + 7) % 7);

/** A day given as days since 1970: `2026-03-02`. */
export const dayText = (days: number): string => isoTime(days * DAY).slice(0, 10);
