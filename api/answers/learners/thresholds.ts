import type { Thresholds } from '../../../src/contract';

/** What the rules go by where neither the site nor the course says otherwise. docs/learner-attention.md has the reasons. */
export const DEFAULT_THRESHOLDS: Thresholds = {
  notStartedDays: 7,
  stoppedDays: 14,
  stoppedGaps: 2,
  strugglingProblems: 5,
  strugglingMargin: 0.2,
  stuckProblems: 3,
  stuckAttempts: 5,
  helpProblems: 5,
  helpShare: 0.5,
  helpNotRight: 0.5,
  rushingAnswers: 8,
  rushingSeconds: 8,
  rushingRight: 0.4,
  recentDays: 28,
  evidenceProblems: 5,
  evidenceDays: 3,
  aheadShare: 0.7,
};
