import { useMemo, useState } from 'react';
import type { ReactNode } from 'react';
import { FormattedMessage, useIntl } from '@edx/frontend-platform/i18n';
import type { LearnerRow, Learners, LearnersQuery } from '@marginalia/contract';
import type { ChangeAddress } from '../../panels/place';
import { DataTable } from '../../ui/DataTable';
import { useCalled, useFollowUpMany } from '../learners';
import { sortText } from './address';
import type { ListState } from './address';
import { BulkBar } from './BulkBar';
import { useColumns } from './learner-columns';
import { listWords as words } from './list-messages';
import { Peek } from './Peek';
import { tableWords } from './table-messages';
import { useEverybody } from './useEverybody';

interface Props {
  readonly courseId: string;
  /** What the rows were asked for with. */
  readonly filters: Omit<LearnersQuery, 'limit' | 'offset'>;
  readonly data: Learners;
  readonly state: ListState;
  readonly since: string;
  readonly onChange: ChangeAddress;
}

/** The rows of a page: they can be sorted, opened and chosen, and those chosen can be written to and followed up. */
export const LearnerRows = ({ courseId, filters, data, state, since, onChange }: Props): ReactNode => {
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
