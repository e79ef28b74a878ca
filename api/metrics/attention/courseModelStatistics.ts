import type { CourseStatistics, UnitTotals, VideoTotals } from './attentionTypes';
import { MANY_ATTEMPTS } from '../problem/manyAttempts.metric';
import { ENOUGH_SINCE_EDIT, type ReliabilityTotals } from '../problem/itemStatistics';
import type { Engine } from '../../store/engine';
import { ProblemContent } from '../../facts/content';
import { type Offered, isForAll, offeredTo } from '../../facts/offered';
import { type StructureIndex, isContainerType } from '../../facts/structureIndex';
import { REACHED, type StructureBlock } from '../../facts/types';
import type { Micros } from '../../lib/time';
import { blockTotals } from '../../store/queries/blockTotals';
import { latestContents } from '../../store/queries/contents';
import { partOf } from '../problem/answerRules';
import {
  answerStatistics,
  helpBeforeTrying,
  itemStatistics,
  partStatistics,
  reliabilityTotals,
  viewingEnds,
} from '../problem/itemStatistics.query';

/** Answers to one question that are looked at. */
const MOST_ANSWERS = 50;

/** What blocks of a course add up to, of the learners that count. */
export type Totals = Awaited<ReturnType<typeof blockTotals.run>>;

export interface CourseSums {
  readonly statistics: CourseStatistics;
  readonly reliability: ReliabilityTotals;
  readonly registeredOnly: boolean;
  /** Newest event counted, microseconds; null: none. */
  readonly asOf: number | null;
  readonly learners: number;
}

/** Reads everything that a course's list of findings is made from: sums, no learner's row. @param at what had started then */
export const readCourseSums = async (
  engine: Engine,
  course: string,
  structure: StructureIndex | null,
  at: Micros,
): Promise<CourseSums> => {
  const all = await blockTotals.run(engine, { course });
  const whole = all.filter((row) => row.block === course);
  const registeredOnly = whole.some((row) => row.registered);
  const totals = all.filter((row) => row.registered === registeredOnly);
  const own = totals.find((row) => row.block === course);
  const args = { course, registered_only: Number(registeredOnly), enough: ENOUGH_SINCE_EDIT };
  const items = await itemStatistics.run(engine, { ...args, least: MANY_ATTEMPTS });
  const parts = await partStatistics.run(engine, args);
  const answers = await answerStatistics.run(engine, { ...args, most: MOST_ANSWERS });
  const written = [...new Set(answers.filter((row) => row.type === 'fill-in').map((row) => row.block))];
  const contents = new Map(
    (await latestContents.run(engine, { course, blocks: written })).map(({ block, content }) => [
      block,
      ProblemContent.safeParse(JSON.parse(content)).data ?? null,
    ]),
  );
  const help = await helpBeforeTrying.run(engine, { course, registered_only: args.registered_only });
  const [reliability] = await reliabilityTotals.run(engine, args);
  return {
    registeredOnly,
    asOf: own?.as_of ?? null,
    learners: own?.learners ?? 0,
    reliability: {
      problems: reliability?.problems ?? 0,
      n: reliability?.n ?? 0,
      scoreSum: reliability?.score_sum ?? 0,
      scoreSquares: reliability?.score_squares ?? 0,
      itemVariation: reliability?.item_variation ?? 0,
    },
    statistics: {
      items: items.map((row) => ({
        block: row.block,
        n: row.n,
        right: row.n_right,
        everRight: row.n_ever_right,
        attempts: row.n_attempts,
        triedAgain: row.tried_again,
        recovered: row.recovered,
        many: row.n_many,
        editedAt: row.edited_at,
        before: row.came_before,
        since: row.came_since,
      })),
      parts: parts.map((row) => ({
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
      answers: answers.map((row) => ({
        block: row.block,
        part: row.part,
        answer: row.answer,
        type: row.type,
        content: partOf(contents.get(row.block) ?? null, row.part),
        right: row.right,
        learners: row.learners,
        rested: row.rested,
        restSum: row.rest_sum,
        upper: row.upper,
        lower: row.lower,
      })),
      help,
      videos: await readVideos(engine, args, totals),
      units: structure ? unitsOf(structure, at, totals, own?.reached_bits ?? 0) : [],
    },
  };
};

const readVideos = async (
  engine: Engine,
  args: { course: string; registered_only: number; enough: number },
  totals: Totals,
): Promise<VideoTotals[]> => {
  const durations = new Map(totals.map((row) => [row.block, Math.floor(row.duration)]));
  const videos = new Map<string, VideoTotals & { ends: number[] }>();
  for (const row of await viewingEnds.run(engine, args)) {
    const duration = durations.get(row.block) ?? 0;
    const video = videos.get(row.block) ?? {
      block: row.block,
      duration,
      ends: Array.from({ length: Math.ceil(duration / 10) }, () => 0),
      editedAt: row.edited_at,
      before: row.came_before,
      since: row.came_since,
    };
    // what was seen beyond the length counts as its end
    const ten = Math.min(row.ten, video.ends.length - 1);
    if (ten >= 0) video.ends[ten] = (video.ends[ten] ?? 0) + row.learners;
    videos.set(row.block, video);
  }
  return [...videos.values()];
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
