import { useRef, useState } from 'react';
import type { ReactNode } from 'react';
import { FormattedMessage, useIntl } from '@edx/frontend-platform/i18n';
import { getLearners } from '@marginalia/contract';
import type { FollowUp, LearnerRow, Learners, LearnersQuery } from '@marginalia/contract';
import { useReport } from '../../host/query';
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

/**
 * The learner of the address, on this page of the list or not: who was answered moves down the list, and stays open.
 * @param seen the rows that were shown so far
 */
const useOpened = (
  courseId: string,
  id: string | null,
  onPage: readonly LearnerRow[],
  seen: ReadonlyMap<string, LearnerRow>,
): LearnerRow | null => {
  const here = onPage.find((learner) => learner.id === id);
  const away = useReport(
    getLearners,
    id === null || here !== undefined
      ? null
      : { params: { course: courseId }, query: { search: id, enrolled: 'false', limit: 1 } },
  );
  if (id === null) return null;
  const found = away.kind === 'ready' ? away.data.learners.find((learner) => learner.id === id) : undefined;
  return here ?? found ?? seen.get(id) ?? null;
};

/** The rows of a page: they can be sorted, opened and chosen, and those chosen can be written to and followed up. */
export const LearnerRows = ({ courseId, filters, data, state, since, onChange }: Props): ReactNode => {
  const intl = useIntl();
  const called = useCalled();
  const columns = useColumns(since);
  const [selected, setSelected] = useState<ReadonlySet<string>>(new Set());
  const everybody = useEverybody(courseId, filters);
  const [drafting, setDrafting] = useState<string | null>(null);
  const [byKey, setByKey] = useState(false);
  const { followUp, done } = useFollowUpMany(courseId);
  const { learners } = data;
  const seen = useRef(new Map<string, LearnerRow>());
  for (const learner of everybody.learners ?? []) seen.current.set(learner.id, learner);
  for (const learner of learners) seen.current.set(learner.id, learner);
  const chosen = [...selected].flatMap((id) => seen.current.get(id) ?? []);
  const select = (next: ReadonlySet<string>): void => {
    everybody.forget();
    setSelected(next);
  };
  const isPageSelected = learners.every(({ id }) => selected.has(id)) && data.total > learners.length;
  const opened = useOpened(courseId, state.open, learners, seen.current);
  /** Where the open learner stood when it was opened: the next one is counted from there. */
  const place = useRef<{ readonly id: string | null; readonly at: number }>({ id: null, at: 0 });
  const at = learners.findIndex(({ id }) => id === state.open);
  if (place.current.id !== state.open && at !== -1) place.current = { id: state.open, at };
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
    const { at: from } = place.current;
    const isGone = learners[from]?.id !== state.open;
    const next = learners[isGone && step === 1 ? from : from + step];
    if (next !== undefined) onChange({ open: next.id }, 'replace');
  };
  const answer = (key: string, said: FollowUp): 'next' => {
    void followUp(
      learners.filter(({ id }) => id === key),
      said,
    );
    return 'next';
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
          d: (key) => {
            open(key, true);
            return 'same';
          },
          c: (key) => answer(key, 'contacted'),
          n: (key) => answer(key, 'fine'),
        }}
      />
      <p role="status" className="sr-only">
        {done !== null && done.saved > 0 && <FormattedMessage {...tableWords.saved} values={{ n: done.saved }} />}
        {done !== null && done.failed > 0 && <FormattedMessage {...tableWords.notSaved} values={{ n: done.failed }} />}
      </p>
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
