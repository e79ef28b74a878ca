import { useState } from 'react';
import type { ReactNode } from 'react';
import { FormattedDate, FormattedMessage, useIntl } from '@edx/frontend-platform/i18n';
import type { Learner, MiddleHalf } from '@marginalia/contract';
import { Disclosure } from '../../ui/Disclosure';
import { Section } from '../../ui/Section';
import { Table } from '../../ui/Table';
import { useNumbers } from '../../panels';
import { classWords as courseWords } from '../class';
import { LearnerCurve } from './LearnerCurve';
import { momentNames, words } from './messages';

const Day = ({ at }: { readonly at: string }): ReactNode => <FormattedDate value={at} dateStyle="medium" />;

/** So much of so much, and what the middle half of the class has. */
const useCounts = (): ((n: number, of: number, half: MiddleHalf) => string) => {
  const intl = useIntl();
  const numbers = useNumbers();
  return (n, of, half) => {
    const countOf = intl.formatMessage(words.countOf, { n, of });
    return half.kind === 'value'
      ? intl.formatMessage(words.classToo, {
          countOf,
          low: numbers.mean(half.low),
          high: `\u2060${numbers.mean(half.high)}`,
        })
      : countOf;
  };
};

/** How far the learner got in each section, and on demand in each subsection. */
export const Sections = ({ sections }: Pick<Learner, 'sections'>): ReactNode => {
  const intl = useIntl();
  const counts = useCounts();
  const [inside, setInside] = useState(false);
  if (sections.length === 0) return null;
  const shown = sections.filter(({ block }) => inside || block.type === 'chapter');
  return (
    <Section title={<FormattedMessage {...words.sections} />}>
      <Table
        caption={<FormattedMessage {...words.sections} />}
        captionHidden
        columns={[
          <FormattedMessage key="s" {...words.section} />,
          <FormattedMessage key="u" {...words.units} />,
          <FormattedMessage key="p" {...words.problemsTried} />,
          <FormattedMessage key="r" {...words.rightFirst} />,
          <FormattedMessage key="v" {...words.videosPlayed} />,
        ]}
        rows={shown.map(({ block, units, problems, videos }) => ({
          key: block.id,
          cells: [
            <bdi key="s" className={block.type === 'chapter' ? undefined : 'marginalia-inner'}>
              {block.name}
            </bdi>,
            counts(units.reached, units.of, units.middleHalf),
            counts(problems.tried, problems.of, problems.middleHalf),
            intl.formatMessage(words.countOf, { n: problems.firstRight, of: problems.tried }),
            counts(videos.played, videos.of, videos.middleHalf),
          ],
        }))}
      />
      {sections.some(({ block }) => block.type !== 'chapter') && (
        <p>
          <button type="button" className="marginalia-link" aria-pressed={inside} onClick={() => setInside(!inside)}>
            <FormattedMessage {...(inside ? courseWords.outside : courseWords.inside)} />
          </button>
        </p>
      )}
    </Section>
  );
};

const Right = ({ right }: { readonly right: boolean }): ReactNode => (
  <FormattedMessage {...(right ? words.right : words.wrong)} />
);

/** Each problem the learner tried, beside how the course fared with it. */
export const Problems = ({ problems }: Pick<Learner, 'problems'>): ReactNode => {
  const numbers = useNumbers();
  return (
    <Section title={<FormattedMessage {...words.problems} />}>
      {problems.length === 0 ? (
        <p>
          <FormattedMessage {...words.noProblems} />
        </p>
      ) : (
        <Table
          caption={<FormattedMessage {...words.problems} />}
          captionHidden
          columns={[
            <FormattedMessage key="p" {...words.problem} />,
            <FormattedMessage key="t" {...words.tries} />,
            <FormattedMessage key="m" {...words.courseTries} />,
            <FormattedMessage key="f" {...words.first} />,
            <FormattedMessage key="e" {...words.end} />,
            <FormattedMessage key="h" {...words.help} />,
            <FormattedMessage key="c" {...words.course} />,
            <FormattedMessage key="l" {...words.last} />,
          ]}
          rows={problems.map((problem) => ({
            key: problem.block.id,
            cells: [
              <bdi key="p">{problem.block.name}</bdi>,
              numbers.count(problem.attempts),
              numbers.mean(problem.courseMeanTries),
              <Right key="f" right={problem.firstRight} />,
              <Right key="e" right={problem.everRight} />,
              <FormattedMessage
                key="h"
                {...words.helpCounts}
                values={{ hints: problem.hints, shown: problem.answersShown }}
              />,
              numbers.share(problem.courseFirstTry),
              <Day key="l" at={problem.lastAt} />,
            ],
          }))}
        />
      )}
    </Section>
  );
};

/** Each video the learner played, beside what viewers see of it in the mean. */
export const Videos = ({ courseId, videos }: Pick<Learner, 'videos'> & { readonly courseId: string }): ReactNode => {
  const intl = useIntl();
  const numbers = useNumbers();
  return (
    <Section title={<FormattedMessage {...words.videos} />}>
      {videos.length === 0 ? (
        <p>
          <FormattedMessage {...words.noVideos} />
        </p>
      ) : (
        <Table
          caption={<FormattedMessage {...words.videos} />}
          captionHidden
          columns={[
            <FormattedMessage key="v" {...words.video} />,
            <FormattedMessage key="c" {...words.coverage} />,
            <FormattedMessage key="m" {...words.courseCoverage} />,
            <FormattedMessage key="t" {...words.time} />,
            <FormattedMessage key="l" {...words.last} />,
          ]}
          rows={videos.map(({ block, coverage, courseCoverage, watchedSeconds, lastAt }) => ({
            key: block.id,
            cells: [
              <bdi key="v">{block.name}</bdi>,
              coverage === null ? intl.formatMessage(words.noLength) : numbers.share(coverage),
              numbers.share(courseCoverage),
              numbers.clock(watchedSeconds),
              <Day key="l" at={lastAt} />,
            ],
          }))}
        />
      )}
      {videos
        .filter(({ duration, watched }) => duration !== null && watched.length > 0)
        .map((video) => (
          <Disclosure
            key={video.block.id}
            label={<FormattedMessage {...words.showCurve} values={{ name: <bdi>{video.block.name}</bdi> }} />}
            labelOpen={<FormattedMessage {...words.hideCurve} values={{ name: <bdi>{video.block.name}</bdi> }} />}
          >
            <LearnerCurve courseId={courseId} video={video} />
          </Disclosure>
        ))}
    </Section>
  );
};

/** What the service sends at most. */
const NEWEST = 500;

/** Everything the learner did, newest first. */
export const Timeline = ({ timeline }: Pick<Learner, 'timeline'>): ReactNode => {
  if (timeline.length === 0) return null;
  return (
    <Section title={<FormattedMessage {...words.timeline} />}>
      <Table
        caption={<FormattedMessage {...words.timeline} />}
        captionHidden
        columns={[
          <FormattedMessage key="w" {...words.when} />,
          <FormattedMessage key="d" {...words.what} />,
          <FormattedMessage key="b" {...words.where} />,
        ]}
        rows={timeline.map(({ at, what, block }, i) => ({
          key: String(i),
          cells: [
            <FormattedDate key="w" value={at} dateStyle="medium" timeStyle="short" />,
            <FormattedMessage key="d" {...momentNames[what]} />,
            <bdi key="b">{block?.name ?? ''}</bdi>,
          ],
        }))}
      />
      {timeline.length >= NEWEST && (
        <p className="marginalia-quiet">
          <FormattedMessage {...words.newest} values={{ n: NEWEST }} />
        </p>
      )}
    </Section>
  );
};
