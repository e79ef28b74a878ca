import { useState } from 'react';
import type { ReactNode } from 'react';
import { FormattedMessage, useIntl } from '@edx/frontend-platform/i18n';
import { getSiteOverview } from '@marginalia/contract';
import type { Rate, SiteCourse, SiteOverview } from '@marginalia/contract';
import { useReport } from '../../host/query';
import { ago } from '../../lib/freshness';
import { ReportPanel, InStudio, useNumbers } from '../../panels';
import { Choices } from '../../ui/Choices';
import { DataTable, sortRows } from '../../ui/DataTable';
import type { DataColumn, Sorting } from '../../ui/DataTable';
import { Day } from '../../ui/Day';
import { InlineBar } from '../../ui/InlineBar';
import { PanelHead } from '../../ui/PanelHead';
import { Section } from '../../ui/Section';
import { Spark } from '../../ui/Spark';
import { Table } from '../../ui/Table';
import { words } from './messages';
import { ALL_COURSES, activeCourses, filtered, healthOf, isCurrent, silentCourses } from './model';
import { CourseControls } from './CourseControls';
import { Months } from './Months';
import { Pipeline } from './Pipeline';
import { SiteTiles } from './SiteTiles';

type Tab = 'courses' | 'organizations' | 'health';

const valueOf = (rate: Rate): number | null => (rate.kind === 'value' ? rate.value : null);

const Status = ({ course }: { readonly course: SiteCourse }): ReactNode => {
  const health = healthOf(course, Date.now());
  const day = (date: string | null): ReactNode => (date === null ? null : <Day at={date} timeZone="UTC" />);
  switch (health) {
    case 'ended':
      return <FormattedMessage {...words.ended} values={{ date: day(course.end) }} />;
    case 'notStarted':
      return <FormattedMessage {...words.notStarted} values={{ date: day(course.start) }} />;
    case 'silent':
      return (
        <strong>
          <span aria-hidden="true">◐ </span>
          <FormattedMessage {...words.isSilent} />
        </strong>
      );
    case 'delayed':
      return (
        <>
          <span aria-hidden="true">◔ </span>
          <FormattedMessage {...words.isDelayed} />
        </>
      );
    case 'nothing':
      return <FormattedMessage {...words.nothing} />;
    default:
      return (
        <>
          <span aria-hidden="true">● </span>
          <FormattedMessage {...words.ok} />
        </>
      );
  }
};

const Latest = ({ at }: { readonly at: string | null }): ReactNode => {
  const intl = useIntl();
  if (at === null) return <FormattedMessage {...words.never} />;
  const { value, unit } = ago(at, Date.now());
  return intl.formatRelativeTime(value, unit, { numeric: 'auto', style: 'short' });
};

/** How many came week by week; in words for whoever does not see the line. */
const Weeks = ({ weeks }: Pick<SiteCourse, 'weeks'>): ReactNode => {
  const intl = useIntl();
  const numbers = useNumbers();
  if (weeks.length === 0) return null;
  return (
    <span className="marginalia-from-wide">
      <Spark values={weeks.map(({ learners }) => (typeof learners === 'number' ? learners : null))} />
      <span className="sr-only">
        {intl.formatMessage(words.weeksOf, {
          counts: intl.formatList(
            weeks.map(({ learners }) => numbers.count(learners)),
            { type: 'unit' },
          ),
        })}
      </span>
    </span>
  );
};

