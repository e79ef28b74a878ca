import type { Block, BlockRuns, Choices, Outline, OutlineBlock, Problem, Video } from '@marginalia/contract';
import { definitionsOf, none } from '@marginalia/contract';
import { type BlockSums, type Place, blockReport, blocksIn, dutiesOf, unitBefore } from './block';
import type { ReportContext } from '../kit/population';
import { type TrackSize, disclosedTracks } from '../kit/selection';
import type { CourseScope } from '../../auth/scope';
import type { Engine } from '../../store/engine';
import { isContainerType } from '../../facts/structureIndex';
import { ApiError } from '../../lib/apiError';
import { blockInRun, runOf } from '../../lib/usageKey';
import { panelOf, statedMembers } from '../kit/panel';
import { quantity } from '../kit/privacy/suppress';
import { factsOfBlock } from '../kit/selectedFacts';
import rightOnce from './rightOnce.metric';
import { asArrays, completedBlocks, courseTracks, finishedLearners, reachedBoth } from './containers.query';
import type { ReportReader } from '../kit/reportReader';
import { type RunTime, runsAround } from '../kit/runOrder';
import { ALL_TIME } from '../kit/window';

/** A run of a course that somebody may see. */
export interface RunScope extends RunTime {
  readonly scope: CourseScope;
  readonly name: string;
}

/** The metrics of what is inside a block. */
const CONTAINER = panelOf('container', [rightOnce]);

/** Runs stated of a block. */
const MOST_RUNS = 5;

/** What is told of each run but the one that is looked at, in their order. */
const headsOf = (runs: readonly RunScope[], own: string) =>
  runs.flatMap(({ scope, key, name, newest }) =>
    key === own || newest === null ? [] : [{ scope, head: { run: runOf(key), name, newest } }],
  );

/** Learners of a course by track, most first. */
export const readTracks = (engine: Engine, scope: CourseScope, registeredOnly: boolean): Promise<TrackSize[]> =>
  courseTracks.run(engine, { course: scope.courseKey, registered_only: Number(registeredOnly) });

/** What the reports about a course can be asked about. @param runs with the course itself, the latest first */
export const readChoices = async (
  engine: Engine,
  scope: CourseScope,
  runs: readonly RunScope[],
  context: ReportContext,
): Promise<Choices> => {
  const { minLearners, registeredOnly } = context;
  const tracks = await readTracks(engine, scope, registeredOnly);
  const disclosed = disclosedTracks(tracks, minLearners);
  const { before, after } = runsAround(runs, scope.courseKey);
  return {
    minLearners,
    tracks: tracks
      .filter(({ track }) => track !== '' && disclosed.has(track))
      .map(({ track, learners }) => ({ track, learners: quantity(learners, minLearners) })),
    runs: headsOf(runs, scope.courseKey).map(({ head }) => head),
    before: before && runOf(before.key),
    after: after && runOf(after.key),
  };
};

/** @throws ApiError unknown_course, unknown_block */
export const readBlock = async (
  engine: Engine,
  outline: Outline,
  id: string,
  place: Place,
  context: ReportContext,
  isWhole: boolean,
): Promise<Block> => {
  const { courseKey } = context;
  const block = outline.blocks.find((one) => one.id === id);
  if (!block) throw new ApiError('unknown_block', { course: courseKey, block: id });
  return blockReport(
    outline,
    block,
    place,
    isWhole ? await readSums(engine, outline.blocks, block, place, context) : null,
  );
};

const readSums = async (
  engine: Engine,
  blocks: readonly OutlineBlock[],
  block: OutlineBlock,
  place: Place,
  context: ReportContext,
): Promise<BlockSums> => {
  const { courseKey: course, registeredOnly, minLearners } = context;
  const shared = { course, registered_only: Number(registeredOnly) };
  const previous = unitBefore(blocks, block);
  const [counted, done, both] = await Promise.all([
    CONTAINER.read(engine, factsOfBlock(block.type === 'course' ? course : block.id, context)),
    readFinished(engine, place, block.id, shared),
    previous ? reachedBoth.run(engine, { ...shared, before: previous.id, block: block.id }) : [],
  ]);
  return {
    tried: counted.everybody,
    stated: statedMembers(counted, { minLearners, isSelection: false }),
    ...done,
    before: both[0] ?? null,
  };
};

const readFinished = async (
  engine: Engine,
  place: Place,
  id: string,
  shared: { readonly course: string; readonly registered_only: number },
): Promise<{ completable: number; finished: number }> => {
  const asked = blocksIn(dutiesOf(place, id, null));
  const completed = new Set((await completedBlocks.run(engine, { ...shared, blocks: asked })).map((row) => row.block));
  if (completed.size === 0) return { completable: 0, finished: 0 };
  const [row] = await finishedLearners.run(engine, { ...shared, ...asArrays(dutiesOf(place, id, completed)) });
  return { completable: completed.size, finished: row?.finished ?? 0 };
};

/** The same block in other runs, as those runs' own reports state. @param runs the latest first */
export const readBlockRuns = async (
  reports: ReportReader,
  outline: Outline,
  scope: CourseScope,
  id: string,
  runs: readonly RunScope[],
): Promise<BlockRuns> => {
  const block = outline.blocks.find((one) => one.id === id);
  if (!block) throw new ApiError('unknown_block', { course: scope.courseKey, block: id });
  const reported: BlockRuns['runs'] = [];
  for (const run of headsOf(runs, scope.courseKey)) {
    if (reported.length === MOST_RUNS) break;
    const there = blockInRun(id, scope.courseKey, run.scope.courseKey);
    const row = there === null ? null : await inRun(reports, run.scope, there);
    if (row) reported.push({ ...run.head, ...row });
  }
  const { asOf, minLearners, window } = outline;
  const { type, name, parent } = block;
  return {
    asOf,
    minLearners,
    window,
    definitions: definitionsOf('runs'),
    block: { id, type, name, parent },
    runs: reported,
  };
};

type Row = Pick<BlockRuns['runs'][number], 'reach' | 'attempted' | 'firstTry' | 'viewers' | 'coverage' | 'completion'>;

/** Null where nobody met the block in that run. */
const inRun = async (reports: ReportReader, scope: CourseScope, id: string): Promise<Row | null> => {
  const outline = await reports.outline(scope, ALL_TIME);
  const block = outline.blocks.find((one) => one.id === id);
  if (!block || block.reach === 0) return null;
  const nothing = none('another_type');
  const row: Row = {
    reach: block.reach,
    attempted: nothing,
    firstTry: nothing,
    viewers: nothing,
    coverage: nothing,
    completion: nothing,
  };
  if (block.type === 'problem') return { ...row, ...ofProblem(await reports.problem(scope, id, ALL_TIME)) };
  if (block.type === 'video') return { ...row, ...ofVideo(await reports.video(scope, id, ALL_TIME)) };
  return isContainerType(block.type) ? { ...row, attempted: block.attempted, firstTry: block.firstTry } : row;
};

const ofProblem = ({ learners, firstTry }: Problem): Partial<Row> => ({ attempted: learners, firstTry });
const ofVideo = ({ viewers, coverage, completion }: Video): Partial<Row> => ({ viewers, coverage, completion });
