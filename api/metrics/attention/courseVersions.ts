import type { helpBeforeTrying, hintStatistics, itemStatistics, partStatistics } from '../problem/itemStatistics.query';
import type { ResponseTotals } from '../problem/itemStatistics';
import type { responseStatistics, viewingEnds } from '../problem/itemStatistics.query';
import {
  type BlockVersion,
  type CourseStatistics,
  type EditSide,
  END_STEP,
  type EditTotals,
  NEIGHBOURS,
  type UnitTotals,
  type VideoTotals,
} from './statistics';
import type { Cuts } from './versions';
import type { unitVisits } from './versions.query';

type Rows<Q extends { run: (...args: never[]) => Promise<unknown> }> = Awaited<ReturnType<Q['run']>>;

/** A course's sums as the database makes them: a row a version of a block. */
export interface CourseRows {
  readonly items: Rows<typeof itemStatistics>;
  readonly parts: Rows<typeof partStatistics>;
  readonly responses: readonly (Rows<typeof responseStatistics>[number] & Pick<ResponseTotals, 'content'>)[];
  readonly help: Rows<typeof helpBeforeTrying>;
  readonly hints: Rows<typeof hintStatistics>;
  readonly ends: Rows<typeof viewingEnds>;
  readonly visits: Rows<typeof unitVisits>;
  /** Seconds, by block. */
  readonly durations: ReadonlyMap<string, number>;
  /** As all learners reached them. */
  readonly units: readonly UnitTotals[];
}

/**
 * The sums by versions of the blocks, the oldest first: in the last, each block is as it is now; in the one before, those that
 * were changed are as they were before that change; and so on. They are made one by one, for some blocks are changed often.
 */
export function* versionsOf(
  rows: CourseRows,
  cuts: ReadonlyMap<string, Cuts>,
): Generator<CourseStatistics, void, void> {
  const most = [...cuts.values()].reduce((so, { times }) => Math.max(so, times.length), 0);
  for (let back = most; back > 0; back -= 1) yield asOfVersion(rows, cuts, back);
  yield currentVersion(rows, cuts);
}

export const currentVersion = (rows: CourseRows, cuts: ReadonlyMap<string, Cuts>): CourseStatistics =>
  asOfVersion(rows, cuts, 0);

/** @param back how many changes ago */
const asOfVersion = (rows: CourseRows, cuts: ReadonlyMap<string, Cuts>, back: number): CourseStatistics => {
  const wanted = (block: string): number => Math.max(0, (cuts.get(block)?.times.length ?? 0) - back);
  const of = <R extends { readonly block: string; readonly version: number }>(all: readonly R[]): R[] =>
    all.filter(({ block, version }) => version === wanted(block));
  return {
    items: of(rows.items).map((row) => ({
      block: row.block,
      n: row.n,
      right: row.n_right,
      everRight: row.n_ever_right,
      attempts: row.n_attempts,
      triedAgain: row.tried_again,
      recovered: row.recovered,
      many: row.n_many,
      rested: row.rested,
      restSum: row.rest_sum,
    })),
    parts: of(rows.parts).map((row) => ({
      block: row.block,
      part: row.part,
      learners: row.learners,
      right: row.n_right,
      n: row.rested,
      inGroup: row.rested_right,
      restSum: row.rest_sum,
      restSquares: row.rest_squares,
      groupRestSum: row.right_rest_sum,
      upper: row.upper,
      lower: row.lower,
      upperRight: row.upper_right,
      lowerRight: row.lower_right,
    })),
    responses: of(rows.responses).map(({ version: _, rest_sum: restSum, ...row }) => ({ ...row, restSum })),
    help: of(rows.help),
    hints: of(rows.hints).map((row) => ({
      block: row.block,
      used: row.used,
      usedRight: row.used_right,
      unused: row.unused,
      unusedRight: row.unused_right,
    })),
    edits: editTotals(rows.items, cuts, wanted),
    videos: videoTotals(of(rows.ends), rows.durations),
    units: rows.units.map((unit) => unitTotals(unit, rows, wanted(unit.block), cuts.has(unit.block))),
    versions: new Map(
      [...cuts].map(([block, { times, version }]): [string, BlockVersion] => [
        block,
        back === 0 ? version : { ...version, from: times[wanted(block) - 1] ?? null },
      ]),
    ),
  };
};

const editTotals = (
  items: CourseRows['items'],
  cuts: ReadonlyMap<string, Cuts>,
  wanted: (block: string) => number,
): EditTotals[] => {
  const rows = new Map(items.map((row) => [`${row.version} ${row.block}`, row]));
  return [...cuts].flatMap(([block, { times }]): EditTotals[] => {
    const version = wanted(block);
    const at = times[version - 1];
    const [before, after] = [rows.get(`${version - 1} ${block}`), rows.get(`${version} ${block}`)];
    return at === undefined || !before || !after ? [] : [{ block, at, before: sideOf(before), after: sideOf(after) }];
  });
};

const sideOf = (row: CourseRows['items'][number]): EditSide => ({
  n: row.n,
  right: row.n_right,
  rested: row.rested,
  restSum: row.rest_sum,
});

const videoTotals = (rows: CourseRows['ends'], durations: ReadonlyMap<string, number>): VideoTotals[] => {
  const videos = new Map<string, VideoTotals & { ends: number[] }>();
  for (const row of rows) {
    const duration = durations.get(row.block) ?? 0;
    const ends = Array.from({ length: Math.ceil(duration / END_STEP) }, () => 0);
    const video = videos.get(row.block) ?? { block: row.block, duration, ends };
    // what was seen beyond the length counts as its end
    const step = Math.min(row.step, video.ends.length - 1);
    if (step >= 0) video.ends[step] = (video.ends[step] ?? 0) + row.learners;
    videos.set(row.block, video);
  }
  return [...videos.values()];
};

const unitTotals = (
  unit: UnitTotals,
  { visits, units }: CourseRows,
  version: number,
  isChanged: boolean,
): UnitTotals => {
  const own = visits.filter((row) => row.unit === unit.block && row.version === version);
  if (!isChanged || !visits.some((row) => row.unit === unit.block)) return unit;
  const reached = new Map(own.map((row) => [row.near, row.learners]));
  const known = units.filter(({ shows }) => shows).map(({ block }) => block);
  const at = known.indexOf(unit.block);
  const near = (blocks: readonly string[]): number[] => blocks.map((block) => reached.get(block) ?? 0);
  return {
    ...unit,
    own: {
      reached: reached.get(unit.block) ?? 0,
      before: near(known.slice(Math.max(0, at - NEIGHBOURS), at)),
      after: near(known.slice(at + 1, at + 1 + NEIGHBOURS)),
    },
  };
};
