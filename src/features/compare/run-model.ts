import type { Outline, Overview, Quantity, Rate } from '@marginalia/contract';
import { inRunOf } from '../../panels';
import { weeksOfRun } from '../class';
import { changeOf } from '../content';
import type { Change } from '../content';

/** A share that may be drawn; null: it is hidden, or there is none. */
export const shareOf = (share: Quantity): number | null => (typeof share === 'number' ? share : null);

/** A count as a share of others; what is hidden of either stays hidden. */
const shared = (part: Quantity, whole: Quantity): Quantity => {
  if (typeof whole !== 'number') return whole;
  return typeof part === 'number' ? (whole === 0 ? 0 : part / whole) : part;
};

/** The share of its learners that each run had active in a week; of weeks that this run has behind it. */
export const weeksOfBoth = (
  now: Overview,
  then: Overview,
): { readonly date: string; readonly now: Quantity; readonly then: Quantity }[] => {
  const start = now.course.start;
  const weeks = now.activity.weeks.filter(({ whole, date }) => whole && (start === null || isIn(date, start)));
  const other = weeksOfRun(
    weeks.map(({ date }) => date),
    start,
    then,
  );
  if (other === null) return [];
  return weeks.map(({ date, learners }, i) => ({
    date,
    now: shared(learners, now.summary.learners),
    then: shared(other[i] ?? 0, then.summary.learners),
  }));
};

const DAYS_OF_WEEK = 7;
/** Whether the week of a Monday holds a moment or comes after it. */
const isIn = (monday: string, moment: string): boolean =>
  Date.parse(`${monday}T00:00:00Z`) + DAYS_OF_WEEK * 86_400_000 > Date.parse(moment);

/** The share of its learners that each run had in a section, of sections that both have. */
export const sectionsOfBoth = (
  now: Overview,
  then: Overview,
): { readonly id: string; readonly name: string; readonly now: Quantity; readonly then: Quantity }[] => {
  const other = new Map(then.reach.map(({ block, units }) => [inRunOf(now.course.key, block.id), units.any]));
  return now.reach.flatMap(({ block, units }) => {
    const before = other.get(block.id);
    return block.type !== 'chapter' || before === undefined
      ? []
      : [
          {
            id: block.id,
            name: block.name,
            now: shared(units.any, now.summary.learners),
            then: shared(before, then.summary.learners),
          },
        ];
  });
};

const MOST_CHANGED = 8;

interface ChangedProblem {
  readonly id: string;
  readonly name: string;
  readonly now: Rate;
  readonly then: Rate;
  readonly change: Change;
}

/** Problems whose first attempts clearly differ between two outlines under the same keys, the largest change first. */
export const changedMost = (now: Outline, then: Outline): ChangedProblem[] => {
  const before = new Map(then.blocks.map(({ id, firstTry }) => [id, firstTry]));
  return now.blocks
    .flatMap(({ id, type, name, firstTry }) => {
      const was = before.get(id);
      const change = type === 'problem' ? changeOf(firstTry, was) : null;
      return was !== undefined && change?.clear === true ? [{ id, name, now: firstTry, then: was, change }] : [];
    })
    .sort((a, b) => Math.abs(b.change.points) - Math.abs(a.change.points))
    .slice(0, MOST_CHANGED);
};
