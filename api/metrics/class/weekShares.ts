import { COMPARED, type Compared, type Rate, type WeekShares, WITHHELD, difference, none } from '@marginalia/contract';
import type { Seconds } from '../../facts/days';
import { mayDiscloseInside, mayDisclosePart } from '../kit/privacy/suppress';
import { ofClass, type SummedCourse } from './courseSummaries.service';
import type { ActiveRow, CourseActivity } from './activity';
import { dateOf, dates, mondayOf, nextDay } from './dates';

/** What a learner of the class did for good, in the week in which they did it. */
export type Outcome = 'started' | 'passed' | 'completed';

/** How many of the class did so first in a week, by the Monday of that week. */
export interface OutcomeRow {
  readonly outcome: Outcome;
  readonly monday: string;
  readonly learners: number;
}

const WEEK_DAYS = 7;
const daysAfter = (date: string, days: number): string =>
  Array.from({ length: days }).reduce<string>((day) => nextDay(day), date);

/** The last week of a course that is over at a moment, from 1 on; null: none is, or it is not known when the course began. */
export const lastWholeWeek = (start: Seconds, at: Seconds): number | null => {
  if (start <= 0 || at <= start) return null;
  const whole = dates(mondayOf(dateOf(start)), mondayOf(dateOf(at))).length / WEEK_DAYS;
  return whole >= 1 ? whole : null;
};

/**
 * Which of some sizes of a growing group may be disclosed, beside the last of them: between any two of them is nobody, or
 * enough. Whichever week is asked for, the same are disclosed.
 */
export const discloseGrowing = (sizes: readonly number[], whole: number, minLearners: number): boolean[] => {
  const flags: boolean[] = [];
  let after: number | null = null;
  for (const size of [...sizes].reverse()) {
    const may =
      mayDisclosePart(size, whole, minLearners) && (after === null || mayDisclosePart(size, after, minLearners));
    if (may) after = size;
    flags.unshift(may);
  }
  return flags;
};

/** A course as it stood when a week of it ended. */
export class CourseWeeks {
  private readonly first: string;

  /** @param rows every week of the outcomes @param active every day and week of activity, bare @param activity the same as disclosed */
  constructor(
    private readonly sums: SummedCourse['sums'],
    start: Seconds,
    private readonly rows: readonly OutcomeRow[],
    private readonly active: readonly ActiveRow[],
    private readonly activity: CourseActivity,
    private readonly minLearners: number,
  ) {
    this.first = mondayOf(dateOf(start));
  }

  /** @param week from 1 on @param first the course that it is compared with */
  at(week: number, first: WeekShares | null): WeekShares {
    const monday = daysAfter(this.first, (week - 1) * WEEK_DAYS);
    const end = daysAfter(monday, WEEK_DAYS);
    const unknown = none('not_at_this_week');
    const shares: Record<Compared, Rate> = {
      active: this.activeIn(monday, end),
      started: this.startedBy(end),
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
    const own = this.rows
      .filter((row) => row.outcome === outcome)
      .sort((a, b) => (a.monday < b.monday ? -1 : a.monday > b.monday ? 1 : 0));
    let so = 0;
    const sizes = own.map(({ learners }) => (so += learners));
    // a week in which nobody did ends as the one before it
    const at = own.findLastIndex(({ monday }) => monday < end);
    const isTold = at === -1 || discloseGrowing(sizes, this.sums.learners, this.minLearners)[at] === true;
    return isTold ? ofClass(this.sums, sizes[at] ?? 0, this.minLearners) : WITHHELD;
  }

  /** Everyone active in a week or on a day had started by then, so those who started but were not active must not be a small group either. */
  private startedBy(end: string): Rate {
    const share = this.by('started', end);
    if (share.kind !== 'value') return share;
    const before = this.active.filter(({ date }) => date < end);
    const weeks = before.filter(({ by }) => by === 'week');
    const told = this.activity.between(null, end, end);
    const isTold = ({ by, date, learners }: ActiveRow): boolean =>
      learners === 0 ||
      typeof (by === 'week' ? told.weeks : told.days).find((one) => one.date === date)?.learners === 'number';
    const inside = before.filter(isTold).map(({ learners }) => learners);
    const isClear =
      weeks.every(isTold) && inside.every((learners) => mayDiscloseInside(learners, [share.count], this.minLearners));
    return isClear ? share : WITHHELD;
  }
}
