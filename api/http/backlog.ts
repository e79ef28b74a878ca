import type { Backlog } from '@marginalia/contract';
import type { CourseScope } from '../auth/scope';
import { isEnough } from '../metrics/kit/privacy/smallGroups';
import type { Ports } from './ports';

/** Reports that are younger than this are not called late, seconds. */
const LATE_SECONDS = 10;

/**
 * A report with what is not in it yet. Of few learners it says nothing: that they did something just now would be.
 */
export const withBacklog = <T extends { readonly minLearners: number }>(
  ports: Ports,
  { courseKey }: CourseScope,
  report: T,
): T & { backlog?: Backlog } => {
  const { learners, seconds } = ports.backlog?.(courseKey) ?? { learners: 0, seconds: 0 };
  if (learners === 0 || seconds < LATE_SECONDS || !isEnough(learners, report.minLearners)) return report;
  return { ...report, backlog: { learners, seconds: Math.ceil(seconds) } };
};
