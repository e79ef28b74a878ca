import type { ReactNode } from 'react';
import { FormattedMessage, useIntl } from '@edx/frontend-platform/i18n';
import { getSiteOverview } from '@marginalia/contract';
import type { SiteOverview } from '@marginalia/contract';
import { useReport } from '../../host/query';
import { Announcer, ReportPanel, InStudio, useNumbers } from '../../panels';
import { placePart, useAddressState, useFragment } from '../../panels/place';
import { Choices } from '../../ui/Choices';
import { InlineBar } from '../../ui/InlineBar';
import { PanelHead } from '../../ui/PanelHead';
import { Section } from '../../ui/Section';
import { Table } from '../../ui/Table';
import { CourseName } from './CourseName';
import { CoursesTable } from './CoursesTable';
import { Enrollment } from './Enrollment';
import { words } from './messages';
import { activeCourses, datesIn, queryOf, silentCourses } from './model';
import { Pipeline } from './Pipeline';
import { SiteTiles } from './SiteTiles';
import { CourseLink, Latest, Status } from './Status';

const TABS = ['courses', 'organizations', 'enrollment', 'health'] as const;
type Tab = (typeof TABS)[number];

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
              <CourseName key="c" course={course} among={courses} />,
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

/** The part of the page that the address names, and a way to another one. */
const useTab = (tabs: readonly Tab[]): readonly [Tab, (tab: Tab) => void] => {
  const named = placePart(useFragment()).slice(1);
  return [
    tabs.find((tab) => tab === named) ?? 'courses',
    (tab) => {
      window.location.hash = tab;
    },
  ];
};

const Figures = ({ site }: { readonly site: SiteOverview }): ReactNode => {
  const intl = useIntl();
  const silent = silentCourses(site, Date.now());
  const [only] = silent;
  const tabs = TABS.filter((one) => one !== 'health' || site.scope === 'site');
  const [tab, setTab] = useTab(tabs);
  const isEmpty = site.courses.length === 0;
  return (
    <>
      <p className="marginalia-sentence">
        <FormattedMessage
          {...(isEmpty ? words.none : words.sentence)}
          values={{ active: activeCourses(site, Date.now()), all: site.courses.length }}
        />{' '}
        {silent.length > 1 && <FormattedMessage {...words.silent} values={{ n: silent.length }} />}
        {only !== undefined && silent.length === 1 && (
          <FormattedMessage
            {...words.silentOne}
            values={{
              name: (
                <CourseName key={only.key} course={only} among={site.courses}>
                  <CourseLink course={only} />
                </CourseName>
              ),
            }}
          />
        )}
      </p>
      <Choices
        label={intl.formatMessage(words.tabs)}
        choices={tabs.map((one) => [one, <FormattedMessage key={one} {...words[one]} />] as const)}
        chosen={tab}
        onChoose={setTab}
      />
      {tab === 'courses' && !isEmpty && (
        <>
          <SiteTiles site={site} latest={<Latest at={site.asOf} />} />
          <CoursesTable site={site} />
        </>
      )}
      {tab === 'organizations' && !isEmpty && <Organizations organisations={site.organisations} />}
      {tab === 'enrollment' && !isEmpty && <Enrollment site={site} />}
      {tab === 'health' && <Health coverage={site.coverage} courses={site.courses} />}
    </>
  );
};

/** All courses that the reader may see: which is used, which needs a look, and whether the data is sound. */
export const SitePage = (): ReactNode => {
  const [address] = useAddressState();
  const query = queryOf(datesIn(address), Date.now());
  const report = useReport(getSiteOverview, { params: {}, query });
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
          <Announcer>
            <ReportPanel report={report} draft={false} ofCourse footer="pill">
              {(site) => <Figures site={site} />}
            </ReportPanel>
          </Announcer>
        </div>
      </div>
    </InStudio.Provider>
  );
};
