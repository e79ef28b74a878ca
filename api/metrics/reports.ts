import { isSmall, showsAll } from './kit/privacy/smallGroups';
import {
  type Attention,
  type AttentionNote,
  type Block,
  type BlockHead,
  type BlockRuns,
  type Choices,
  type Experiment,
  type NoteStatus,
  type Outline,
  type Problem,
  type Video,
} from '@marginalia/contract';
import { attentionReport } from './attention/attentionReport';
import type { ReportContext } from './kit/population';
import { editTimes, editsReport, disclosedFirstTries } from './problem/edits';
import { outlineHeadlines, problemHeadlines, videoHeadlines, withoutSmallParts } from './kit/headlines';
import { outlineReport } from './outline/outline';
import { type BlockSummary, storedSummaries } from './outline/summaries';
import { problemReport } from './problem/problem';
import { withContent } from './problem/problemContent';
import { videoReport } from './video/video';
import { type Selection, disclosedTracks } from './kit/selection';
import { undisclosedOutline, undisclosedProblem, undisclosedVideo } from './kit/undisclosed';
import { withTranscript } from './video/videoContent';
import type { AuthorScope, CourseScope } from '../auth/scope';
import type { Engine } from '../store/engine';
import { type StructureIndex, isContainerType } from '../facts/structureIndex';
import type { Fact } from '../facts/types';
import type { Micros } from '../lib/time';
import { type CourseTotal, courseTotals, fewOfBlocks } from '../store/queries/blockTotals';
import { blockIsSeen } from '../store/queries/facts';
import { typeInKey } from '../lib/usageKey';
import { ApiError } from '../lib/apiError';
import { type RunScope, readBlock, readBlockRuns, readChoices, readTracks } from './outline/blockReports';
import { type CourseRun, readRuns } from './class/courseRuns.service';
import { lengthArg, readStatedDuration, videoSumsOf } from './video/videoCounts';
import { readExperiment } from './experiment/readExperiment';
import { problemContentOf, readVideoContent } from './outline/contents';
import { difficultyOf, readAttention } from './attention/readModels';
import { recordTriage } from './attention/recordTriage';
import { TableCache } from '../store/tableCache';
import type { ReportReader } from './kit/reportReader';
import { PANELS, readListed, withMetrics } from './panels';
import { type ListedMetrics, type Report, statedMembers } from './kit/panel';
import type { FactsOf } from './kit/facts.query';
import { factsOfBlock, withFacts } from './kit/selectedFacts';
import { PanelInputs } from './problem/panelInputs';
import { firstTriesOf, problemSumsOf, readProblemResponses } from './problem/problemCounts';
import { type SelectedCourse, Selections } from './outline/selections';
import { Structures } from './kit/structures';
import { type Asker, OPERATOR } from './kit/turns';
import { ALL_TIME, type Window, isAll } from './kit/window';

export { ALL_TIME, type Window };

/** The reports, for the HTTP routes and the command line alike. */
export class Reports implements ReportReader {
  private readonly structures: Structures;
  private readonly inputs: PanelInputs;
  private readonly totals: TableCache<CourseTotal[]>;
  private readonly selections: Selections;

  constructor(
    private readonly engine: Engine,
    private readonly minLearners: number,
  ) {
    this.structures = new Structures(engine);
    this.inputs = new PanelInputs(engine);
    this.selections = new Selections(engine);
    this.totals = new TableCache(engine, [`${engine.databases.own}.block_totals`]);
  }

  /** @throws ApiError unknown_course; of a window or a track also too_many_requests, nobody_waits */
  async outline(scope: CourseScope, window: Window, asker: Asker = OPERATOR): Promise<Outline> {
    const index = await this.structures.get(scope.courseKey);
    const context = await this.context(scope, window);
    const tracks = await this.tracks(scope, window, context);
    if (!isDisclosed(window, tracks)) return undisclosedOutline(await this.outline(scope, ALL_TIME), asked(window));
    const { summaries, learners } = isAll(window)
      ? await this.wholeCourse(context)
      : await this.selections.course(scope, index, selectionOf(window), context, tracks, asker);
    if (!index && summaries.length === 0 && context.learners === 0)
      throw new ApiError('unknown_course', { course: scope.courseKey });
    const { stored } = await readAttention(this.engine, scope);
    const report = outlineReport(scope.courseKey, index, summaries, learners, stored, context, now());
    return this.disclosed(report, window, outlineHeadlines);
  }

