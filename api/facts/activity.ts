import { isDrawingType } from './audience';
import type { BlockActivity, Moment, ProblemActivity } from './blockActivity';
import { type Day, type Seconds, seconds } from './days';
import { type Share, dutiesIn, sharesOf, totalOf } from './duties';
import { closesAt, unitsForAll } from './offered';
import type { Reach } from './reach';
import { isContainerType, type StructureIndex } from './structureIndex';
import type { LearnerEvent, StructureBlock } from './types';

export interface Move {
  readonly at: Seconds;
  readonly enrolled: boolean;
  readonly mode: string;
}

/** What was reached inside a section, a subsection or ('') the course. */
interface PlaceActivity {
  readonly place: string;
  readonly units: number;
  readonly problems: number;
  readonly right: number;
  readonly videos: number;
}

/** What one learner did in one course. */
export interface LearnerActivity {
  readonly registered: boolean;
  readonly enrolled: boolean;
  readonly mode: string;
  readonly registeredAt: Seconds;
  readonly moves: readonly Move[];
  readonly firstActive: Seconds;
  readonly lastActive: Seconds;
  readonly lastBlock: string;
  readonly lastVerb: string;
  readonly days: readonly Day[];
  readonly videoDays: readonly Day[];
  readonly problemDays: readonly Day[];
  /** Problems of the course as last published. */
  readonly tried: number;
  readonly firstRight: number;
  readonly everRight: number;
  readonly watchedSeconds: number;
  readonly problems: readonly ProblemActivity[];
  /** Of the units that everybody is offered: those reached. */
  readonly units: readonly { readonly unit: string; readonly at: Seconds }[];
  readonly places: readonly PlaceActivity[];
  /** Blocks completed, and when 95 % of those that can be (of the units) were. */
  readonly done: number;
  readonly doneAt: Seconds;
  readonly unitsAt: Seconds;
  readonly grade: number | null;
  readonly passes: readonly { readonly at: Seconds; readonly passed: boolean }[];
}

/** Of what can be completed: the share from which on a course is completed. The rest may have been added later. */
const COMPLETED_SHARE = 0.95;

/** What a block adds, and how much of it was watched where it is a video. */
type OfBlock = BlockActivity & {
  readonly block: string;
  readonly isPlayed: boolean;
  readonly secondsWatched: number;
};

/**
 * One learner's row of activity, from what each block adds to it.
 * @param about statements about the course itself, in order
 * @param blocks what the other blocks with events add
 * @param reach the blocks that the learner reached
 */
export const courseActivity = (
  about: readonly LearnerEvent[],
  blocks: readonly OfBlock[],
  reach: ReadonlyMap<string, Reach>,
  structure: StructureIndex | null,
): LearnerActivity => {
  const active = blocks.filter((block) => block.first !== null);
  const moves = about
    .filter((event) => event.verb === 'registered' || event.verb === 'unregistered')
    .map((event): Move => ({ at: seconds(event.time), enrolled: event.verb === 'registered', mode: event.mode }));
  const registrations = moves.filter((move) => move.enrolled);
  const [first] = inOrder(active, (block) => block.first);
  const last = inOrder(active, (block) => block.last).pop();
  const videos = inOrder(
    active.filter((block) => block.isPlayed && !structure?.isContainer(block.block)),
    (block) => block.first,
  );
  const problems = inOrder(
    blocks.flatMap((block) => block.problem ?? []),
    (problem) => problem.at,
  ).map((problem) => problem.activity);
  // what was taken out of the course is in no total
  const tried = problems.filter(
    (problem) => problem.submissions.length > 0 && (structure === null || structure.get(problem.block) !== undefined),
  );
  const units = unitsReached(reach, structure);
  const grades = about.filter((event) => event.verb === 'earned' && gradeOf(event) !== null);
  return {
    registered: registrations.length > 0,
    enrolled: moves[moves.length - 1]?.enrolled ?? false,
    mode: registrations[registrations.length - 1]?.mode ?? '',
    registeredAt: registrations[0]?.at ?? 0,
    moves,
    firstActive: first?.first ? seconds(first.first.time) : 0,
    lastActive: last?.last ? seconds(last.last.time) : 0,
    lastBlock: last?.block ?? '',
    lastVerb: last?.last?.verb ?? '',
    days: daysOf(active.map((block) => block.days)),
    videoDays: daysOf(active.map((block) => block.videoDays)),
    problemDays: daysOf(active.map((block) => block.problemDays)),
    tried: tried.length,
    firstRight: tried.filter((problem) => problem.right).length,
    everRight: tried.filter((problem) => problem.rightAt > 0).length,
    watchedSeconds: videos.reduce((sum, video) => sum + video.secondsWatched, 0),
    problems,
    units,
    places: placesOf(units, tried, videos, structure),
    ...completion(active, units, structure),
    grade: grades.length > 0 ? gradeOf(grades[grades.length - 1] as LearnerEvent) : null,
    passes: about
      .filter((event) => event.verb === 'passed' || event.verb === 'failed')
      .map((event) => ({ at: seconds(event.time), passed: event.verb === 'passed' })),
  };
};

