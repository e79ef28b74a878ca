import { useId } from 'react';
import type { ReactNode } from 'react';
import { FormattedMessage, useIntl } from '@edx/frontend-platform/i18n';
import type { SiteCourse } from '@marginalia/contract';
import { words } from './messages';
import { HEALTHS, healthOf } from './model';
import type { CourseFilter } from './model';

interface SelectProps {
  readonly label: ReactNode;
  readonly chosen: string;
  readonly onChoose: (chosen: string) => void;
  readonly options: readonly (readonly [value: string, name: string])[];
}

const Select = ({ label, chosen, onChoose, options }: SelectProps): ReactNode => {
  const id = useId();
  return (
    <span>
      <label htmlFor={id}>{label}</label>
      <select
        id={id}
        className="form-control form-control-sm"
        value={chosen}
        onChange={(event) => onChoose(event.target.value)}
      >
        {options.map(([value, name]) => (
          <option key={value} value={value}>
            {name}
          </option>
        ))}
      </select>
    </span>
  );
};

interface Props {
  readonly courses: readonly SiteCourse[];
  readonly filter: CourseFilter;
  readonly onFilter: (filter: CourseFilter) => void;
}

/** What the table of courses is narrowed by: words, and a status or an organization where there are several. */
export const CourseControls = ({ courses, filter, onFilter }: Props): ReactNode => {
  const intl = useIntl();
  const search = useId();
  const healths = HEALTHS.filter((health) => courses.some((course) => healthOf(course, Date.now()) === health));
  const orgs = [...new Set(courses.map(({ org }) => org))].sort((a, b) => a.localeCompare(b, intl.locale));
  return (
    <div className="marginalia-controls" role="search">
      <span>
        <label htmlFor={search}>
          <FormattedMessage {...words.find} />
        </label>
        <input
          id={search}
          type="search"
          className="form-control form-control-sm"
          value={filter.text}
          onChange={(event) => onFilter({ ...filter, text: event.target.value })}
        />
      </span>
      {healths.length > 1 && (
        <Select
          label={<FormattedMessage {...words.status} />}
          chosen={filter.health}
          onChoose={(health) => onFilter({ ...filter, health })}
          options={[
            ['', intl.formatMessage(words.anyStatus)],
            ...healths.map((health) => [health, intl.formatMessage(words.statusOption, { status: health })] as const),
          ]}
        />
      )}
      {orgs.length > 1 && (
        <Select
          label={<FormattedMessage {...words.organization} />}
          chosen={filter.org}
          onChoose={(org) => onFilter({ ...filter, org })}
          options={[['', intl.formatMessage(words.allOrganizations)], ...orgs.map((org) => [org, org] as const)]}
        />
      )}
    </div>
  );
};
