import type { ReactNode } from 'react';
import { FormattedMessage, useIntl } from '@edx/frontend-platform/i18n';
import { getGroup } from '@marginalia/contract';
import type { Group, GroupKey, MetricId, Standing } from '@marginalia/contract';
import { useAnswer } from '../../host/query';
import { evidenceOf } from '../../panels/evidence';
import { Notice } from '../../ui/Notice';
import { Section } from '../../ui/Section';
import { Table } from '../../ui/Table';
import { AnswerPanel, CsvButton, EvidenceNote, WithheldNotice, metricWords, useNumbers } from '../../panels';
import { ContentTables } from '../content';
import { OverTime, classWords as courseWords, disclosed, useHalf, useRate } from '../class';
import { GroupName, GroupNav } from './GroupNav';
import { GroupReach } from './GroupReach';
import { Steps } from './Steps';
import { words } from './messages';

/** The main numbers of the group and of the class. */
const Beside = ({ answer: { group, course } }: { readonly answer: Group }): ReactNode => {
  const intl = useIntl();
  const numbers = useNumbers();
  const rate = useRate();
  const half = useHalf();
  const row = (id: MetricId, cell: (standing: Standing) => string) => ({
    key: id,
    cells: [metricWords(intl, id).title, cell(group), cell(course)],
  });
  return (
    <Section title={<FormattedMessage {...words.beside} />}>
      <Table
        caption={<FormattedMessage {...words.beside} />}
        captionHidden
        columns={[
          <FormattedMessage key="n" {...words.number} />,
          <FormattedMessage key="g" {...words.group} />,
          <FormattedMessage key="c" {...words.class} />,
        ]}
        rows={[
          row('learners', ({ learners }) => numbers.count(learners)),
          row('started', ({ started }) => rate(started)),
          row('firstTry', ({ firstTry }) => rate(firstTry)),
          row('grades', ({ grade }) => half(grade, numbers.share)),
          row('passing', ({ passing }) => rate(passing)),
          row('completed', ({ completed }) => rate(completed)),
        ]}
      />
    </Section>
  );
};

const Weeks = ({
  courseId,
  answer: { key, weeks },
}: {
  readonly courseId: string;
  readonly answer: Group;
}): ReactNode => {
  const intl = useIntl();
  const numbers = useNumbers();
  const title = intl.formatMessage(words.activity);
  const most = Math.max(0, ...weeks.map(({ group }) => disclosed(group) ?? 0));
  return (
    <Section title={title}>
      {most === 0 ? (
        <p>
          <FormattedMessage {...words.noActivity} />
        </p>
      ) : (
        <OverTime
          title={title}
          desc={intl.formatMessage(words.activityDesc, {
            most: numbers.count(most),
            last: numbers.count(weeks.at(-1)?.group ?? 0),
          })}
          at={weeks.map(({ date }) => date)}
          lines={[
            { name: <FormattedMessage {...words.group} />, values: weeks.map(({ group }) => group) },
            { name: <FormattedMessage {...words.class} />, values: weeks.map(({ course }) => course) },
          ]}
          annotations={[]}
          atName={<FormattedMessage {...courseWords.week} />}
          caption={title}
        />
      )}
      <CsvButton courseId={courseId} report="group-weeks" query={{ group: key }} />
    </Section>
  );
};

interface Props {
  readonly courseId: string;
  readonly group: GroupKey;
}

const Figures = ({ courseId, group, answer }: Props & { readonly answer: Group }): ReactNode => {
  const name = <GroupName group={group} />;
  const { learners } = answer.group;
  if (typeof learners === 'object') {
    return learners.kind === 'withheld' ? (
      <WithheldNotice min={answer.minLearners} />
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
        <FormattedMessage
          {...words.sentence}
          values={{ group: name, n: learners, of: disclosed(answer.course.learners) ?? learners }}
        />
      </p>
      <EvidenceNote evidence={evidenceOf(learners)} learners={learners} />
      <p className="marginalia-quiet">
        <FormattedMessage {...words.rest} />
      </p>
      <Beside answer={answer} />
      <Weeks courseId={courseId} answer={answer} />
      <GroupReach courseId={courseId} answer={answer} />
      <Steps courseId={courseId} answer={answer} />
      <ContentTables courseId={courseId} group={group} onSelect={null} />
    </>
  );
};

/** One group of the class beside the whole: how far it got, when it came, how it fared with each problem and video. */
export const GroupPage = ({ courseId, group }: Props): ReactNode => {
  const answer = useAnswer(getGroup, { params: { course: courseId }, query: { group } });
  return (
    <>
      <GroupNav courseId={courseId} group={group} />
      <AnswerPanel answer={answer} draft={false} ofCourse footer="pill">
        {(data) => <Figures courseId={courseId} group={group} answer={data} />}
      </AnswerPanel>
    </>
  );
};