  /** @throws ApiError unknown_course, unknown_block, wrong_block_type */
  async problem(scope: CourseScope, block: string, window: Window, asker: Asker = OPERATOR): Promise<Problem> {
    const base = await this.context(scope, window);
    const { edits, difficulty, content } = await this.inputs.get(scope.courseKey, block);
    const times = editTimes(edits);
    const everything = (of: FactsOf) =>
      Promise.all([PANELS.problem.read(this.engine, of, { edits: times }), readProblemResponses(this.engine, of)]);
    const all = factsOfBlock(block, base);
    const [ofAll, responsesOfAll] = isAll(window)
      ? await everything(all)
      : [await PANELS.problem.read(this.engine, all, { edits: times }), []];
    const until = disclosedFirstTries(firstTriesOf(ofAll), edits, base.minLearners);
    const selected = await this.block(scope, block, window, 'problem', base, until, asker);
    if (!selected) return undisclosedProblem(await this.problem(scope, block, ALL_TIME), asked(window));
    const { head, facts, context } = selected;
    return withFacts(this.engine, block, facts, context, async (of) => {
      const [counted, responses] = facts ? await everything(of) : [ofAll, responsesOfAll];
      const sums = problemSumsOf(counted.sums, responses);
      if (head.type !== 'problem' && sums.tried === 0) this.refuseType(head, 'problem');
      const report = this.reportOf(window);
      const split = editsReport(edits, firstTriesOf(counted), context.minLearners);
      const written = problemContentOf(content);
      const stated = statedMembers(counted, report);
      const problem = problemReport(head, stated, sums, split, difficultyOf(difficulty, block), context, written);
      const disclosed = this.disclosed(problem, window, problemHeadlines);
      const safe = withoutSmallParts(disclosed, disclosed.breakdowns !== undefined);
      return withContent(withMetrics(safe, counted, report), written);
    });
  }

  /** The metrics that the reports of all problems of a course list, of all time. */
  async listedMetrics(scope: CourseScope): Promise<ListedMetrics> {
    return readListed(this.engine, await this.context(scope, ALL_TIME));
  }

  /** @throws ApiError unknown_course, unknown_block, wrong_block_type */
  async video(scope: CourseScope, block: string, window: Window, asker: Asker = OPERATOR): Promise<Video> {
    const base = await this.context(scope, window);
    const inputs = await this.inputs.get(scope.courseKey, block);
    const selected = await this.block(scope, block, window, 'video', base, [], asker);
    if (!selected) return undisclosedVideo(await this.video(scope, block, ALL_TIME), asked(window));
    const { head, facts, context } = selected;
    const content = await readVideoContent(this.engine, scope, block, inputs.content);
    return withFacts(this.engine, block, facts, context, async (of) => {
      const duration = (await readStatedDuration(this.engine, of)) ?? content.duration;
      const seconds = duration === null ? Infinity : Math.floor(duration);
      const counted = await PANELS.video.read(this.engine, of, lengthArg(seconds));
      const sums = videoSumsOf(counted.sums, seconds);
      if (head.type !== 'video' && sums.viewers === 0 && duration === null) this.refuseType(head, 'video');
      const stated = statedMembers(counted, this.reportOf(window));
      const video = this.disclosed(videoReport(head, stated, sums, duration, context), window, videoHeadlines);
      return withTranscript(video, content.transcript);
    });
  }

  /** @throws ApiError unknown_course, unknown_block */
  async blockReport(scope: CourseScope, block: string, window: Window, asker: Asker = OPERATOR): Promise<Block> {
    const context = await this.context(scope, window);
    const index = await this.structures.get(scope.courseKey);
    const place = { index, at: now() };
    return readBlock(this.engine, await this.outline(scope, window, asker), block, place, context, isAll(window));
  }

