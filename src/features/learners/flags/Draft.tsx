import { useId, useRef, useState } from 'react';
import type { ReactNode } from 'react';
import { FormattedMessage, useIntl } from '@edx/frontend-platform/i18n';
import { Button } from '@openedx/paragon';
import type { LearnerRow, FlagEvidence } from '@marginalia/contract';
import { mailAddress } from '../naming';
import { draftOf } from './wording';
import { words } from './messages';

interface Props {
  readonly course: string;
  readonly learner: Pick<LearnerRow, 'name' | 'username' | 'email' | 'everRight'>;
  readonly flag: FlagEvidence;
  /** Says that the learner was contacted; null: that was said. */
  readonly onContacted: (() => void) | null;
}

/** A message to one learner, to be changed, and taken to where mail is sent from. */
export const Draft = ({ course, learner, flag, onContacted }: Props): ReactNode => {
  const intl = useIntl();
  const [text, setText] = useState(() => draftOf(intl, course, learner, flag));
  const [copied, setCopied] = useState<'copied' | 'copyYourself' | null>(null);
  const subject = useId();
  const body = useId();
  const area = useRef<HTMLTextAreaElement>(null);
  const hasAddress = learner.email !== null && learner.email !== '';
  const change = (part: Partial<typeof text>): void => {
    setText({ ...text, ...part });
    setCopied(null);
  };
  const copy = async (): Promise<void> => {
    try {
      await navigator.clipboard.writeText(`${text.subject}\n\n${text.body}`);
      setCopied('copied');
    } catch {
      // In a frame without leave, or on a page without TLS, there is no clipboard.
      area.current?.select();
      setCopied('copyYourself');
    }
  };
  return (
    <div className="marginalia-draft">
      <p className="marginalia-quiet">
        <FormattedMessage {...words.draftHint} />
      </p>
      <label htmlFor={subject}>
        <FormattedMessage {...words.subject} />
      </label>
      <input
        id={subject}
        className="form-control form-control-sm"
        value={text.subject}
        onChange={(event) => change({ subject: event.target.value })}
      />
      <label htmlFor={body}>
        <FormattedMessage {...words.body} />
      </label>
      <textarea
        id={body}
        ref={area}
        rows={8}
        className="form-control form-control-sm"
        value={text.body}
        onChange={(event) => change({ body: event.target.value })}
      />
      <p className="marginalia-actions">
        <Button size="sm" variant="outline-primary" onClick={() => void copy()}>
          <FormattedMessage {...words.copy} />
        </Button>
        {hasAddress && (
          <a href={mailAddress(learner.email ?? '', text.subject, text.body)}>
            <FormattedMessage {...words.mail} />
          </a>
        )}
        {!hasAddress && (
          <span className="marginalia-quiet">
            <FormattedMessage {...words.noAddress} />
          </span>
        )}
        <span role="status">{copied !== null && <FormattedMessage {...words[copied]} />}</span>
        {copied !== null && onContacted !== null && (
          <Button size="sm" variant="outline-primary" onClick={onContacted}>
            <FormattedMessage {...words.markContacted} />
          </Button>
        )}
      </p>
    </div>
  );
};
