import { type Overview, type Quantity, WITHHELD } from '@marginalia/contract';
import { mayDiscloseInside } from '../kit/privacy/suppress';
import { DAY_MILLIS, dates, nextDay, notTooEarly } from './dates';

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

/** Larger groups of the same learners that are disclosed beside: all of them, those who ever did anything; null: not disclosed. */
export interface Around {
  readonly learners: number | null;
  readonly started: number | null;
  /** Active from this day on. */
  readonly lately: { readonly from: string; readonly learners: number } | null;
}

const NOBODY: Counts = { learners: 0, watched: 0, tried: 0 };
const isDisclosed = (size: number | null): size is number => size !== null;

/**
 * Which parts of a group are disclosed. They may overlap, and together make the group: of exactly two, the learners in both
 * follow from their sum; of parts that do not overlap, a single hidden one follows from the others.
 * @param union size of the group, null where it is not disclosed @param wholes sizes of told groups around each part
 */
const discloseParts = (
  parts: readonly number[],
  union: number | null,
  wholes: (index: number) => (number | null)[],
  minLearners: number,
): boolean[] => {
  const flags = parts.map((part, index) =>
    mayDiscloseInside(part, [union, ...wholes(index)].filter(isDisclosed), minLearners),
  );
  if (union !== null && parts.reduce((sum, part) => sum + part, 0) === union) hideAnother(parts, flags);
  const [a, b, more] = parts.flatMap((part, index) => (part > 0 ? [index] : []));
  if (union === null || a === undefined || b === undefined || more !== undefined) return flags;
  const [first, second] = [parts[a] ?? 0, parts[b] ?? 0];
  const both = first + second - union;
  if (flags[a] && flags[b] && both > 0 && both < minLearners) flags[first < second ? a : b] = false;
  return flags;
};

/** Where exactly one part is hidden, the smallest of the others is too. */
const hideAnother = (parts: readonly number[], flags: boolean[]): void => {
  const some = parts.flatMap((part, index) => (part > 0 ? [index] : []));
  if (some.filter((index) => !flags[index]).length !== 1) return;
  const [smallest] = some.filter((index) => flags[index]).sort((a, b) => (parts[a] ?? 0) - (parts[b] ?? 0));
  if (smallest !== undefined) flags[smallest] = false;
};

const mondayOf = (date: string): string => {
  const millis = Date.parse(`${date}T00:00:00Z`);
  const back = (new Date(millis).getUTCDay() + 6) % 7;
  return new Date(millis - back * DAY_MILLIS).toISOString().slice(0, 10);
};

/**
 * Active learners by day and by calendar week, over all time, as far as they may be disclosed: nobody who came in a week but
 * not on a day of it, nor who only looked on but did not try, can be had by subtraction if they are few.
 */
export class CourseActivity {
  private readonly days: ReadonlyMap<string, Counts>;
  private readonly weeks: ReadonlyMap<string, Counts>;
  private readonly flags = new Map<string, Flags>();

  constructor(
    rows: readonly ActiveRow[],
    private readonly around: Around,
    private readonly minLearners: number,
  ) {
    this.days = new Map(rows.filter((row) => row.by === 'day').map((row) => [row.date, row]));
    this.weeks = new Map(rows.filter((row) => row.by === 'week').map((row) => [row.date, row]));
    this.discloseWeeks();
    for (const week of this.weeks.keys()) this.discloseDays(week);
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
          kind === 'learners' ? null : this.size('week', dates[index] ?? ''),
          ...this.aroundOnlyDay(dates[index] ?? '', kind),
        ],
        this.minLearners,
      );
      dates.forEach((date, index) => this.setFlag(`week ${date}`, kind, flags[index] ?? false));
    }
  }

  /** Where all of a week came on one day, the two are one group: what lies around the day lies around the week. */
  private aroundOnlyDay(week: string, kind: Kind): number[] {
    const own = [...this.days].filter(([date, counts]) => mondayOf(date) === week && counts[kind] > 0);
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
        around.lately && date >= around.lately.from ? around.lately.learners : null,
        kind === 'learners' ? null : this.size('week', week),
        kind === 'learners' ? null : this.size('day', date),
      ];
      const flags = discloseParts(sizes, union, (index) => wholes(own[index] ?? ''), minLearners);
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
    const counts = (by === 'day' ? this.days : this.weeks).get(date) ?? NOBODY;
    return counts[kind] === 0 || this.flags.get(`${by} ${date}`)?.[kind] ? counts[kind] : null;
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

  /** Hours of days (`2026-03-02T09:00:00Z`), disclosed as far as their days allow. */
  hours(rows: readonly { readonly hour: string; readonly learners: number }[]): NonNullable<Activity['hours']> {
    return [...new Set(rows.map(({ hour }) => hour.slice(0, 10)))].flatMap((day) => {
      const own = rows.filter(({ hour }) => hour.startsWith(day));
      const union = this.size('day', day);
      const flags = discloseParts(
        own.map(({ learners }) => learners),
        union,
        () => [],
        this.minLearners,
      );
      return own.map(({ hour, learners }, index) => ({
        hour,
        learners: union !== null && flags[index] ? learners : WITHHELD,
      }));
    });
  }
}
