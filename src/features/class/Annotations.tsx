import { useId, useState } from 'react';
import type { FormEvent, ReactNode } from 'react';
import { FormattedMessage, useIntl } from '@edx/frontend-platform/i18n';
import { Button } from '@openedx/paragon';
import type { Annotation } from '@marginalia/contract';
import { deleteAnnotation, getOverview, postAnnotation } from '@marginalia/contract';
import { useChange } from '../../host/query';
import { isolated } from '../../lib/isolated';
import { Disclosure } from '../../ui/Disclosure';
import { PanelCard } from '../../panels';
import { AnnotationText } from './AnnotationText';
import { words } from './messages';
import type { LetteredAnnotation } from './model';

const TOUCHED = [getOverview.path];
const LONGEST_NOTE = 200;
/** So many of what is still to come. */
const MOST_COMING = 3;

const Remove = ({ courseId, annotation, id }: { courseId: string; annotation: Annotation; id: string }): ReactNode => {
  const intl = useIntl();
  const { send, sending, error } = useChange(deleteAnnotation, { params: { course: courseId, id } }, TOUCHED);
  return (
    <>
      <button
        type="button"
        className="marginalia-link"
        aria-label={intl.formatMessage(words.remove, { text: isolated(annotation.text) })}
        aria-disabled={sending}
        onClick={() => !sending && send(undefined)}
      >
        <FormattedMessage {...words.removeNote} />
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
        <FormattedMessage {...words.save} />
      </Button>
      <span className="marginalia-quiet" role="status">
        <FormattedMessage {...(error === null ? words.noteHint : words.noteFailed)} />
      </span>
    </form>
  );
};

const Entry = ({ courseId, annotation }: { courseId: string; annotation: Annotation }): ReactNode => (
  <>
    <AnnotationText annotation={annotation} />
    {annotation.by !== null && (
      <>
        {' '}
        <FormattedMessage {...words.by} values={{ name: <bdi>{annotation.by}</bdi> }} />
      </>
    )}{' '}
    {annotation.kind === 'note' && annotation.id !== null && annotation.mayRemove !== false && (
      <Remove courseId={courseId} annotation={annotation} id={annotation.id} />
    )}
  </>
);

interface Props {
  readonly courseId: string;
  /** Those on the time axis. */
  readonly annotations: readonly LetteredAnnotation[];
  /** Those that are still to come, the next one first. */
  readonly coming: readonly Annotation[];
}

/** What comes next in the course, and what the letters on the time axis stand for: due dates, publishes, the team's notes. */
export const Annotations = ({ courseId, annotations, coming }: Props): ReactNode => {
  const intl = useIntl();
  return (
    <PanelCard courseId={courseId} name={intl.formatMessage(words.axis)} span={4}>
      {annotations.length === 0 && coming.length === 0 && (
        <p>
          <FormattedMessage {...words.noMarks} />
        </p>
      )}
      {coming.length > 0 && (
        <>
          <h4 className="marginalia-marks-head">
            <FormattedMessage {...words.coming} />
          </h4>
          <ul className="marginalia-marks">
            {coming.slice(0, MOST_COMING).map((annotation) => (
              <li key={`${annotation.at} ${annotation.kind} ${annotation.text}`}>
                <Entry courseId={courseId} annotation={annotation} />
              </li>
            ))}
          </ul>
        </>
      )}
      {annotations.length > 0 && (
        <>
          <h4 className="marginalia-marks-head">
            <FormattedMessage {...words.onChart} />
          </h4>
          <ul className="marginalia-marks">
            {annotations.map((annotation) => (
              <li key={`${annotation.letter} ${annotation.at}`}>
                <strong>{annotation.letter}</strong> <Entry courseId={courseId} annotation={annotation} />
              </li>
            ))}
          </ul>
        </>
      )}
      <Disclosure label={<FormattedMessage {...words.add} />}>
        <NewNote courseId={courseId} />
      </Disclosure>
    </PanelCard>
  );
};
