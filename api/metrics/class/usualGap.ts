import { median } from '../kit/stats';

/** Days with events that are too few to say what is usual. */
const LEAST_DAYS = 5;

/**
 * How many days pass, as a rule, from one day with events to the next; null of too few.
 * @param days each once and in order
 */
export const usualGap = (days: readonly number[]): number | null =>
  days.length < LEAST_DAYS ? null : median(days.slice(1).map((day, at) => day - (days[at] ?? day)));
