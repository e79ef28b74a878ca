/**
 * The rules for who may need help: pure functions of what one learner did until a moment, and of a few sums of the
 * course known then. docs/learner-attention.md says why each is as it is.
 */
export { judge, since } from './judge';
export { type CourseView, DAY, type Judgement, type RuleFlag } from './judgement';
export { isJudged, newestUntil } from './known';
export { usualGap } from './flags';
