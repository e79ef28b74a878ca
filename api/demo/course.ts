import { COURSE_DAYS } from './content';
import { type CourseBlockRow, type CourseOverviewRow, publishes, type RunOfCourse } from './courseRows';
import { deliver } from './delivery';
import { type Learner, castForToday, castLearners, castStaff } from './learners';
import { otherCourses } from './otherCourses';
import { Random } from './random';
import type { Statement } from '../pipeline/transform/statement';
import { studioExport } from './studioExport';
import { type RunPlan, study } from './studying';
import { DAY, dateToMicros } from './time';

export type { CourseBlockRow, CourseOverviewRow } from './courseRows';
export { usageKey } from './courseTree';
export { PATTERNS } from './patterns';
export type { Statement } from '../pipeline/transform/statement';

const ORG = 'Marginalia';
const NUMBER = 'Loops101';
const NAME = 'Loops 101: Saying it once';

/** The run the demo is about, and the one of the year before. */
export const DEMO_COURSE = `course-v1:${ORG}+${NUMBER}+2026`;
export const EARLIER_RUN = `course-v1:${ORG}+${NUMBER}+2025`;

/** Days between the change of a problem and now, in a course that is running. */
const EDITED_DAYS_AGO = 12;

/** 52 weeks, so that both runs begin on the same day of the week. */
const YEAR = 364;

interface StudioExport {
  readonly courseKey: string;
  /** A `.tar.gz`. */
  readonly archive: Buffer;
}

export interface DemoOptions {
  /** The same seed gives the same data, byte for byte. Default 1. */
  readonly seed?: number;
  /** The LMS's root URL, without a slash at the end. Default `http://localhost:8080`. */
  readonly lms?: string;
  /** The Monday (ISO date, UTC) on which the current run begins; it lasts ten weeks. Default 2026-09-07. */
  readonly startsOn?: string;
  /** Learners ever registered in the current run. Default 400. */
  readonly learners?: number;
  /** Learners of the earlier run. Default 150. */
  readonly earlierLearners?: number;
  /**
   * A site as it is at this moment (microseconds): the current run in its seventh week, other courses too, and nothing
   * that is still to come.
   */
  readonly now?: number;
}

export interface Demo {
  readonly courses: readonly { readonly key: string; readonly name: string; readonly org: string }[];
  /** Every publish of every run, earliest first. */
  readonly courseBlocks: readonly CourseBlockRow[];
  readonly courseOverviews: readonly CourseOverviewRow[];
  /** Each run as Studio exports it after its latest publish. */
  readonly studioExports: () => Promise<readonly StudioExport[]>;
  /** In the order of their delivery: a few late, a few twice. */
  readonly statements: Iterable<Statement>;
  /** What happens in the current run after `now`, learner by learner. */
  readonly toCome: () => Statement[];
  /** The learners of the current run, as events name them. */
  readonly learnerIds: () => string[];
  /** The keys of the current run and of the one before it. */
  readonly course: string;
  readonly earlierRun: string;
}

/**
 * A made-up course with learners who differ, as the tables and statements a real site would have.
 *
 * What is in it on purpose (`PATTERNS` has the numbers; usage keys: `usageKey(DEMO_COURSE, type, slug)`):
 *
 * | where | what |
 * |---|---|
 * | problem `ten-times` | wrong key: strong learners choose another answer than the one marked right |
 * | problem `last-number` | a distractor that nearly everybody chooses who is not right |
 * | problem `fence` | hard but fair: few right the first time, and these are the strong ones |
 * | problem `spot-the-loop` | easy |
 * | problem `stop-the-loop` | few take a hint; some have the answer shown before they try |
 * | problem `comparisons` | published twice: easier since its author changed it in week 8 |
 * | problems `three-loops`, `trace` | several questions; `ending-loops` a list answer; `keyword` free text |
 * | video `for-step-by-step` | 2:20 to 2:45 is watched again |
 * | video `conditions-video` | 3:20 to 5:20 is jumped over |
 * | video `carpet` | many leave at 4:10 |
 * | all videos | some tabs are closed without an event (open plays) |
 * | unit `bonus` | six learners; six staff who preview it must not count |
 * | unit `going-further` | no events at all |
 * | learners | a quarter stop after the first section; some leave, some return, some are away for weeks, some upgrade to verified |
 * | week 6 | a rush before the homework is due |
 * | delivery | duplicates, late and out-of-order statements |
 * | grades | three graded subsections weigh alike; about half pass, most of them with the homework |
 * | today's run only: unit `true-or-false` | a content experiment: two explanations, and one helps |
 * | the run of 2025 | the same blocks; `ten-times` has the right key; eight learners take both runs |
 */
