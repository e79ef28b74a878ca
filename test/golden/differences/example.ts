import type { Reports } from '../../../api/metrics/reports';
import type { CourseScope } from '../../../api/auth/scope';
import { type Statement, evaluate, progress, register, usageKey, watching } from '../../support/statements';
import type { Typed } from '../aspectsModels';

/** One row of docs/differences-from-aspects.md with a course of ten learners: both numbers are worked out, none is typed in. */
export interface Example {
  /** The heading of its section. */
  readonly title: string;
  /** Blocks of the course, where the figure needs them: type, name, and the place by section, subsection and unit. */
  readonly blocks?: readonly (readonly [type: string, name: string, place: readonly [number, number, number]])[];
  /** The statements, in the batches in which they arrive. */
  readonly batches: (course: Course) => unknown[][];
  /** Their figure by their rule; one list of typed events a batch. */
  readonly theirs: (events: readonly Typed[], batches: readonly (readonly Typed[])[]) => string;
  /** Ours, as the answers give it. */
  readonly ours: (product: Product) => Promise<string>;
}

/** What an example may ask: the answers, and the stored facts where no answer tells a figure yet. */
export interface Product {
  readonly scope: CourseScope;
  /** With a threshold of one learner, so that ten can be counted. */
  readonly reports: Reports;
  /** With the usual threshold. */
  readonly guarded: Reports;
  /** The learners' facts about the course as a whole. */
  readonly learners: () => Promise<{ enrolled: number; last_at: string }[]>;
  readonly events: readonly Typed[];
}

export const DAY = 86_400;
export const P1 = usageKey('problem', 'p1');
export const V1 = usageKey('video', 'v1');
export const key = usageKey;

const NAVIGATED = 'https://w3id.org/xapi/dod-isd/verbs/navigated';
const COURSE_TYPE = 'http://adlnet.gov/expapi/activities/course';

/** Statements of one course's ten learners. */
export class Course {
  private static id = 0;

  constructor(readonly key: string) {}

  /** One list for all ten: what learner n does. */
  ten(does: (n: number) => object[]): object[] {
    return Array.from({ length: 10 }, (_, n) => [this.registers(n), ...does(n)]).flat();
  }

  registers(n: number, seconds = -600 * DAY, verb: 'registered' | 'unregistered' = 'registered'): Statement {
    return register(this.common(n, seconds), verb);
  }

  answers(n: number, seconds: number, attempt: number, success: boolean, response?: string, block = P1): Statement {
    return evaluate({ ...this.common(n, seconds), attempt, success, ...(response ? { response } : {}) }, block);
  }

  watches(n: number, seconds: number, verb: string, position?: number, to?: number, length = 60): Statement {
    const places = { ...(position === undefined ? {} : { position }), ...(to === undefined ? {} : { to }) };
    return watching({ ...this.common(n, seconds), verb, length, ...places }, V1);
  }

  /** Goes from one tab of a subsection to the next. */
  goes(n: number, seconds: number, subsection: string, fromTab: number): Statement {
    const statement = this.completes(n, seconds, subsection);
    return {
      ...statement,
      verb: { id: NAVIGATED },
      result: {},
      context: {
        ...(statement.context as object),
        extensions: {
          'http://id.tincanapi.com/extension/starting-position': fromTab,
          'http://id.tincanapi.com/extension/ending-point': 'next unit',
        },
      },
    };
  }

  completes(n: number, seconds: number, block: string): Statement {
    return progress({ ...this.common(n, seconds), percent: 100 }, block);
  }

  /** A grade of the course, or that it is now passed or failed (which carries none). */
  graded(n: number, seconds: number, verb: 'earned' | 'failed', scaled?: number, letter?: string): Statement {
    const registered = this.registers(n, seconds);
    return {
      ...registered,
      verb: { id: verb === 'earned' ? 'http://id.tincanapi.com/verb/earned' : 'http://adlnet.gov/expapi/verbs/failed' },
      object: { ...(registered.object as object), definition: { type: COURSE_TYPE } },
      result:
        scaled === undefined
          ? {}
          : {
              score: { scaled },
              extensions: { 'http://www.tincanapi.co.uk/activitytypes/grade_classification': letter ?? '' },
            },
    };
  }

  private common(n: number, seconds: number): { id: number; who: string; seconds: number; course: string } {
    Course.id += 1;
    return { id: Course.id, who: `learner-${n}`, seconds, course: this.key };
  }
}

export const percent = (share: number): string => `${Math.round(share * 100)}%`;
export const people = (events: readonly Typed[]): number => new Set(events.map(({ learner }) => learner)).size;
export const sum = (numbers: readonly number[]): number => numbers.reduce((all, one) => all + one, 0);
/** A rate as a sentence. */
export const rateText = (rate: { kind: string; count?: number; of?: number; value?: number }): string =>
  rate.kind === 'value' ? `${rate.count} of ${rate.of} (${percent(rate.value ?? 0)})` : rate.kind;
