import { useEffect, useId, useRef, useState } from 'react';
import type { FormEvent, ReactNode } from 'react';
import { FormattedMessage, useIntl } from '@edx/frontend-platform/i18n';
import { Button, Dropdown } from '@openedx/paragon';
import { LONGEST_NOTE, getAttention, getOutline, putAttentionNote } from '@marginalia/contract';
import type { AttentionItem } from '@marginalia/contract';
import { useChange } from '../../../host/query';
import { Day } from '../../../ui/Day';
import { useEscape } from '../../../ui/useEscape';
import { useAnnounce } from '../../../panels';
import { blockName } from '../words';
import { triageWords, words } from './triage-messages';
import { findingWords } from './evidence-messages';

/** What an author can say, in the order of the menu. */
const STATUSES = ['intended', 'fixed', 'later'] as const;
type Status = (typeof STATUSES)[number];

/** Triages one item; the list and the flags on the outline follow. */
export const useTriage = (courseId: string, item: AttentionItem) =>
  useChange(putAttentionNote, { params: { course: courseId, item: item.id } }, [getAttention.path, getOutline.path]);

interface FormProps {
  readonly status: Status;
  readonly sending: boolean;
  readonly onSave: (text: string) => void;
  readonly onCancel: () => void;
}

const NoteForm = ({ status, sending, onSave, onCancel }: FormProps): ReactNode => {
  const [text, setText] = useState('');
  const field = useRef<HTMLTextAreaElement>(null);
  const id = useId();
  // The menu it was chosen in is gone.
  useEffect(() => field.current?.focus(), []);
  const save = (event: FormEvent): void => {
    event.preventDefault();
    onSave(text.trim());
  };
  const form = useEscape<HTMLFormElement>(onCancel);
  return (
    <form ref={form} className="marginalia-note-form" aria-labelledby={`${id}-title`} onSubmit={save}>
      <p id={`${id}-title`}>
        <strong>
          <FormattedMessage {...findingWords.markAs} values={{ answer: status }} />
        </strong>
      </p>
      <p id={`${id}-what`}>
        <FormattedMessage {...triageWords[`${status}Means`]} />
      </p>
      <label htmlFor={id}>
        <FormattedMessage {...words.note} />
      </label>
      <textarea
        ref={field}
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
  if (note === null || !(note.status in triageWords)) return null;
  return (
    <p className="marginalia-said">
      <FormattedMessage
        {...words.said}
        values={{
          answer: note.status,
          by: <bdi>{note.by}</bdi>,
          date: <Day at={note.at} />,
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

/** The three ways to dismiss it with what each means, behind one button. */
const Menu = ({ name, disabled, onChoose }: MenuProps): ReactNode => {
  const intl = useIntl();
  const id = useId();
  return (
    <Dropdown className="marginalia-dismiss">
      <Dropdown.Toggle
        id={id}
        size="sm"
        variant="outline-primary"
        disabled={disabled}
        aria-label={intl.formatMessage(findingWords.dismissOf, { name })}
      >
        <FormattedMessage {...findingWords.dismiss} />
      </Dropdown.Toggle>
      <Dropdown.Menu>
        {STATUSES.map((status) => (
          <Dropdown.Item key={status} as="button" type="button" onClick={() => onChoose(status)}>
            <strong>
              <FormattedMessage {...triageWords[status]} />
            </strong>{' '}
            <small>
              <FormattedMessage {...triageWords[`${status}Means`]} />
            </small>
          </Dropdown.Item>
        ))}
      </Dropdown.Menu>
    </Dropdown>
  );
};

interface MenuProps {
  /** Of the block, to tell this button from the others. */
  readonly name: string;
  readonly disabled: boolean;
  readonly onChoose: (status: Status) => void;
}

interface Props {
  readonly courseId: string;
  readonly item: AttentionItem;
  /** Whether the reader may triage it. */
  readonly may: boolean;
  /** What else can be done about the item, beside the menu. */
  readonly children?: ReactNode;
}

/** The author's side of an item: what was said to it, and what may be said. */
export const Triage = ({ courseId, item, may, children }: Props): ReactNode => {
  const intl = useIntl();
  const announce = useAnnounce();
  const frame = useRef<HTMLDivElement>(null);
  const [chosen, setChosen] = useState<Status | null>(null);
  /** Where the focus goes once what it is on has gone. */
  const [leaving, setLeaving] = useState(false);
  const { send, sending, error } = useTriage(courseId, item);
  const open = may && (item.note === null || item.state === 'back');
  const name = blockName(intl, item.block);
  useEffect(() => {
    if (!leaving || sending) return;
    setLeaving(false);
    frame.current?.querySelector<HTMLElement>('button')?.focus();
  }, [leaving, sending]);
  const said = item.note?.at;
  const before = useRef(said);
  useEffect(() => {
    if (before.current === said) return;
    before.current = said;
    setChosen(null);
    setLeaving(true);
  }, [said]);
  const save = (status: Status, text: string): void => {
    send({ status, text }, () => announce(intl.formatMessage(findingWords.dismissed, { answer: status, name })));
  };
  const takeBack = (): void =>
    send({ status: 'open' }, () => announce(intl.formatMessage(findingWords.reopened, { name })));
  return (
    <div ref={frame} className="marginalia-triage">
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
      <Said item={item} onTakeBack={may && !open ? takeBack : null} />
      {open && chosen !== null && (
        <NoteForm
          status={chosen}
          sending={sending}
          onSave={(text) => save(chosen, text)}
          onCancel={() => {
            setChosen(null);
            setLeaving(true);
          }}
        />
      )}
      <div className="marginalia-answers-row">
        {open && chosen === null && <Menu name={name} disabled={sending} onChoose={setChosen} />}
        {children}
      </div>
      {error !== null && (
        <p role="alert">
          <FormattedMessage {...words.notSaved} />
        </p>
      )}
    </div>
  );
};
