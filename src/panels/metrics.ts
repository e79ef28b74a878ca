import type { IntlShape } from '@edx/frontend-platform/i18n';
import { METRICS } from '@marginalia/contract';
import type { MetricId } from '@marginalia/contract';

/** True for the id of a metric this version knows the words of. */
export const isMetricId = (id: string): id is MetricId => Object.hasOwn(METRICS, id);

/** Title and definition of a metric in the reader's language. The message ids are made in i18n/extract.mjs as well. */
export const metricWords = (intl: IntlShape, id: MetricId): { title: string; sentence: string } => {
  const { title, sentence } = METRICS[id];
  const say = (part: string, defaultMessage: string): string =>
    intl.formatMessage({ id: `marginalia.metric.${id}.${part}`, defaultMessage });
  return { title: say('title', title), sentence: say('sentence', sentence) };
};
