import type { MetricValue, Problem } from '@marginalia/contract';
import type { Engine } from '../store/engine';
import type { Place } from './kit/metric';
import { type Report, panelOf } from './kit/panel';
import type { AnswerContext } from './kit/population';
import { METRIC_FILES } from './registry';

const panelFor = (place: Place) =>
  panelOf(
    place,
    METRIC_FILES.filter((metric) => metric.of === place),
  );
const PANELS = { problem: panelFor('problem') };

/** The metrics of a block, of all time and all learners, as files named *.metric.ts define them. */
export const readMetrics = async (
  engine: Engine,
  place: keyof typeof PANELS,
  block: string,
  context: AnswerContext,
  stated: Report['stated'],
): Promise<MetricValue[]> => {
  const { query, parameters, disclose } = PANELS[place];
  const [row] = await query.run(engine, {
    course: context.courseKey,
    block,
    registered_only: Number(context.registeredOnly),
    ...parameters,
  });
  return row ? disclose(row, { minLearners: context.minLearners, stated, isSelection: false }) : [];
};

/** Sizes of groups that a problem's report states: no metric may state one that differs from these by few. */
export const statedSizes = ({ firstTry, parts, discrimination, difficulty }: Problem): number[] => {
  const of = (value: { readonly kind: string; readonly of?: unknown }): unknown => value.of;
  return [firstTry, ...parts.map((part) => part.firstTry), discrimination, difficulty]
    .map(of)
    .filter((size) => typeof size === 'number');
};
