import type { Card, Metric } from '@marginalia/contract';
import { isContainerType } from '../facts/structureIndex';
import type { MetricManifest } from './manifest';
import type { InstalledMetric } from './registry';
import { SAMPLE_OF } from './shapes';

const ABOUT: Record<string, Metric['about']> = { problem: 'problem', video: 'video', course: 'class' };

const GROUPS: Record<string, string> = {
  enrolled: 'learners enrolled',
  reached: 'learners who reached it',
  tried: 'learners who attempted it',
  viewers: 'viewers',
  valued: 'learners with a value',
};

/** What its numbers are numbers of. */
export const unitOf = ({ as }: MetricManifest) => {
  if (as === 'score') return 'points';
  if ('unit' in as) return as.unit;
  return as.kind === 'share' ? 'share' : 'learners';
};

/** The card with made-up numbers. */
export const sampleCard = ({ id, metric }: InstalledMetric): Card => {
  const { title, sentence, chart = 'stat' } = metric;
  const value = { id, title, sentence, unit: unitOf(metric), ...SAMPLE_OF.value(metric.as) };
  return { id, title, sentence, chart, state: 'ready', value: value as NonNullable<Card['value']> };
};

/** A metric as those of the product are described. */
export const definitionOf = ({ id, metric, extension, revision }: InstalledMetric): Metric => {
  const [on = ''] = metric.on;
  const { as, title, sentence } = metric;
  const among = as === 'score' ? null : 'among' in as ? (as.among ?? 'valued') : 'valued';
  return {
    id,
    about: ABOUT[on] ?? (isContainerType(on) ? 'container' : 'component'),
    title,
    sentence,
    numerator:
      as === 'score'
        ? `made of ${(metric.from ?? []).join(', ')}`
        : metric.tier === 'model'
          ? `what the extension says of each learner beside the others, by ${(metric.from ?? []).join(', ')}`
          : 'what the extension says of each learner',
    denominator: among === null ? null : (GROUPS[among] ?? null),
    unit: unitOf(metric),
    gate: as !== 'score' && as.kind === 'middle' ? '20 learners' : "the site's threshold of learners",
    source: metric.source ?? `extension ${extension.name} ${revision.version}`,
  };
};
