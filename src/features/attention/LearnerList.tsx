import { useId, useState } from 'react';
import type { ReactNode } from 'react';
import { FormattedMessage, useIntl } from '@edx/frontend-platform/i18n';
import { Button } from '@openedx/paragon';
import { LEARNER_SORTS, getLearners } from '@marginalia/contract';
import type { LearnerSort, Learners } from '@marginalia/contract';
import { useAnswer } from '../../host/query';
import { Section } from '../../ui/Section';
import { useSettled } from '../../ui/useSettled';
import { AnswerPanel, CsvButton } from '../../panels';
import { stateNames } from '../../panels/state-names';
import { LearnerCard } from './LearnerCard';
import { listWords as words, sortNames } from './list-messages';
import { queryOf } from './model';
import type { Filter } from './model';

/** As many as one reads through. */
export const PAGE_SIZE = 20;
/** Shorter searches are refused: they would go through everybody. */
const SHORTEST_SEARCH = 2;

interface Choice {
  readonly sort: LearnerSort;
  readonly track: string;
  readonly search: string;
  readonly left: boolean;
}
const FIRST: Choice = { sort: 'state', track: '', search: '', left: false };

const FilterName = ({ filter }: { readonly filter: Filter }): ReactNode => {
  switch (filter.kind) {
    case 'state':
      return <FormattedMessage {...stateNames[filter.state]} />;
    case 'rule':
      return <FormattedMessage {...stateNames[filter.rule]} />;
    case 'section':
      return <bdi>{filter.name}</bdi>;
    default:
      return null;
  }
};

interface ControlsProps {
  readonly choice: Choice;
  readonly tracks: readonly string[];
  readonly onChange: (choice: Choice) => void;
}

const Controls = ({ choice, tracks, onChange }: ControlsProps): ReactNode => {
  const intl = useIntl();
  const [search, sort, track, left] = [useId(), useId(), useId(), useId()];
  const set = (part: Partial<Choice>): void => onChange({ ...choice, ...part });
  return (
    <div className="marginalia-controls" role="search">
      <span>
        <label htmlFor={search}>
          <FormattedMessage {...words.search} />
        </label>
        <input
          id={search}
          type="search"
          className="form-control form-control-sm"
          value={choice.search}
          onChange={(event) => set({ search: event.target.value })}
        />
      </span>
      <span>
        <label htmlFor={sort}>
          <FormattedMessage {...words.sort} />
        </label>
        <select
          id={sort}
          className="form-control form-control-sm"
          value={choice.sort}
          onChange={({ target }) => set({ sort: LEARNER_SORTS.find((one) => one === target.value) ?? 'state' })}
        >
          {LEARNER_SORTS.map((one) => (
            <option key={one} value={one}>
              {intl.formatMessage(sortNames[one])}
            </option>
          ))}
        </select>
      </span>
      {tracks.length > 1 && (
        <span>
          <label htmlFor={track}>
            <FormattedMessage {...words.track} />
          </label>
          <select
            id={track}
            className="form-control form-control-sm"
            value={choice.track}
            onChange={(event) => set({ track: event.target.value })}
          >
            <option value="">{intl.formatMessage(words.allTracks)}</option>
            {tracks
              .filter((one) => one !== '')
              .map((one) => (
                <option key={one} value={one}>
                  {one}
                </option>
              ))}
          </select>
        </span>
      )}
      <span className="marginalia-tick-box">
        <input
          id={left}
          type="checkbox"
          checked={choice.left}
          onChange={(event) => set({ left: event.target.checked })}
        />{' '}
        <label htmlFor={left}>
          <FormattedMessage {...words.left} />
        </label>
      </span>
    </div>
  );
};

