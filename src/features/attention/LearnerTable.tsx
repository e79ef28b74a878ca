import { useId, useMemo, useState } from 'react';
import type { ReactNode } from 'react';
import { FormattedMessage, useIntl } from '@edx/frontend-platform/i18n';
import { Button } from '@openedx/paragon';
import { getLearners } from '@marginalia/contract';
import type { LearnerRow, Learners, LearnersQuery } from '@marginalia/contract';
import { useReport } from '../../host/query';
import { ago } from '../../lib/freshness';
import { ReportPanel, footerWords, useNumbers } from '../../panels';
import { useCsv } from '../../panels/CsvButton';
import type { ChangeAddress } from '../../panels/place';
import { fragmentOf, keptPart } from '../../panels/place';
import { DataTable } from '../../ui/DataTable';
import type { DataColumn } from '../../ui/DataTable';
import { Disclosure } from '../../ui/Disclosure';
import { Menu } from '../../ui/Menu';
import { InlineBar } from '../../ui/InlineBar';
import { Spark } from '../../ui/Spark';
import { useSettled } from '../../ui/useSettled';
import { Initials, ReasonChip, StateName, evidenceSentences, useFollowUpMany, useCalled } from '../learners';
import { PAGE_SIZE, queryOf, sortText } from './address';
import type { ListState } from './address';
import { BulkBar } from './BulkBar';
import { listWords as words } from './list-messages';
import { lastSaid, mainFlag } from './model';
import { Peek } from './Peek';
import { tableWords } from './table-messages';
import { useEverybody } from './useEverybody';

const Who = ({ learner }: { readonly learner: LearnerRow }): ReactNode => {
  const name = useCalled()(learner);
  return (
    <span className="marginalia-who">
      <Initials learner={learner} />
      <span>
        <a href={`${fragmentOf({ page: 'learner', learner: learner.id })}${keptPart(window.location.hash)}`}>
          <bdi>{name}</bdi>
        </a>
        {learner.username !== null && learner.username !== name && (
          <span className="marginalia-who-more">
            <bdi>{learner.username}</bdi>
          </span>
        )}
      </span>
    </span>
  );
};

const Why = ({ learner }: { readonly learner: LearnerRow }): ReactNode => {
  const intl = useIntl();
  const numbers = useNumbers();
  const flag = mainFlag(learner);
  if (learner.state === null) return <StateName state={null} />;
  return (
    <span className="marginalia-why">
      <ReasonChip state={learner.state} />
      {learner.marks.length > 1 && (
        <span className="marginalia-quiet">
          {' '}
          <FormattedMessage {...tableWords.more} values={{ n: learner.marks.length - 1 }} />
        </span>
      )}
      {flag !== null && <span className="marginalia-why-text">{evidenceSentences(intl, numbers, flag).join(' ')}</span>}
    </span>
  );
};

const Ago = ({ at }: { readonly at: string | null }): ReactNode => {
  const intl = useIntl();
  if (at === null) return '—';
  const { value, unit } = ago(at, Date.now());
  return intl.formatRelativeTime(value, unit, { numeric: 'auto', style: 'short' });
};

/** How often a learner came, week by week; in words for whoever does not see the line. */
const Weeks = ({ weeks }: Pick<LearnerRow, 'weeks'>): ReactNode => {
  const intl = useIntl();
  if (weeks.every((days) => days === 0)) return null;
  return (
    <span className="marginalia-from-wide">
      <Spark values={weeks} />
      <span className="sr-only">
        {intl.formatMessage(tableWords.activityOf, {
          days: intl.formatList(
            weeks.map((days) => String(days)),
            { type: 'unit' },
          ),
        })}
      </span>
    </span>
  );
};

const Said = ({ learner, since }: { readonly learner: LearnerRow; readonly since: string }): ReactNode => {
  const intl = useIntl();
  const said = lastSaid(learner);
  if (said !== null) {
    const { value, unit } = ago(said.at, Date.now());
    return (
      <FormattedMessage
        {...tableWords.said}
        values={{
          answer: said.answer,
          when: intl.formatRelativeTime(value, unit, { numeric: 'auto', style: 'short' }),
        }}
      />
    );
  }
  return learner.marks.some((flag) => flag.since >= since) ? (
    <span className="marginalia-badge-new">
      <FormattedMessage {...tableWords.fresh} />
    </span>
  ) : null;
};

