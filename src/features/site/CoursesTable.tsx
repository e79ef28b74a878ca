import { useState } from 'react';
import type { ReactNode } from 'react';
import { FormattedMessage, useIntl } from '@edx/frontend-platform/i18n';
import type { SiteOverview } from '@marginalia/contract';
import { useAddressState } from '../../panels/place';
import { DataTable, sortRows } from '../../ui/DataTable';
import type { Sorting } from '../../ui/DataTable';
import { Day } from '../../ui/Day';
import { dayAfter } from '../../lib/day';
import { useColumns } from './course-columns';
import { CourseControls } from './CourseControls';
import { words } from './messages';
import { datesIn, filtered, filterIn, isOfDates } from './model';
import { Months } from './Months';
import { Usage } from './Usage';

/** Which weeks two of the columns are about, where dates are chosen. */
const Weeks = ({ window: { from, to } }: Pick<SiteOverview, 'window'>): ReactNode => {
  const isEmpty = from !== null && to !== null && from >= to;
  const day = (at: string | null): ReactNode => (at === null ? null : <Day key={at} at={at} timeZone="UTC" />);
  return (
    <p className="marginalia-quiet" role="status">
      <FormattedMessage
        {...words.ofWeeks}
        values={{
          ends: isEmpty ? 'none' : to === null ? 'from' : from === null ? 'to' : 'both',
          from: day(from),
          to: day(to === null ? null : dayAfter(to, -1)),
        }}
      />{' '}
      <FormattedMessage {...words.ofNow} />
    </p>
  );
};

/** All courses, one row each, what narrows them, and how they are used week by week and month by month. */
export const CoursesTable = ({ site }: { readonly site: SiteOverview }): ReactNode => {
  const intl = useIntl();
  const [address, change] = useAddressState('courses');
  const [sorting, setSorting] = useState<Sorting>({ key: 'enrolled', down: true });
  const [filter, dates] = [filterIn(address), datesIn(address)];
  const columns = useColumns(isOfDates(site));
  const found = filtered(site, filter, Date.now());
  const by = columns.find(({ key }) => key === sorting.key) ?? columns[0];
  if (by === undefined) return null;
  return (
    <>
      <CourseControls
        courses={site.courses}
        filter={{ ...filter, ...dates }}
        onFilter={({ text, health, org, ...ofDates }) =>
          change(
            {
              ...(text === undefined ? {} : { find: text }),
              ...(health === undefined ? {} : { status: health }),
              ...(org === undefined ? {} : { org }),
              ...ofDates,
            },
            'replace',
          )
        }
      />
      {dates.dates === 'between' && dates.from !== '' && dates.to !== '' && dates.from > dates.to && (
        <p role="alert">
          <FormattedMessage {...words.turned} />
        </p>
      )}
      {isOfDates(site) && <Weeks window={site.window} />}
      {found.length === 0 ? (
        <p>
          <FormattedMessage {...words.noMatch} />
        </p>
      ) : (
        <>
          <div className="marginalia-grid">
            <Usage courses={found} window={site.window} span={site.months.length > 0 ? 6 : 12} />
            {site.months.length > 0 && <Months months={site.months} isNarrowed={Object.values(filter).some(Boolean)} />}
          </div>
          <DataTable
            label={intl.formatMessage(words.courses)}
            columns={columns}
            rows={sortRows(found, by.value, sorting.down)}
            keyOf={({ key }) => key}
            sorting={sorting}
            onSort={setSorting}
            onOpen={(key) => window.location.assign(`/instructor/${encodeURIComponent(key)}`)}
          />
        </>
      )}
    </>
  );
};
