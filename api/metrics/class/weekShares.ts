import {
  COMPARED,
  type Compared,
  type Quantity,
  type Rate,
  type WeekShares,
  WITHHELD,
  difference,
  none,
} from '@marginalia/contract';
import type { Seconds } from '../../facts/days';
import { mayDiscloseInside, mayDisclosePart } from '../kit/privacy/suppress';
import { ofClass, type SummedCourse } from './courseSummaries.service';
import type { ActiveRow, CourseActivity } from './activity';
import { WEEK_DAYS, dateOf, dates, daysAfter, mondayOf } from './dates';

/** What a learner of the class did for good, in the week in which they did it. */
export type Outcome = 'started' | 'passed' | 'completed';

/** How many of the class did so first in a week, by the Monday of that week. */
export interface OutcomeRow {
  readonly outcome: Outcome;
  readonly monday: string;
  readonly learners: number;
}

/** Later than every date. */
const AFTER_ALL = '9999-12-31';

/** The last week of a course that is over at a moment, from 1 on; null: none is, or it is not known when the course began. */
export const lastWholeWeek = (start: Seconds, at: Seconds): number | null => {
  if (start <= 0 || at <= start) return null;
  const whole = dates(mondayOf(dateOf(start)), mondayOf(dateOf(at))).length / WEEK_DAYS;
  return whole >= 1 ? whole : null;
};

/** What else is told of learners of whom some are in a growing group. */
interface Beside {
  /** The first of the sizes is told elsewhere. */
  readonly isFirstKnown: boolean;
  /** Whether a size may be told, beside others that it is part of or that are part of it. */
  mayTell(at: number): boolean;
  /** Whether it may be told how many came to it at a size, from the size before it. */
  mayStep(at: number): boolean;
}
const NOTHING: Beside = { isFirstKnown: false, mayTell: () => true, mayStep: () => true };

/**
 * Which of some sizes of a growing group may be disclosed, beside the last of them, which its own page tells: between any two
 * of them is nobody, or enough. Whichever week is asked for, the same are disclosed.
 */
export const discloseGrowing = (
  sizes: readonly number[],
  whole: number,
  minLearners: number,
  beside: Beside = NOTHING,
): boolean[] => {
  const last = sizes.length - 1;
  const isStepTold = (from: number, to: number): boolean =>
    mayDisclosePart(sizes[from] ?? 0, sizes[to] ?? 0, minLearners) && (to - from > 1 || beside.mayStep(to));
  const flags = sizes.map(() => false);
  let next = mayDisclosePart(sizes[last] ?? 0, whole, minLearners) ? last : null;
  for (let at = last; at >= 0; at -= 1) {
    const before = beside.isFirstKnown && at > 0 ? 0 : -1;
    flags[at] =
      mayDisclosePart(sizes[at] ?? 0, whole, minLearners) &&
      beside.mayTell(at) &&
      isStepTold(before, at) &&
      (next === null || next === at || isStepTold(at, next));
    if (flags[at]) next = at;
  }
  return flags;
};

interface Size {
  /** The week in which the last of them joined; up to the next of these nobody did. */
  readonly monday: string;
  readonly size: number;
  readonly isTold: boolean;
}

/** Who had passed, started or completed when a week ended, as far as it may be told, whichever weeks are asked for. */
export class OutcomeSizes {
  private readonly known = new Map<Outcome, readonly Size[]>();

  /** @param rows every week of the outcomes @param whole learners of the class */
  constructor(
    private readonly rows: readonly OutcomeRow[],
    private readonly whole: number,
    private readonly minLearners: number,
    private readonly besideOf: (outcome: Outcome, weeks: readonly Omit<Size, 'isTold'>[]) => Beside = () => NOTHING,
  ) {}

  of(outcome: Outcome): readonly Size[] {
    const before = this.known.get(outcome);
    if (before) return before;
    let size = 0;
    const weeks = this.rows
      .filter((row) => row.outcome === outcome)
      .sort((a, b) => (a.monday < b.monday ? -1 : a.monday > b.monday ? 1 : 0))
      .map(({ monday, learners }) => ({ monday, size: (size += learners) }));
    const told = discloseGrowing(
      weeks.map((week) => week.size),
      this.whole,
      this.minLearners,
      this.besideOf(outcome, weeks),
    );
    const found = weeks.map((week, at) => ({ ...week, isTold: told[at] === true }));
    this.known.set(outcome, found);
    return found;
  }

  /** How many had by a Monday; null: it is not told. A week in which nobody did ends as the one before it. */
  by(outcome: Outcome, end: string): number | null {
    const last = this.of(outcome).findLast(({ monday }) => monday < end);
    if (!last) return 0;
    return last.isTold ? last.size : null;
  }

  /** How many did first between two Mondays; null: from the beginning, up to now. */
  between(outcome: Outcome, from: string | null, to: string | null): Quantity {
    const before = from === null ? 0 : this.by(outcome, from);
    const then = this.by(outcome, to ?? AFTER_ALL);
    return before === null || then === null ? WITHHELD : then - before;
  }
}