const Courses = ({ courses }: Pick<SiteOverview, 'courses'>): ReactNode => {
  const intl = useIntl();
  const numbers = useNumbers();
  const [filter, setFilter] = useState(ALL_COURSES);
  const [sorting, setSorting] = useState<Sorting>({ key: 'enrolled', down: true });
  // Both are counted up to a course's latest event: of a course that is over or silent they would say nothing about this week.
  const isNow = (course: SiteCourse): boolean => isCurrent(course, Date.now());
  const share = (rate: Rate): ReactNode => <InlineBar share={valueOf(rate)}>{numbers.percent(rate)}</InlineBar>;
  const columns: readonly (DataColumn<SiteCourse> & {
    readonly value: (course: SiteCourse) => number | string | null;
  })[] = [
    {
      key: 'course',
      title: <FormattedMessage {...words.course} />,
      sortable: true,
      value: ({ name }) => name,
      cell: ({ key, name }) => (
        <span>
          <a href={`/instructor/${encodeURIComponent(key)}`}>
            <bdi>{name === '' ? key : name}</bdi>
          </a>
          <span className="marginalia-who-more">
            <bdi>{key}</bdi>
          </span>
        </span>
      ),
    },
    {
      key: 'organization',
      title: <FormattedMessage {...words.organization} />,
      sortable: true,
      from: 'wide',
      value: ({ org }) => org,
      cell: ({ org }) => <bdi>{org}</bdi>,
    },
    {
      key: 'status',
      title: <FormattedMessage {...words.status} />,
      sortable: true,
      value: (course) => healthOf(course, Date.now()),
      cell: (course) => <Status course={course} />,
    },
    {
      key: 'enrolled',
      title: <FormattedMessage {...words.enrolled} />,
      sortable: true,
      numeric: true,
      value: ({ enrolledNow }) => (typeof enrolledNow === 'number' ? enrolledNow : null),
      cell: ({ enrolledNow }) => numbers.count(enrolledNow),
    },
    {
      key: 'active',
      title: <FormattedMessage {...words.active} />,
      sortable: true,
      numeric: true,
      from: 'middle',
      value: (course) => (isNow(course) ? valueOf(course.active) : null),
      cell: (course) =>
        isNow(course) ? (
          <>
            {share(course.active)} <Weeks weeks={course.weeks} />
          </>
        ) : (
          '—'
        ),
    },
    {
      key: 'passing',
      title: <FormattedMessage {...words.passing} />,
      sortable: true,
      numeric: true,
      from: 'middle',
      value: ({ passing }) => valueOf(passing),
      cell: ({ passing }) => numbers.percent(passing),
    },
    {
      key: 'needHelp',
      title: <FormattedMessage {...words.needHelp} />,
      sortable: true,
      numeric: true,
      from: 'middle',
      value: (course) => (isNow(course) && course.needHelp.kind === 'value' ? course.needHelp.count : null),
      cell: (course) => {
        if (!isNow(course)) return '—';
        return course.needHelp.kind === 'value'
          ? numbers.count(course.needHelp.count)
          : numbers.countOf(course.needHelp);
      },
    },
    {
      key: 'flags',
      title: <FormattedMessage {...words.flags} />,
      sortable: true,
      numeric: true,
      from: 'wide',
      value: ({ flags }) => flags,
      cell: ({ flags }) => (flags === null ? '—' : numbers.count(flags)),
    },
    {
      key: 'latest',
      title: <FormattedMessage {...words.latest} />,
      sortable: true,
      numeric: true,
      from: 'middle',
      value: ({ asOf }) => (asOf === null ? null : Date.parse(asOf)),
      cell: ({ asOf }) => <Latest at={asOf} />,
    },
  ];
  const found = filtered(courses, filter, Date.now());
  const by = columns.find(({ key }) => key === sorting.key) ?? columns[0];
  if (courses.length === 0 || by === undefined) {
    return (
      <p>
        <FormattedMessage {...words.none} />
      </p>
    );
  }
  return (
    <>
      <CourseControls courses={courses} filter={filter} onFilter={setFilter} />
      {found.length === 0 ? (
        <p>
          <FormattedMessage {...words.noMatch} />
        </p>
      ) : (
        <DataTable
          label={intl.formatMessage(words.courses)}
          columns={columns}
          rows={sortRows(found, by.value, sorting.down)}
          keyOf={({ key }) => key}
          sorting={sorting}
          onSort={setSorting}
          onOpen={(key) => window.location.assign(`/instructor/${encodeURIComponent(key)}`)}
        />
      )}
    </>
  );
};

const Organizations = ({ organisations }: Pick<SiteOverview, 'organisations'>): ReactNode => {
  const numbers = useNumbers();
  const size = ({ enrolledNow }: SiteOverview['organisations'][number]): number =>
    typeof enrolledNow === 'number' ? enrolledNow : -1;
  const sorted = [...organisations].sort((a, b) => size(b) - size(a));
  const most = Math.max(1, ...organisations.map(size));
  return (
    <>
      <Table
        caption={<FormattedMessage {...words.organizations} />}
        captionHidden
        columns={[
          <FormattedMessage key="o" {...words.organization} />,
          <FormattedMessage key="c" {...words.courses} />,
          <FormattedMessage key="e" {...words.enrolled} />,
          <FormattedMessage key="l" {...words.everEnrolled} />,
        ]}
        rows={sorted.map(({ org, courses, learners, enrolledNow }) => ({
          key: org,
          cells: [
            org,
            numbers.count(courses),
            <InlineBar key="e" share={typeof enrolledNow === 'number' ? enrolledNow / most : null}>
              {numbers.count(enrolledNow)}
            </InlineBar>,
            numbers.count(learners),
          ],
        }))}
      />
      <p className="marginalia-quiet">
        <FormattedMessage {...words.people} />
      </p>
    </>
  );
};

