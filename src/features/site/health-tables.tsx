import type { ReactNode } from 'react';
import { FormattedDate, FormattedMessage, FormattedTime } from '@edx/frontend-platform/i18n';
import type { SiteHealth } from '@marginalia/contract';
import { useNumbers } from '../../panels';
import { Day } from '../../ui/Day';
import { Disclosure } from '../../ui/Disclosure';
import { InlineBar } from '../../ui/InlineBar';
import { Table } from '../../ui/Table';
import { When } from '../../ui/When';
import { CourseName } from './CourseName';
import { healthWords as words } from './healthMessages';
import { useSeconds, useSize } from './units';

type Words = (typeof words)[keyof typeof words];

/** A table behind a button of the same name. */
const More = ({
  title,
  columns,
  rows,
}: {
  readonly title: Words;
  readonly columns: readonly Words[];
  readonly rows: readonly { readonly key: string; readonly cells: readonly ReactNode[] }[];
}): ReactNode =>
  rows.length === 0 ? null : (
    <Disclosure label={<FormattedMessage {...title} />}>
      <Table
        caption={<FormattedMessage {...title} />}
        captionHidden
        columns={columns.map((column) => (
          <FormattedMessage key={column.id} {...column} />
        ))}
        rows={rows}
      />
    </Disclosure>
  );

/** When events came, and from where. */
export const Arriving = ({ hours, days, sources }: SiteHealth): ReactNode => {
  const numbers = useNumbers();
  const most = Math.max(1, ...hours.map(({ events }) => events));
  const mostOfDay = Math.max(1, ...days.map(({ events }) => events));
  return (
    <>
      <More
        title={words.hours}
        columns={[words.hour, words.events, words.before]}
        rows={[...hours].reverse().map(({ at, events, before }) => ({
          key: at,
          cells: [
            <FormattedTime key="h" value={at} />,
            <InlineBar key="e" share={events / most}>
              {numbers.count(events)}
            </InlineBar>,
            numbers.count(before),
          ],
        }))}
      />
      <More
        title={words.days}
        columns={[words.day, words.events, words.activeCourses]}
        rows={[...days].reverse().map(({ day, events, courses }) => ({
          key: day,
          cells: [
            <Day key="d" at={day} timeZone="UTC" />,
            <InlineBar key="e" share={events / mostOfDay}>
              {numbers.count(events)}
            </InlineBar>,
            numbers.count(courses),
          ],
        }))}
      />
      <More
        title={words.sources}
        columns={[words.source, words.accepted, words.duplicates, words.rejects, words.newest]}
        rows={sources.map(({ source, accepted, duplicate, rejected, newest }) => ({
          key: source,
          cells: [
            <FormattedMessage key="s" {...words.sourceName} values={{ source }} />,
            numbers.count(accepted),
            numbers.count(duplicate),
            numbers.count(rejected),
            newest === null ? '' : <When key="n" at={newest} />,
          ],
        }))}
      />
    </>
  );
};

/** In which courses the panels are used. */
export const Used = ({ use }: SiteHealth): ReactNode => {
  const numbers = useNumbers();
  const courses = use.map(({ course: key, name }) => ({ key, name }));
  return (
    <More
      title={words.useTable}
      columns={[words.course, words.peopleColumn, words.daysUsed]}
      rows={use.map(({ course, name, people, days }) => ({
        key: course,
        cells: [
          <CourseName key="c" course={{ key: course, name }} among={courses} />,
          numbers.count(people),
          numbers.count(days),
        ],
      }))}
    />
  );
};

/** What takes the room and the time. */
export const Cost = ({ tables, months, queries }: SiteHealth): ReactNode => {
  const numbers = useNumbers();
  const size = useSize();
  const seconds = useSeconds();
  return (
    <>
      <More
        title={words.tables}
        columns={[words.table, words.sizeColumn, words.rows]}
        rows={tables.slice(0, 10).map(({ name, bytes, rows }) => ({
          key: name,
          cells: [<bdi key="t">{name}</bdi>, size(bytes), numbers.count(rows)],
        }))}
      />
      <More
        title={words.months}
        columns={[words.month, words.events]}
        rows={[...months].reverse().map(({ month, statements }) => ({
          key: month,
          cells: [
            <FormattedDate key="m" value={`${month}-15`} month="long" year="numeric" timeZone="UTC" />,
            numbers.count(statements),
          ],
        }))}
      />
      <More
        title={words.queries}
        columns={[words.query, words.times, words.average]}
        rows={queries.map(({ query, times, seconds: average }) => ({
          key: query,
          cells: [<bdi key="q">{query}</bdi>, numbers.count(times), seconds(average)],
        }))}
      />
    </>
  );
};