const useColumns = (since: string): readonly DataColumn<LearnerRow>[] => {
  const numbers = useNumbers();
  return [
    {
      key: 'name',
      title: <FormattedMessage {...tableWords.learner} />,
      sortable: true,
      cell: (learner) => <Who learner={learner} />,
    },
    {
      key: 'state',
      title: <FormattedMessage {...tableWords.why} />,
      sortable: true,
      cell: (learner) => <Why learner={learner} />,
    },
    {
      key: 'lastActive',
      title: <FormattedMessage {...tableWords.lastActive} />,
      sortable: true,
      numeric: true,
      cell: ({ lastActiveAt, weeks }) => (
        <>
          <Ago at={lastActiveAt} />
          <Weeks weeks={weeks} />
        </>
      ),
    },
    {
      key: 'progress',
      title: <FormattedMessage {...tableWords.progressColumn} />,
      sortable: true,
      numeric: true,
      from: 'middle',
      cell: ({ progress }) => (
        <InlineBar share={progress}>{progress === null ? '—' : numbers.share(progress)}</InlineBar>
      ),
    },
    {
      key: 'firstTry',
      title: <FormattedMessage {...tableWords.firstAttempt} />,
      sortable: true,
      numeric: true,
      from: 'middle',
      cell: ({ tried, firstRight }) => (tried === 0 ? '—' : numbers.share(firstRight / tried)),
    },
    {
      key: 'grade',
      title: <FormattedMessage {...tableWords.gradeColumn} />,
      sortable: true,
      numeric: true,
      from: 'wide',
      cell: ({ grade }) => (grade === null ? '—' : numbers.share(grade)),
    },
    {
      key: 'status',
      title: <FormattedMessage {...tableWords.statusColumn} />,
      from: 'middle',
      cell: (learner) => <Said learner={learner} since={since} />,
    },
  ];
};

interface ControlsProps {
  readonly state: ListState;
  readonly tracks: readonly string[];
  readonly search: string;
  readonly onSearch: (search: string) => void;
  readonly onChange: ChangeAddress;
  readonly sinceField: ReactNode;
  readonly csv: ReturnType<typeof useCsv>;
}

