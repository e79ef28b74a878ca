import { useId, useMemo, useState } from 'react';
import type { ReactNode } from 'react';
import { FormattedMessage, useIntl } from '@edx/frontend-platform/i18n';
import { isNumber, none } from '@marginalia/contract';
import type { Quantity, Rate } from '@marginalia/contract';
import { useNumbers } from '../../panels';
import type { AddressState, ChangeAddress } from '../../panels/place';
import { useCsv } from '../../panels/CsvButton';
import { Choices } from '../../ui/Choices';
import { DataTable, sortRows } from '../../ui/DataTable';
import type { DataColumn, Sorting } from '../../ui/DataTable';
import { Menu } from '../../ui/Menu';
import { found } from '../outline/lazy';
import { ChangeCell, FlagsCell, NameCell, RateCell, ReachedCell } from './BlockCells';
import { words } from './messages';
import { everyRow, visibleRows } from './model';
import type { ContentRow } from './model';

const LOOKS = ['outline', 'problems', 'videos', 'flags'] as const;
type Look = (typeof LOOKS)[number];

/** As many rows as a table shows at first. */
const AT_FIRST = 50;
/** A course of no more blocks than this is shown with everything open but its units. */
const SMALL_COURSE = 60;

const NOTHING: Rate & Quantity = none('nothing');
const shareOf = (rate: Rate): number | null => (rate.kind === 'value' ? rate.value : null);
const numberOf = (quantity: Quantity): number | null => (isNumber(quantity) ? quantity : null);

interface ColumnOf extends DataColumn<ContentRow> {
  /** What rows are sorted by; null stands last. */
  readonly value: (row: ContentRow) => number | string | null;
}

interface ColumnProps {
  readonly look: Look;
  readonly learners: Quantity;
  /** The earlier run, by its name; null: there is none. */
  readonly run: string | null;
  readonly name: (row: ContentRow) => ReactNode;
}

const useColumns = ({ look, learners, run, name }: ColumnProps): readonly ColumnOf[] => {
  const numbers = useNumbers();
  const right = { sortable: true, numeric: true } as const;
  const nameColumn: ColumnOf = {
    key: 'name',
    title: <FormattedMessage {...words.name} />,
    sortable: true,
    cell: name,
    value: ({ block }) => block.name,
  };
  const reached: ColumnOf = {
    key: 'reached',
    title: <FormattedMessage {...words.reached} />,
    ...right,
    cell: (row) => <ReachedCell row={row} all={learners} />,
    value: ({ block }) => numberOf(block.reach),
  };
  const first: ColumnOf = {
    key: 'first',
    title: <FormattedMessage {...words.first} />,
    ...right,
    cell: ({ block }) => <RateCell rate={block.firstTry} />,
    value: ({ block }) => shareOf(block.firstTry),
  };
  const eventually: ColumnOf = {
    key: 'eventually',
    title: <FormattedMessage {...words.eventually} />,
    ...right,
    from: 'middle',
    cell: ({ problem }) => numbers.percent(problem?.course.eventual ?? NOTHING),
    value: ({ problem }) => shareOf(problem?.course.eventual ?? NOTHING),
  };
  const attempts: ColumnOf = {
    key: 'attempts',
    title: <FormattedMessage {...words.attempts} />,
    ...right,
    from: 'middle',
    cell: ({ problem }) => numbers.mean(problem?.course.meanTries ?? NOTHING),
    value: ({ problem }) => numberOf(problem?.course.meanTries ?? NOTHING),
  };
  const watched: ColumnOf = {
    key: 'watched',
    title: <FormattedMessage {...words.watched} />,
    ...right,
    ...(look === 'videos' ? {} : { from: 'middle' as const }),
    cell: ({ block }) => numbers.share(block.watched),
    value: ({ block }) => numberOf(block.watched),
  };
  const versus: ColumnOf = {
    key: 'versus',
    title: <FormattedMessage {...words.versus} values={{ run: <bdi>{run}</bdi> }} />,
    ...right,
    from: 'middle',
    cell: ({ change }) => <ChangeCell change={change} />,
    value: ({ change }) => (change?.clear === true ? change.points : null),
  };
  const flags: ColumnOf = {
    key: 'flags',
    title: <FormattedMessage {...words.flags} />,
    sortable: true,
    ...(look === 'flags' ? {} : { from: 'middle' as const }),
    cell: (row) => <FlagsCell row={row} />,
    value: ({ block, reasons }) => (reasons[0] === undefined ? null : (block.attention?.items ?? 1)),
  };
  const compared = run === null ? [] : [versus];
  switch (look) {
    case 'outline':
      return [nameColumn, reached, first, eventually, attempts, watched, ...compared, flags].map(
        // the course's own order is what an outline is for
        (column) => ({ ...column, sortable: false }),
      );
    case 'problems':
      return [nameColumn, reached, first, eventually, attempts, ...compared, flags];
    case 'videos':
      return [
        nameColumn,
        {
          key: 'length',
          title: <FormattedMessage {...words.length} />,
          ...right,
          from: 'middle',
          cell: ({ video }) =>
            video === null || video.duration === null ? (
              <FormattedMessage {...words.notTracked} />
            ) : (
              numbers.clock(video.duration)
            ),
          value: ({ video }) => video?.duration ?? null,
        },
        reached,
        watched,
        {
          key: 'whole',
          title: <FormattedMessage {...words.inFull} />,
          ...right,
          from: 'middle',
          cell: ({ video }) => <RateCell rate={video?.course.completion ?? NOTHING} />,
          value: ({ video }) => shareOf(video?.course.completion ?? NOTHING),
        },
        {
          key: 'again',
          title: <FormattedMessage {...words.again} />,
          ...right,
          from: 'middle',
          cell: ({ video }) => numbers.share(video?.course.seenTwice ?? NOTHING),
          value: ({ video }) => numberOf(video?.course.seenTwice ?? NOTHING),
        },
        flags,
      ];
    case 'flags':
      return [nameColumn, flags, reached, first, watched, ...compared];
  }
};

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
  const findId = useId();
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
          <label htmlFor={findId}>
            <FormattedMessage {...words.find} />
          </label>
          <input
            id={findId}
            type="search"
            className="form-control form-control-sm"
            value={text}
            onChange={(event) => {
              setText(event.target.value);
              onChange({ find: event.target.value.trim() }, 'replace');
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
