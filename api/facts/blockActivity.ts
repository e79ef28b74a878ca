import { type Day, type Seconds, dayOf, seconds } from './days';
import { problemSubmissions } from './problem';
import { NOT_ACTIVITY } from './reach';
import type { LearnerEvent } from './types';
import type { Micros } from '../lib/time';

/** A place in the order of a history. */
export type Moment = Pick<LearnerEvent, 'time' | 'id'>;

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

/** What one block adds to a learner's row of activity. */
export interface BlockActivity {
  readonly first: Moment | null;
  readonly last: (Moment & Pick<LearnerEvent, 'verb'>) | null;
  readonly days: readonly Day[];
  readonly videoDays: readonly Day[];
  readonly problemDays: readonly Day[];
  /** And when its first submission, or question for help, was. */
  readonly problem: { readonly at: Moment; readonly activity: ProblemActivity } | null;
  /** When it was completed; 0: never. */
  readonly completedAt: Seconds;
}

/** Where the event before lies further back than this, it is not known how long the first answer took. */
const LONGEST_LATENCY = 1800;

/**
 * @param ordered the learner's events on the block, in order
 * @param before the learner's last event before a moment that shows them elsewhere
 */
export const blockActivity = (
  ordered: readonly LearnerEvent[],
  before: (time: Micros) => Micros | null,
): BlockActivity => {
  const inside = ordered.filter((event) => !NOT_ACTIVITY.has(event.verb));
  const [first] = inside;
  const last = inside[inside.length - 1];
  const completed = inside.find((event) => event.verb === 'progressed' && (event.progress ?? 0) >= 100);
  return {
    first: first ? { time: first.time, id: first.id } : null,
    last: last ? { time: last.time, id: last.id, verb: last.verb } : null,
    days: daysOf(inside),
    videoDays: daysOf(inside.filter((event) => event.verb === 'played')),
    problemDays: daysOf(inside.filter(isSubmission)),
    problem: problemActivity(inside, before),
    completedAt: completed ? seconds(completed.time) : 0,
  };
};

const daysOf = (events: readonly LearnerEvent[]): Day[] => [
  ...new Set(events.map((event) => dayOf(seconds(event.time)))),
];

const isSubmission = (event: LearnerEvent): boolean =>
  event.verb === 'evaluated' && event.part === '' && event.attempt > 0;

const problemActivity = (
  inside: readonly LearnerEvent[],
  before: (time: Micros) => Micros | null,
): BlockActivity['problem'] => {
  const own = inside.filter((event) => event.verb === 'evaluated' || event.verb === 'asked');
  const [earliest] = own;
  if (!earliest) return null;
  const asked = own.filter((event) => event.verb === 'asked');
  const shown = asked.find((event) => event.part === 'answer');
  const submissions = problemSubmissions(own.filter((event) => event.verb === 'evaluated'));
  const inTime = [...submissions].sort((a, b) => a.time - b.time);
  const first = inTime[0];
  if (!first && asked.length === 0) return null;
  const right = inTime.find((submission) => submission.right);
  return {
    at: { time: earliest.time, id: earliest.id },
    activity: {
      block: earliest.block,
      right: submissions[0]?.right ?? false,
      rightAt: right ? seconds(right.time) : 0,
      helpAt: asked[0] ? seconds(asked[0].time) : 0,
      shownAt: shown ? seconds(shown.time) : 0,
      latency: first ? latencyOf(first.time, before(first.time)) : null,
      submissions: inTime.map((submission) => seconds(submission.time)),
    },
  };
};

const latencyOf = (time: Micros, turned: Micros | null): number | null => {
  const taken = turned === null ? Infinity : (time - turned) / 1e6;
  return taken <= LONGEST_LATENCY ? taken : null;
};
