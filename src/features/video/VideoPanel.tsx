import type { ReactNode } from 'react';
import { FormattedMessage, useIntl } from '@edx/frontend-platform/i18n';
import { getVideo } from '@marginalia/contract';
import type { Quantity, Video } from '@marginalia/contract';
import { useReport } from '../../host/query';
import { evidenceOf, mayCompare } from '../../panels/evidence';
import type { Evidence } from '../../panels/evidence';
import { Section } from '../../ui/Section';
import { Stats } from '../../ui/Stats';
import type { Stat } from '../../ui/Stats';
import {
  ReportPanel,
  SHAPES,
  EvidenceNote,
  NothingYet,
  OtherRuns,
  WithheldNotice,
  footerWords,
  isFiltered,
  lastRate,
  lastShare,
  metricWords,
  useFilter,
  useFilterQuery,
  useLastRun,
  useNumbers,
} from '../../panels';
import type { PanelProps, Run } from '../../panels';
import { Curve } from './Curve';
import { Distribution } from './Distribution';
import { words } from './messages';
import { videoSentence } from './model';
import type { KnownDrop, VideoSentence } from './model';

const Sentence = ({ sentence }: { readonly sentence: VideoSentence }): ReactNode => {
  const numbers = useNumbers();
  switch (sentence.kind) {
    case 'seen':
      return (
        <p className="marginalia-sentence">
          <FormattedMessage
            {...words.seen}
            values={{ viewers: sentence.viewers, share: numbers.share(sentence.coverage) }}
          />{' '}
          {sentence.half === 'end' && <FormattedMessage {...words.halfStay} />}
          {typeof sentence.half === 'number' && (
            <FormattedMessage {...words.halfTo} values={{ time: numbers.clock(sentence.half) }} />
          )}
        </p>
      );
    case 'few':
      return (
        <p className="marginalia-sentence">
          {sentence.finished === null ? (
            <FormattedMessage {...words.played} values={{ viewers: sentence.viewers }} />
          ) : (
            <FormattedMessage {...words.few} values={{ viewers: sentence.viewers, finished: sentence.finished }} />
          )}
        </p>
      );
    case 'played':
      return (
        <p className="marginalia-sentence">
          <FormattedMessage {...words.played} values={{ viewers: sentence.viewers }} />
        </p>
      );
    default:
      return null;
  }
};

interface StatsProps {
  readonly video: Video;
  readonly evidence: Evidence;
  readonly last: Run | null;
}

const VideoStats = ({ video, evidence, last }: StatsProps): ReactNode => {
  const intl = useIntl();
  const numbers = useNumbers();
  const { viewers, watchedSeconds, coverage, completion, duration } = video;
  const stats: Stat[] = [
    { key: 'viewers', value: numbers.count(viewers), ...metricWords(intl, 'viewers') },
    {
      key: 'watchedSeconds',
      value: numbers.amountOfTime(watchedSeconds),
      company:
        typeof watchedSeconds === 'number' && typeof viewers === 'number' && viewers > 0
          ? intl.formatMessage(words.hours, { time: numbers.clock(watchedSeconds / viewers) })
          : undefined,
      ...metricWords(intl, 'watchedSeconds'),
    },
  ];
  if (mayCompare(evidence)) {
    stats.push({
      key: 'coverage',
      value: numbers.share(coverage),
      company: duration === null ? undefined : intl.formatMessage(words.ofLength, { time: numbers.clock(duration) }),
      before: lastShare(intl, last),
      ...metricWords(intl, 'coverage'),
    });
  }
  stats.push({
    key: 'completion',
    value: mayCompare(evidence) ? numbers.percent(completion) : numbers.countOf(completion),
    company:
      completion.kind === 'value' && mayCompare(evidence)
        ? intl.formatMessage(footerWords.countLikely, {
            count: numbers.countOf(completion),
            likely: numbers.likely(completion),
          })
        : undefined,
    before: lastRate(intl, completion, last?.completion),
    ...metricWords(intl, 'completion'),
  });
  return <Stats label={intl.formatMessage(footerWords.numbers)} stats={stats} />;
};

const Habits = ({ video }: { readonly video: Video }): ReactNode => {
  const numbers = useNumbers();
  const rows: readonly [keyof typeof words, Quantity][] = [
    ['captions', video.captions.learners],
    ['faster', video.speed.faster],
    ['slower', video.speed.slower],
    ['rewinds', video.rewinds.learners],
  ];
  return (
    <Section title={<FormattedMessage {...words.how} />}>
      <dl className="marginalia-rows">
        {rows.map(([word, learners]) => (
          <div key={word}>
            <dt>
              <FormattedMessage {...words[word]} />
            </dt>
            <dd>
              {typeof learners === 'number' && typeof video.viewers === 'number' ? (
                <FormattedMessage {...footerWords.countOf} values={{ count: learners, of: video.viewers }} />
              ) : (
                numbers.count(learners)
              )}
              {word === 'rewinds' && typeof learners === 'number' && learners > 0 && (
                <small>
                  {' '}
                  <FormattedMessage {...words.rewindEvents} values={{ n: numbers.count(video.rewinds.events) }} />
                </small>
              )}
            </dd>
          </div>
        ))}
      </dl>
      {'plays' in video.imputed && video.imputed.plays > 0 && (
        <p className="marginalia-quiet">
          <FormattedMessage
            {...words.imputed}
            values={{ plays: video.imputed.plays, time: numbers.clock(video.imputed.seconds) }}
          />
        </p>
      )}
    </Section>
  );
};

interface FiguresProps {
  readonly video: Video;
  readonly draft: boolean;
  readonly drop: KnownDrop | null;
  readonly last: Run | null;
}

const Figures = ({ video, draft, drop, last }: FiguresProps): ReactNode => {
  const evidence = evidenceOf(video.viewers);
  const sentence = videoSentence(video);
  if (sentence.kind === 'withheld') return <WithheldNotice min={video.minLearners} />;
  if (sentence.kind === 'nobody') {
    return (
      <NothingYet draft={draft}>
        <FormattedMessage {...words.nobody} />
      </NothingYet>
    );
  }
  return (
    <>
      <Sentence sentence={sentence} />
      <EvidenceNote evidence={evidence} learners={video.viewers} />
      <VideoStats video={video} evidence={evidence} last={last} />
      <Curve video={video} viewers={sentence.viewers} drop={drop} />
      {mayCompare(evidence) && <Distribution video={video} viewers={sentence.viewers} />}
      <Habits video={video} />
    </>
  );
};

interface Props extends PanelProps {
  /** Where viewers leave, as a finding says. */
  readonly drop?: KnownDrop | null;
}

/** How learners watched one video. */
export const VideoPanel = ({ courseId, blockId, draft, drop = null }: Props): ReactNode => {
  // the finding is about all dates and learners
  const isWhole = !isFiltered(useFilter());
  const report = useReport(getVideo, { params: { course: courseId, block: blockId }, ...useFilterQuery() });
  const { run } = useLastRun(courseId, blockId);
  return (
    <ReportPanel report={report} draft={draft} ofCourse={false} shape={SHAPES.video}>
      {(video) => (
        <>
          <Figures video={video} draft={draft} drop={isWhole ? drop : null} last={run} />
          <OtherRuns courseId={courseId} blockId={blockId} />
        </>
      )}
    </ReportPanel>
  );
};
