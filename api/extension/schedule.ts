/** When jobs run: `5m`, `2h` or `1d`, or five fields of cron; UTC, milliseconds since 1970. */

const MINUTE = 60_000;
const UNITS: Readonly<Record<string, number>> = { m: MINUTE, h: 60 * MINUTE, d: 1440 * MINUTE };
/** The least and the most of each field: minute, hour, day of the month, month, day of the week (0 and 7: Sunday). */
const FIELDS: readonly (readonly [least: number, most: number])[] = [
  [0, 59],
  [0, 23],
  [1, 31],
  [1, 12],
  [0, 7],
];
/** Longer than this nothing is waited for: the 29th of February comes once in eight years at the latest. */
const LONGEST = 9 * 366 * 1440 * MINUTE;

/** The values that one field names: `*`, `5`, `1-5`, `0,30`, and any of them with `/2`; null: it is none. */
const valuesOf = (text: string, [least, most]: readonly [number, number]): ReadonlySet<number> | null => {
  const found = new Set<number>();
  for (const part of text.split(',')) {
    const read = /^(?:\*|(\d+)(?:-(\d+))?)(?:\/(\d+))?$/.exec(part);
    if (!read) return null;
    const [, from, to, step = '1'] = read;
    const hasStep = part.includes('/');
    const first = from === undefined ? least : Number(from);
    const last = to !== undefined ? Number(to) : from === undefined || hasStep ? most : first;
    if (first < least || last > most || first > last || Number(step) < 1) return null;
    for (let value = first; value <= last; value += Number(step)) found.add(value);
  }
  return found;
};

interface Cron {
  readonly fields: readonly ReadonlySet<number>[];
  /** Days of the month and of the week are both named: one of them is enough. */
  readonly isEither: boolean;
}

const cronOf = (text: string): Cron | null => {
  const texts = text.trim().split(/\s+/);
  if (texts.length !== FIELDS.length) return null;
  const fields = texts.map((one, at) => valuesOf(one, FIELDS[at] ?? [0, 0]));
  if (fields.some((one) => one === null)) return null;
  return { fields: fields as ReadonlySet<number>[], isEither: texts[2] !== '*' && texts[4] !== '*' };
};

const lengthOf = (text: string): number | null => {
  const found = /^(\d{1,4})([mhd])$/.exec(text.trim());
  return found ? Number(found[1]) * (UNITS[found[2] ?? ''] ?? 0) || null : null;
};

export const isSchedule = (text: string): boolean => lengthOf(text) !== null || cronOf(text) !== null;

const isDay = ({ fields: [, , days, months, weekdays], isEither }: Cron, date: Date): boolean => {
  if (!months?.has(date.getUTCMonth() + 1)) return false;
  const weekday = date.getUTCDay();
  const [day, week] = [
    days?.has(date.getUTCDate()) === true,
    weekdays?.has(weekday) === true || (weekday === 0 && weekdays?.has(7) === true),
  ];
  return isEither ? day || week : day && week;
};

/** The first moment after this one; null: there is none. */
export const nextAfter = (every: string, after: number): number | null => {
  const length = lengthOf(every);
  if (length !== null) return (Math.floor(after / length) + 1) * length;
  const cron = cronOf(every);
  if (!cron) return null;
  const [minutes, hours] = cron.fields;
  for (let at = (Math.floor(after / MINUTE) + 1) * MINUTE; at < after + LONGEST;) {
    const date = new Date(at);
    if (!isDay(cron, date)) at = (Math.floor(at / (1440 * MINUTE)) + 1) * 1440 * MINUTE;
    else if (!hours?.has(date.getUTCHours())) at = (Math.floor(at / (60 * MINUTE)) + 1) * 60 * MINUTE;
    else if (!minutes?.has(date.getUTCMinutes())) at += MINUTE;
    else return at;
  }
  return null;
};

/** The last moment up to now that is after another one; null: there is none. What was missed in between is not made up for. */
export const lastDue = (every: string, after: number, now: number): number | null => {
  let due: number | null = null;
  const length = lengthOf(every);
  if (length !== null) {
    const last = Math.floor(now / length) * length;
    return last > after ? last : null;
  }
  for (let at = nextAfter(every, after); at !== null && at <= now; at = nextAfter(every, at)) due = at;
  return due;
};
