import { groupBy } from '../lib/groupBy';
import { countSeconds, distinct } from './ranges';
import { history } from './order';
import { problemSubmissions } from './problem';
import { NOT_ACTIVITY, reachedBlocks } from './reach';
import { isContainerType, type StructureIndex } from './structureIndex';
import type { Fact, LearnerEvent, Micros } from './types';

/** Seconds since 1970, UTC. 0 where there is none. */
export type Seconds = number;
/** Days since 1970, UTC. */
export type Day = number;

export interface Move {
  readonly at: Seconds;
  readonly enrolled: boolean;
  readonly mode: string;
}

/** A problem that was tried, or that help was asked for. */
export interface ProblemActivity {
  readonly block: string;
  /** Right the first time. */
  readonly right: boolean;
  /** First submission that was right. */
  readonly rightAt: Seconds;
  /** First hint or shown answer; first shown answer. */
  readonly helpAt: Seconds;
  readonly shownAt: Seconds;
  /** Seconds from the event before (of another block) to the first submission; null: unknown, or more than 30 minutes. */
  readonly latency: number | null;
  /** When each was sent, earliest first; empty where it was never tried. */
  readonly submissions: readonly Seconds[];
}

/** What was reached inside a section, a subsection or ('') the course. */
export interface PlaceActivity {
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
  readonly tried: number;
  readonly firstRight: number;
  readonly everRight: number;
  readonly watchedSeconds: number;
  readonly problems: readonly ProblemActivity[];
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
export const COMPLETED_SHARE = 0.95;
const DAY_SECONDS = 86_400;
/** A first answer that comes later than this after the event before tells nothing of how long it took. */
const LONGEST_LATENCY = 1800;

/** What a stored second can be; 0 says that there is none. */
const EARLIEST: Seconds = 1;
const LATEST: Seconds = 0xffff_ffff;

const seconds = (time: Micros): Seconds => Math.min(LATEST, Math.max(EARLIEST, Math.floor(time / 1e6)));
export const dayOf = (at: Seconds): Day => Math.floor(at / DAY_SECONDS);

/**
 * One learner's row of activity. Pure: the same events, in any order and however often repeated, give the same.
 * @param facts what `learnerFacts` concludes from the same events
 */
export const learnerActivity = (
  courseKey: string,
  events: readonly LearnerEvent[],
  facts: readonly Fact[],
  structure: StructureIndex | null,
): LearnerActivity => {
  const ordered = history(events);
  const about = ordered.filter((event) => event.block === courseKey);
  const inside = ordered.filter((event) => event.block !== courseKey && !NOT_ACTIVITY.has(event.verb));
  const moves = about
    .filter((event) => event.verb === 'registered' || event.verb === 'unregistered')
    .map((event): Move => ({ at: seconds(event.time), enrolled: event.verb === 'registered', mode: event.mode }));
  const registrations = moves.filter((move) => move.enrolled);
  const last = inside[inside.length - 1];
  const leaves = facts.filter((fact) => fact.block !== courseKey && !structure?.isContainer(fact.block));
  const videos = leaves.filter((fact) => (fact.video?.plays ?? 0) > 0);
  const problems = problemActivity(inside);
  const tried = problems.filter((problem) => problem.submissions.length > 0);
  const units = unitsReached(inside, structure);
  const grades = about.filter((event) => event.verb === 'earned' && gradeOf(event) !== null);
  return {
    registered: registrations.length > 0,
    enrolled: moves[moves.length - 1]?.enrolled ?? false,
    mode: registrations[registrations.length - 1]?.mode ?? '',
    registeredAt: registrations[0]?.at ?? 0,
    moves,
    firstActive: inside[0] ? seconds(inside[0].time) : 0,
    lastActive: last ? seconds(last.time) : 0,
    lastBlock: last?.block ?? '',
    lastVerb: last?.verb ?? '',
    days: daysOf(inside),
    videoDays: daysOf(inside.filter((event) => event.verb === 'played')),
    problemDays: daysOf(inside.filter(isSubmission)),
    tried: tried.length,
    firstRight: tried.filter((problem) => problem.right).length,
    everRight: tried.filter((problem) => problem.rightAt > 0).length,
    watchedSeconds: videos.reduce((sum, fact) => sum + countSeconds(distinct(fact.video?.watched ?? []), Infinity), 0),
    problems,
    units,
    places: placesOf(units, tried, videos, structure),
    ...completion(inside, units, structure),
    grade: grades.length > 0 ? gradeOf(grades[grades.length - 1] as LearnerEvent) : null,
    passes: about
      .filter((event) => event.verb === 'passed' || event.verb === 'failed')
      .map((event) => ({ at: seconds(event.time), passed: event.verb === 'passed' })),
  };
};

const gradeOf = ({ scoreRaw, scoreMax }: LearnerEvent): number | null =>
  scoreRaw === null
    ? null
    : Math.min(1, Math.max(0, scoreMax !== null && scoreMax > 0 ? scoreRaw / scoreMax : scoreRaw));

const daysOf = (events: readonly LearnerEvent[]): Day[] => [
  ...new Set(events.map((event) => dayOf(seconds(event.time)))),
];

const isSubmission = (event: LearnerEvent): boolean =>
  event.verb === 'evaluated' && event.part === '' && event.attempt > 0;

const problemActivity = (inside: readonly LearnerEvent[]): ProblemActivity[] => {
  const own = groupBy(
    inside.filter((event) => event.verb === 'evaluated' || event.verb === 'asked'),
    (event) => event.block,
  );
  const found: ProblemActivity[] = [];
  for (const [block, events] of own) {
    const asked = events.filter((event) => event.verb === 'asked');
    const shown = asked.find((event) => event.part === 'answer');
    const submissions = problemSubmissions(events.filter((event) => event.verb === 'evaluated'));
    const inTime = [...submissions].sort((a, b) => a.time - b.time);
    const first = inTime[0];
    if (!first && asked.length === 0) continue;
    const right = inTime.find((submission) => submission.right);
    found.push({
      block,
      right: submissions[0]?.right ?? false,
      rightAt: right ? seconds(right.time) : 0,
      helpAt: asked[0] ? seconds(asked[0].time) : 0,
      shownAt: shown ? seconds(shown.time) : 0,
      latency: first ? latencyOf(inside, block, first.time) : null,
      submissions: inTime.map((submission) => seconds(submission.time)),
    });
  }
  return found;
};

/** Completion is sent by itself while a page is open, so it does not say when somebody turned to the problem. */
const latencyOf = (inside: readonly LearnerEvent[], block: string, time: Micros): number | null => {
  let low = 0;
  let high = inside.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((inside[middle]?.time ?? Infinity) < time) low = middle + 1;
    else high = middle;
  }
  for (let at = low - 1; at >= 0; at -= 1) {
    const event = inside[at];
    if (!event || event.block === block || event.verb === 'progressed') continue;
    const taken = (time - event.time) / 1e6;
    return taken <= LONGEST_LATENCY ? taken : null;
  }
  return null;
};

