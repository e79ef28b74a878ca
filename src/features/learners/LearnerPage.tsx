import type { ReactNode } from 'react';
import { FormattedMessage, useIntl } from '@edx/frontend-platform/i18n';
import { Icon } from '@openedx/paragon';
import Lock from '@openedx/paragon/icons/es5/Lock';
import { getAttention, getLearner, getOutline, getOverview } from '@marginalia/contract';
import type { Learner } from '@marginalia/contract';
import { useHost } from '../../host/port';
import { useReport } from '../../host/query';
import type { ReportState } from '../../host/query';
import { Day } from '../../ui/Day';
import { Section } from '../../ui/Section';
import { ReportPanel, useNumbers } from '../../panels';
import { BesideClass } from './BesideClass';
import { Flag } from './flags/Flag';
import { evidenceSentences } from './flags/Evidence';
import { Heat } from './Heat';
import { words } from './messages';
import { Initials, useCalled } from './Named';
import { ProblemMap } from './ProblemMap';
import { ReasonChip } from './ReasonChip';
import { Sections } from './Sections';
import { Sessions } from './Sessions';
import { Standing, StateName } from './Standing';
import { Videos } from './Videos';

interface Props {
  readonly courseId: string;
  readonly learner: string;
}

/** The flag that the page's first sentence is about. */
const mainOf = ({ marks, state }: Learner) => marks.find(({ rule }) => rule === state) ?? marks[0];

/** Why the learner may need help and how problems went, in two sentences. */
const Sentence = ({ learner }: { readonly learner: Learner }): ReactNode => {
  const intl = useIntl();
  const numbers = useNumbers();
  const { tried, firstRight, sections } = learner;
  const flag = mainOf(learner);
  const of = sections
    .filter(({ block }) => block.type === 'chapter')
    .reduce((sum, { problems }) => sum + problems.of, 0);
  return (
    <p className="marginalia-sentence">
      {flag !== undefined && <>{evidenceSentences(intl, numbers, flag).join(' ')} </>}
      {tried === 0 ? (
        flag === undefined && <FormattedMessage {...words.noProblemsYet} />
      ) : (
        <FormattedMessage
          {...words.standing}
          values={{ tried, of: Math.max(of, tried), share: numbers.share(firstRight / tried) }}
        />
      )}
    </p>
  );
};

/** Where the LMS shows the learner's progress to the course team; null where the host or the service does not know. */
const useProgressPage = ({ course, userId }: Learner): string | null => {
  const { lmsUrl } = useHost().config();
  return lmsUrl === undefined || userId === null
    ? null
    : `${lmsUrl}/courses/${encodeURIComponent(course.key)}/progress/${userId}/`;
};

const Head = ({ learner }: { readonly learner: Learner }): ReactNode => {
  const called = useCalled();
  const progress = useProgressPage(learner);
  const { registeredAt, passed, email, username } = learner;
  // the sentence below says it, with how long ago
  const evident = mainOf(learner)?.rule;
  const name = called(learner);
  const details = [username, email].filter((text): text is string => text !== null && text !== '' && text !== name);
  return (
    <div className="marginalia-learner-head">
      <Initials learner={learner} />
      <div>
        <p className="marginalia-learner-name">
          <strong>
            <bdi>{name}</bdi>
          </strong>{' '}
          {learner.state === null ? <StateName state={null} /> : <ReasonChip state={learner.state} />}
        </p>
        <p className="marginalia-quiet">
          {details.map((text) => (
            <span key={text}>
              <bdi>{text}</bdi> ·{' '}
            </span>
          ))}
          {registeredAt !== null && evident !== 'not_started' && (
            <FormattedMessage {...words.registered} values={{ date: <Day at={registeredAt} /> }} />
          )}
          {passed !== null && (
            <>
              {' '}
              · <FormattedMessage {...(passed ? words.passed : words.notPassed)} />
            </>
          )}{' '}
          <span className="marginalia-logged">
            <Icon src={Lock} size="xs" /> <FormattedMessage {...words.logged} />
          </span>
        </p>
        <Standing
          learner={learner}
          without={evident === 'not_started' || evident === 'stopped' ? ['lastActive', 'firstTry'] : ['firstTry']}
        />
        {progress !== null && (
          <p>
            <a href={progress} target="_blank" rel="noreferrer">
              <FormattedMessage {...words.progressPage} />
            </a>
          </p>
        )}
      </div>
    </div>
  );
};

