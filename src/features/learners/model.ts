import type { Learner, MiddleHalf, Video } from '@marginalia/contract';
import { disclosed } from '../class';

/** One number of a learner beside the middle half of the class. */
export interface BesideRow {
  readonly key: 'activeDays' | 'progress' | 'tried' | 'firstTry' | 'watched';
  /** Null: nothing to count. */
  readonly value: number | null;
  readonly half: MiddleHalf;
  /** Where the scale ends. */
  readonly top: number;
}

const above = (value: number | null, half: MiddleHalf): number =>
  Math.max(1, value ?? 0, half.kind === 'value' ? half.high * 1.25 : 0);

/** The learner's numbers with their scales: shares go to all, counts a little beyond the larger of both. */
export const besideRows = (learner: Learner): BesideRow[] => {
  const { beside, activeDays, progress, tried, firstRight, watchedSeconds } = learner;
  const count = (key: BesideRow['key'], value: number, half: MiddleHalf): BesideRow => ({
    key,
    value,
    half,
    top: above(value, half),
  });
  return [
    count('activeDays', activeDays, beside.activeDays),
    { key: 'progress', value: progress, half: beside.progress, top: 1 },
    count('tried', tried, beside.tried),
    { key: 'firstTry', value: tried === 0 ? null : firstRight / tried, half: beside.firstTryShare, top: 1 },
    count('watched', watchedSeconds, beside.watchedSeconds),
  ];
};

/** The days between the first and the last, those without anything as zeros, so that a pause looks like one. */
export const everyDay = (days: Learner['days']): Learner['days'] => {
  const [first, last] = [days.at(0), days.at(-1)];
  if (first === undefined || last === undefined) return [];
  const known = new Map(days.map((day) => [day.date, day]));
  const all: Learner['days'] = [];
  for (let at = Date.parse(first.date); at <= Date.parse(last.date); at += 86_400_000) {
    const date = new Date(at).toISOString().slice(0, 10);
    all.push(known.get(date) ?? { date, events: 0, problems: 0, videos: 0 });
  }
  return all;
};

/** Seconds of a video that the learner saw at all, and of these twice or more. */
export const secondsSeen = (watched: Learner['videos'][number]['watched']): { once: number; again: number } => {
  const seconds = (stretches: typeof watched): number => stretches.reduce((sum, { from, to }) => sum + to - from, 0);
  return { once: seconds(watched), again: seconds(watched.filter(({ times }) => times > 1)) };
};

/** The class's curve: viewers of each second, and views above these. */
export const classCurve = (
  curve: Video['curve'],
): { readonly second: number; readonly viewers: number | null; readonly repeats: number | null }[] =>
  curve.map(({ second, viewers, views }) => {
    const [people, times] = [disclosed(viewers), disclosed(views)];
    return { second, viewers: people, repeats: people === null || times === null ? null : times - people };
  });
