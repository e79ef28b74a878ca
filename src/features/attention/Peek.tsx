import type { ReactNode } from 'react';
import { FormattedMessage, useIntl } from '@edx/frontend-platform/i18n';
import type { LearnerRow } from '@marginalia/contract';
import { fragmentOf, keptPart } from '../../panels/place';
import { Drawer } from '../../ui/Drawer';
import { Flag, Standing, useCalled } from '../learners';
import { mainFlag } from './model';
import { tableWords as words } from './table-messages';

interface Props {
  readonly courseId: string;
  readonly courseName: string;
  readonly learner: LearnerRow;
  /** The draft is open: it was asked for by key. */
  readonly drafting: boolean;
  readonly takeFocus: boolean;
  readonly onMove: (step: 1 | -1) => void;
  readonly onClose: () => void;
}

/** One learner beside the list: who, why, and what to do next. */
export const Peek = ({ courseId, courseName, learner, drafting, takeFocus, onMove, onClose }: Props): ReactNode => {
  const intl = useIntl();
  const called = useCalled();
  const name = called(learner);
  const main = mainFlag(learner);
  return (
    <Drawer
      label={name}
      title={<bdi>{name}</bdi>}
      closeLabel={intl.formatMessage(words.close)}
      onClose={onClose}
      takeFocus={takeFocus}
    >
      <p className="marginalia-quiet">
        {[learner.username, learner.email]
          .filter((text): text is string => text !== null && text !== '' && text !== name)
          .map((text) => (
            <span key={text} className="marginalia-detail">
              <bdi>{text}</bdi>
            </span>
          ))}
      </p>
      <Standing learner={learner} />
      {learner.marks.map((flag) => (
        <Flag
          key={`${learner.id} ${flag.rule}`}
          courseId={courseId}
          courseName={courseName}
          learner={learner}
          flag={flag}
          named
          drafting={drafting && flag === main}
        />
      ))}
      <p className="marginalia-actions">
        <a href={`${fragmentOf({ page: 'learner', learner: learner.id })}${keptPart(window.location.hash)}`}>
          <FormattedMessage {...words.fullPage} />
        </a>
        <button type="button" className="marginalia-link" onClick={() => onMove(-1)}>
          <FormattedMessage {...words.earlier} />
        </button>
        <button type="button" className="marginalia-link" onClick={() => onMove(1)}>
          <FormattedMessage {...words.later} />
        </button>
      </p>
    </Drawer>
  );
};
