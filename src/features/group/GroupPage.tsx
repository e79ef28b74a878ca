import type { ReactNode } from 'react';
import { FormattedMessage, useIntl } from '@edx/frontend-platform/i18n';
import { getGroup } from '@marginalia/contract';
import type { Group, GroupKey, MetricId, Standing } from '@marginalia/contract';
import { useReport } from '../../host/query';
import { evidenceOf } from '../../panels/evidence';
import { Notice } from '../../ui/Notice';
import { Table } from '../../ui/Table';
import { ReportPanel, EvidenceNote, PanelCard, WithheldNotice, metricWords, useNumbers } from '../../panels';
import { ContentTables, changeOf } from '../content';
import { OverTime, classWords as courseWords, disclosed, useHalf, useOverTimeTable, useRate } from '../class';
import { GroupName, GroupNav } from './GroupNav';
import { GroupReach } from './GroupReach';
import { Steps } from './Steps';
import { words } from './messages';

const SHARES = ['started', 'firstTry', 'passing', 'completed'] as const;

/** The main numbers of the group and of the class, and how far they lie apart. */
const BesideCourse = ({
  courseId,
  report: { group, course },
}: {
  readonly courseId: string;
  readonly report: Group;
}): ReactNode => {
  const intl = useIntl();
  const numbers = useNumbers();
  const rate = useRate();
  const half = useHalf();
  const apart = (id: (typeof SHARES)[number]): ReactNode => {
    const change = changeOf(group[id], course[id]);
    if (change === null) return '—';
    return (
      <FormattedMessage
        {...words.points}
        values={{
          direction: !change.clear ? 'none' : change.points > 0 ? 'more' : 'fewer',
          n: Math.abs(change.points),
        }}
      />
    );
  };
  const row = (id: MetricId, cell: (standing: Standing) => string, difference: ReactNode = '') => ({
    key: id,
    cells: [metricWords(intl, id).title, cell(group), cell(course), difference],
  });
  const share = (id: (typeof SHARES)[number]) => row(id, (standing) => rate(standing[id]), apart(id));
  return (
    <PanelCard courseId={courseId} name={intl.formatMessage(words.beside)} span={12}>
      <Table
        caption={<FormattedMessage {...words.beside} />}
        captionHidden
        columns={[
          <FormattedMessage key="n" {...words.number} />,
          <FormattedMessage key="g" {...words.group} />,
          <FormattedMessage key="c" {...words.class} />,
          <FormattedMessage key="d" {...words.difference} />,
        ]}
        rows={[
          row('learners', ({ learners }) => numbers.count(learners)),
          share('started'),
          share('firstTry'),
          row('grades', ({ grade }) => half(grade, 'share')),
          share('passing'),
          share('completed'),
        ]}
      />
    </PanelCard>
  );
};

/** In which shares the group is clearly below or above the class, by name. */
const Clear = ({ report: { group, course } }: { readonly report: Group }): ReactNode => {
  const intl = useIntl();
  const named = (below: boolean): string =>
    intl.formatList(
      SHARES.filter((id) => {
        const change = changeOf(group[id], course[id]);
        return change?.clear === true && change.points < 0 === below;
      }).map((id) => metricWords(intl, id).title),
      { type: 'conjunction' },
    );
  const [lower, higher] = [named(true), named(false)];
  if (lower === '' && higher === '') return <FormattedMessage {...words.noneClear} />;
  return (
    <>
      {lower !== '' && <FormattedMessage {...words.lower} values={{ metrics: lower }} />}{' '}
      {higher !== '' && <FormattedMessage {...words.higher} values={{ metrics: higher }} />}
    </>
  );
};

const Weeks = ({
  courseId,
  report: { key, weeks },
}: {
  readonly courseId: string;
  readonly report: Group;
}): ReactNode => {
  const intl = useIntl();
  const numbers = useNumbers();
  const table = useOverTimeTable();
  const title = intl.formatMessage(words.activity);
  const most = Math.max(0, ...weeks.map(({ group }) => disclosed(group) ?? 0));
  const lines = [
    { name: <FormattedMessage {...words.group} />, values: weeks.map(({ group }) => group) },
    { name: <FormattedMessage {...words.class} />, values: weeks.map(({ course }) => course) },
  ];
  const at = weeks.map(({ date }) => date);
  const atName = <FormattedMessage {...courseWords.week} />;
  const desc = intl.formatMessage(words.activityDesc, {
    most: numbers.count(most),
    last: numbers.count(weeks.at(-1)?.group ?? 0),
  });
  return (
    <PanelCard
      courseId={courseId}
      name={title}
      sentence={most === 0 ? undefined : desc}
      report="group-weeks"
      query={{ group: key }}
      table={table({ at, lines, atName })}
    >
      {most === 0 ? (
        <p>
          <FormattedMessage {...words.noActivity} />
        </p>
      ) : (
        <OverTime
          title={title}
          desc={desc}
          at={at}
          lines={lines}
          annotations={[]}
          atName={atName}
          caption={title}
          inCard
        />
      )}
    </PanelCard>
  );
};

interface Props {
  readonly courseId: string;
  readonly group: GroupKey;
}

const Figures = ({ courseId, group, report }: Props & { readonly report: Group }): ReactNode => {
  const name = <GroupName group={group} />;
  const { learners } = report.group;
  if (typeof learners === 'object') {
    return learners.kind === 'withheld' ? (
      <WithheldNotice min={report.minLearners} />
    ) : (
      <Notice>
        <FormattedMessage {...words.notYet} />
      </Notice>
    );
  }
  if (learners === 0) {
    return (
      <Notice>
        <FormattedMessage {...words.nobody} values={{ group: name }} />
      </Notice>
    );
  }
  return (
    <>
      <p className="marginalia-sentence">
        <FormattedMessage {...words.learnersOf} values={{ group: name, n: learners }} /> <Clear report={report} />
      </p>
      <EvidenceNote evidence={evidenceOf(learners)} learners={learners} />
      <div className="marginalia-grid">
        <BesideCourse courseId={courseId} report={report} />
        <Weeks courseId={courseId} report={report} />
        <GroupReach courseId={courseId} report={report} />
        <Steps courseId={courseId} report={report} />
        <ContentTables courseId={courseId} group={group} onSelect={null} />
      </div>
    </>
  );
};

/** One group of the class compared with the whole: how far it got, when it came, how it fared with each problem and video. */
export const GroupPage = ({ courseId, group }: Props): ReactNode => {
  const report = useReport(getGroup, { params: { course: courseId }, query: { group } });
  return (
    <>
      <GroupNav courseId={courseId} group={group} />
      <ReportPanel report={report} draft={false} ofCourse footer="pill">
        {(data) => <Figures courseId={courseId} group={group} report={data} />}
      </ReportPanel>
    </>
  );
};