const Flags = ({ courseId, learner }: { readonly courseId: string; readonly learner: Learner }): ReactNode =>
  learner.marks.length === 0 ? (
    <p>
      <FormattedMessage {...words.noFlags} />
    </p>
  ) : (
    <Section title={<FormattedMessage {...words.why} />}>
      {learner.marks.map((flag) => (
        <Flag
          key={flag.rule}
          courseId={courseId}
          courseName={learner.course.name}
          learner={learner}
          flag={flag}
          named
          evident={flag === mainOf(learner)}
        />
      ))}
    </Section>
  );

interface NotStartedProps {
  readonly courseId: string;
  /** That there is no activity stands above already. */
  readonly evident: boolean;
}

/** Of who has done nothing there is nothing to draw: how many others have not started says more. */
const NotStarted = ({ courseId, evident }: NotStartedProps): ReactNode => {
  const report = useReport(getAttention, { params: { course: courseId } });
  const learners = report.kind === 'ready' ? report.data.learners : null;
  const n = learners?.states.find(({ state }) => state === 'not_started')?.learners;
  const whole = learners?.of;
  if (typeof n === 'number' && n > 0 && typeof whole === 'number') {
    return (
      <p>
        <FormattedMessage {...(evident ? words.othersNotStarted : words.notStarted)} values={{ n, of: whole }} />
      </p>
    );
  }
  return evident ? null : (
    <p>
      <FormattedMessage {...words.noActivity} />
    </p>
  );
};

const Cards = ({ courseId, learner }: { readonly courseId: string; readonly learner: Learner }): ReactNode => {
  const overview = useReport(getOverview, { params: { course: courseId } });
  const outline = useReport(getOutline, { params: { course: courseId } });
  const course = overview.kind === 'ready' ? overview.data.course : null;
  const blocks = outline.kind === 'ready' ? outline.data.blocks : [];
  return (
    <div className="marginalia-grid">
      <Heat courseId={courseId} learner={learner} start={course?.start ?? null} end={course?.end ?? null} />
      <BesideClass courseId={courseId} learner={learner} />
      <ProblemMap courseId={courseId} learner={learner} blocks={blocks} />
      <Sections courseId={courseId} learner={learner} />
      <Sessions courseId={courseId} learner={learner} />
      <Videos courseId={courseId} learner={learner} />
    </div>
  );
};

/** The report's head beside the learner: the learner's track is not what the report was narrowed by. */
const apart = (
  report: ReportState<Learner>,
): ReportState<Pick<Learner, 'asOf' | 'definitions' | 'minLearners' | 'window'> & { readonly learner: Learner }> => {
  if (report.kind !== 'ready') return report;
  const { asOf, definitions, minLearners, window } = report.data;
  return { ...report, data: { asOf, definitions, minLearners, window, learner: report.data } };
};

/** One learner: why help may be needed, and the work so far compared with the middle half of the class. */
export const LearnerPage = ({ courseId, learner }: Props): ReactNode => {
  const report = useReport(getLearner, { params: { course: courseId, learner } });
  return (
    <ReportPanel report={apart(report)} draft={false} ofCourse={false} footer="pill">
      {({ learner: data }) => (
        <>
          <Head learner={data} />
          <Sentence learner={data} />
          <Flags courseId={courseId} learner={data} />
          {data.lastActivity === null && data.days.length === 0 ? (
            <NotStarted courseId={courseId} evident={mainOf(data)?.rule === 'not_started'} />
          ) : (
            <Cards courseId={courseId} learner={data} />
          )}
        </>
      )}
    </ReportPanel>
  );
};
