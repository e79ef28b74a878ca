import { useMemo, useState } from 'react';
import type { ReactNode } from 'react';
import { FormattedMessage, useIntl } from '@edx/frontend-platform/i18n';
import type { Quantity } from '@marginalia/contract';
import type { AddressState, ChangeAddress } from '../../panels/place';
import { useCsv } from '../../panels/CsvButton';
import { Choices } from '../../ui/Choices';
import { DataTable, sortRows } from '../../ui/DataTable';
import type { Sorting } from '../../ui/DataTable';
import { Menu } from '../../ui/Menu';
import { SearchField } from '../../ui/SearchField';
import { found } from '../outline/lazy';
import { LOOKS, useColumns } from './block-columns';
import type { Look } from './block-columns';
import { NameCell } from './BlockCells';
import { words } from './messages';
import { everyRow, visibleRows } from './model';
import type { ContentRow } from './model';

/** As many rows as a table shows at first. */
const AT_FIRST = 50;
/** A course of no more blocks than this is shown with everything open but its units. */
const SMALL_COURSE = 60;

interface Props {
  readonly courseId: string;
  readonly rows: readonly ContentRow[];
  readonly learners: Quantity;
  readonly run: string | null;
  readonly address: AddressState;
  readonly onChange: ChangeAddress;
  /** The block whose panel is open. */
  readonly opened: string | null;
  readonly onSelect: (id: string) => void;
}

const lookIn = (text: string | undefined): Look => LOOKS.find((one) => one === text) ?? 'outline';
const sortingIn = (text: string | undefined): Sorting | null =>
  text === undefined ? null : { key: text.replace(/^-/, ''), down: text.startsWith('-') };

/** The course as a table: its outline, or all problems, all videos, or what is flagged, in any order. */
export const BlocksTable = (props: Props): ReactNode => {
  const { courseId, rows, learners, run, address, onChange, opened, onSelect } = props;
  const intl = useIntl();
  const look = lookIn(address['show']);
  const sorting = look === 'outline' ? null : sortingIn(address['sort']);
  const [text, setText] = useState(address['find'] ?? '');
  const [whole, setWhole] = useState(false);
  const all = useMemo(() => everyRow(rows), [rows]);
  const small = all.length <= SMALL_COURSE;
  const [turned, setTurned] = useState<ReadonlySet<string>>(new Set());
  const opens = ({ block: { type } }: ContentRow): boolean => type === 'chapter' || (small && type === 'sequential');
  const byId = useMemo(() => new Map(all.map((row) => [row.block.id, row])), [all]);
  const isOpen = (id: string): boolean => {
    const row = byId.get(id);
    return row !== undefined && row.inside.length > 0 && opens(row) !== turned.has(id);
  };
  const toggle = (id: string): void => {
    const next = new Set(turned);
    if (!next.delete(id)) next.add(id);
    setTurned(next);
  };
  const looks: Readonly<Record<Look, readonly ContentRow[]>> = {
    outline: rows,
    problems: all.filter(({ block }) => block.type === 'problem'),
    videos: all.filter(({ block }) => block.type === 'video'),
    flags: all.filter(({ reasons }) => reasons.length > 0),
  };
  const asTree = look === 'outline' && text.trim() === '';
  const columns = useColumns({
    look,
    learners,
    run,
    name: (row) => (
      <NameCell
        row={row}
        onSelect={onSelect}
        {...(asTree ? { tree: { open: isOpen(row.block.id), onToggle: () => toggle(row.block.id) } } : {})}
      />
    ),
  });
  const named = (of: readonly ContentRow[]): readonly ContentRow[] => {
    if (text.trim() === '') return of;
    const hits = new Set(
      found(
        of.map(({ block }) => block),
        text,
        intl.locale,
      ).map(({ id }) => id),
    );
    return of.filter(({ block }) => hits.has(block.id));
  };
  const chosen = asTree ? visibleRows(rows, isOpen) : named(look === 'outline' ? all : looks[look]);
  const sorted = columns.find(({ key, sortable }) => key === sorting?.key && sortable === true);
  const ordered = sorted === undefined || sorting === null ? chosen : sortRows(chosen, sorted.value, sorting.down);
  const shown = whole || asTree ? ordered : ordered.slice(0, AT_FIRST);
  const problemsCsv = useCsv(courseId, 'problems', {});
  const videosCsv = useCsv(courseId, 'videos', {});
  return (
    <section aria-label={intl.formatMessage(words.look)}>
      <div className="marginalia-table-bar">
        <Choices
          label={intl.formatMessage(words.look)}
          choices={[
            ['outline', <FormattedMessage key="o" {...words.outline} />],
            ['problems', <FormattedMessage key="p" {...words.problemsTab} values={{ n: looks.problems.length }} />],
            ['videos', <FormattedMessage key="v" {...words.videosTab} values={{ n: looks.videos.length }} />],
            ['flags', <FormattedMessage key="f" {...words.flagsTab} values={{ n: looks.flags.length }} />],
          ]}
          chosen={look}
          onChoose={(show) => onChange({ show: show === 'outline' ? undefined : show, sort: undefined })}
        />
        <span className="marginalia-find" role="search">
          <SearchField
            label={<FormattedMessage {...words.find} />}
            text={text}
            onChange={(typed) => {
              setText(typed);
              onChange({ find: typed.trim() }, 'replace');
            }}
          />
        </span>
        <Menu
          label={intl.formatMessage(words.menu)}
          actions={[
            {
              key: 'problems',
              label: <FormattedMessage {...words.csvProblems} />,
              onChoose: () => void problemsCsv.download(),
            },
            {
              key: 'videos',
              label: <FormattedMessage {...words.csvVideos} />,
              onChoose: () => void videosCsv.download(),
            },
          ]}
        />
        <span role="status" className="marginalia-quiet">
          {problemsCsv.status}
          {videosCsv.status}
        </span>
      </div>
      {chosen.length === 0 ? (
        <p>
          <FormattedMessage
            {...(text.trim() !== ''
              ? words.noneFound
              : look === 'flags'
                ? words.noFlags
                : look === 'videos'
                  ? words.noVideos
                  : words.noProblems)}
          />
        </p>
      ) : (
        <DataTable
          label={intl.formatMessage(look === 'flags' ? words.flags : words[look])}
          columns={columns}
          rows={shown}
          keyOf={({ block }) => block.id}
          sorting={sorting}
          onSort={({ key, down }) => onChange({ sort: `${down ? '-' : ''}${key}` })}
          onOpen={onSelect}
          opened={opened}
          {...(asTree
            ? {
                tree: {
                  levelOf: ({ level }: ContentRow) => level,
                  isOpen: ({ block, inside }: ContentRow) => (inside.length === 0 ? null : isOpen(block.id)),
                  onToggle: toggle,
                },
              }
            : {})}
        />
      )}
      {shown.length < ordered.length && (
        <button type="button" className="marginalia-link" onClick={() => setWhole(true)}>
          <FormattedMessage {...words.showAll} values={{ n: ordered.length - shown.length }} />
        </button>
      )}
    </section>
  );
};
