import type { ReactNode } from 'react';
import { FormattedMessage, useIntl } from '@edx/frontend-platform/i18n';
import { FOLLOW_UPS, putFollowUp } from '@marginalia/contract';
import type { LearnerRow, FollowUp, FlagEvidence } from '@marginalia/contract';
import { useChange } from '../../../host/query';
import { Day } from '../../../ui/Day';
import { Disclosure } from '../../../ui/Disclosure';
import { stateNames } from '../../../panels/state-names';
import { Draft } from './Draft';
import { Evidence } from './Evidence';
import { TOUCHED } from './useFollowUpMany';
import { words } from './messages';

interface Props {
  readonly courseId: string;
  readonly courseName: string;
  readonly learner: Pick<LearnerRow, 'id' | 'name' | 'username' | 'email' | 'everRight' | 'answers'>;
  readonly flag: FlagEvidence;
  /** The rule is said here, because it is not the state that is said already. */
  readonly named: boolean;
  /** The draft is open from the start: it was asked for. */
  readonly drafting?: boolean;
  /** What the flag rests on stands above it already. */
  readonly evident?: boolean;
}

/** One flag of a learner: its rule, what it rests on, what the team says to it, and a message to begin with. */
export const Flag = ({
  courseId,
  courseName,
  learner,
  flag,
  named,
  drafting = false,
  evident = false,
}: Props): ReactNode => {
  const intl = useIntl();
  const { send, sending, error } = useChange(
    putFollowUp,
    { params: { course: courseId, learner: learner.id } },
    TOUCHED,
  );
  const given = learner.answers.find(({ rule }) => rule === flag.rule);
  const current = given?.current === true ? given.answer : null;
  const followUp = (chosen: FollowUp): void => {
    if (!sending) send({ rule: flag.rule, answer: chosen === current ? null : chosen });
  };
  const rule = intl.formatMessage(stateNames[flag.rule]);
  return (
    <div className="marginalia-mark-box">
      {named && <strong>{rule}</strong>}
      {!evident && <Evidence flag={flag} />}
      <div className="marginalia-actions" role="group" aria-label={`${rule}: ${intl.formatMessage(words.question)}`}>
        {FOLLOW_UPS.map((one) => (
          <button
            key={one}
            type="button"
            className="marginalia-chip"
            aria-pressed={one === current}
            aria-disabled={sending}
            onClick={() => followUp(one)}
          >
            <FormattedMessage {...words[one]} />
          </button>
        ))}
        <span role="status">{error !== null && <FormattedMessage {...words.failed} />}</span>
      </div>
      {given !== undefined && (
        <p className="marginalia-quiet">
          <FormattedMessage
            {...(given.current ? words.said : words.saidBefore)}
            values={{
              answer: <FormattedMessage {...words[given.answer]} />,
              by: <bdi>{given.by}</bdi>,
              date: <Day at={given.at} />,
            }}
          />
        </p>
      )}
      <Disclosure
        label={<FormattedMessage {...words.draft} />}
        labelOpen={<FormattedMessage {...words.draftClose} />}
        startsOpen={drafting}
      >
        <Draft
          course={courseName}
          learner={learner}
          flag={flag}
          onContacted={current === 'contacted' ? null : () => followUp('contacted')}
        />
      </Disclosure>
    </div>
  );
};
