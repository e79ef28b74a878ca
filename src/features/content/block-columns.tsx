import type { ReactNode } from 'react';
import { FormattedMessage } from '@edx/frontend-platform/i18n';
import { isNumber, none } from '@marginalia/contract';
import type { Quantity, Rate } from '@marginalia/contract';
import { useNumbers } from '../../panels';
import type { DataColumn } from '../../ui/DataTable';
import { ChangeCell, FlagsCell, RateCell, ReachedCell } from './BlockCells';
import { words } from './messages';
import type { ContentRow } from './model';

/** What the table of a course's blocks can be looked at as. */
export const LOOKS = ['outline', 'problems', 'videos', 'flags'] as const;
export type Look = (typeof LOOKS)[number];

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

/** The columns of the table of blocks, by what it is looked at as. */
export const useColumns = ({ look, learners, run, name }: ColumnProps): readonly ColumnOf[] => {
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
