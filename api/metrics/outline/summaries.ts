import { countSeconds, distinct } from '../../facts/ranges';
import type { Fact } from '../../facts/types';
import { groupBy } from '../../lib/groupBy';
import type { Micros } from '../../lib/time';
import type { Engine } from '../../store/engine';
import { blockTotals } from '../../store/queries/blockTotals';
import { type ReportContext, counted } from '../kit/population';
import { durationOf } from '../video/video';

/** What the learners of a course did with one block, summed up. */
export interface BlockSummary {
  readonly block: string;
  readonly reached: number;
  /** Bits of REACHED, of all learners. */
  readonly reachedBits: number;
  readonly attempted: number;
  /** Problems tried and right the first time, over learners. */
  readonly tried: number;
  readonly firstRight: number;
  readonly viewers: number;
  /** Distinct seconds seen, summed over viewers, inside the duration. */
  readonly seen: number;
  readonly duration: number | null;
  readonly asOf: Micros | null;
  /** Numbers that stand for who tried it, who viewed it, where these are fewer than the threshold; not set: not known. */
  readonly triers?: readonly number[];
  readonly watchers?: readonly number[];
  /** Numbers that must not be disclosed though they may be large enough: in a window or a track. */
  readonly hidden?: { readonly reached: boolean; readonly attempted: boolean; readonly viewers: boolean };
}

/** The sums of all time, which the worker keeps in `block_totals`. */
export const storedSummaries = async (
  engine: Engine,
  { courseKey, registeredOnly }: Pick<ReportContext, 'courseKey' | 'registeredOnly'>,
): Promise<BlockSummary[]> => {
  const rows = await blockTotals.run(engine, { course: courseKey });
  return rows
    .filter((row) => row.registered === registeredOnly)
    .map((row) => ({
      block: row.block,
      reached: row.reached,
      reachedBits: row.reached_bits,
      attempted: row.attempted,
      tried: row.tried,
      firstRight: row.first_right,
      viewers: row.viewers,
      seen: row.seen,
      duration: row.duration > 0 ? row.duration : null,
      asOf: row.as_of,
    }));
};

/**
 * The same of the facts of a window or a track: what `block_totals` does in SQL, done here. Their rows would have to go to
 * the engine and back, which makes such an outline take half as long again (decision 17); a property test holds the two to
 * the same sums, whatever the facts.
 */
export const summarize = (facts: readonly Fact[], context: ReportContext): BlockSummary[] =>
  [...groupBy(facts, (fact) => fact.block)].map(([block, all]): BlockSummary => {
    const mine = counted(all, context);
    const duration = durationOf(all);
    const limit = duration === null ? Infinity : Math.floor(duration);
    const viewers = mine.filter((fact) => (fact.video?.plays ?? 0) > 0);
    const sum = (value: (fact: Fact) => number): number => mine.reduce((total, fact) => total + value(fact), 0);
    return {
      block,
      reached: mine.filter((fact) => fact.reached > 0).length,
      reachedBits: mine.reduce((bits, fact) => bits | fact.reached, 0),
      attempted: mine.filter((fact) => fact.tried > 0).length,
      tried: sum((fact) => fact.tried),
      firstRight: sum((fact) => fact.firstRight),
      viewers: viewers.length,
      seen: viewers.reduce((total, fact) => total + countSeconds(distinct(fact.video?.watched ?? []), limit), 0),
      duration,
      asOf: mine.length === 0 ? null : mine.reduce((latest, fact) => Math.max(latest, fact.lastAt), -Infinity),
    };
  });
