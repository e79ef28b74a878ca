// Made by `npm run generate` from all files named *.metric.ts. Do not change it by hand.
import type { AnyMetric } from './kit/metric';
import rightOnce from './outline/rightOnce.metric';
import answerShown from './problem/answerShown.metric';
import attempted from './problem/attempted.metric';
import eventual from './problem/eventual.metric';
import firstTry from './problem/firstTry.metric';
import giveUp from './problem/giveUp.metric';
import hint from './problem/hint.metric';
import manyAttempts from './problem/manyAttempts.metric';
import recovered from './problem/recovered.metric';
import timeToFirstAttempt from './problem/timeToFirstAttempt.metric';
import trend from './problem/trend.metric';
import captions from './video/captions.metric';
import completion from './video/completion.metric';
import coverage from './video/coverage.metric';
import faster from './video/faster.metric';
import imputed from './video/imputed.metric';
import imputedPlays from './video/imputedPlays.metric';
import rewinds from './video/rewinds.metric';
import slower from './video/slower.metric';
import viewers from './video/viewers.metric';
import watchedSeconds from './video/watchedSeconds.metric';

export const METRIC_FILES: readonly AnyMetric[] = [
  rightOnce,
  answerShown,
  attempted,
  eventual,
  firstTry,
  giveUp,
  hint,
  manyAttempts,
  recovered,
  timeToFirstAttempt,
  trend,
  captions,
  completion,
  coverage,
  faster,
  imputed,
  imputedPlays,
  rewinds,
  slower,
  viewers,
  watchedSeconds,
];
