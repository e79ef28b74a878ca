import { useId, useRef, useState } from 'react';
import type { ReactNode } from 'react';
import { FormattedMessage } from '@edx/frontend-platform/i18n';
import { Button } from '@openedx/paragon';
import { words } from './messages';

/** A message with its subject. */
export interface Message {
  readonly subject: string;
  readonly body: string;
}

interface Props {
  /** What it says before somebody changes it. */
  readonly draft: Message;
  readonly rows: number;
  /** Other ways to take it along, and what can be done once it was copied. */
  readonly more?: (message: Message, isCopied: boolean) => ReactNode;
}

/** A message to be changed, and taken to where it is sent from. Nothing is sent here. */
export const DraftText = ({ draft, rows, more }: Props): ReactNode => {
  const [text, setText] = useState(draft);
  const [copied, setCopied] = useState<'copied' | 'copyYourself' | null>(null);
  const [subject, body] = [useId(), useId()];
  const area = useRef<HTMLTextAreaElement>(null);
  const change = (part: Partial<Message>): void => {
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
    <>
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
        rows={rows}
        className="form-control form-control-sm"
        value={text.body}
        onChange={(event) => change({ body: event.target.value })}
      />
      <p className="marginalia-actions">
        <Button size="sm" variant="primary" onClick={() => void copy()}>
          <FormattedMessage {...words.copy} />
        </Button>
        <span role="status">{copied !== null && <FormattedMessage {...words[copied]} />}</span>
        {more?.(text, copied !== null)}
      </p>
    </>
  );
};
