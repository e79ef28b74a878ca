import { isEnough } from './kit/privacy/smallGroups';
import type { MetricValue, Problem } from '@marginalia/contract';
import type { Engine } from '../store/engine';
import { courseModel } from './attention/courseModels.query';
import { difficultyOf } from './attention/readModels';
import type { AnyMetric, Place } from './kit/metric';
import {
  type Counted,
  type ListedMetrics,
  type Report,
  panelOf,
  panelsOf,
  statedInTable,
  statedMetrics,
} from './kit/panel';
import type { ReportContext } from './kit/population';
import { problemTotals } from './problem/problemSums.query';
import { statedSizes } from './problem/statedSizes.query';
import { METRIC_FILES } from './registry';
import { videoTotals } from './video/videoSums.query';

const filesOf = (place: Place): readonly AnyMetric[] =>
  METRIC_FILES.filter((metric) => metric.of === place && metric.report === undefined);
const listedIn = (place: Place): readonly AnyMetric[] => filesOf(place).filter(({ member }) => member === undefined);

/** The metrics of each kind of block, as files named *.metric.ts define them, with what else their reports count. */
export const PANELS = {
  problem: panelOf('problem', filesOf('problem'), problemTotals),
  video: panelOf('video', filesOf('video'), videoTotals),
};

/** Those in the list of a problem's report. */
const LISTED = listedIn('problem');
const LISTED_OF_ALL = panelsOf('problem', LISTED);

/** A problem's report with the metrics of its list, as far as they may be stated in addition to what it states already. */
export const withMetrics = (problem: Problem, counted: Counted, report: Report): Problem => {
  if (counted.everybody === 0) return problem;
  const metrics: MetricValue[] = statedMetrics(LISTED, counted, report, sizesIn(problem));
  return { ...problem, definitions: [...problem.definitions, ...metrics.map(({ id }) => id)], metrics };
};

/** Sizes of groups that a problem's report states: no metric may state one that differs from these by few. */
const sizesIn = ({ firstTry, parts, discrimination, difficulty }: Problem): number[] => {
  const of = (value: { readonly kind: string; readonly of?: unknown }): unknown => value.of;
  return [firstTry, ...parts.map((part) => part.firstTry), discrimination, difficulty]
    .map(of)
    .filter((size) => typeof size === 'number');
};

/** The metrics in the lists of all problems of a course, of all time. */
export const readListed = async (
  engine: Engine,
  { courseKey: course, registeredOnly, minLearners }: ReportContext,
): Promise<ListedMetrics> => {
  const of = { course, registered_only: registeredOnly ? 1 : 0 } as const;
  const [counted, sizes] = await Promise.all([LISTED_OF_ALL.read(engine, of), statedSizes.run(engine, of)]);
  const blocks = [...counted.keys()];
  const models = await courseModel.run(engine, { course, model: 'difficulty', blocks });
  const difficulties = models.map(({ block, computed_at: computedAt, model }) => ({ block, computedAt, model }));
  const around = new Map(sizes.map(({ block, rested, questions }) => [block, [rested, ...questions]]));
  const sizesOf = (block: string, everybody: number): number[] => {
    const difficulty = difficultyOf(difficulties, block);
    const known = difficulty.kind === 'value' && typeof difficulty.of === 'number' ? [difficulty.of] : [];
    // a report states no size that is small, or differs from the whole by few
    const isStated = (size: number): boolean =>
      isEnough(size, minLearners) && (size === everybody || isEnough(Math.abs(size - everybody), minLearners));
    return [everybody, ...[...(around.get(block) ?? []), ...known].filter(isStated)];
  };
  return {
    metrics: LISTED,
    values: new Map(
      [...counted].map(([block, one]) => [
        block,
        statedInTable(LISTED, one, minLearners, sizesOf(block, one.everybody)),
      ]),
    ),
  };
};
