import { isSmall } from './smallGroups';
/**
 * Whether a number of learners "since a day" may be disclosed. Whoever asks about one day after the other sees by whom two
 * reports differ; so days are found, from the oldest on, between which nobody or at least the threshold of learners did
 * something, and nobody or at least the threshold did it for the last time. Only these are disclosed, whatever is asked.
 */

/** What happened on one day: learners who did anything; learners who did it for the last time (most lately) on that day. */
export interface DayOfLearners {
  readonly date: string;
  readonly learners: number;
  readonly last: number;
}

/** @param days in order of time @param since a date, as those of the days */
export const mayDiscloseSince = (days: readonly DayOfLearners[], since: string, minLearners: number): boolean => {
  const wanted = days.findIndex(({ date }) => date >= since);
  const position = wanted < 0 ? days.length : wanted;
  let rest = days.reduce((sum, day) => sum + day.last, 0);
  if (isSmall(rest, minLearners)) return false;
  let gone = 0;
  let busiest = 0;
  let disclosed = 0;
  for (let at = 1; at <= position; at += 1) {
    const day = days[at - 1];
    gone += day?.last ?? 0;
    rest -= day?.last ?? 0;
    busiest = Math.max(busiest, day?.learners ?? 0);
    if (isSmall(gone, minLearners) || isSmall(busiest, minLearners) || isSmall(rest, minLearners)) continue;
    [disclosed, gone, busiest] = [at, 0, 0];
  }
  return disclosed === position;
};
