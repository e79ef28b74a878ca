import { useState } from 'react';
import type { ReactNode } from 'react';
import { FormattedMessage, useIntl } from '@edx/frontend-platform/i18n';
import type { Learner } from '@marginalia/contract';
import { Day } from '../../ui/Day';
import { PanelCard, useNumbers } from '../../panels';
import { LearnerCurve, Strip } from './LearnerCurve';
import { words } from './messages';

type OwnVideo = Learner['videos'][number];

const Row = ({ courseId, video }: { readonly courseId: string; readonly video: OwnVideo }): ReactNode => {
  const intl = useIntl();
  const numbers = useNumbers();
  const [open, setOpen] = useState(false);
  const { block, coverage, courseCoverage, lastAt, duration, watched } = video;
  const hasStrip = duration !== null && watched.length > 0;
  return (
    <li>
      <div className="marginalia-video-row">
        {hasStrip ? (
          <button
            type="button"
            className="marginalia-link"
            aria-expanded={open}
            aria-label={intl.formatMessage(words.videoOpen, { name: block.name })}
            onClick={() => setOpen(!open)}
          >
            <bdi>{block.name}</bdi>
          </button>
        ) : (
          <bdi>{block.name}</bdi>
        )}
        <span className="marginalia-video-strip">{hasStrip && <Strip video={video} />}</span>
        <span>
          {coverage === null ? (
            <FormattedMessage {...words.noLength} />
          ) : (
            <FormattedMessage
              {...words.videoShare}
              values={{ share: numbers.share(coverage), course: numbers.share(courseCoverage) }}
            />
          )}
        </span>
        <span className="marginalia-quiet">
          <Day at={lastAt} />
        </span>
      </div>
      {open && <LearnerCurve courseId={courseId} video={video} />}
    </li>
  );
};

/** Each video the learner played: which of its seconds, and the class's average beside it. */
export const Videos = ({ courseId, learner }: { readonly courseId: string; readonly learner: Learner }): ReactNode => {
  const intl = useIntl();
  const numbers = useNumbers();
  const { videos } = learner;
  return (
    <PanelCard
      courseId={courseId}
      name={intl.formatMessage(words.videos)}
      span={12}
      report="learner-videos"
      query={{ learner: learner.id }}
      table={{
        columns: [
          <FormattedMessage key="v" {...words.video} />,
          <FormattedMessage key="c" {...words.coverage} />,
          <FormattedMessage key="m" {...words.courseCoverage} />,
          <FormattedMessage key="t" {...words.time} />,
        ],
        rows: videos.map(({ block, coverage, courseCoverage, watchedSeconds }) => ({
          key: block.id,
          cells: [
            <bdi key="v">{block.name}</bdi>,
            coverage === null ? intl.formatMessage(words.noLength) : numbers.share(coverage),
            numbers.share(courseCoverage),
            numbers.clock(watchedSeconds),
          ],
        })),
      }}
    >
      {videos.length === 0 ? (
        <p>
          <FormattedMessage {...words.noVideos} />
        </p>
      ) : (
        <ul className="marginalia-video-rows">
          {videos.map((video) => (
            <Row key={video.block.id} courseId={courseId} video={video} />
          ))}
        </ul>
      )}
    </PanelCard>
  );
};
