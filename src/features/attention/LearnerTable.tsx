import { useState } from 'react';
import type { ReactNode } from 'react';
import { FormattedMessage } from '@edx/frontend-platform/i18n';
import { Button } from '@openedx/paragon';
import { getLearners } from '@marginalia/contract';
import type { Learners } from '@marginalia/contract';
import { useReport } from '../../host/query';
import { ReportPanel } from '../../panels';
import { useCsv } from '../../panels/CsvButton';
import type { ChangeAddress } from '../../panels/place';
import { Disclosure } from '../../ui/Disclosure';
import { useSettled } from '../../ui/useSettled';
import { PAGE_SIZE, queryOf } from './address';
import type { ListState } from './address';
import { LearnerRows } from './LearnerRows';
import { ListControls } from './ListControls';
import { listWords as words } from './list-messages';
import { tableWords } from './table-messages';

interface PagerProps extends Pick<Learners, 'total' | 'offset'> {
  readonly onMove: (to: number) => void;
  /** What stands there where the list is empty: why, and the way to more. */
  readonly none: ReactNode;
  readonly more: ReactNode;
}

/** Which part of the list is on show, and the way to others. */
const Pager = ({ total, offset, onMove, none, more }: PagerProps): ReactNode => (
  <p className="marginalia-actions">
    <span role="status">
      {total === 0 ? (
        none
      ) : (
        <FormattedMessage
          {...words.showing}
          values={{ from: offset + 1, to: Math.min(total, offset + PAGE_SIZE), total }}
        />
      )}
    </span>
    {total === 0 && more}
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
  // nobody chose what the page opens with: those flagged
  const isUnfiltered =
    state.shown === 'flagged' && state.rule === null && state.section === null && state.track === '' && settled === '';
  return (
    <ReportPanel report={report} draft={false} ofCourse={false} footer="none">
      {(data) => (
        <div>
          <ListControls
            state={state}
            tracks={data.tracks}
            search={search}
            onSearch={change}
            onChange={onChange}
            sinceField={sinceField}
            csv={csv}
          />
          {data.learners.length > 0 && (
            <LearnerRows
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
            none={<FormattedMessage {...(isUnfiltered ? words.noneFlagged : words.nobody)} />}
            more={
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
                <FormattedMessage {...(isUnfiltered ? words.showAll : words.everybody)} />
              </button>
            }
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
