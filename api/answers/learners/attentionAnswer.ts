import { type LearnerAttention, type Thresholds, none } from '../../../src/contract';

/** How the rules are set for a course. */
export interface Settings {
  readonly thresholds: Thresholds;
  readonly from: LearnerAttention['thresholdsFrom'];
}

/** What is told of a course whose learners were not judged yet. */
export const notComputed = ({ thresholds, from }: Settings): LearnerAttention => {
  const yet = none('not_computed_yet');
  return {
    computedAt: null,
    judgedAt: null,
    running: true,
    of: yet,
    flagged: yet,
    notEnough: yet,
    rules: [],
    states: [],
    quadrants: [],
    sections: [],
    since: null,
    replayed: yet,
    thresholds,
    thresholdsFrom: from,
  };
};
