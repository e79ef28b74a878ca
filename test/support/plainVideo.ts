import { type ReportContext, counted } from '../../api/metrics/kit/population';
import { type Counted, type Report, type Stated, statedMembers } from '../../api/metrics/kit/panel';
import type { RewatchCounts } from '../../api/metrics/video/videoRewatched';
import { coverOf } from '../../api/metrics/video/videoSeconds';
import type { VideoSums } from '../../api/metrics/video/videoSums';
import { LAST_SECOND, countSeconds, distinct } from '../../api/facts/ranges';
import type { Fact, Range, VideoFact } from '../../api/facts/types';
import { tally } from '../../api/lib/tally';

/**
 * The sums that the database makes about one video, made slowly and plainly from facts: what tests of the database hold it
 * to, and what tests of answers are made of.
 */

/** How many seconds can have counts of their own. */
const countable = (seconds: number): number => (Number.isFinite(seconds) ? seconds : 0);

const viewersAmong = (facts: readonly Fact[]): VideoFact[] =>
  facts.flatMap(({ video }): VideoFact[] => (video && video.plays > 0 ? [video] : []));

/** The sums of these facts about one video of so many whole seconds (Infinity: not known). */
export const videoSums = (facts: readonly Fact[], seconds: number, context: ReportContext): VideoSums => {
  const mine = counted(facts, context);
  const viewers = viewersAmong(mine);
  const known = countable(seconds);
  const limit = Math.min(seconds, LAST_SECOND);
  const seen = viewers.map((viewer) => viewer.seen);
  return {
    asOf: mine.length === 0 ? null : mine.reduce((latest, fact) => Math.max(latest, fact.lastAt), -Infinity),
    seconds,
    viewers: viewers.length,
    seen: tally(seen.map((ranges) => countSeconds(ranges, limit))),
    views: countCover(
      viewers.map((viewer) => viewer.watched),
      known,
    ),
    people: countCover(seen, known),
    skipped: countCover(
      viewers.map((viewer) => viewer.skipped),
      known,
    ),
    rewatch: rewatchCounts(
      seen,
      viewers.map((viewer) => viewer.twice),
      known,
    ),
    ends: tally(viewers.map((viewer) => watchedOnTo(viewer.watched[0]?.[0], viewer.seen, limit))),
    landings: tally(
      viewers.flatMap(({ landings }) => [
        ...new Set(landings.filter((second) => second < limit).map((second) => Math.floor(second / 10))),
      ]),
    ),
  };
};

/** How many of all these ranges cover each second below `seconds`. */
export const countCover = (lists: readonly (readonly Range[])[], seconds: number): number[] =>
  coverOf(
    lists.flatMap((ranges) =>
      ranges.flatMap(([from, to]): [number, number][] => [
        [from, 1],
        [to, -1],
      ]),
    ),
    seconds,
  );

/**
 * The second at which a learner stopped watching: where the last stretch ends that they watched for half a minute or
 * more, in whatever order and however often they came back; where there is none, the first stretch. Somebody who jumps
 * over a passage and watches on has not left there, and somebody who jumps to the end for a look has not watched on to
 * it. The furthest second, which others use, says that they have.
 * @param begin the second at which the learner first started; undefined: nothing was watched
 * @param seen what was watched, without repeats and in order
 * @returns null where the learner did not begin at the beginning, so that it cannot be disclosed how far they got
 */
export const watchedOnTo = (begin: number | undefined, seen: readonly Range[], seconds: number): number | null => {
  if (begin === undefined || begin >= Math.min(10, seconds)) return null;
  const least = Math.min(30, seconds / 4);
  let end = 0;
  for (const stretch of stretches(seen, seconds)) {
    if (end === 0 || stretch.seen >= least) end = stretch.end;
  }
  return end;
};

interface Stretch {
  end: number;
  /** Distinct seconds watched of it. */
  seen: number;
}

const stretches = (seen: readonly Range[], seconds: number): Stretch[] => {
  const found: Stretch[] = [];
  for (const [from, to] of seen) {
    if (from >= seconds) break;
    const end = Math.min(to, seconds);
    const last = found[found.length - 1];
    if (last && from - last.end <= 10) {
      last.end = end;
      last.seen += end - from;
    } else found.push({ end, seen: end - from });
  }
  return found;
};

/**
 * @param seen per viewer what was watched, without repeats and in order
 * @param twice the same for what was watched twice or more
 */
export const rewatchCounts = (
  seen: readonly (readonly Range[])[],
  twice: readonly (readonly Range[])[],
  seconds: number,
): RewatchCounts => ({
  people: countCover(seen.map(inBins), Math.ceil(seconds / 5)),
  again: countCover(twice.map(inBins), Math.ceil(seconds / 5)),
  perSecond: countCover(twice, seconds),
});

/** The bins that one learner's ranges touch, once each. */
const inBins = (ranges: readonly Range[]): Range[] =>
  ranges.length === 0 ? [] : distinct(ranges.map(([from, to]): Range => [Math.floor(from / 5), Math.ceil(to / 5)]));

/** What the metrics of a video count, by their ids. */
export const metricsOfVideo = (facts: readonly Fact[], seconds: number, context: ReportContext): Counted => {
  const viewers = viewersAmong(counted(facts, context));
  const limit = Math.min(seconds, LAST_SECOND);
  const group = (test: (viewer: VideoFact) => boolean): VideoFact[] => viewers.filter(test);
  const sum = (some: readonly VideoFact[], of: (viewer: VideoFact) => number) => ({
    of: some.length,
    sum: some.reduce((total, one) => total + of(one), 0),
  });
  const imputed = group(({ imputedPlays }) => imputedPlays > 0);
  const seen = ({ seen: ranges }: VideoFact): number => countSeconds(ranges, limit);
  return {
    place: 'video',
    everybody: viewers.length,
    rows: new Map<string, unknown>([
      ['viewers', { of: viewers.length }],
      ['watchedSeconds', sum(viewers, ({ watched }) => countSeconds(watched, limit))],
      ['imputed', sum(imputed, (viewer) => countSeconds(viewer.imputed, limit))],
      ['imputedPlays', sum(imputed, ({ imputedPlays }) => imputedPlays)],
      ['coverage', { ...sum(viewers, seen), per: limit }],
      ['completion', { of: viewers.length, count: group((viewer) => seen(viewer) / limit >= 0.95).length }],
      [
        'rewinds',
        sum(
          group(({ rewinds }) => rewinds > 0),
          ({ rewinds }) => rewinds,
        ),
      ],
      ['faster', { of: group(({ faster }) => faster).length }],
      ['slower', { of: group(({ slower }) => slower).length }],
      ['captions', { of: group(({ captions }) => captions).length }],
    ]),
  };
};

/** The metrics of a video as its report states them. */
export const statedOfVideo = (
  facts: readonly Fact[],
  seconds: number,
  context: ReportContext,
  report: Report = { minLearners: context.minLearners, isSelection: false },
): Stated => statedMembers(metricsOfVideo(facts, seconds, context), report);
