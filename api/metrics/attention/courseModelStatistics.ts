import type { Engine } from '../../store/engine';
import { ProblemContent } from '../../facts/content';
import { type Offered, isForAll, offeredTo } from '../../facts/offered';
import { type StructureIndex, isContainerType } from '../../facts/structureIndex';
import { REACHED, type StructureBlock } from '../../facts/types';
import { groupBy } from '../../lib/groupBy';
import type { Micros } from '../../lib/time';
import { blockTotals } from '../../store/queries/blockTotals';
import { latestContents } from '../../store/queries/contents';
import { partOf } from '../problem/responseRules';
import { MIN_OTHER_ITEMS_IN_LIST, type ReliabilityTotals } from '../problem/itemStatistics';
import { MANY_ATTEMPTS } from '../problem/manyAttempts.metric';
import {
  responseStatistics,
  helpBeforeTrying,
  hintStatistics,
  itemStatistics,
  partStatistics,
  reliabilityTotals,
  viewingEnds,
} from '../problem/itemStatistics.query';
import { type CourseRows, currentVersion, versionsOf } from './courseVersions';
import { type CourseStatistics, END_STEP, NEIGHBOURS, type UnitTotals } from './statistics';
import { cutsOf, editsOf } from './versions';
import { blockEdits, firstAttemptWeeks, learnersByVersion, unitVisits } from './versions.query';

/** Answers to one question that are looked at. */
const MOST_RESPONSES = 50;

/** What blocks of a course add up to, of the learners that count. */
type Totals = Awaited<ReturnType<typeof blockTotals.run>>;

export interface CourseSums {
  /** By versions of the blocks, the oldest first; the last is that of now. To be read once. */
  readonly versions: Iterable<CourseStatistics>;
  readonly current: CourseStatistics;
  readonly reliability: ReliabilityTotals;
  /** Which learners were summed up, as queries take it. */
  readonly args: {
    readonly course: string;
    readonly registered_only: number;
    readonly others: number;
    readonly cut_blocks: readonly string[];
    readonly cut_times: readonly Micros[];
  };
  /** Newest event counted, microseconds; null: none. */
  readonly asOf: number | null;
  readonly learners: number;
}

/**
 * Reads everything that a course's list of findings is made from: sums, no learner's row.
 * @param at what had started then
 * @param fixed when authors said that a block is mended
 */
export const readCourseSums = async (
  engine: Engine,
  course: string,
  structure: StructureIndex | null,
  at: Micros,
  fixed: ReadonlyMap<string, readonly Micros[]>,
): Promise<CourseSums> => {
  const all = await blockTotals.run(engine, { course });
  const whole = all.filter((row) => row.block === course);
  const registeredOnly = whole.some((row) => row.registered);
  const totals = all.filter((row) => row.registered === registeredOnly);
  const own = totals.find((row) => row.block === course);
  const units = structure ? unitsOf(structure, at, totals, own?.reached_bits ?? 0) : [];
  const who = { course, registered_only: Number(registeredOnly) };

  const edits = editsOf(await blockEdits.run(engine, { course }), fixed);
  const changed = pairs([...edits].map(([block, times]) => [block, times]));
  const arrivals =
    changed.blocks.length === 0
      ? []
      : await learnersByVersion.run(engine, { ...who, ...changed, units: units.map(({ block }) => block) });
  const weeks = edits.size === 0 ? [] : await firstAttemptWeeks.run(engine, { ...who, blocks: [...edits.keys()] });
  const cuts = cutsOf(edits, arrivals, weeks);
  const cut = pairs([...cuts].map(([block, { times }]) => [block, times]));
  const args = {
    ...who,
    others: MIN_OTHER_ITEMS_IN_LIST,
    cut_blocks: cut.blocks,
    cut_times: cut.times,
  };
  const { others: _, ...unrested } = args;
  const [reliability] = await reliabilityTotals.run(engine, args);
  const responses = await responseStatistics.run(engine, { ...args, most: MOST_RESPONSES });
  const written = [...new Set(responses.filter((row) => row.type === 'fill-in').map((row) => row.block))];
  const contents = new Map(
    (await latestContents.run(engine, { course, blocks: written })).map(({ block, content }) => [
      block,
      ProblemContent.safeParse(JSON.parse(content)).data ?? null,
    ]),
  );
  const rows: CourseRows = {
    items: await itemStatistics.run(engine, { ...args, least: MANY_ATTEMPTS }),
    parts: await partStatistics.run(engine, args),
    responses: responses.map((row) => ({ ...row, content: partOf(contents.get(row.block) ?? null, row.part) })),
    help: await helpBeforeTrying.run(engine, unrested),
    hints: await hintStatistics.run(engine, unrested),
    ends: await viewingEnds.run(engine, { ...unrested, seconds: END_STEP }),
    visits: await readVisits(engine, unrested, units),
    durations: new Map(totals.map((row) => [row.block, Math.floor(row.duration)])),
    units,
  };
  return {
    versions: versionsOf(rows, cuts),
    current: currentVersion(rows, cuts),
    args,
    asOf: own?.as_of ?? null,
    learners: own?.learners ?? 0,
    reliability: {
      problems: reliability?.problems ?? 0,
      n: reliability?.n ?? 0,
      scoreSum: reliability?.score_sum ?? 0,
      scoreSquares: reliability?.score_squares ?? 0,
      itemVariation: reliability?.item_variation ?? 0,
    },
  };
};

