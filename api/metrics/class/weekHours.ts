import { EXACT, isSmall } from '../kit/privacy/smallGroups';
import { mayDiscloseInside } from '../kit/privacy/suppress';
import { type Around, hideWhatFollows, isDisclosed } from './activeParts';
import { mondayOf } from './dates';

/** Learners active in one hour of the week, and the days on which they were. */
export interface HourRow {
  /** 1 is Monday. */
  readonly weekday: number;
  readonly hour: number;
  readonly learners: number;
  readonly dates: readonly string[];
}

/** Sizes stated of those who came on a day or in a week; `all` is null where it is not stated, `some` are those stated inside. */
export interface Stated {
  readonly all: number | null;
  readonly some: readonly number[];
}

/** What the report discloses besides the hours. */
interface Beside {
  readonly day: (date: string) => Stated;
  /** Of the week that begins on a Monday. */
  readonly week: (monday: string) => Stated;
  readonly minLearners: number;
}

/**
 * Which hours of the week are disclosed: of those that came round twice (else the hour would be one of a single day), where
 * neither they are few, nor who is left of the class without them, nor who is left of them without a stated group inside: a day, or
 * a week, in which nothing happened in any other hour.
 */
export const discloseHours = (rows: readonly HourRow[], around: Around, beside: Beside): boolean[] => {
  const { minLearners } = beside;
  const hoursOf = new Map<string, number>();
  for (const date of rows.flatMap((row) => row.dates)) hoursOf.set(date, (hoursOf.get(date) ?? 0) + 1);
  const dates = [...hoursOf.keys()];
  const isAlone = (date: string, among: (other: string) => boolean): boolean =>
    dates.every((other) => other === date || !among(other));
  const { lately } = around;
  const inside = (date: string): number[] => [
    ...beside.day(date).some,
    ...(isAlone(date, (other) => mondayOf(other) === mondayOf(date)) ? beside.week(mondayOf(date)).some : []),
    ...(lately && date >= lately.from && isAlone(date, (other) => other >= lately.from) ? [lately.learners] : []),
  ];
  const flags = rows.map((row) => {
    const whole = row.dates.filter((date) => hoursOf.get(date) === 1);
    return (
      (row.dates.length > 1 || minLearners === EXACT) &&
      mayDiscloseInside(row.learners, [around.learners, around.started].filter(isDisclosed), minLearners) &&
      whole.flatMap(inside).every((size) => mayDiscloseInside(size, [row.learners], minLearners)) &&
      (whole.length < row.dates.length || isFineOfDays(row, beside))
    );
  });
  const sizes = rows.map(({ learners }) => learners);
  if (around.started !== null) hideWhatFollows(sizes, flags, around.started, minLearners);
  return flags;
};

/** An hour that is nothing but days which may be stated: of exactly two, who came on both; of others, those of the rest. */
const isFineOfDays = ({ learners, dates }: HourRow, { day, minLearners }: Beside): boolean => {
  const stated = dates.map((date) => day(date).all).filter(isDisclosed);
  const sum = stated.reduce((all, one) => all + one, 0);
  const both = sum - learners;
  if (dates.length === 2 && stated.length === 2) return !isSmall(both, minLearners);
  return stated.length === dates.length || !isSmall(learners - sum, minLearners);
};