  /** @param runs those that the person may see, the latest first. @throws ApiError unknown_course, unknown_block */
  async blockRuns(scope: CourseScope, block: string, runs: readonly RunScope[]): Promise<BlockRuns> {
    return readBlockRuns(this, await this.outline(scope, ALL_TIME), scope, block, runs);
  }

  /** The groups of a content experiment, of all time and all learners. @throws ApiError unknown_course, unknown_block, wrong_block_type */
  async experiment(scope: CourseScope, block: string): Promise<Experiment> {
    const index = await this.structures.get(scope.courseKey);
    if (!index) throw new ApiError('unknown_course', { course: scope.courseKey });
    return readExperiment(this.engine, index, block, now(), await this.context(scope, ALL_TIME));
  }

  /** The content experiments of a course, in its order. @throws ApiError unknown_course */
  async experiments(scope: CourseScope): Promise<Experiment[]> {
    const index = await this.structures.get(scope.courseKey);
    if (!index) throw new ApiError('unknown_course', { course: scope.courseKey });
    const found: Experiment[] = [];
    for (const { id, type } of index.structure.blocks)
      if (type === 'split_test') found.push(await this.experiment(scope, id));
    return found;
  }

  /** @param runs those that the person may see, this one among them, the latest first */
  async choices(scope: CourseScope, runs: readonly RunScope[]): Promise<Choices> {
    return readChoices(this.engine, scope, runs, await this.context(scope, ALL_TIME));
  }

  /** The course, and its other runs in which anything happened, whoever may see them. */
  runs(courseKey: string): Promise<CourseRun[]> {
    return readRuns(this.engine, courseKey, this.minLearners);
  }

  /** Blocks, of all time, as of the last time the list was made; ClassAttention adds those about learners. @throws ApiError unknown_course */
  async attention(scope: CourseScope, mayTriage = false): Promise<Omit<Attention, 'learners'>> {
    const index = await this.structures.get(scope.courseKey);
    const context = await this.context(scope, ALL_TIME);
    if (!index && context.learners === 0) throw new ApiError('unknown_course', { course: scope.courseKey });
    const { stored, computedAt } = await readAttention(this.engine, scope);
    const report = attentionReport(scope.courseKey, index, now(), stored, computedAt, context);
    return { ...report, mayAnswer: mayTriage };
  }

  /** Records what an author says to an item of the list. @throws ApiError not_found */
  triage(
    scope: AuthorScope,
    item: string,
    note: { readonly status: NoteStatus; readonly text: string },
  ): Promise<AttentionNote> {
    return recordTriage(this.engine, scope, item, note, this.minLearners);
  }

  /**
   * What the block is, and its facts in the window or the track; null for all, of which the database makes the sums.
   * @returns null where the track is not disclosed
   * @param disclosed numbers of learners by the moment they first came that the report about all discloses
   */
  private async block(
    scope: CourseScope,
    block: string,
    window: Window,
    wanted: 'problem' | 'video',
    base: ReportContext,
    disclosed: readonly number[],
    asker: Asker,
  ): Promise<{ head: BlockHead; facts: Fact[] | null; context: ReportContext } | null> {
    const index = await this.structures.get(scope.courseKey);
    const known = index?.get(block);
    if (!known) await this.refuseUnknown(scope, block, index);
    const type = known?.type ?? (typeInKey(block) || wanted);
    const head = { id: block, type, name: known?.name ?? block, parent: known?.parent ?? null };
    if (isContainerType(type)) this.refuseType(head, wanted);
    if (isAll(window)) return { head, facts: null, context: base };
    const group = wanted === 'problem' ? 'attempted' : 'viewers';
    const tracks = await this.tracks(scope, window, base);
    if (!isDisclosed(window, tracks)) return null;
    const selection = selectionOf(window);
    const selected = await this.selections.block(scope, block, group, index, selection, base, disclosed, tracks, asker);
    if (!selected.isTrackDisclosed) return null;
    return { head, facts: selected.facts, context: { ...base, window: selected.window } };
  }

