import { type Overview, type Quantity, WITHHELD } from '@marginalia/contract';
import { isSmall } from '../kit/privacy/smallGroups';
import { mayDiscloseInside } from '../kit/privacy/suppress';
import { type Around, discloseParts, hideWhatFollows, isDisclosed } from './activeParts';
import { dates, mondayOf, nextDay, notTooEarly } from './dates';
import { type HourRow, type Stated, discloseHours } from './weekHours';

type Activity = Overview['activity'];
const KINDS = ['learners', 'watched', 'tried'] as const;
type Kind = (typeof KINDS)[number];
type Counts = Readonly<Record<Kind, number>>;
type Flags = Record<Kind, boolean>;

/** Learners active on one day, or in the week that begins with it. */
export interface ActiveRow extends Counts {
  readonly by: 'day' | 'week';
  readonly date: string;
}

type Group = Pick<ActiveRow, 'by' | 'date'>;

const NOBODY: Counts = { learners: 0, watched: 0, tried: 0 };

/**
 * Active learners by day and by calendar week, over all time, as far as they may be disclosed: nobody who came in a week but
 * not on a day of it, nor who only looked on but did not try, can be had by subtraction if they are few.
 */
export class CourseActivity {
  private readonly days: ReadonlyMap<string, Counts>;
  private readonly weeks: ReadonlyMap<string, Counts>;
  private readonly flags = new Map<string, Flags>();
  /** Groups that are hidden for what they would give away together with others. */
  private readonly hidden = new Set<string>();

  constructor(
    rows: readonly ActiveRow[],
    private readonly around: Around,
    private readonly minLearners: number,
  ) {
    this.days = new Map(rows.filter((row) => row.by === 'day').map((row) => [row.date, row]));
    this.weeks = new Map(rows.filter((row) => row.by === 'week').map((row) => [row.date, row]));
    this.hideCommonLately();
    this.discloseWeeks();
    for (const week of this.weeks.keys()) this.discloseDays(week);
  }

  private activeDays(week: string, kind: Kind): [string, Counts][] {
    return [...this.days].filter(([date, counts]) => mondayOf(date) === week && counts[kind] > 0);
  }

  /**
   * Of two groups who together are all of those active in the last seven days, those in both follow: of two days, and of the
   * week that lies in these days and the one day before it.
   */
  private hideCommonLately(): void {
    const { lately } = this.around;
    if (!lately) return;
    // a part of the day before the first of these is in the window, too
    const days = [...this.days.keys()].filter((date) => nextDay(date) >= lately.from);
    const week = [...this.weeks.keys()].find((monday) => monday >= lately.from);
    const each = days.map((date): Group => ({ by: 'day', date }));
    const before = each.filter(({ date }) => week !== undefined && date < week);
    for (const groups of [each, week === undefined ? [] : [...before, { by: 'week', date: week } as const]]) {
      const [less, more, another] = groups.sort((a, b) => this.countsOf(a).learners - this.countsOf(b).learners);
      if (!less || !more || another) continue;
      const both = this.countsOf(less).learners + this.countsOf(more).learners - lately.learners;
      if (isSmall(both, this.minLearners)) this.hide(less);
    }
  }

  /** Hides a group whatever else is stated. Where all of a week came on one day, the two are one. */
  private hide({ by, date }: Group): void {
    this.hidden.add(`${by} ${date}`);
    if (by === 'day' && this.activeDays(mondayOf(date), 'learners').length === 1)
      this.hidden.add(`week ${mondayOf(date)}`);
  }

  private countsOf({ by, date }: Group): Counts {
    return (by === 'day' ? this.days : this.weeks).get(date) ?? NOBODY;
  }

  /** Who was active in the last seven days, where that is stated and all of a week, or a day, lies in them. */
  private latelyAround(from: string): number | null {
    const { lately } = this.around;
    return lately && from >= lately.from ? lately.learners : null;
  }

  private discloseWeeks(): void {
    const { around } = this;
    const dates = [...this.weeks.keys()];
    for (const kind of KINDS) {
      const flags = discloseParts(
        dates.map((date) => this.weeks.get(date)?.[kind] ?? 0),
        kind === 'learners' ? around.started : null,
        (index) => [
          around.learners,
          around.started,
          this.latelyAround(dates[index] ?? ''),
          kind === 'learners' ? null : this.size('week', dates[index] ?? ''),
          ...this.aroundOnlyDay(dates[index] ?? '', kind),
        ],
        this.minLearners,
        (index) => kind === 'learners' && this.hidden.has(`week ${dates[index] ?? ''}`),
      );
      if (kind === 'learners') this.hideAroundLately(dates, flags);
      dates.forEach((date, index) => this.setFlag(`week ${date}`, kind, flags[index] ?? false));
    }
  }

