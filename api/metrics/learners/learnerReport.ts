import type { BlockHead, Learner } from '@marginalia/contract';
import { type LearnerActivity, countInside } from '../../facts/activity';
import { countSeconds, distinct } from '../../facts/ranges';
import { NOT_ACTIVITY } from '../../facts/reach';
import { submissionsById } from '../../facts/problem';
import type { StructureIndex } from '../../facts/structureIndex';
import type { Fact, LearnerEvent, Range } from '../../facts/types';
import { groupBy } from '../../lib/groupBy';
import { isoTime } from '../../lib/time';
import { headOr } from './evidence';

const MOST_MOMENTS = 500;

type What = Learner['timeline'][number]['what'];
type Heads = ReadonlyMap<string, BlockHead>;

/** Which submissions were right, by the id of their statement: the questions of one are statements of their own. */
const rightOf = (events: readonly LearnerEvent[]): ReadonlyMap<string, boolean> => {
  const evaluated = events.filter((event) => event.verb === 'evaluated');
  return new Map([...groupBy(evaluated, (event) => event.block).values()].flatMap((own) => [...submissionsById(own)]));
};

/** A submission; one that says neither whether it was right nor has questions is no answer that could be. */
const submissionOf = (right: boolean | undefined): What =>
  right === undefined ? 'other' : right ? 'answered_right' : 'answered_wrong';

/** What a statement says that happened; null: nothing worth a line (children, and what the player sends by itself). */
const whatOf = (event: LearnerEvent, right: ReadonlyMap<string, boolean>): What | null => {
  switch (event.verb) {
    case 'registered':
      return 'registered';
    case 'unregistered':
      return 'left';
    case 'navigated':
      return 'went';
    case 'played':
      return 'watched';
    case 'evaluated':
      return event.part === '' && event.attempt > 0 ? submissionOf(right.get(event.id)) : null;
    case 'asked':
      return event.part === 'answer' ? 'answer_shown' : 'hint';
    case 'progressed':
      return (event.progress ?? 0) >= 100 ? 'completed' : null;
    case 'earned':
      return 'grade';
    case 'passed':
    case 'failed':
      return event.verb;
    case 'paused':
    case 'seeked':
    case 'terminated':
    case 'initialized':
    case 'interacted':
    case 'attempted':
      return null;
    default:
      return event.part === '' ? 'other' : null;
  }
};

/** @param events a learner's history in order */
export const timelineOf = (courseKey: string, events: readonly LearnerEvent[], heads: Heads): Learner['timeline'] => {
  const right = rightOf(events);
  return events
    .flatMap((event) => {
      const what = whatOf(event, right);
      const block = event.block === courseKey ? null : headOr(heads, event.block);
      return what === null ? [] : [{ at: isoTime(event.time), what, block }];
    })
    .slice(-MOST_MOMENTS)
    .reverse();
};

/** The last thing done; grades and enrolment are none of the learner's doing. */
export const lastActivityOf = (
  courseKey: string,
  events: readonly LearnerEvent[],
  heads: Heads,
): Learner['lastActivity'] => {
  const last = events.filter((event) => event.block !== courseKey && !NOT_ACTIVITY.has(event.verb)).pop();
  if (!last) return null;
  const what = whatOf(last, rightOf(events)) ?? (heads.get(last.block)?.type === 'video' ? 'watched' : 'other');
  return { at: isoTime(last.time), what, block: headOr(heads, last.block) };
};

export const daysOf = (courseKey: string, events: readonly LearnerEvent[]): Learner['days'] => {
  const inside = events.filter((event) => event.block !== courseKey && !NOT_ACTIVITY.has(event.verb));
  return [...groupBy(inside, (event) => isoTime(event.time).slice(0, 10))].map(([date, own]) => {
    const distinctBlocks = (verb: string): number =>
      new Set(own.filter((event) => event.verb === verb).map((event) => event.block)).size;
    return { date, events: own.length, problems: distinctBlocks('evaluated'), videos: distinctBlocks('played') };
  });
};

