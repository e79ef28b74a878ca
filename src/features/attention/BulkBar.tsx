import { useId, useState } from 'react';
import type { ReactNode } from 'react';
import { FormattedMessage, useIntl } from '@edx/frontend-platform/i18n';
import { Button } from '@openedx/paragon';
import type { LearnerRow } from '@marginalia/contract';
import { useNumbers } from '../../panels';
import {
  DraftText,
  draftWords,
  evidenceSentences,
  flagWords,
  mailToMany,
  useFollowUpMany,
  useCalled,
} from '../learners';
import { listWords } from './list-messages';
import { mainFlag } from './model';
import { tableWords as words } from './table-messages';

/** Mail programs refuse longer addresses. */
const MOST_HIDDEN = 50;

interface DraftProps {
  readonly course: string;
  readonly learners: readonly LearnerRow[];
}

/** One message that fits all: it says nothing about any of them, and what differs stands beside it. */
const DraftToMany = ({ course, learners }: DraftProps): ReactNode => {
  const intl = useIntl();
  const numbers = useNumbers();
  const called = useCalled();
  const id = useId();
  const emails = learners.flatMap(({ email }) => (email === null || email === '' ? [] : [email]));
  // it scrolls, so it has to be reached by keyboard
  const region = { tabIndex: 0, role: 'region', 'aria-labelledby': `${id}-for` };
  return (
    <section className="marginalia-draft marginalia-bulk-draft" aria-labelledby={`${id}-title`}>
      <h3 id={`${id}-title`}>
        <FormattedMessage {...words.draftTitle} values={{ n: learners.length }} />
      </h3>
      <DraftText
        draft={{
          subject: intl.formatMessage(words.draftSubject, { course }),
          body: [
            intl.formatMessage(draftWords.helloAll),
            intl.formatMessage(words.draftBody, { course }),
            intl.formatMessage(draftWords.stoppedStep),
          ].join('\n\n'),
        }}
        rows={6}
        more={({ subject, body }) => (
          <>
            {emails.length > 0 && emails.length <= MOST_HIDDEN && (
              <a href={mailToMany(emails, subject, body)}>
                <FormattedMessage {...flagWords.mail} />
              </a>
            )}
            {emails.length > MOST_HIDDEN && <FormattedMessage {...words.draftMost} values={{ n: MOST_HIDDEN }} />}
          </>
        )}
      />
      <p className="marginalia-quiet" id={`${id}-for`}>
        <FormattedMessage {...words.draftFor} />
      </p>
      <div className="marginalia-bulk-reasons" {...region}>
        <ul>
          {learners.map((learner) => {
            const flag = mainFlag(learner);
            return (
              <li key={learner.id}>
                <bdi>
                  <strong>{called(learner)}</strong>
                </bdi>
                {flag !== null && <> · {evidenceSentences(intl, numbers, flag).join(' ')}</>}
              </li>
            );
          })}
        </ul>
      </div>
    </section>
  );
};

interface Props {
  readonly courseId: string;
  readonly courseName: string;
  readonly learners: readonly LearnerRow[];
  readonly onClear: () => void;
}

/** What can be done with the learners that are selected in the table. */
export const BulkBar = ({ courseId, courseName, learners, onClear }: Props): ReactNode => {
  const intl = useIntl();
  const [drafting, setDrafting] = useState(false);
  const [copied, setCopied] = useState<number | 'refused' | null>(null);
  const { followUp, busy, done } = useFollowUpMany(courseId);
  const copyMails = async (): Promise<void> => {
    const mails = learners.flatMap(({ email }) => (email === null || email === '' ? [] : [email]));
    try {
      if (mails.length > 0) await navigator.clipboard.writeText(mails.join('; '));
      setCopied(mails.length);
    } catch {
      setCopied('refused');
    }
  };
  const n = learners.length;
  return (
    <div className="marginalia-bulk" role="region" aria-label={intl.formatMessage(words.bulk)}>
      {drafting && n > 0 && <DraftToMany course={courseName} learners={learners} />}
      <p className="marginalia-actions">
        <strong role="status">
          <FormattedMessage {...words.selected} values={{ n }} />
        </strong>
        <Button size="sm" variant="primary" aria-expanded={drafting} onClick={() => setDrafting(!drafting)}>
          <FormattedMessage {...(drafting ? flagWords.draftClose : flagWords.draft)} />
        </Button>
        <Button
          size="sm"
          variant="outline-primary"
          aria-disabled={busy}
          onClick={() => void followUp(learners, 'contacted')}
        >
          <FormattedMessage {...words.markContacted} />
        </Button>
        <Button
          size="sm"
          variant="outline-primary"
          aria-disabled={busy}
          onClick={() => void followUp(learners, 'fine')}
        >
          <FormattedMessage {...flagWords.fine} />
        </Button>
        <Button size="sm" variant="outline-primary" onClick={() => void copyMails()}>
          <FormattedMessage {...words.copyMails} />
        </Button>
        <Button size="sm" variant="tertiary" onClick={onClear}>
          <FormattedMessage {...words.clear} />
        </Button>
        <span role="status" className="marginalia-quiet">
          {copied === 'refused' && <FormattedMessage {...listWords.mailsRefused} />}
          {typeof copied === 'number' && <FormattedMessage {...listWords.mailsCopied} values={{ n: copied }} />}{' '}
          {done !== null && done.saved > 0 && <FormattedMessage {...words.saved} values={{ n: done.saved }} />}{' '}
          {done !== null && done.failed > 0 && <FormattedMessage {...words.notSaved} values={{ n: done.failed }} />}
        </span>
      </p>
    </div>
  );
};
