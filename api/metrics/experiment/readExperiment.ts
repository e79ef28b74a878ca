import type { Experiment } from '@marginalia/contract';
import type { StructureIndex } from '../../facts/structureIndex';
import { isContainerType } from '../../facts/structureIndex';
import { ApiError } from '../../lib/apiError';
import type { Micros } from '../../lib/time';
import { isoTime } from '../../lib/time';
import type { Engine } from '../../store/engine';
import { blockTotals } from '../../store/queries/blockTotals';
import type { SampleMoments } from '../kit/alwaysValid';
import type { ReportContext } from '../kit/population';
import { completedBlocks } from '../outline/containers.query';
import { type ArmSums, type ExperimentSums, experimentReport, experimentPlace } from './experiment';
import { UNITS_OF_A_SHARE, experimentArms } from './experiment.query';

type Row = Awaited<ReturnType<typeof experimentArms.run>>[number];

const moments = (n: number, sum: number, squares: number): SampleMoments => ({
  n,
  sum: sum / UNITS_OF_A_SHARE,
  squares: squares / UNITS_OF_A_SHARE ** 2,
});

const sumsOf = (row: Row | undefined, hasNext: boolean): ArmSums => ({
  learners: row?.learners ?? 0,
  reached: {
    n: hasNext ? (row?.learners ?? 0) : 0,
    sum: row?.reached ?? 0,
    squares: row?.reached ?? 0,
  },
  firstTry: moments(row?.first_n ?? 0, row?.first_sum ?? 0, row?.first_squares ?? 0),
  completed: moments(row?.completed_n ?? 0, row?.completed_sum ?? 0, row?.completed_squares ?? 0),
  watched: moments(row?.watched_n ?? 0, row?.watched_sum ?? 0, row?.watched_squares ?? 0),
});

/** @throws ApiError unknown_block, wrong_block_type */
export const readExperiment = async (
  engine: Engine,
  index: StructureIndex,
  id: string,
  at: Micros,
  context: ReportContext,
): Promise<Experiment> => {
  const { courseKey: course } = context;
  const block = index.get(id);
  if (!block) throw new ApiError('unknown_block', { course, block: id });
  if (block.type !== 'split_test')
    throw new ApiError('wrong_block_type', { block: id, type: block.type, wanted: 'split_test' });
  const place = experimentPlace(index, id, at);
  const shared = { course, registered_only: Number(context.registeredOnly) };
  const leaves = place.following.filter(({ type }) => !isContainerType(type)).map((one) => one.id);
  const ofType = (type: string): string[] => place.following.filter((one) => one.type === type).map((one) => one.id);
  const [totals, completable] = await Promise.all([
    blockTotals.run(engine, { course }),
    completedBlocks.run(engine, { ...shared, blocks: leaves }),
  ]);
  const lengths = new Map(totals.map((row) => [row.block, Math.floor(row.duration)]));
  const videos = ofType('video');
  const rows = await experimentArms.run(engine, {
    ...shared,
    arms: place.arms.map((arm) => arm.id),
    unit: place.unit ?? '',
    next: place.next?.id ?? '',
    problems: ofType('problem'),
    completable: completable.map((row) => row.block),
    videos,
    lengths: videos.map((video) => lengths.get(video) ?? 0),
  });
  const all = rows.find(({ arm }) => arm === '');
  const hasNext = place.next !== null;
  const sums: ExperimentSums = {
    arms: place.arms.map((arm) =>
      sumsOf(
        rows.find((row) => row.arm === arm.id),
        hasNext,
      ),
    ),
    everybody: sumsOf(all, hasNext),
    inUnit: all?.in_unit ?? 0,
    inArms: all?.in_arms ?? 0,
  };
  const asOf = totals.find((row) => row.block === course && row.registered === context.registeredOnly)?.as_of ?? null;
  return experimentReport(block, place, sums, asOf === null ? null : isoTime(asOf), context);
};
