import { useState } from 'react';
import type { ReactNode } from 'react';
import { FormattedMessage, useIntl } from '@edx/frontend-platform/i18n';
import { WITHHELD } from '@marginalia/contract';
import type { Quantity, SiteOverview } from '@marginalia/contract';
import { TrackName, trackName, useNumbers } from '../../panels';
import { cardWords } from '../../panels/card-messages';
import { useSiteCsv } from '../../panels/CsvButton';
import { CsvMenu } from '../../panels/CsvMenu';
import { useAddressState } from '../../panels/place';
import { formatDay } from '../../lib/day';
import { DataTable, sortRows } from '../../ui/DataTable';
import type { DataColumn, Sorting } from '../../ui/DataTable';
import { InlineBar } from '../../ui/InlineBar';
import { SearchField } from '../../ui/SearchField';
import { Section } from '../../ui/Section';
import { CountsCard, ShortDay } from './CountsCard';
import { enrolledInWeeks, hiddenInWeeks, tracksNamed, tracksOf, withoutWeeks } from './enrollment-model';
import type { CourseTrack } from './enrollment-model';
import { words } from './messages';
import { healthOf, sumOf } from './model';
import { CourseCell } from './Status';

/** Enrolled learners of all courses as each of the last weeks ended. */
const Weeks = ({ site: { courses, minLearners } }: { readonly site: SiteOverview }): ReactNode => {
  const intl = useIntl();
  const numbers = useNumbers();
  const weeks = enrolledInWeeks(courses);
  const [first, last] = [weeks.at(0), weeks.at(-1)];
  const day = (date: string): string => formatDay(intl, date, { timeZone: 'UTC' });
  const [hidden, without] = [hiddenInWeeks(courses), withoutWeeks(courses)];
  if (first === undefined || last === undefined) return null;
  return (
    <div className="marginalia-grid">
      <CountsCard
        title={intl.formatMessage(words.enrolledWeeks)}
        span={12}
        {...(first.sum === null || last.sum === null
          ? {}
          : {
              sentence: (
                <FormattedMessage
                  {...words.enrolledDesc}
                  values={{
                    first: numbers.count(first.sum),
                    from: day(first.date),
                    last: numbers.count(last.sum),
                    to: day(last.date),
                  }}
                />
              ),
            })}
        heads={[<FormattedMessage key="w" {...words.weekEnd} />, <FormattedMessage key="e" {...words.enrolled} />]}
        counts={weeks.map(({ date, sum }) => ({
          key: date,
          short: <ShortDay at={date} />,
          long: day(date),
          count: sum ?? WITHHELD,
        }))}
        note={
          <>
            <FormattedMessage {...words.enrolledNote} /> <FormattedMessage {...words.inEach} />{' '}
            {courses.some((course) => healthOf(course, Date.now()) === 'ended') && (
              <FormattedMessage {...words.enrolledEnded} />
            )}{' '}
            {hidden > 0 && <FormattedMessage {...words.enrolledFew} values={{ n: hidden, min: minLearners }} />}{' '}
            {without > 0 && <FormattedMessage {...words.enrolledWithout} values={{ n: without }} />}
          </>
        }
      />
    </div>
  );
};

type Column = DataColumn<CourseTrack> & {
  /** What it is sorted by. */
  readonly value: (row: CourseTrack) => number | string | null;
};

const numberOf = (quantity: Quantity): number | null => (typeof quantity === 'number' ? quantity : null);

/** @param most of all rows, for the bars */
const useColumns = (most: number): readonly Column[] => {
  const intl = useIntl();
  const numbers = useNumbers();
  return [
    {
      key: 'course',
      title: <FormattedMessage {...words.course} />,
      sortable: true,
      value: ({ course: { name } }) => name,
      cell: ({ course }) => <CourseCell course={course} />,
    },
    {
      key: 'organization',
      title: <FormattedMessage {...words.organization} />,
      sortable: true,
      from: 'middle',
      value: ({ course: { org } }) => org,
      cell: ({ course: { org } }) => <bdi>{org}</bdi>,
    },
    {
      key: 'track',
      title: <FormattedMessage {...words.track} />,
      sortable: true,
      value: ({ tracks }) => tracks.join(' '),
      cell: ({ tracks }) => (
        <>
          {intl.formatList(
            tracks.map((track) =>
              track === '' ? (
                <FormattedMessage key="none" {...words.noTrack} />
              ) : (
                <TrackName key={track} track={track} />
              ),
            ),
          )}
        </>
      ),
    },
    {
      key: 'enrolled',
      title: <FormattedMessage {...words.enrolled} />,
      sortable: true,
      numeric: true,
      value: ({ enrolledNow }) => numberOf(enrolledNow),
      cell: ({ enrolledNow }) => (
        <InlineBar share={typeof enrolledNow === 'number' ? enrolledNow / most : null}>
          {numbers.count(enrolledNow)}
        </InlineBar>
      ),
    },
  ];
};

/** Enrolled learners of each course by track, with what narrows them and what they add up to. */
const Tracks = ({ tracks }: { readonly tracks: readonly CourseTrack[] }): ReactNode => {
  const intl = useIntl();
  const numbers = useNumbers();
  const csv = useSiteCsv('tracks', {});
  const [address, change] = useAddressState('enrollment');
  const [sorting, setSorting] = useState<Sorting>({ key: 'enrolled', down: true });
  const text = address['find'] ?? '';
  const found = tracksNamed(tracks, text, (track) => trackName(intl, track));
  const columns = useColumns(Math.max(1, ...tracks.map(({ enrolledNow }) => numberOf(enrolledNow) ?? 0)));
  const by = columns.find(({ key }) => key === sorting.key);
  const { sum, hidden } = sumOf(found.map(({ enrolledNow }) => enrolledNow));
  const title = intl.formatMessage(words.tracks);
  return (
    <Section title={title}>
      <div className="marginalia-controls" role="search">
        <span className="marginalia-control-search">
          <SearchField
            label={<FormattedMessage {...words.findTrack} />}
            text={text}
            onChange={(find) => change({ find }, 'replace')}
          />
        </span>
        <CsvMenu label={intl.formatMessage(cardWords.menu, { name: title })} csv={csv} />
      </div>
      {found.length === 0 ? (
        <p>
          <FormattedMessage {...words.noTrackMatch} />
        </p>
      ) : (
        <DataTable
          label={title}
          columns={columns}
          rows={by === undefined ? found : sortRows(found, by.value, sorting.down)}
          keyOf={({ course, tracks: own }) => `${course.key} ${own.join(' ')}`}
          sorting={sorting}
          onSort={setSorting}
          foot={{
            course: <FormattedMessage {...words.total} />,
            enrolled: (
              <>
                {numbers.count(sum ?? WITHHELD)}
                {hidden > 0 && (
                  <span className="marginalia-who-more">
                    <FormattedMessage {...words.withoutHidden} values={{ n: hidden }} />
                  </span>
                )}
              </>
            ),
          }}
        />
      )}
    </Section>
  );
};

/** Who is enrolled: in all courses week by week, and in each of them by track. */
export const Enrollment = ({ site }: { readonly site: SiteOverview }): ReactNode => {
  const tracks = tracksOf(site.courses);
  return tracks.length === 0 && enrolledInWeeks(site.courses).length === 0 ? (
    <p>
      <FormattedMessage {...words.noEnrollment} />
    </p>
  ) : (
    <>
      <Weeks site={site} />
      {tracks.length > 0 && <Tracks tracks={tracks} />}
    </>
  );
};
