import { isSmall } from './smallGroups';
/**
 * Which dates windows may begin and end on, so that no small group can be had by comparing windows. Time is cut into
 * periods of whole days. A learner goes from nothing through the periods they were active in to the end; of each such
 * step (from this period straight to that one, beginning and end included) there are no learners or at least the
 * threshold. Every number of learners that windows give, and every sum and difference of such numbers that counts
 * learners, is a sum of steps (docs/decisions/0013).
 */

/** The days (since 1970, UTC) on which one learner was active, ascending and once each; the learner's enrolment track. */
export interface Activity {
  readonly days: readonly number[];
  readonly track: string;
}

/** Days (since 1970) on any of which a window may begin or end, both included: between them nothing happened. */
export interface Cut {
  readonly from: number;
  readonly to: number;
}

/** Dates as in an address, UTC, half open; null: unbounded. */
export interface DateRange {
  readonly from: string | null;
  readonly to: string | null;
}

const MILLIS = 86_400_000;
export const dayOf = (date: string): number => Math.floor(Date.parse(`${date}T00:00:00Z`) / MILLIS);
export const dateOf = (day: number): string => new Date(day * MILLIS).toISOString().slice(0, 10);

/** Learners with the same days and track, as indices into the days in which anybody was active. */
interface Pattern {
  readonly at: readonly number[];
  readonly track: string;
  learners: number;
}

const patternsOf = (activities: readonly Activity[], days: readonly number[]): Pattern[] => {
  const index = new Map(days.map((day, at) => [day, at]));
  const patterns = new Map<string, Pattern>();
  for (const activity of activities) {
    if (activity.days.length === 0) continue;
    const key = `${activity.track}\n${activity.days.join(' ')}`;
    const known = patterns.get(key);
    if (known) known.learners += 1;
    else
      patterns.set(key, {
        at: activity.days.map((day) => index.get(day) ?? 0),
        track: activity.track,
        learners: 1,
      });
  }
  return [...patterns.values()];
};

/** Whether of every step, in each track apart, there are none or enough. */
const stepsAreLarge = (patterns: readonly Pattern[], cuts: readonly number[], minLearners: number): boolean => {
  const steps = new Map<string, number>();
  for (const { at, track, learners } of patterns) {
    let period = -1;
    let cut = 0;
    const step = (to: number): void => {
      const key = `${period} ${to} ${track}`;
      steps.set(key, (steps.get(key) ?? 0) + learners);
      period = to;
    };
    for (const day of at) {
      while (cut < cuts.length && (cuts[cut] ?? Infinity) <= day) cut += 1;
      if (cut !== period) step(cut);
    }
    step(cuts.length + 1);
  }
  return [...steps.values()].every((learners) => !isSmall(learners, minLearners));
};

/** Learners by the least (or the most) of their days, summed up to each day: how many came, or had gone, before it. */
const before = (patterns: readonly Pattern[], days: number, which: 'first' | 'last'): number[] => {
  const counts = new Array<number>(days + 1).fill(0);
  for (const { at, learners } of patterns) {
    const day = (which === 'first' ? at[0] : at[at.length - 1]) ?? 0;
    counts[day + 1] = (counts[day + 1] ?? 0) + learners;
  }
  let sum = 0;
  return counts.map((count) => (sum += count));
};

/** Cuts that are sound alone: of those only before, only after, and before and after it there are none or enough. */
const soundAlone = (
  patterns: readonly Pattern[],
  days: number,
  disclosed: readonly number[],
  minLearners: number,
): number[] => {
  const [came, gone] = [before(patterns, days, 'first'), before(patterns, days, 'last')];
  const all = came[days] ?? 0;
  const isSound = (cut: number): boolean => {
    const [started, ended] = [came[cut] ?? 0, gone[cut] ?? 0];
    const steps = [ended, started - ended, all - started, ...disclosed.map((count) => Math.abs(started - count))];
    return steps.every((learners) => !isSmall(learners, minLearners));
  };
  return Array.from({ length: Math.max(0, days - 1) }, (_, index) => index + 1).filter(isSound);
};

/** Takes one cut after the other, oldest first, and keeps those that leave all as it has to be. */
const keepCuts = (candidates: readonly number[], patterns: readonly Pattern[], minLearners: number): number[] => {
  const kept: number[] = [];
  for (const candidate of candidates)
    if (stepsAreLarge(patterns, [...kept, candidate], minLearners)) kept.push(candidate);
  return kept;
};

/**
 * The dates that windows on a block may use; the same for everybody and whatever is asked.
 * @param disclosed numbers of learners, each of those who first came before some moment, that are disclosed elsewhere: by how many
 *   came before a cut may differ from these by nothing or by enough only
 * @param tracks tracks that are told apart; where there are some, their dates are among those of all
 */
export const usableCuts = (
  activities: readonly Activity[],
  minLearners: number,
  disclosed: readonly number[] = [],
  tracks: ReadonlySet<string> | null = null,
): Cut[] => {
  const days = [...new Set(activities.flatMap((activity) => activity.days))].sort((a, b) => a - b);
  const patterns = patternsOf(
    activities.map(({ days: own }) => ({ days: own, track: '' })),
    days,
  );
  const ofAll = keepCuts(soundAlone(patterns, days.length, disclosed, minLearners), patterns, minLearners);
  return cutDays(days, tracks ? cutsOfTracks(activities, days, ofAll, tracks, minLearners) : ofAll);
};

/** Tracks that are not disclosed are one rest, which could be had by subtraction. */
const cutsOfTracks = (
  activities: readonly Activity[],
  days: readonly number[],
  ofAll: readonly number[],
  tracks: ReadonlySet<string>,
  minLearners: number,
): number[] => {
  const patterns = patternsOf(
    activities.map((activity) => ({ ...activity, track: tracks.has(activity.track) ? `t ${activity.track}` : '' })),
    days,
  );
  return keepCuts(ofAll, patterns, minLearners);
};

const cutDays = (days: readonly number[], cuts: readonly number[]): Cut[] => {
  const [first, last] = [days[0], days[days.length - 1]];
  if (first === undefined || last === undefined) return [{ from: -Infinity, to: Infinity }];
  return [
    { from: -Infinity, to: first },
    ...cuts.map((cut) => ({ from: (days[cut - 1] ?? 0) + 1, to: days[cut] ?? 0 })),
    { from: last + 1, to: Infinity },
  ];
};

const isUsable = (cuts: readonly Cut[], date: string | null): boolean =>
  date === null || cuts.some(({ from, to }) => from <= dayOf(date) && dayOf(date) <= to);

/** Whether a window may be disclosed as it is. */
export const isDisclosable = (cuts: readonly Cut[], { from, to }: DateRange): boolean =>
  isUsable(cuts, from) && isUsable(cuts, to);

/** The smallest window that may be disclosed and holds the one asked for. */
export const widen = (cuts: readonly Cut[], { from, to }: DateRange): DateRange => {
  const earlier = (date: string): string | null => {
    const cut = cuts.filter((one) => one.to < dayOf(date)).pop();
    return !cut || cut.from === -Infinity ? null : dateOf(cut.to);
  };
  const later = (date: string): string | null => {
    const cut = cuts.find((one) => one.from > dayOf(date));
    return !cut || cut.to === Infinity ? null : dateOf(cut.from);
  };
  return {
    from: from === null || isUsable(cuts, from) ? from : earlier(from),
    to: to === null || isUsable(cuts, to) ? to : later(to),
  };
};
