import type { ReactNode } from 'react';
import { FormattedMessage, useIntl } from '@edx/frontend-platform/i18n';
import { Button } from '@openedx/paragon';
import type { LearnerRow, FlagEvidence } from '@marginalia/contract';
import { mailAddress } from '../naming';
import { DraftText } from './DraftText';
import { draftOf } from './wording';
import { words } from './messages';

interface Props {
  readonly course: string;
  readonly learner: Pick<LearnerRow, 'name' | 'username' | 'email' | 'everRight'>;
  readonly flag: FlagEvidence;
  /** Says that the learner was contacted; null: that was said. */
  readonly onContacted: (() => void) | null;
}

/** A message to one learner. */
export const Draft = ({ course, learner, flag, onContacted }: Props): ReactNode => {
  const intl = useIntl();
  const email = learner.email ?? '';
  return (
    <div className="marginalia-draft">
      <p className="marginalia-quiet">
        <FormattedMessage {...words.draftHint} />
      </p>
      <DraftText
        draft={draftOf(intl, course, learner, flag)}
        rows={8}
        more={({ subject, body }, isCopied) => (
          <>
            {email === '' ? (
              <span className="marginalia-quiet">
                <FormattedMessage {...words.noAddress} />
              </span>
            ) : (
              <a href={mailAddress(email, subject, body)}>
                <FormattedMessage {...words.mail} />
              </a>
            )}
            {isCopied && onContacted !== null && (
              <Button size="sm" variant="outline-primary" onClick={onContacted}>
                <FormattedMessage {...words.markContacted} />
              </Button>
            )}
          </>
        )}
      />
    </div>
  );
};
