import type { ReactNode } from 'react';
import type { LearnerRow } from '@marginalia/contract';
import { fragmentOf } from '../../panels/place';
import { Mark, Standing, StateName, calledOf } from '../learners';

interface Props {
  readonly courseId: string;
  readonly courseName: string;
  readonly learner: LearnerRow;
}

/** One learner of the list: who, in which state, why, and what to do next. */
export const LearnerCard = ({ courseId, courseName, learner }: Props): ReactNode => (
  <li className="marginalia-card">
    <h4>
      <a href={fragmentOf({ page: 'learner', learner: learner.id })}>
        <bdi>{calledOf(learner)}</bdi>
      </a>{' '}
      <span className="marginalia-badge">
        <StateName state={learner.state} />
      </span>
    </h4>
    <Standing learner={learner} />
    {learner.marks.map((mark) => (
      <Mark
        key={mark.rule}
        courseId={courseId}
        courseName={courseName}
        learner={learner}
        mark={mark}
        named={mark.rule !== learner.state}
      />
    ))}
  </li>
);
