import { useId, useState } from 'react';
import type { FormEvent, ReactNode } from 'react';
import { FormattedMessage, useIntl } from '@edx/frontend-platform/i18n';
import { Button } from '@openedx/paragon';
import { deleteAnnotation, getOverview, postAnnotation } from '@marginalia/contract';
import { useChange } from '../../host/query';
import { Section } from '../../ui/Section';
import { useMoment } from './OverTime';
import { words } from './messages';
import type { Mark } from './model';

const TOUCHED = [getOverview.path];
const LONGEST_NOTE = 200;

const Remove = ({ courseId, mark, id }: { courseId: string; mark: Mark; id: string }): ReactNode => {
  const { send, sending, error } = useChange(deleteAnnotation, { params: { course: courseId, id } }, TOUCHED);
  return (
    <>
      <button
        type="button"
        className="marginalia-link"
        aria-disabled={sending}
        onClick={() => !sending && send(undefined)}
      >
        <FormattedMessage {...words.remove} values={{ text: mark.text }} />
      </button>{' '}
      <span role="status">{error !== null && <FormattedMessage {...words.noteFailed} />}</span>
    </>
  );
};

const NewNote = ({ courseId }: { readonly courseId: string }): ReactNode => {
  const intl = useIntl();
  const [day, text] = [useId(), useId()];
  const [note, setNote] = useState({ date: '', text: '' });
  const { send, sending, error } = useChange(postAnnotation, { params: { course: courseId } }, TOUCHED);
  const add = (event: FormEvent): void => {
    event.preventDefault();
    if (sending || note.date === '' || note.text.trim() === '') return;
    send({ date: note.date, text: note.text.trim() });
    setNote({ date: '', text: '' });
  };
  return (
    <form className="marginalia-controls" onSubmit={add} aria-label={intl.formatMessage(words.add)}>
      <span>
        <label htmlFor={day}>
          <FormattedMessage {...words.noteDay} />
        </label>
        <input
          id={day}
          type="date"
          required
          className="form-control form-control-sm"
          value={note.date}
          onChange={(event) => setNote({ ...note, date: event.target.value })}
        />
      </span>
      <span>
        <label htmlFor={text}>
          <FormattedMessage {...words.note} />
        </label>
        <input
          id={text}
          required
          maxLength={LONGEST_NOTE}
          className="form-control form-control-sm"
          value={note.text}
          onChange={(event) => setNote({ ...note, text: event.target.value })}
        />
      </span>
      <Button size="sm" variant="outline-primary" type="submit" aria-disabled={sending}>
        <FormattedMessage {...words.add} />
      </Button>
      <span className="marginalia-quiet" role="status">
        <FormattedMessage {...(error === null ? words.noteHint : words.noteFailed)} />
      </span>
    </form>
  );
};

/** What the letters on the time axis stand for: due dates, and the team's notes. */
export const Marks = ({ courseId, marks }: { courseId: string; marks: readonly Mark[] }): ReactNode => {
  const moment = useMoment();
  return (
    <Section title={<FormattedMessage {...words.axis} />}>
      {marks.length === 0 ? (
        <p>
          <FormattedMessage {...words.noMarks} />
        </p>
      ) : (
        <ul className="marginalia-marks">
          {marks.map((mark) => (
            <li key={`${mark.letter} ${mark.at}`}>
              <strong>{mark.letter}</strong> {moment(mark.at.slice(0, 10))} · <FormattedMessage {...words[mark.kind]} />
              {mark.text !== '' && (
                <>
                  {' '}
                  · <bdi>{mark.text}</bdi>
                </>
              )}
              {mark.by !== null && (
                <>
                  {' '}
                  <FormattedMessage {...words.by} values={{ name: <bdi>{mark.by}</bdi> }} />
                </>
              )}{' '}
              {mark.kind === 'note' && mark.id !== null && mark.mayRemove !== false && (
                <Remove courseId={courseId} mark={mark} id={mark.id} />
              )}
            </li>
          ))}
        </ul>
      )}
      <NewNote courseId={courseId} />
    </Section>
  );
};
