/** Microseconds since 1970 (UTC), as tracking events have them; exact as numbers until the year 2255. */
export type Micros = number;

export const SECOND: Micros = 1_000_000;
export const HOUR: Micros = 3600 * SECOND;
export const DAY: Micros = 24 * HOUR;

const twoParts = (time: Micros): [whole: string, micros: string] => [
  new Date(Math.floor(time / SECOND) * 1000).toISOString().slice(0, 19),
  String(time % SECOND).padStart(6, '0'),
];

/** As Python's `isoformat()` prints a UTC time: `2026-09-07T08:00:00.123456+00:00`, no fraction where it is zero. */
export const isoTime = (time: Micros): string => {
  const [whole, micros] = twoParts(time);
  return `${whole}${micros === '000000' ? '' : `.${micros}`}+00:00`;
};

/** As Aspects' event sinks write times: `2026-09-07 08:00:00.123456+00:00`. */
export const sinkTime = (time: Micros): string => {
  const [whole, micros] = twoParts(time);
  return `${whole.replace('T', ' ')}.${micros}+00:00`;
};

/** Midnight (UTC) of an ISO date. */
export const dateToMicros = (date: string): Micros => {
  const time = Date.parse(`${date}T00:00:00Z`) * 1000;
  if (!Number.isFinite(time)) throw new Error(`Not an ISO date: ${date}`);
  return time;
};
