import type { MetricValue, Problem } from '@marginalia/contract';
import type { AnyMetric, Place } from './kit/metric';
import { type Counted, type Report, panelOf, statedMetrics } from './kit/panel';
import { METRIC_FILES } from './registry';

const filesOf = (place: Place): readonly AnyMetric[] =>
  METRIC_FILES.filter((metric) => metric.of === place && metric.report === undefined);
const listedIn = (place: Place): readonly AnyMetric[] => filesOf(place).filter(({ member }) => member === undefined);

/** The metrics of each kind of block, as files named *.metric.ts define them. */
export const PANELS = { problem: panelOf('problem', filesOf('problem')), video: panelOf('video', filesOf('video')) };

/** Those in the list of a problem's report. */
const LISTED = listedIn('problem');

/** A problem's report with the metrics of its list, beside what the report states already. */
export const withMetrics = (problem: Problem, counted: Counted, report: Report): Problem => {
  if (counted.everybody === 0) return problem;
  const metrics: MetricValue[] = statedMetrics(LISTED, counted, report, statedSizes(problem));
  return { ...problem, definitions: [...problem.definitions, ...metrics.map(({ id }) => id)], metrics };
};

/** Sizes of groups that a problem's report states: no metric may state one that differs from these by few. */
const statedSizes = ({ firstTry, parts, discrimination, difficulty }: Problem): number[] => {
  const of = (value: { readonly kind: string; readonly of?: unknown }): unknown => value.of;
  return [firstTry, ...parts.map((part) => part.firstTry), discrimination, difficulty]
    .map(of)
    .filter((size) => typeof size === 'number');
};
