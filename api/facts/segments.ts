import { secondsOf } from './ranges';
import type { Range } from './types';

/**
 * What a player itself says was watched: `played-segments` of the xAPI video profile, `0[.]12.5[,]20[.]33`, a list that
 * grows from one statement of a viewing to the next. Open edX's own player sends none.
 */

/** Players look at the clock some times a second: pieces that end and start this close, in seconds, are one. */
const CLOCK = 0.5;

/** More than this many pieces in one list is no record of anybody's watching. */
const MOST_SEGMENTS = 10_000;

/**
 * The whole seconds of a list, each as often as it is in there. Pieces that join are one before their seconds are
 * counted, so that a pause of the length of a tick loses none and counts none twice.
 * @returns nothing where the text holds no finished piece, or is no such list
 */
export const statedSeconds = (text: string): Range[] => {
  const pieces = text.split('[,]');
  if (text === '' || pieces.length > MOST_SEGMENTS) return [];
  const joined: [number, number][] = [];
  for (const piece of pieces) {
    const ends = piece.split('[.]').map((end) => (end.trim() === '' ? NaN : Number(end)));
    const [from, to] = ends;
    if (ends.length !== 2 || from === undefined || to === undefined) continue;
    if (!Number.isFinite(from) || !Number.isFinite(to) || from < 0 || to < from) continue;
    const last = joined[joined.length - 1];
    if (last && Math.abs(from - last[1]) < CLOCK && to >= last[1]) last[1] = to;
    else joined.push([from, to]);
  }
  return joined.map(([from, to]) => secondsOf(from, to)).filter((range) => range !== null);
};

/**
 * Several counts per second put together into one.
 * @param lists per list, how often a second is in it is how many of its ranges hold it
 * @param count from how often a second is in each list to how often it is in the result
 * @returns ranges in order; as many of them hold a second as it counts
 */
export const combine = (lists: readonly (readonly Range[])[], count: (times: readonly number[]) => number): Range[] => {
  const steps = lists
    .flatMap((list, which) =>
      list.flatMap(([from, to]): [at: number, which: number, by: 1 | -1][] => [
        [from, which, 1],
        [to, which, -1],
      ]),
    )
    .sort((a, b) => a[0] - b[0]);
  const times = lists.map(() => 0);
  const open: number[] = [];
  const result: Range[] = [];
  steps.forEach(([at, which, by], index) => {
    times[which] = (times[which] ?? 0) + by;
    if (steps[index + 1]?.[0] === at) return;
    const wanted = count(times);
    while (open.length < wanted) open.push(at);
    while (open.length > wanted) result.push([open.pop() ?? at, at]);
  });
  return result.sort((a, b) => a[0] - b[0] || a[1] - b[1]);
};

/** What is stated about one viewing, from one `initialized` to the next. */
export interface Viewing {
  /** The seconds of the lists, each as often as the list has it that has it most often. */
  readonly stated: readonly Range[];
  /** The intervals that events opened and closed until the last list. */
  readonly closed: readonly Range[];
  /** Seconds that a forward seek passed over and that its own list counts all the same. */
  readonly doubtful: readonly Range[];
}

/**
 * The seconds of a viewing whose player states them. A second that no list has was not watched. One that a list has was
 * watched as often as the list says, or as events show where they show more: some players merge what is watched again.
 * What a seek passed over was watched only as often as events show: some players count it, for their clock is already
 * at the target when they close the piece.
 */
export const believed = ({ stated, closed, doubtful }: Viewing): Range[] =>
  combine([stated, closed, doubtful], ([inLists = 0, inEvents = 0, passed = 0]) =>
    passed > 0 ? inEvents : inLists > 0 ? Math.max(inLists, inEvents) : 0,
  );

/** Seconds of `of` that `lists` lacks, once each. */
export const without = (of: readonly Range[], lists: readonly Range[]): Range[] =>
  combine([of, lists], ([own = 0, other = 0]) => (own > 0 && other === 0 ? 1 : 0));

/** Each second as often as the list has it that has it most often. */
export const most = (a: readonly Range[], b: readonly Range[]): Range[] =>
  combine([a, b], (times) => Math.max(...times));
