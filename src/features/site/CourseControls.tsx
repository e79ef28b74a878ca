import { useId } from 'react';
import type { ReactNode } from 'react';
import { FormattedMessage, useIntl } from '@edx/frontend-platform/i18n';
import type { SiteCourse } from '@marginalia/contract';
import { CsvMenu } from '../../panels/CsvMenu';
import { useSiteCsv } from '../../panels/CsvButton';
import { LabelledSelect } from '../../ui/LabelledSelect';
import { SearchField } from '../../ui/SearchField';
import { words } from './messages';
import { DATES, HEALTHS, healthOf, queryOf } from './model';
import type { CourseFilter, Dates } from './model';

interface Props {
  readonly courses: readonly SiteCourse[];
  readonly filter: CourseFilter & Dates;
  readonly onFilter: (change: Partial<CourseFilter & Dates>) => void;
}

/** One end of dates of one's own. */
const DateField = ({ name, dates, onFilter }: Pick<Props, 'onFilter'> & { name: 'from' | 'to'; dates: Dates }) => {
  const id = useId();
  return (
    <span>
      <label htmlFor={id}>
        <FormattedMessage {...words[name]} />
      </label>
      <input
        id={id}
        type="date"
        className="form-control form-control-sm"
        value={dates[name]}
        onChange={(event) => onFilter({ [name]: event.target.value })}
      />
    </span>
  );
};

/** What the table of courses is narrowed by: words, dates, and a status or an organization where there are several. */
export const CourseControls = ({ courses, filter, onFilter }: Props): ReactNode => {
  const intl = useIntl();
  const csv = useSiteCsv('courses', queryOf(filter, Date.now()));
  const healths = HEALTHS.filter((health) => courses.some((course) => healthOf(course, Date.now()) === health));
  const orgs = [...new Set(courses.map(({ org }) => org))].sort((a, b) => a.localeCompare(b, intl.locale));
  return (
    <div className="marginalia-controls" role="search">
      <span className="marginalia-control-search">
        <SearchField
          label={<FormattedMessage {...words.find} />}
          text={filter.text}
          onChange={(text) => onFilter({ text })}
        />
      </span>
      <LabelledSelect
        label={<FormattedMessage {...words.dates} />}
        chosen={filter.dates}
        onChoose={(dates) => onFilter({ dates, from: '', to: '' })}
        options={['', ...DATES].map((dates) => [dates, intl.formatMessage(words.datesOption, { dates })] as const)}
      />
      {filter.dates === 'between' && (
        <>
          <DateField name="from" dates={filter} onFilter={onFilter} />
          <DateField name="to" dates={filter} onFilter={onFilter} />
        </>
      )}
      {healths.length > 1 && (
        <LabelledSelect
          label={<FormattedMessage {...words.status} />}
          chosen={filter.health}
          onChoose={(health) => onFilter({ health })}
          options={[
            ['', intl.formatMessage(words.anyStatus)],
            ...healths.map((health) => [health, intl.formatMessage(words.statusOption, { status: health })] as const),
          ]}
        />
      )}
      {orgs.length > 1 && (
        <LabelledSelect
          label={<FormattedMessage {...words.organization} />}
          chosen={filter.org}
          onChoose={(org) => onFilter({ org })}
          options={[['', intl.formatMessage(words.allOrganizations)], ...orgs.map((org) => [org, org] as const)]}
        />
      )}
      <CsvMenu label={intl.formatMessage(words.menu)} csv={csv} />
    </div>
  );
};