const Controls = ({ state, tracks, search, onSearch, onChange, sinceField, csv }: ControlsProps): ReactNode => {
  const intl = useIntl();
  const [searchId, track, left] = [useId(), useId(), useId()];
  return (
    <div className="marginalia-controls" role="search">
      <span className="marginalia-control-search">
        <label htmlFor={searchId}>
          <FormattedMessage {...words.search} />
        </label>
        <input
          id={searchId}
          type="search"
          className="form-control form-control-sm"
          value={search}
          onChange={(event) => onSearch(event.target.value)}
        />
      </span>
      {tracks.length > 1 && (
        <span>
          <label htmlFor={track}>
            <FormattedMessage {...words.track} />
          </label>
          <select
            id={track}
            className="form-control form-control-sm"
            value={state.track}
            onChange={(event) => onChange({ track: event.target.value, from: undefined })}
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
          checked={state.left}
          onChange={(event) => onChange({ left: event.target.checked ? '1' : undefined, from: undefined })}
        />{' '}
        <label htmlFor={left}>
          <FormattedMessage {...words.left} />
        </label>
      </span>
      {sinceField}
      <Menu
        label={intl.formatMessage(tableWords.menu)}
        actions={[
          { key: 'csv', label: <FormattedMessage {...footerWords.csv} />, onChoose: () => void csv.download() },
        ]}
      />
      <span role="status" className="marginalia-quiet">
        {csv.status}
      </span>
    </div>
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
    {total > PAGE_SIZE && (
      <>
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
      </>
    )}
  </p>
);

interface RowsProps {
  readonly courseId: string;
  /** What the rows were asked for with. */
  readonly filters: Omit<LearnersQuery, 'limit' | 'offset'>;
  readonly data: Learners;
  readonly state: ListState;
  readonly since: string;
  readonly onChange: ChangeAddress;
}

const Rows = ({ courseId, filters, data, state, since, onChange }: RowsProps): ReactNode => {
  const intl = useIntl();
  const called = useCalled();
  const columns = useColumns(since);
  const [selected, setSelected] = useState<ReadonlySet<string>>(new Set());
  const everybody = useEverybody(courseId, filters);
  const [drafting, setDrafting] = useState<string | null>(null);
  const [byKey, setByKey] = useState(false);
  const { followUp } = useFollowUpMany(courseId);
  const { learners } = data;
  const of = (key: string): LearnerRow[] => learners.filter(({ id }) => id === key);
  const chosen = useMemo(
    () => everybody.learners ?? learners.filter(({ id }) => selected.has(id)),
    [everybody.learners, learners, selected],
  );
  const select = (next: ReadonlySet<string>): void => {
    everybody.forget();
    setSelected(next);
  };
  const isPageSelected = learners.every(({ id }) => selected.has(id)) && data.total > learners.length;
  const opened = learners.find(({ id }) => id === state.open) ?? null;
  const open = (key: string, draft: boolean): void => {
    setDrafting(draft ? key : null);
    setByKey(true);
    onChange({ open: key }, 'replace');
  };
  const close = (): void => {
    onChange({ open: undefined }, 'replace');
    document.querySelector<HTMLElement>('.marginalia-data tr[tabindex="0"]')?.focus();
  };
  const move = (step: 1 | -1): void => {
    const next = learners[learners.findIndex(({ id }) => id === state.open) + step];
    if (next !== undefined) onChange({ open: next.id }, 'replace');
  };
  return (
    <>
      {isPageSelected && (
        <p className="marginalia-quiet" role="status">
          {everybody.learners !== null ? (
            <FormattedMessage {...tableWords.everySelected} values={{ n: everybody.learners.length }} />
          ) : (
            <>
              <FormattedMessage
                {...(everybody.failed ? tableWords.selectFailed : tableWords.allSelected)}
                values={{ n: learners.length }}
              />{' '}
              <button
                type="button"
                className="marginalia-link"
                aria-disabled={everybody.busy}
                onClick={() => void everybody.load().then((ids) => ids.length > 0 && setSelected(new Set(ids)))}
              >
                <FormattedMessage {...tableWords.selectMatching} values={{ n: data.total }} />
              </button>
            </>
          )}
        </p>
      )}
      <DataTable
        label={intl.formatMessage(words.title)}
        columns={columns}
        rows={learners}
        keyOf={({ id }) => id}
        sorting={state.sorting}
        onSort={(sorting) => onChange({ sort: sortText(sorting), from: undefined })}
        onOpen={(key) => open(key, false)}
        opened={state.open}
        selection={{
          selected,
          onSelect: select,
          allLabel: intl.formatMessage(tableWords.selectAll),
          rowLabel: (learner) => intl.formatMessage(tableWords.select, { name: called(learner) }),
        }}
        shortcuts={{
          d: (key) => open(key, true),
          c: (key) => void followUp(of(key), 'contacted'),
          n: (key) => void followUp(of(key), 'fine'),
        }}
      />
      {opened !== null && (
        <Peek
          key={opened.id}
          courseId={courseId}
          courseName={data.course.name}
          learner={opened}
          drafting={drafting === opened.id}
          takeFocus={byKey}
          onMove={move}
          onClose={close}
        />
      )}
      {chosen.length > 0 && (
        <BulkBar
          courseId={courseId}
          courseName={data.course.name}
          learners={chosen}
          onClear={() => select(new Set())}
        />
      )}
    </>
  );
};

interface Props {
  readonly courseId: string;
  readonly state: ListState;
  /** The day from which on a flag is new. */
  readonly since: string;
  /** Where that day is chosen; null where nothing is new any more. */
  readonly sinceField: ReactNode;
  readonly onChange: ChangeAddress;
}

/** Single learners, a page at a time, filtered and sorted where the data is; or why they are not shown. */
export const LearnerTable = ({ courseId, state, since, sinceField, onChange }: Props): ReactNode => {
  const [search, setSearch] = useState(state.search);
  const settled = useSettled(search.trim());
  const filters = queryOf({ ...state, search: settled }, since);
  const csv = useCsv(courseId, 'learners', filters);
  const report = useReport(getLearners, {
    params: { course: courseId },
    query: { ...filters, limit: PAGE_SIZE, offset: state.offset === 0 ? undefined : state.offset },
  });
  const change = (text: string): void => {
    setSearch(text);
    onChange({ search: text.trim() === '' ? undefined : text.trim(), from: undefined }, 'replace');
  };
  return (
    <ReportPanel report={report} draft={false} ofCourse={false} footer="none">
      {(data) => (
        <div>
          <Controls
            state={state}
            tracks={data.tracks}
            search={search}
            onSearch={change}
            onChange={onChange}
            sinceField={sinceField}
            csv={csv}
          />
          {data.learners.length === 0 ? (
            <p>
              <FormattedMessage {...words.nobody} />{' '}
              <button
                type="button"
                className="marginalia-link"
                onClick={() => {
                  setSearch('');
                  onChange({
                    state: 'all',
                    rule: undefined,
                    section: undefined,
                    track: undefined,
                    search: undefined,
                    from: undefined,
                  });
                }}
              >
                <FormattedMessage {...words.everybody} />
              </button>
            </p>
          ) : (
            <Rows
              key={JSON.stringify(filters)}
              courseId={courseId}
              filters={filters}
              data={data}
              state={state}
              since={since}
              onChange={onChange}
            />
          )}
          <Pager
            total={data.total}
            offset={data.offset}
            onMove={(to) => onChange({ from: to === 0 ? undefined : String(to) })}
          />
          <div className="marginalia-under-table">
            <Disclosure label={<FormattedMessage {...tableWords.keysTitle} />}>
              <p>
                <FormattedMessage {...tableWords.keys} />
              </p>
            </Disclosure>
            <span className="marginalia-quiet">
              <FormattedMessage {...words.recorded} />
            </span>
          </div>
        </div>
      )}
    </ReportPanel>
  );
};