/** In the order of the history. */
const inOrder = <T>(items: readonly T[], moment: (item: T) => Moment | null): T[] =>
  items
    .map((item) => ({ item, at: moment(item) ?? { time: Infinity, id: '' } }))
    .sort((a, b) => a.at.time - b.at.time || (a.at.id < b.at.id ? -1 : a.at.id > b.at.id ? 1 : 0))
    .map(({ item }) => item);

const daysOf = (lists: readonly (readonly Day[])[]): Day[] => [...new Set(lists.flat())].sort((a, b) => a - b);

const gradeOf = ({ scoreRaw, scoreMax }: LearnerEvent): number | null =>
  scoreRaw === null
    ? null
    : Math.min(1, Math.max(0, scoreMax !== null && scoreMax > 0 ? scoreRaw / scoreMax : scoreRaw));

const unitsReached = (
  reach: ReadonlyMap<string, Reach>,
  structure: StructureIndex | null,
): { unit: string; at: Seconds }[] => {
  if (!structure) return [];
  return [...reach]
    .filter(([block]) => unitsForAll(structure).has(block))
    .map(([unit, { firstAt }]) => ({ unit, at: seconds(firstAt) }))
    .sort((a, b) => a.at - b.at || (a.unit < b.unit ? -1 : 1));
};

const placesOf = (
  units: readonly { unit: string }[],
  tried: readonly ProblemActivity[],
  videos: readonly { readonly block: string }[],
  structure: StructureIndex | null,
): PlaceActivity[] => {
  const places = new Map<string, { units: number; problems: number; right: number; videos: number }>();
  const note = (block: string, what: 'units' | 'problems' | 'videos', right = 0): void => {
    const around = (structure?.containersOf(block) ?? []).filter((id) => structure?.get(id)?.type !== 'vertical');
    for (const place of ['', ...around]) {
      const own = places.get(place) ?? { units: 0, problems: 0, right: 0, videos: 0 };
      own[what] += 1;
      own.right += right;
      places.set(place, own);
    }
  };
  for (const { unit } of units) note(unit, 'units');
  for (const problem of tried) note(problem.block, 'problems', Number(problem.right));
  for (const { block } of videos) note(block, 'videos');
  return [...places].map(([place, own]) => ({ place, ...own }));
};

/** Blocks that completion is sent for: leaves that are measured. */
const isCompletable = (block: StructureBlock): boolean =>
  !isContainerType(block.type) && !isDrawingType(block.type) && block.isMeasured;

const completed = new WeakMap<StructureIndex, readonly Share[]>();

/** What everybody could complete: blocks offered to all, of alternatives as many as each learner is given. */
const completableShares = (structure: StructureIndex): readonly Share[] => {
  const known = completed.get(structure);
  if (known) return known;
  const found = sharesInside(
    structure,
    structure.structure.blocks.find(({ type }) => type === 'course'),
    isCompletable,
  );
  completed.set(structure, found);
  return found;
};

const sharesInside = (
  structure: StructureIndex,
  place: StructureBlock | undefined,
  counts: (block: StructureBlock) => boolean,
): Share[] => (place ? sharesOf(dutiesIn(structure, place.id, closesAt(structure), counts)) : []);

/** How many blocks each learner can complete. */
export const completable = (structure: StructureIndex): number => totalOf(completableShares(structure));

/** How many units everybody is offered. */
export const unitCount = (structure: StructureIndex): number => unitsForAll(structure).size;

/** How many units, and blocks of a type, each learner is given inside a section or a subsection. */
export const countInside = (
  structure: StructureIndex,
  place: string,
  type: 'vertical' | 'problem' | 'video',
): number =>
  type === 'vertical'
    ? [...unitsForAll(structure)].filter((unit) => structure.containersOf(unit).includes(place)).length
    : totalOf(sharesInside(structure, structure.get(place), (block) => block.type === type));

/** How many of `total` make 95 % of it. */
const enough = (total: number): number => Math.max(1, Math.ceil(total * COMPLETED_SHARE - 1e-9));

const completion = (
  blocks: readonly OfBlock[],
  units: readonly { at: Seconds }[],
  structure: StructureIndex | null,
): Pick<LearnerActivity, 'done' | 'doneAt' | 'unitsAt'> => {
  if (!structure) return { done: 0, doneAt: 0, unitsAt: 0 };
  const times = new Map(blocks.map(({ block, completedAt }) => [block, completedAt]));
  const done = completableShares(structure)
    .flatMap((share) =>
      share.blocks
        .map((block) => times.get(block) ?? 0)
        .filter((at) => at > 0)
        .sort((a, b) => a - b)
        .slice(0, share.count),
    )
    .sort((a, b) => a - b);
  return {
    done: done.length,
    doneAt: done[enough(completable(structure)) - 1] ?? 0,
    unitsAt: units[enough(unitCount(structure)) - 1]?.at ?? 0,
  };
};
