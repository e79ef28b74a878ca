import { DEFAULT_THRESHOLDS, type LearnerAttention, type Thresholds } from '@marginalia/contract';

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