  /** The tracks of the course that are disclosed: once for all its blocks and windows. With a threshold of 1, whichever is asked for. */
  private async tracks(scope: CourseScope, { track }: Window, context: ReportContext): Promise<ReadonlySet<string>> {
    if (!track) return new Set();
    if (showsAll(context.minLearners)) return new Set([track]);
    return disclosedTracks(await readTracks(this.engine, scope, context.registeredOnly), context.minLearners);
  }

  /** By which rules a report is disclosed. With a threshold of 1 a selection is as good as all. */
  private reportOf(window: Window): Report {
    const { minLearners } = this;
    return { minLearners, isSelection: !showsAll(minLearners) && !isAll(window) };
  }

  /** The report as it may be disclosed of a window or a track. */
  private disclosed<T extends Outline | Problem | Video>(report: T, window: Window, headlines: (report: T) => T): T {
    return {
      ...(this.reportOf(window).isSelection ? headlines(report) : report),
      minLearners: this.minLearners,
      ...(window.track ? { track: window.track } : {}),
    };
  }

  /** A block of a third type may have a report all the same, where there is something to report; else it is refused. */
  private refuseType({ id, type }: BlockHead, wanted: 'problem' | 'video'): never {
    throw new ApiError('wrong_block_type', { block: id, type, wanted });
  }

  private async refuseUnknown(scope: CourseScope, block: string, index: StructureIndex | null): Promise<void> {
    const course = scope.courseKey;
    const isSeen = async (id: string): Promise<boolean> =>
      (await blockIsSeen.run(this.engine, { course, block: id })).length > 0;
    if (await isSeen(block)) return;
    if (!index && !(await isSeen(course))) throw new ApiError('unknown_course', { course });
    throw new ApiError('unknown_block', { course, block });
  }

  private async context(scope: CourseScope, window: Window): Promise<ReportContext & { learners: number }> {
    const course = scope.courseKey;
    const totals = await this.totals.get(course, () => courseTotals.run(this.engine, { course }));
    // Where nobody ever registered, everybody seen is a learner of the course.
    const counting = totals.find((row) => row.registered) ?? totals[0];
    return {
      courseKey: scope.courseKey,
      minLearners: this.minLearners,
      registeredOnly: counting?.registered ?? false,
      window: { from: window.from, to: window.to },
      learners: counting?.learners ?? 0,
    };
  }

  private async wholeCourse(context: ReportContext & { learners: number }): Promise<SelectedCourse> {
    const stored = await storedSummaries(this.engine, context);
    const few = await this.few(stored, context);
    const summaries = stored.map((summary) => ({ ...summary, ...few.get(summary.block) }));
    return { summaries, learners: context.learners };
  }

  /** Who tried and who viewed what only few did: whether sums that hold it may be disclosed rests on who they are. */
  private async few(
    summaries: readonly BlockSummary[],
    { courseKey, minLearners, registeredOnly }: ReportContext,
  ): Promise<Map<string, Pick<BlockSummary, 'triers' | 'watchers'>>> {
    const blocks = summaries
      .filter(({ attempted, viewers }) => [attempted, viewers].some((n) => isSmall(n, minLearners)))
      .map(({ block }) => block);
    if (blocks.length === 0) return new Map();
    const args = { course: courseKey, registered_only: Number(registeredOnly), blocks };
    return new Map((await fewOfBlocks.run(this.engine, args)).map(({ block, ...learners }) => [block, learners]));
  }
}

/** Microseconds since 1970. */
const now = (): Micros => Date.now() * 1000;

const selectionOf = ({ from, to, track = null }: Window): Selection => ({ from, to, track });

/** The head of a report that discloses nothing: what was asked for. */
const asked = ({ from, to, track }: Window) => ({ window: { from, to }, ...(track ? { track } : {}) });

const isDisclosed = ({ track }: Window, tracks: ReadonlySet<string>): boolean => !track || tracks.has(track);
