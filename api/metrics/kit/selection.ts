import { showsAll } from './privacy/smallGroups';
import { learnerFactOn, learnerFacts } from '../../facts/learner';
import type { StructureIndex } from '../../facts/structureIndex';
import type { Fact, LearnerEvent } from '../../facts/types';
import { groupBy } from '../../lib/groupBy';
import { type Activity, type Cut, type DateRange, dayOf, isDisclosable, usableCuts, widen } from './privacy/periods';
import { suppress } from './privacy/suppress';

/** What is asked of a course or a block: dates and a track; null: all. */
export interface Selection extends DateRange {
  readonly track: string | null;
}

/** One learner of the course, with all events that the report may need. */
export interface SelectedLearner {
  readonly registered: boolean;
  /** Mode of the last enrolment. */
  readonly track: string;
  readonly events: readonly LearnerEvent[];
}

/** Groups whose sizes are disclosed of a block: in windows each has cuts of its own. */
export const GROUPS = ['reached', 'attempted', 'viewers'] as const;
export type Group = (typeof GROUPS)[number];

const isIn: Record<Group, (fact: Fact) => boolean> = {
  reached: (fact) => fact.reached > 0,
  attempted: (fact) => fact.tried > 0,
  viewers: (fact) => (fact.video?.plays ?? 0) > 0,
};

const DAY = 86_400_000_000;

/**
 * Facts as if only the events in the window had happened, of the learners of the track.
 * @param block of this block only, which is no container; '': of all
 */
export const factsOf = (
  courseKey: string,
  learners: readonly SelectedLearner[],
  { from, to, track }: Selection,
  index: StructureIndex | null,
  block = '',
): Fact[] => {
  const [start, end] = [from === null ? -Infinity : dayOf(from) * DAY, to === null ? Infinity : dayOf(to) * DAY];
  return learners
    .filter((learner) => track === null || learner.track === track)
    .flatMap(({ events, registered }) => {
      const within = events.filter(({ time }) => time >= start && time < end);
      const before = events.filter(({ time }) => time < start);
      const facts =
        block === ''
          ? learnerFacts(courseKey, within, index, before)
          : [learnerFactOn(block, courseKey, within, index, before)].filter((fact) => fact !== null);
      return facts.map((fact) => ({ ...fact, registered }));
    });
};

/** On which days each learner belonged to which group of which block: `block group` to learners. */
export const activitiesOf = (
  courseKey: string,
  learners: readonly SelectedLearner[],
  index: StructureIndex | null,
): Map<string, Activity[]> => {
  const found = new Map<string, Activity[]>();
  for (const { events, track } of learners) {
    const own = new Map<string, number[]>();
    const byDay = [...groupBy(events, ({ time }) => Math.floor(time / DAY))].sort(([a], [b]) => a - b);
    for (const [day, some] of byDay)
      for (const fact of learnerFacts(courseKey, some, index))
        for (const group of GROUPS) {
          if (!isIn[group](fact)) continue;
          const days = own.get(`${fact.block} ${group}`);
          if (days) days.push(day);
          else own.set(`${fact.block} ${group}`, [day]);
        }
    for (const [name, days] of own) {
      const all = found.get(name);
      if (all) all.push({ days, track });
      else found.set(name, [{ days, track }]);
    }
  }
  return found;
};

/** Learners of one track. */
export interface TrackSize {
  readonly track: string;
  readonly learners: number;
}

/**
 * The tracks that are disclosed: neither they nor the others together are small.
 * @param unsafe tracks that are not disclosed for another reason
 */
export const disclosedTracks = (
  sizes: readonly TrackSize[],
  minLearners: number,
  isUnsafe: (track: string) => boolean = () => false,
): Set<string> => {
  // in one order everywhere, so that of equal ones the same is hidden
  const ordered = [...sizes].sort((a, b) => (a.track < b.track ? -1 : 1));
  const hidden = suppress(
    ordered.map(({ learners }) => learners),
    minLearners,
    ordered.map(({ track }) => isUnsafe(track)),
  );
  return new Set(ordered.flatMap(({ track }, at) => (hidden[at] ? [] : [track])));
};

const tracksOf = (activities: readonly Activity[]): TrackSize[] =>
  [...groupBy(activities, ({ track }) => track)].map(([track, own]) => ({ track, learners: own.length }));

const known = new WeakMap<readonly Activity[], Map<string, readonly Cut[]>>();

/** `usableCuts`, which are the same for every window: found once for as long as the activities are remembered. */
const rememberedCuts = (
  activities: readonly Activity[],
  minLearners: number,
  disclosed: readonly number[],
  tracks: ReadonlySet<string> | null,
): readonly Cut[] => {
  const own = known.get(activities) ?? new Map<string, readonly Cut[]>();
  known.set(activities, own);
  const key = JSON.stringify([minLearners, disclosed, tracks && [...tracks].sort()]);
  const cuts = own.get(key) ?? usableCuts(activities, minLearners, disclosed, tracks);
  own.set(key, cuts);
  return cuts;
};

/** What of a selection may be disclosed of one group: the window (wider, where it has to be), and the track or not. */
interface Disclosable {
  readonly window: DateRange;
  /** The window may be disclosed as it was asked for. */
  readonly isAsAsked: boolean;
  readonly isTrackDisclosed: boolean;
}

/**
 * @param disclosed numbers of learners by the moment they first came that are disclosed elsewhere
 * @param ofCourse the tracks that are disclosed in the course; null: any
 */
export const disclosable = (
  activities: readonly Activity[],
  { from, to, track }: Selection,
  minLearners: number,
  disclosed: readonly number[] = [],
  ofCourse: ReadonlySet<string> | null = null,
): Disclosable => {
  if (showsAll(minLearners)) return { window: { from, to }, isAsAsked: true, isTrackDisclosed: true };
  const isUnsafe = (one: string): boolean => ofCourse !== null && !ofCourse.has(one);
  const tracks = track === null ? null : disclosedTracks(tracksOf(activities), minLearners, isUnsafe);
  const cuts = rememberedCuts(activities, minLearners, disclosed, tracks);
  const isNobody = track !== null && !activities.some((activity) => activity.track === track);
  return {
    window: widen(cuts, { from, to }),
    isAsAsked: isDisclosable(cuts, { from, to }),
    isTrackDisclosed: track === null || isNobody || (tracks?.has(track) ?? false),
  };
};
