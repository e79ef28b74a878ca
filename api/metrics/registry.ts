// Made by `npm run generate` from all files named *.metric.ts. Do not change it by hand.
import type { AnyMetric } from './kit/metric';
import timeToFirstAttempt from './problem/timeToFirstAttempt.metric';

export const METRIC_FILES: readonly AnyMetric[] = [timeToFirstAttempt];
