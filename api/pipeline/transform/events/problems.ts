import { TYPE } from '../../../lib/iris';
import { isObject } from '../json';
import { text, truthy } from '../fields';
import { activity, type Source } from '../make';
import { pythonText } from '../python';
import type { Statement } from '../statement';
import { points } from './courses';

/**
 * The problem's usage key, or undefined.
 * @throws Rejection where there is a payload and it names none
 */
export const problemKey = (source: Source): string | undefined => {
  const data = source.find('data');
  if (isObject(data)) {
    const problem = source.at('data', 'problem_id');
    return source.bare(text('data.problem_id', truthy(problem) ? problem : source.at('data', 'module_id')));
  }
  const key = source.find('usage_key');
  return key === undefined ? undefined : source.bare(text('usage_key', key));
};

const needProblem = (source: Source): string => text('data.problem_id', problemKey(source));

/** A problem's points as the grade book got them; also of other graded blocks, LTI among them. */
export const problemGraded = (source: Source): Statement[] => {
  const object = activity(source.block(needProblem(source)), { type: TYPE.question });
  const result = points(source, 'weighted_earned', 'weighted_possible');
  return [source.statement({ verb: 'attempted', object, result })];
};

/** The id is the usage key itself, without the LMS before it. */
export const problemCompleted = (source: Source): Statement[] => [
  source.statement({ verb: 'completed', object: activity(needProblem(source), { type: TYPE.interaction }) }),
];

export const answerShown = (source: Source): Statement[] => {
  needProblem(source);
  const object = activity(`${source.block(source.findText('problem_id'))}/answer`, { type: TYPE.solution });
  return [source.statement({ verb: 'asked', object })];
};

export const hintShown = (source: Source): Statement[] => {
  needProblem(source);
  const index = source.find('hint_index');
  const number = typeof index === 'number' ? pythonText(index, source.event, 'hint_index') : text('hint_index', index);
  const object = activity(`${source.block(source.findText('module_id'))}/hint/${number}`, { type: TYPE.supplement });
  return [source.statement({ verb: 'asked', object })];
};
