import type { Overview, Quantity } from '@marginalia/contract';
import { disclosed } from './model';

const HOURS = 24;
const MINUTES = 60;
const DAYS = 7;
const WEEK = DAYS * HOURS * MINUTES;

/** One hour of the week as the reader's clock shows it. */
export interface WeekHour {
  /** 0 is Monday. */
  readonly weekday: number;
  /** Minutes after midnight at which it begins. */
  readonly begins: number;
  readonly learners: Quantity;
}

/** How far the reader's clock is ahead of UTC at a moment, minutes. */
export const clockOffset = (moment: string): number => -new Date(moment).getTimezoneOffset();

/**
 * All hours of the week, Monday first, each day from its first hour. They are counted by the hours of UTC, which is the only
 * way to cut the week that is disclosed, and told by the reader's clock: where that is half an hour apart, each begins at half
 * past.
 * @param offset minutes by which the reader's clock is ahead of UTC
 */
export const weekHours = (
  hours: NonNullable<Overview['activity']['hours']>,
  offset: number,
): readonly (readonly WeekHour[])[] => {
  const known = new Map(hours.map(({ weekday, hour, learners }) => [(weekday - 1) * HOURS + hour, learners]));
  const all = Array.from({ length: DAYS * HOURS }, (_, index): WeekHour => {
    const begins = (((index * MINUTES + offset) % WEEK) + WEEK) % WEEK;
    const day = HOURS * MINUTES;
    return { weekday: Math.floor(begins / day), begins: begins % day, learners: known.get(index) ?? 0 };
  });
  return Array.from({ length: DAYS }, (_, weekday) =>
    all.filter((one) => one.weekday === weekday).sort((a, b) => a.begins - b.begins),
  );
};

/** The hour with the most learners, of those that are disclosed; null where none is. */
export const busiest = (week: readonly (readonly WeekHour[])[]): (WeekHour & { readonly learners: number }) | null =>
  week.flat().reduce<(WeekHour & { readonly learners: number }) | null>((most, one) => {
    const learners = disclosed(one.learners);
    return learners === null || learners <= (most?.learners ?? 0) ? most : { ...one, learners };
  }, null);
