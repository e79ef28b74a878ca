import type { IntlShape } from '@edx/frontend-platform/i18n';
import { METRICS } from '@marginalia/contract';
import type { MetricId } from '@marginalia/contract';

/** True for the id of a metric this version knows the words of. */
export const isMetricId = (id: string): id is MetricId => Object.hasOwn(METRICS, id);

/** A text that a metric brings, in the reader's language where it is translated. The message ids are made in i18n/extract.mjs. */
export const metricText = (intl: IntlShape, id: string, part: string, english: string): string =>
  intl.formatMessage({ id: `marginalia.metric.${id}.${part}`, defaultMessage: english });

/** Title and definition of a metric in the reader's language. */
export const metricWords = (intl: IntlShape, id: MetricId): { title: string; sentence: string } => {
  const { title, sentence } = METRICS[id];
  return { title: metricText(intl, id, 'title', title), sentence: metricText(intl, id, 'sentence', sentence) };
};
