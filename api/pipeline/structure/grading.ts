import type { CourseContent } from '../../facts/content';
import { isObject } from './olxFiles';
import { numberField, textField } from './olxSettings';

/** What counts how much, from a grading_policy.json: `{"GRADER": [...], "GRADE_CUTOFFS": {...}}`. */
export const gradingOf = (
  policy: Readonly<Record<string, unknown>>,
): Pick<CourseContent, 'assignments' | 'cutoffs'> => {
  const graders = Array.isArray(policy.GRADER) ? policy.GRADER.filter(isObject) : [];
  const cutoffs = isObject(policy.GRADE_CUTOFFS) ? policy.GRADE_CUTOFFS : {};
  return {
    assignments: graders.map((grader) => ({
      type: textField(grader, 'type'),
      count: numberField(grader, 'min_count') ?? 0,
      dropped: numberField(grader, 'drop_count') ?? 0,
      weight: numberField(grader, 'weight') ?? 0,
      label: textField(grader, 'short_label'),
    })),
    cutoffs: Object.fromEntries(
      Object.entries(cutoffs).filter((pair): pair is [string, number] => typeof pair[1] === 'number'),
    ),
  };
};