const Health = ({ coverage, courses }: Pick<SiteOverview, 'coverage' | 'courses'>): ReactNode => {
  const numbers = useNumbers();
  return (
    <>
      <Pipeline />
      <Section title={<FormattedMessage {...words.latest} />}>
        <Table
          caption={<FormattedMessage {...words.latest} />}
          captionHidden
          columns={[
            <FormattedMessage key="c" {...words.course} />,
            <FormattedMessage key="s" {...words.status} />,
            <FormattedMessage key="l" {...words.latest} />,
          ]}
          rows={courses.map((course) => ({
            key: course.key,
            cells: [
              course.name === '' ? course.key : course.name,
              <Status key="s" course={course} />,
              <Latest key="l" at={course.asOf} />,
            ],
          }))}
        />
      </Section>
      <Section title={<FormattedMessage {...words.kinds} />}>
        <Table
          caption={<FormattedMessage {...words.kinds} />}
          captionHidden
          columns={[
            <FormattedMessage key="k" {...words.kind} />,
            <FormattedMessage key="e" {...words.events} />,
            <FormattedMessage key="l" {...words.latest} />,
          ]}
          rows={coverage.map(({ verb, statements, newest }) => ({
            key: verb,
            cells: [
              <bdi key="v">{verb.slice(verb.lastIndexOf('/') + 1)}</bdi>,
              numbers.count(statements),
              newest === null ? (
                numbers.count({ kind: 'withheld', reason: 'too_few_learners' })
              ) : (
                <Latest key="l" at={newest} />
              ),
            ],
          }))}
        />
      </Section>
    </>
  );
};

const Figures = ({ site }: { readonly site: SiteOverview }): ReactNode => {
  const intl = useIntl();
  const [tab, setTab] = useState<Tab>('courses');
  const silent = silentCourses(site, Date.now());
  const tabs: readonly Tab[] =
    site.scope === 'site' ? ['courses', 'organizations', 'health'] : ['courses', 'organizations'];
  return (
    <>
      <p className="marginalia-sentence">
        <FormattedMessage
          {...words.sentence}
          values={{ active: activeCourses(site, Date.now()), all: site.courses.length }}
        />{' '}
        {silent.length > 0 && <FormattedMessage {...words.silent} values={{ n: silent.length }} />}
      </p>
      <Choices
        label={intl.formatMessage(words.tabs)}
        choices={tabs.map((one) => [one, <FormattedMessage key={one} {...words[one]} />] as const)}
        chosen={tab}
        onChoose={setTab}
      />
      <div className="marginalia-site-tab">
        {tab === 'courses' && (
          <>
            {site.courses.length > 0 && <SiteTiles courses={site.courses} latest={<Latest at={site.asOf} />} />}
            <Courses courses={site.courses} />
            <Months months={site.months} />
          </>
        )}
        {tab === 'organizations' && <Organizations organisations={site.organisations} />}
        {tab === 'health' && <Health coverage={site.coverage} courses={site.courses} />}
      </div>
    </>
  );
};

const ALWAYS = { window: { from: null, to: null } } as const;

/** All courses that the reader may see: which is used, which needs a look, and whether the data is sound. */
export const SitePage = (): ReactNode => {
  const report = useReport(getSiteOverview, { params: {} });
  const scope = report.kind === 'ready' ? report.data.scope : null;
  return (
    <InStudio.Provider value={false}>
      <div className="marginalia-instructor">
        <div className="marginalia-sheet">
          <PanelHead
            kind={<FormattedMessage {...(scope === 'site' ? words.allCourses : words.yourCourses)} />}
            title={<FormattedMessage {...words.title} />}
            takeFocus={false}
          />
          <ReportPanel
            report={report.kind === 'ready' ? { ...report, data: { ...report.data, ...ALWAYS } } : report}
            draft={false}
            ofCourse
            footer="pill"
          >
            {(site) => <Figures site={site} />}
          </ReportPanel>
        </div>
      </div>
    </InStudio.Provider>
  );
};