/** Changes as two parallel lists, which is how a query takes them. */
const pairs = (
  edits: readonly (readonly [block: string, times: readonly Micros[]])[],
): { readonly blocks: string[]; readonly times: Micros[] } => ({
  blocks: edits.flatMap(([block, times]) => times.map(() => block)),
  times: edits.flatMap(([, times]) => times),
});

const readVisits = async (
  engine: Engine,
  args: { course: string; registered_only: number; cut_blocks: string[]; cut_times: Micros[] },
  units: readonly UnitTotals[],
): Promise<CourseRows['visits']> => {
  const known = units.filter(({ shows }) => shows).map(({ block }) => block);
  const changed = new Set(args.cut_blocks);
  const near = known.flatMap((unit, at) =>
    changed.has(unit)
      ? known.slice(Math.max(0, at - NEIGHBOURS), at + 1 + NEIGHBOURS).map((other) => ({ unit, near: other }))
      : [],
  );
  if (near.length === 0) return [];
  return unitVisits.run(engine, { ...args, units: near.map((one) => one.unit), near: near.map((one) => one.near) });
};

const SENDS_EVENTS = new Set(['problem', 'video']);

/**
 * The units that everybody is offered, in order. Having been in one shows in the events where it holds a problem or a
 * video that learners in it meet, or where the course has completion events and the unit something that is completed.
 */
const unitsOf = (index: StructureIndex, at: Micros, totals: Totals, courseBits: number): UnitTotals[] => {
  const completes =
    totals.some((row) => row.reached_bits & REACHED.completion) || (courseBits & REACHED.completion) > 0;
  const reached = new Map(totals.map((row) => [row.block, row.reached]));
  const showing = new Set<string>();
  for (const block of index.structure.blocks) {
    const shows = SENDS_EVENTS.has(block.type) || (completes && isLeaf(block));
    if (!shows || !isMet(offeredTo(index, block.id, at))) continue;
    for (const container of index.containersOf(block.id)) showing.add(container);
  }
  return index.structure.blocks
    .filter(({ id, type }) => type === 'vertical' && isForAll(offeredTo(index, id, at)))
    .map(({ id }) => ({ block: id, reached: reached.get(id) ?? 0, shows: showing.has(id) }));
};

const isLeaf = ({ type, isMeasured }: StructureBlock): boolean => !isContainerType(type) && isMeasured;

/** Whoever is in a unit meets one of the alternatives of a bank or a split test, but not what is for other groups. */
const isMet = (offered: Offered): boolean =>
  isForAll(offered) || offered.limit === 'bank' || offered.limit === 'experiment';

/** When authors said that blocks are mended: the last triage of each item, by the block that it names. */
export const fixedAt = (
  notes: readonly { readonly item: string; readonly status: string; readonly at: Micros }[],
): Map<string, Micros[]> =>
  new Map(
    [
      ...groupBy(
        notes.filter(({ status }) => status === 'fixed'),
        ({ item }) => item.split(' ')[1] ?? '',
      ),
    ].map(([block, own]): [string, Micros[]] => [block, own.map(({ at }) => at)]),
  );
