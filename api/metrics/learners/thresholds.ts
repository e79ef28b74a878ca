import type { LearnerAttention, Thresholds } from '@marginalia/contract';

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
  aheadLead: 0.2,
};

/** What a site sets otherwise: for all courses, and for single ones on top of that. */
export interface LearnerRules {
  readonly site: Partial<Thresholds>;
  readonly courses: Readonly<Record<string, Partial<Thresholds>>>;
}

export const NO_RULES: LearnerRules = { site: {}, courses: {} };

/** How the rules are set for a course. */
export interface Settings {
  readonly thresholds: Thresholds;
  readonly from: LearnerAttention['thresholdsFrom'];
}

export const settingsFor = (rules: LearnerRules, course: string): Settings => {
  const own = Object.hasOwn(rules.courses, course) ? (rules.courses[course] ?? {}) : {};
  return {
    thresholds: { ...DEFAULT_THRESHOLDS, ...rules.site, ...own },
    from: Object.keys(own).length > 0 ? 'course' : Object.keys(rules.site).length > 0 ? 'site' : 'default',
  };
};
