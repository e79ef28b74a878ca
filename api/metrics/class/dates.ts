/** Days as in an address, UTC: 2026-03-02. */
export const DAY_MILLIS = 86_400_000;

/** @param from the first @param to the day after the last */
export const dates = (from: string, to: string): string[] => {
  const found: string[] = [];
  for (let at = Date.parse(`${from}T00:00:00Z`); at < Date.parse(`${to}T00:00:00Z`); at += DAY_MILLIS)
    found.push(new Date(at).toISOString().slice(0, 10));
  return found;
};

export const nextDay = (date: string): string =>
  new Date(Date.parse(`${date}T00:00:00Z`) + DAY_MILLIS).toISOString().slice(0, 10);

export const dateOf = (seconds: number): string => new Date(seconds * 1000).toISOString().slice(0, 10);

/** No more days than these are disclosed one by one: an event with a date of long ago makes no endless list. */
const MOST_DAYS = 3660;
export const notTooEarly = (from: string, to: string): string => {
  const earliest = new Date(Date.parse(`${to}T00:00:00Z`) - MOST_DAYS * DAY_MILLIS).toISOString().slice(0, 10);
  return from < earliest ? earliest : from;
};

/** The Monday of the week that a day is in. */
export const mondayOf = (date: string): string => {
  const millis = Date.parse(`${date}T00:00:00Z`);
  const back = (new Date(millis).getUTCDay() + 6) % 7;
  return new Date(millis - back * DAY_MILLIS).toISOString().slice(0, 10);
};

export const WEEK_DAYS = 7;
export const daysAfter = (date: string, days: number): string =>
  new Date(Date.parse(`${date}T00:00:00Z`) + days * DAY_MILLIS).toISOString().slice(0, 10);

/** The last Mondays until now, the oldest first: at the beginning of each a week was over. */
export const lastMondays = (count: number, now: Date): string[] => {
  const monday = mondayOf(now.toISOString().slice(0, 10));
  return Array.from({ length: count }, (_, index) => daysAfter(monday, (index + 1 - count) * WEEK_DAYS));
};

interface Between {
  readonly from: string | null;
  readonly to: string | null;
}

/** The calendar weeks that lie wholly in some dates: from the first Monday, up to the last one. Null: no end. */
export const weeksIn = ({ from, to }: Between): Between => ({
  // of the day before a Monday, the next Monday is that one
  from: from === null ? null : daysAfter(mondayOf(daysAfter(from, -1)), WEEK_DAYS),
  to: to === null ? null : mondayOf(to),
});

/** Whether a week, by its Monday, lies between two Mondays. */
export const isWeekIn = (monday: string, { from, to }: Between): boolean =>
  (from === null || monday >= from) && (to === null || monday < to);