export const generateDemo = (options: DemoOptions = {}): Demo => {
  const { seed = 1, lms = 'http://localhost:8080', now } = options;
  const { startsOn = now === undefined ? '2026-09-07' : startFor(now) } = options;
  const { learners = now === undefined ? 400 : 384, earlierLearners = 150 } = options;
  const random = new Random(`marginalia demo ${seed}`);
  const start = dateToMicros(startsOn);
  const year = Number(startsOn.slice(0, 4));
  const run = (name: number, begins: number, editDay?: number): RunOfCourse => ({
    key: `course-v1:${ORG}+${NUMBER}+${name}`,
    name: NAME,
    org: ORG,
    number: NUMBER,
    run: String(name),
    start: begins,
    end: begins + COURSE_DAYS * DAY,
    ...(editDay === undefined ? {} : { editDay, hasExperiment: true }),
  });
  const editDay = now === undefined ? undefined : Math.floor((now - start) / DAY) - EDITED_DAYS_AGO;
  const current: RunPlan = { run: run(year, start, editDay), lms, keysRight: false, edited: true };
  const earlier: RunPlan = { run: run(year - 1, start - YEAR * DAY), lms, keysRight: true, edited: false };
  const others = now === undefined ? [] : otherCourses(now, lms);
  const plans = [current, earlier, ...others.map(({ plan }) => plan)];
  const published = [earlier, current, ...others.map(({ plan }) => plan)]
    .flatMap(({ run: one, edited }) => publishes(one, edited))
    .filter(({ at }) => now === undefined || at <= now);

  const cast = (plan: RunPlan, firstNumber: number, people: number) =>
    castLearners(random.fork(`cast ${plan.run.key}`), { seed, firstNumber, learners: people, start: plan.run.start });
  const present = (): Learner[] => {
    const people = cast(current, 0, learners);
    return now === undefined ? people : castForToday(random.fork('today'), people);
  };
  function* eventsOf(plan: RunPlan, people: readonly Learner[]): Iterable<Statement[]> {
    for (const [index, person] of people.entries()) {
      yield* study(random.fork(`study ${plan.run.key} ${index}`), plan, person);
    }
  }
  function* events(): Iterable<Statement[]> {
    // the last eight of the current run took the earlier one too
    yield* eventsOf(earlier, cast(earlier, Math.max(0, learners - 8), earlierLearners));
    yield* until(eventsOf(current, [...present(), ...castStaff(random.fork('staff'), seed)]), now);
    for (const { plan, people, silentSince, firstNumber } of others) {
      yield* until(eventsOf(plan, cast(plan, firstNumber, people)), silentSince ?? now);
    }
  }
  return {
    courses: plans.map(({ run: { key, name, org } }) => ({ key, name, org })),
    course: current.run.key,
    earlierRun: earlier.run.key,
    courseBlocks: published.flatMap((publish) => publish.blocks),
    courseOverviews: published.map((publish) => publish.overview),
    studioExports: () =>
      Promise.all(
        plans.map(async ({ run: one, keysRight, edited }) => ({
          courseKey: one.key,
          archive: await studioExport(one, keysRight, publishes(one, edited).at(-1)?.at ?? one.start),
        })),
      ),
    statements: {
      [Symbol.iterator]: () => deliver(random.fork('delivery'), events())[Symbol.iterator](),
    },
    toCome: () =>
      now === undefined
        ? []
        : [...eventsOf(current, present())].flat().filter(({ timestamp }) => Date.parse(timestamp) * 1000 > now),
    learnerIds: () => present().map(({ actor }) => actor),
  };
};

/** What had happened by a moment; everything where none is given. */
function* until(events: Iterable<Statement[]>, end: number | undefined): Iterable<Statement[]> {
  for (const statements of events) {
    if (end === undefined || Date.parse(statements[0]?.timestamp ?? '') * 1000 <= end) yield statements;
  }
}

/** The Monday on which a run began that is in its seventh week at a moment (microseconds). */
export const startFor = (now: number): string => {
  const today = new Date(Math.floor(now / 1000));
  const sinceMonday = (today.getUTCDay() + 6) % 7;
  return new Date(today.getTime() - (sinceMonday + 42) * 86_400_000).toISOString().slice(0, 10);
};
