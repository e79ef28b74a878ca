import { useId, useState } from 'react';
import type { FormEvent, ReactNode } from 'react';
import { FormattedDate, FormattedMessage, useIntl } from '@edx/frontend-platform/i18n';
import { Button } from '@openedx/paragon';
import { LONGEST_NOTE, getAttention, getOutline, putAttentionNote } from '@marginalia/contract';
import type { AttentionItem } from '@marginalia/contract';
import { useChange } from '../../../host/query';
import { answerWords, words } from './answer-messages';

/** What an author can say, in the order of the buttons. */
const ANSWERS = ['intended', 'fixed', 'later'] as const;
type Answer = (typeof ANSWERS)[number];

/** Answers one item; the list and the marks on the outline follow. */
export const useAnswering = (courseId: string, item: AttentionItem) =>
  useChange(putAttentionNote, { params: { course: courseId, item: item.id } }, [getAttention.path, getOutline.path]);

interface FormProps {
  readonly answer: Answer;
  readonly sending: boolean;
  readonly onSave: (text: string) => void;
  readonly onCancel: () => void;
}

const NoteForm = ({ answer, sending, onSave, onCancel }: FormProps): ReactNode => {
  const [text, setText] = useState('');
  const id = useId();
  const save = (event: FormEvent): void => {
    event.preventDefault();
    onSave(text.trim());
  };
  return (
    <form className="marginalia-note-form" onSubmit={save}>
      <p id={`${id}-what`}>
        <FormattedMessage {...answerWords[`${answer}Means`]} />
      </p>
      <label htmlFor={id}>
        <FormattedMessage {...words.note} />
      </label>
      <textarea
        id={id}
        className="form-control form-control-sm"
        rows={2}
        maxLength={LONGEST_NOTE}
        aria-describedby={`${id}-what`}
        value={text}
        onChange={(event) => setText(event.target.value)}
      />
      <Button type="submit" size="sm" disabled={sending}>
        <FormattedMessage {...words.save} />
      </Button>{' '}
      <Button variant="tertiary" size="sm" onClick={onCancel}>
        <FormattedMessage {...words.cancel} />
      </Button>
    </form>
  );
};

/** What was said, by whom, and the way to take it back. */
const Said = ({ item, onTakeBack }: { item: AttentionItem; onTakeBack: (() => void) | null }): ReactNode => {
  const { note } = item;
  if (note === null || !(note.status in answerWords)) return null;
  return (
    <p className="marginalia-said">
      <FormattedMessage
        {...words.said}
        values={{
          answer: note.status,
          by: <bdi>{note.by}</bdi>,
          date: <FormattedDate value={note.at} dateStyle="medium" />,
        }}
      />
      {note.text !== '' && (
        <>
          {' '}
          <q>
            <bdi>{note.text}</bdi>
          </q>
        </>
      )}
      {onTakeBack !== null && (
        <>
          {' '}
          <button type="button" className="marginalia-link" onClick={onTakeBack}>
            <FormattedMessage {...words.takeBack} />
          </button>
        </>
      )}
    </p>
  );
};

interface Props {
  readonly courseId: string;
  readonly item: AttentionItem;
  /** Whether the reader may answer. */
  readonly may: boolean;
}

/** The author's side of an item: what was said to it, and the ways to answer. */
export const Answering = ({ courseId, item, may }: Props): ReactNode => {
  const intl = useIntl();
  const [chosen, setChosen] = useState<Answer | null>(null);
  const { send, sending, error } = useAnswering(courseId, item);
  const open = may && (item.note === null || item.state === 'back');
  return (
    <div className="marginalia-answering">
      {item.state === 'back' && (
        <p className="marginalia-back-again">
          <FormattedMessage {...words.back} />
        </p>
      )}
      {item.state === 'watching' && item.note !== null && item.edit === null && (
        <p className="marginalia-quiet">
          <FormattedMessage {...words.watched} />
        </p>
      )}
      <Said item={item} onTakeBack={may && !open ? () => send({ status: 'open' }) : null} />
      {open && chosen === null && (
        <span role="group" aria-label={intl.formatMessage(words.answer)} className="marginalia-answers-row">
          {ANSWERS.map((answer) => (
            <Button
              key={answer}
              variant="outline-primary"
              size="sm"
              disabled={sending}
              onClick={() => setChosen(answer)}
            >
              <FormattedMessage {...answerWords[answer]} />
            </Button>
          ))}
        </span>
      )}
      {open && chosen !== null && (
        <NoteForm
          answer={chosen}
          sending={sending}
          onSave={(text) => send({ status: chosen, text })}
          onCancel={() => setChosen(null)}
        />
      )}
      {error !== null && (
        <p role="alert">
          <FormattedMessage {...words.notSaved} />
        </p>
      )}
    </div>
  );
};