/** Per section and subsection: what was reached of what there is. @param halves by place */
export const sectionsOf = (
  index: StructureIndex | null,
  activity: LearnerActivity,
  facts: readonly Fact[],
  halves: (place: string) => Pick<Learner['sections'][number]['units'], 'middleHalf'>[],
): Learner['sections'] => {
  if (!index) return [];
  const { blocks } = index.structure;
  return blocks
    .filter((block) => block.type === 'chapter' || block.type === 'sequential')
    .map(({ id, type, name, parent }) => {
      const own = activity.places.find((one) => one.place === id);
      const fact = facts.find((one) => one.block === id);
      const none = { middleHalf: { kind: 'none' as const, reason: 'no_learners' } };
      const [units = none, problems = none, videos = none] = halves(id);
      return {
        block: { id, type, name, parent },
        units: { reached: own?.units ?? 0, of: countInside(index, id, 'vertical'), ...units },
        problems: {
          tried: own?.problems ?? 0,
          firstRight: own?.right ?? 0,
          everRight: fact?.everRight ?? 0,
          // who was given more than everybody is may have tried more
          of: Math.max(countInside(index, id, 'problem'), own?.problems ?? 0),
          ...problems,
        },
        videos: {
          played: own?.videos ?? 0,
          of: Math.max(countInside(index, id, 'video'), own?.videos ?? 0),
          ...videos,
        },
      };
    });
};

/** What is known of a block over all its learners. */
export interface BlockOfCourse {
  readonly firstTry: Learner['problems'][number]['courseFirstTry'];
  readonly meanTries: Learner['problems'][number]['courseMeanTries'];
  readonly coverage: Learner['videos'][number]['courseCoverage'];
  readonly duration: number | null;
}

export const problemsOf = (
  facts: readonly Fact[],
  heads: Heads,
  ofCourse: (block: string) => BlockOfCourse | undefined,
): Learner['problems'] =>
  inOrder(
    facts.filter((fact) => fact.parts.length > 0 && fact.tried > 0),
    heads,
  ).map((fact) => ({
    block: headOr(heads, fact.block) ?? { id: fact.block, type: 'problem', name: fact.block, parent: null },
    attempts: fact.attempts,
    firstRight: fact.firstRight > 0,
    everRight: fact.everRight > 0,
    firstTryAt: isoTime(fact.firstTryAt ?? fact.firstAt),
    lastAt: isoTime(fact.lastAt),
    hints: fact.hints,
    answersShown: fact.answersShown,
    courseFirstTry: ofCourse(fact.block)?.firstTry ?? { kind: 'none', reason: 'not_in_structure' },
    courseMeanTries: ofCourse(fact.block)?.meanTries ?? { kind: 'none', reason: 'not_in_structure' },
  }));

export const videosOf = (
  facts: readonly Fact[],
  heads: Heads,
  ofCourse: (block: string) => BlockOfCourse | undefined,
): Learner['videos'] =>
  inOrder(
    facts.filter((fact) => (fact.video?.plays ?? 0) > 0),
    heads,
  ).map((fact) => {
    const known = ofCourse(fact.block);
    const watched = distinct(fact.video?.watched ?? []);
    const duration = Math.floor(known?.duration ?? 0);
    return {
      block: headOr(heads, fact.block) ?? { id: fact.block, type: 'video', name: fact.block, parent: null },
      plays: fact.video?.plays ?? 0,
      coverage: duration > 0 ? countSeconds(watched, duration) / duration : null,
      watchedSeconds: countSeconds(fact.video?.watched ?? [], duration > 0 ? duration : Infinity),
      lastAt: isoTime(fact.lastAt),
      courseCoverage: known?.coverage ?? { kind: 'none', reason: 'not_in_structure' },
      duration: known?.duration ?? null,
      watched: timesOf(fact.video?.watched ?? [], duration > 0 ? duration : Infinity),
    };
  });

/** How often each second was seen, as stretches that were seen equally often. @param end seconds beyond it are none of the video */
export const timesOf = (ranges: readonly Range[], end: number): Learner['videos'][number]['watched'] => {
  const steps = new Map<number, number>();
  for (const [from, to] of ranges) {
    if (from >= end) continue;
    steps.set(from, (steps.get(from) ?? 0) + 1);
    steps.set(Math.min(to, end), (steps.get(Math.min(to, end)) ?? 0) - 1);
  }
  const found: Learner['videos'][number]['watched'] = [];
  let times = 0;
  let since = 0;
  for (const [at, change] of [...steps].sort(([a], [b]) => a - b)) {
    if (change === 0) continue;
    if (times > 0) found.push({ from: since, to: at, times });
    times += change;
    since = at;
  }
  return found;
};

/** In the order of the course; unknown blocks last. */
const inOrder = (facts: readonly Fact[], heads: Heads): Fact[] => {
  const places = new Map([...heads.keys()].map((id, place) => [id, place]));
  const place = (fact: Fact): number => places.get(fact.block) ?? Infinity;
  return [...facts].sort((a, b) => place(a) - place(b) || (a.block < b.block ? -1 : 1));
};