  /** Whoever was active in the last seven days is part of one week where nobody came in another since: who is left of it follows. */
  private hideAroundLately(weeks: readonly string[], flags: boolean[]): void {
    const { lately, started } = this.around;
    if (!lately) return;
    // the first of these days is in the window in part only
    const late = [...this.days.keys()].filter((date) => nextDay(date) >= lately.from);
    const index = weeks.findIndex((week) => late.length > 0 && late.every((date) => mondayOf(date) === week));
    const sizes = weeks.map((week) => this.weeks.get(week)?.learners ?? 0);
    if (index < 0 || mayDiscloseInside(lately.learners, [sizes[index] ?? 0], this.minLearners)) return;
    flags[index] = false;
    if (started !== null) hideWhatFollows(sizes, flags, started, this.minLearners);
  }

  /** Where all of a week came on one day: what lies around the day lies around the week. */
  private aroundOnlyDay(week: string, kind: Kind): number[] {
    const own = this.activeDays(week, kind);
    const [only] = own;
    if (!only || own.length > 1) return [];
    const { lately } = this.around;
    return [
      ...(kind === 'learners' ? [] : [only[1].learners]),
      ...(lately && only[0] >= lately.from ? [lately.learners] : []),
    ];
  }

  private discloseDays(week: string): void {
    const { around, minLearners } = this;
    const own = [...this.days.keys()].filter((date) => mondayOf(date) === week);
    for (const kind of KINDS) {
      const sizes = own.map((date) => this.days.get(date)?.[kind] ?? 0);
      const union = this.size('week', week, kind);
      const wholes = (date: string): (number | null)[] => [
        around.learners,
        around.started,
        this.latelyAround(date),
        kind === 'learners' ? null : this.size('week', week),
        kind === 'learners' ? null : this.size('day', date),
      ];
      const flags = discloseParts(
        sizes,
        union,
        (index) => wholes(own[index] ?? ''),
        minLearners,
        (index) => kind === 'learners' && this.hidden.has(`day ${own[index] ?? ''}`),
      );
      // of a week that is not disclosed no day is, for it may be all of that week
      own.forEach((date, index) =>
        this.setFlag(`day ${date}`, kind, sizes[index] === 0 || (union !== null && flags[index] === true)),
      );
    }
  }

  private setFlag(key: string, kind: Kind, flag: boolean): void {
    this.flags.set(key, { learners: false, watched: false, tried: false, ...this.flags.get(key), [kind]: flag });
  }

  /** The size of a group that is disclosed; null: it is not. */
  private size(by: 'day' | 'week', date: string, kind: Kind = 'learners'): number | null {
    const counts = this.countsOf({ by, date });
    return counts[kind] === 0 || this.flags.get(`${by} ${date}`)?.[kind] ? counts[kind] : null;
  }

  private stated(by: 'day' | 'week', date: string): Stated {
    return {
      all: this.size(by, date),
      some: KINDS.map((kind) => this.size(by, date, kind)).filter(isDisclosed),
    };
  }

  private disclosed(by: 'day' | 'week', date: string): Record<Kind, Quantity> {
    const of = (kind: Kind): Quantity => this.size(by, date, kind) ?? WITHHELD;
    return { learners: of('learners'), watched: of('watched'), tried: of('tried') };
  }

  /**
   * @param until the day after the last one that is disclosed
   * @param over weeks that end by this day are over
   */
  between(from: string | null, until: string, over: string): Pick<Activity, 'days' | 'weeks'> {
    const [begin] = [...this.days.keys()].sort();
    if (begin === undefined) return { days: [], weeks: [] };
    const first = notTooEarly(from !== null && from > begin ? from : begin, until);
    // a day without anybody is a zero, not a gap
    return {
      days: dates(first, until).map((date) => ({ date, ...this.disclosed('day', date) })),
      weeks: dates(mondayOf(first), until)
        .filter((_, index) => index % 7 === 0)
        .map((date) => ({
          date,
          ...this.disclosed('week', date),
          whole: [0, 1, 2, 3, 4, 5, 6].reduce(nextDay, date) <= over,
        })),
    };
  }

  /** Hours of the week, disclosed as far as the days, the weeks and the learners around and inside them allow. */
  hours(rows: readonly HourRow[]): NonNullable<Activity['hours']> {
    const flags = discloseHours(rows, this.around, {
      day: (date) => this.stated('day', date),
      week: (monday) => this.stated('week', monday),
      minLearners: this.minLearners,
    });
    return rows.map(({ weekday, hour, learners }, index) => ({
      weekday,
      hour,
      learners: flags[index] ? learners : WITHHELD,
    }));
  }
}
