import { useId } from 'react';
import type { ReactNode } from 'react';
import { FormattedMessage, useIntl } from '@edx/frontend-platform/i18n';
import type { SiteCourse } from '@marginalia/contract';
import { LabelledSelect } from '../../ui/LabelledSelect';
import { words } from './messages';
import { HEALTHS, healthOf } from './model';
import type { CourseFilter } from './model';

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
        <LabelledSelect
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
        <LabelledSelect
          label={<FormattedMessage {...words.organization} />}
          chosen={filter.org}
          onChoose={(org) => onFilter({ ...filter, org })}
          options={[['', intl.formatMessage(words.allOrganizations)], ...orgs.map((org) => [org, org] as const)]}
        />
      )}
    </div>
  );
};
