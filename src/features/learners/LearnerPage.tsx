import type { ReactNode } from 'react';
import { FormattedDate, FormattedMessage, useIntl } from '@edx/frontend-platform/i18n';
import { getLearner } from '@marginalia/contract';
import type { Learner } from '@marginalia/contract';
import { useAnswer } from '../../host/query';
import type { AnswerState } from '../../host/query';
import { Section } from '../../ui/Section';
import { AnswerPanel, CsvButton } from '../../panels';
import { Standing, StateName } from './Standing';
import { useCalled } from './Named';
import { OverTime, useMoment } from '../class';
import { Flag } from './flags/Flag';
import { Beside } from './Beside';
import { Problems, Sections, Timeline, Videos } from './Tables';
import { momentNames, words } from './messages';
import { everyDay } from './model';

const Head = ({ learner }: { readonly learner: Learner }): ReactNode => {
  const intl = useIntl();
  const called = useCalled();
  const { lastActivity, registeredAt, passed, email, username } = learner;
  return (
    <>
      <p className="marginalia-sentence">
        <strong>
          <bdi>{called(learner)}</bdi>
        </strong>{' '}
        <span className="marginalia-badge">
          <StateName state={learner.state} />
        </span>{' '}
        {lastActivity === null ? (
          <FormattedMessage {...words.noActivity} />
        ) : (
          <FormattedMessage
            {...words.lastAt}
            values={{
              date: intl.formatDate(lastActivity.at, { dateStyle: 'medium', timeStyle: 'short' }),
              what: intl.formatMessage(momentNames[lastActivity.what]),
              block: lastActivity.block === null || lastActivity.block.name === '' ? 'none' : lastActivity.block.name,
            }}
          />
        )}
      </p>
      <Standing learner={learner} />
      <p className="marginalia-quiet">
        {[username, email]
          .filter((text) => text !== null && text !== '')
          .map((text) => (
            <span key={text}>
              <bdi>{text}</bdi> ·{' '}
            </span>
          ))}
        {registeredAt !== null && (
          <FormattedMessage
            {...words.registered}
            values={{ date: <FormattedDate value={registeredAt} dateStyle="medium" /> }}
          />
        )}
        {passed !== null && (
          <>
            {' '}
            · <FormattedMessage {...(passed ? words.passed : words.notPassed)} />
          </>
        )}
      </p>
    </>
  );
};

const Flags = ({ courseId, learner }: { readonly courseId: string; readonly learner: Learner }): ReactNode => (
  <Section title={<FormattedMessage {...words.why} />}>
    {learner.marks.length === 0 && (
      <p>
        <FormattedMessage {...words.noFlags} />
      </p>
    )}
    {learner.marks.map((flag) => (
      <Flag key={flag.rule} courseId={courseId} courseName={learner.course.name} learner={learner} flag={flag} named />
    ))}
  </Section>
);

const Days = ({ learner: { days } }: { readonly learner: Learner }): ReactNode => {
  const intl = useIntl();
  const moment = useMoment();
  const all = everyDay(days);
  const [first, last] = [all.at(0), all.at(-1)];
  if (first === undefined || last === undefined) return null;
  const title = intl.formatMessage(words.days);
  return (
    <Section title={title}>
      <OverTime
        title={title}
        desc={intl.formatMessage(words.daysDesc, {
          n: days.length,
          from: moment(first.date),
          to: moment(last.date),
        })}
        at={all.map(({ date }) => date)}
        lines={[
          { name: <FormattedMessage {...words.events} />, values: all.map(({ events }) => events) },
          { name: <FormattedMessage {...words.problemsLine} />, values: all.map(({ problems }) => problems) },
          { name: <FormattedMessage {...words.videosLine} />, values: all.map(({ videos }) => videos) },
        ]}
        annotations={[]}
        atName={<FormattedMessage {...words.day} />}
        caption={title}
      />
    </Section>
  );
};

/** The answer's head beside the learner: the learner's track is not what the answer was narrowed by. */
const apart = (
  answer: AnswerState<Learner>,
): AnswerState<Pick<Learner, 'asOf' | 'definitions' | 'minLearners' | 'window'> & { readonly learner: Learner }> => {
  if (answer.kind !== 'ready') return answer;
  const { asOf, definitions, minLearners, window } = answer.data;
  return { ...answer, data: { asOf, definitions, minLearners, window, learner: answer.data } };
};

interface Props {
  readonly courseId: string;
  readonly learner: string;
}

/** One learner: where they stopped, why they may need help, and their work beside the middle half of the class. */
export const LearnerPage = ({ courseId, learner }: Props): ReactNode => {
  const answer = useAnswer(getLearner, { params: { course: courseId, learner } });
  return (
    <AnswerPanel answer={apart(answer)} draft={false} ofCourse={false} footer="pill">
      {({ learner: data }) => (
        <>
          <Head learner={data} />
          <Flags courseId={courseId} learner={data} />
          <Beside learner={data} />
          <Days learner={data} />
          <CsvButton courseId={courseId} report="learner-days" query={{ learner }} />
          <Sections sections={data.sections} />
          <CsvButton courseId={courseId} report="learner-sections" query={{ learner }} />
          <Problems problems={data.problems} />
          <CsvButton courseId={courseId} report="learner-problems" query={{ learner }} />
          <Videos courseId={courseId} videos={data.videos} />
          <CsvButton courseId={courseId} report="learner-videos" query={{ learner }} />
          <Timeline timeline={data.timeline} />
          <CsvButton courseId={courseId} report="learner-timeline" query={{ learner }} />
          <p className="marginalia-quiet">
            <FormattedMessage {...words.recorded} />
          </p>
        </>
      )}
    </AnswerPanel>
  );
};
