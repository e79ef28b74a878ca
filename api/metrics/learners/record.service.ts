import type { LearnerScope } from '../../auth/scope';
import type { Engine } from '../../store/engine';
import { recordLook } from '../class/teamRecords.query';

/** That somebody looked at single learners: written before anything is disclosed. No record, no report. */
export const record = (
  engine: Engine,
  scope: LearnerScope,
  action: 'learners' | 'learner' | 'export' | 'answer',
  learner: string,
  learners: number,
  details: Record<string, unknown>,
): Promise<void> => {
  const { courseKey: course, person, username, requestId } = scope;
  return recordLook(engine, { person, username, course, action, learner, learners, details, requestId });
};