const unitsReached = (
  inside: readonly LearnerEvent[],
  structure: StructureIndex | null,
): { unit: string; at: Seconds }[] => {
  if (!structure) return [];
  return [...reachedBlocks(inside, structure)]
    .filter(([block]) => structure.get(block)?.type === 'vertical')
    .map(([unit, reach]) => ({ unit, at: seconds(reach.firstAt) }))
    .sort((a, b) => a.at - b.at || (a.unit < b.unit ? -1 : 1));
};

const placesOf = (
  units: readonly { unit: string }[],
  tried: readonly ProblemActivity[],
  videos: readonly Fact[],
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
  for (const fact of videos) note(fact.block, 'videos');
  return [...places].map(([place, own]) => ({ place, ...own }));
};

/** Blocks that completion is sent for: leaves that are measured. */
export const completable = (structure: StructureIndex): number =>
  structure.structure.blocks.filter((block) => !isContainerType(block.type) && block.isMeasured).length;

export const unitCount = (structure: StructureIndex): number =>
  structure.structure.blocks.filter((block) => block.type === 'vertical').length;

/** How many of `total` make 95 % of it. */
const enough = (total: number): number => Math.max(1, Math.ceil(total * COMPLETED_SHARE - 1e-9));

const completion = (
  inside: readonly LearnerEvent[],
  units: readonly { at: Seconds }[],
  structure: StructureIndex | null,
): Pick<LearnerActivity, 'done' | 'doneAt' | 'unitsAt'> => {
  if (!structure) return { done: 0, doneAt: 0, unitsAt: 0 };
  const times = new Map<string, Seconds>();
  for (const event of inside) {
    if (event.verb !== 'progressed' || (event.progress ?? 0) < 100 || times.has(event.block)) continue;
    const block = structure.get(event.block);
    if (block && !isContainerType(block.type) && block.isMeasured) times.set(event.block, seconds(event.time));
  }
  const done = [...times.values()].sort((a, b) => a - b);
  return {
    done: done.length,
    doneAt: done[enough(completable(structure)) - 1] ?? 0,
    unitsAt: units[enough(unitCount(structure)) - 1]?.at ?? 0,
  };
};