const CopyMails = ({ learners }: Pick<Learners, 'learners'>): ReactNode => {
  const [copied, setCopied] = useState<number | 'refused' | null>(null);
  const mails = learners.flatMap(({ email }) => (email === null || email === '' ? [] : [email]));
  const copy = async (): Promise<void> => {
    try {
      if (mails.length > 0) await navigator.clipboard.writeText(mails.join('; '));
      setCopied(mails.length);
    } catch {
      setCopied('refused');
    }
  };
  return (
    <>
      <button type="button" className="marginalia-link" onClick={() => void copy()}>
        <FormattedMessage {...words.copyMails} />
      </button>{' '}
      <span role="status" className="marginalia-quiet">
        {copied === 'refused' && <FormattedMessage {...words.mailsRefused} />}
        {typeof copied === 'number' && <FormattedMessage {...words.mailsCopied} values={{ n: copied }} />}
      </span>
    </>
  );
};

const Pager = ({ total, offset, onMove }: Pick<Learners, 'total' | 'offset'> & { onMove: (to: number) => void }) => (
  <p className="marginalia-actions">
    <span role="status">
      <FormattedMessage
        {...words.showing}
        values={{ from: total === 0 ? 0 : offset + 1, to: Math.min(total, offset + PAGE_SIZE), total }}
      />
    </span>
    <Button
      size="sm"
      variant="outline-primary"
      aria-disabled={offset === 0}
      onClick={() => offset > 0 && onMove(Math.max(0, offset - PAGE_SIZE))}
    >
      <FormattedMessage {...words.previous} />
    </Button>
    <Button
      size="sm"
      variant="outline-primary"
      aria-disabled={offset + PAGE_SIZE >= total}
      onClick={() => offset + PAGE_SIZE < total && onMove(offset + PAGE_SIZE)}
    >
      <FormattedMessage {...words.next} />
    </Button>
  </p>
);

interface Props {
  readonly courseId: string;
  readonly filter: Filter;
  readonly onFilter: (filter: Filter) => void;
}

/** Single learners, a page at a time, filtered and sorted where the data is; or why they are not shown. */
export const LearnerList = ({ courseId, filter, onFilter }: Props): ReactNode => {
  const [choice, setChoice] = useState(FIRST);
  const [offset, setOffset] = useState(0);
  const search = useSettled(choice.search.trim());
  const filters = {
    ...queryOf(filter),
    sort: choice.sort === FIRST.sort ? undefined : choice.sort,
    track: choice.track === '' ? undefined : choice.track,
    search: search.length < SHORTEST_SEARCH ? undefined : search,
    enrolled: choice.left ? 'false' : undefined,
  };
  const answer = useAnswer(getLearners, {
    params: { course: courseId },
    query: { ...filters, limit: PAGE_SIZE, offset: offset === 0 ? undefined : offset },
  });
  const change = (next: Choice): void => {
    setChoice(next);
    setOffset(0);
  };
  return (
    <Section title={<FormattedMessage {...words.title} />}>
      <AnswerPanel answer={answer} draft={false} ofCourse={false}>
        {(data) => (
          <>
            <Controls choice={choice} tracks={data.tracks} onChange={change} />
            {filter.kind !== 'all' && (
              <p>
                <FormattedMessage {...words.only} values={{ name: <FilterName filter={filter} /> }} />{' '}
                <button type="button" className="marginalia-link" onClick={() => onFilter({ kind: 'all' })}>
                  <FormattedMessage {...words.everybody} />
                </button>
              </p>
            )}
            {data.learners.length === 0 ? (
              <p>
                <FormattedMessage {...words.nobody} />
              </p>
            ) : (
              <ol className="marginalia-cards" start={data.offset + 1}>
                {data.learners.map((learner) => (
                  <LearnerCard key={learner.id} courseId={courseId} courseName={data.course.name} learner={learner} />
                ))}
              </ol>
            )}
            <Pager total={data.total} offset={data.offset} onMove={setOffset} />
            <p>
              <CopyMails learners={data.learners} />
            </p>
            <CsvButton courseId={courseId} report="learners" query={filters} />
            <p className="marginalia-quiet">
              <FormattedMessage {...words.recorded} />
            </p>
          </>
        )}
      </AnswerPanel>
    </Section>
  );
};