/** A course as it stood when a week of it ended. */
export class CourseWeeks {
  private readonly first: string;
  private readonly sizes: OutcomeSizes;
  /** Of each week somebody came in: how many; null: that is not told. */
  private readonly weeks: ReadonlyMap<string, number | null>;

  /** @param rows every week of the outcomes @param active every day and week of activity, bare @param activity the same as disclosed */
  constructor(
    private readonly sums: SummedCourse['sums'],
    start: Seconds,
    rows: readonly OutcomeRow[],
    private readonly active: readonly ActiveRow[],
    private readonly activity: CourseActivity,
    private readonly minLearners: number,
  ) {
    this.first = mondayOf(dateOf(start));
    this.weeks = new Map(
      active.flatMap((row) => (row.by === 'week' ? [[row.date, this.isTold(row) ? row.learners : null] as const] : [])),
    );
    this.sizes = new OutcomeSizes(rows, sums.learners, minLearners, (outcome, weeks) => this.beside(outcome, weeks));
  }

  /** @param week from 1 on @param first the course that it is compared with */
  at(week: number, first: WeekShares | null): WeekShares {
    const monday = daysAfter(this.first, (week - 1) * WEEK_DAYS);
    const end = daysAfter(monday, WEEK_DAYS);
    const unknown = none('not_at_this_week');
    const shares: Record<Compared, Rate> = {
      active: this.activeIn(monday, end),
      started: this.by('started', end),
      passing: this.by('passed', end),
      completed: this.by('completed', end),
      firstTry: unknown,
      needHelp: unknown,
    };
    return {
      ...shares,
      differences: first
        ? COMPARED.map((metric) => ({ metric, difference: difference(shares[metric], first[metric]) }))
        : [],
    };
  }

  /** As the page of the class discloses that week. */
  private activeIn(monday: string, end: string): Rate {
    const learners = this.activity.between(monday, end, end).weeks.find(({ date }) => date === monday)?.learners ?? 0;
    return typeof learners === 'number' ? ofClass(this.sums, learners, this.minLearners) : WITHHELD;
  }

  private by(outcome: Outcome, end: string): Rate {
    const size = this.sizes.by(outcome, end);
    return size === null ? WITHHELD : ofClass(this.sums, size, this.minLearners);
  }

  /** Whether the page of the class tells how many came on a day or in a week. */
  private isTold({ by, date, learners }: ActiveRow): boolean {
    const end = daysAfter(date, by === 'week' ? WEEK_DAYS : 1);
    const { days, weeks } = this.activity.between(date, end, end);
    const told = (by === 'week' ? weeks : days).find((one) => one.date === date)?.learners;
    return learners === 0 || typeof told === 'number';
  }

  /**
   * What is told beside each outcome. Whoever came in a week or on a day had started by then; whoever started or completed in a
   * week came in it, and the others of it must not be few; whoever completed had started. A pass may be given to anybody.
   */
  private beside(outcome: Outcome, own: readonly Omit<Size, 'isTold'>[]): Beside {
    if (outcome === 'passed') return NOTHING;
    const sizeAt = (at: number): number => own[at]?.size ?? 0;
    const nextAfter = (at: number): string => own[at + 1]?.monday ?? AFTER_ALL;
    const mayStep = (at: number): boolean => {
      const came = this.weeks.get(own[at]?.monday ?? '') ?? null;
      return came === null || mayDiscloseInside(sizeAt(at) - sizeAt(at - 1), [came], this.minLearners);
    };
    if (outcome === 'started') {
      return {
        // all of the first week started in it
        isFirstKnown: (this.weeks.get(own[0]?.monday ?? '') ?? null) !== null,
        mayStep,
        mayTell: (at) => {
          const before = this.active.filter(({ date }) => date < nextAfter(at));
          const inside = before.filter((row) => this.isTold(row)).map(({ learners }) => learners);
          return (
            before.every(({ by, date }) => by === 'day' || this.weeks.get(date) !== null) &&
            inside.every((learners) => mayDiscloseInside(learners, [sizeAt(at)], this.minLearners))
          );
        },
      };
    }
    const started = this.sizes.of('started');
    const isAllTold = mayDisclosePart(this.sums.started, this.sums.learners, this.minLearners);
    return {
      isFirstKnown: false,
      mayStep,
      mayTell: (at) => {
        // all who had started: as many had, which may be hidden
        const then = started.findLast(({ monday }) => monday <= (own[at]?.monday ?? ''));
        if (then?.size === sizeAt(at) && !then.isTold) return false;
        const around = started.filter(
          ({ isTold }, one) => isTold && (started[one + 1]?.monday ?? AFTER_ALL) > (own[at]?.monday ?? ''),
        );
        const wholes = [...around.map(({ size }) => size), ...(isAllTold ? [this.sums.started] : [])];
        return mayDiscloseInside(sizeAt(at), wholes, this.minLearners);
      },
    };
  }
}
