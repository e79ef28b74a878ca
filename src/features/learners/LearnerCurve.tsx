import type { ReactNode } from 'react';
import { FormattedMessage, useIntl } from '@edx/frontend-platform/i18n';
import { getVideo } from '@marginalia/contract';
import type { Learner, Video } from '@marginalia/contract';
import { useReport } from '../../host/query';
import { Swatch } from '../../ui/Bar';
import { ReportPanel, Chart, LazyWatchCurve, TableTwin, useNumbers } from '../../panels';
import { disclosed } from '../class';
import { words } from './messages';
import { classCurve, secondsSeen } from './model';

const HEIGHT = 160;
type OwnVideo = Learner['videos'][number];

/** The seconds that this learner saw, as a band on the axis of the video. Time runs from left to right in every language. */
export const Strip = ({ video }: { readonly video: OwnVideo }): ReactNode => {
  const end = Math.max(1, Math.floor(video.duration ?? 0));
  return (
    <span className="marginalia-strip" dir="ltr" aria-hidden="true">
      {video.watched.map(({ from, to, times }) => (
        <span
          key={from}
          className={`marginalia-bar-${times > 1 ? 'second' : 'info'}`}
          style={{ left: `${(from / end) * 100}%`, width: `${((to - from) / end) * 100}%` }}
        />
      ))}
    </span>
  );
};

/** What of the video the learner saw, and saw again, in words. */
const Watched = ({ video }: { readonly video: OwnVideo }): ReactNode => {
  const numbers = useNumbers();
  const end = Math.max(1, Math.floor(video.duration ?? 0));
  const seen = secondsSeen(video.watched);
  return (
    <p>
      <FormattedMessage
        {...words.strip}
        values={{ share: numbers.share(seen.once / end), again: numbers.share(seen.again / end) }}
      />{' '}
      <span className="marginalia-legend">
        <Swatch tone="info" /> <FormattedMessage {...words.once} /> <Swatch tone="second" />{' '}
        <FormattedMessage {...words.again} />
      </span>
    </p>
  );
};

const Curves = ({ own, video }: { readonly own: OwnVideo; readonly video: Video }): ReactNode => {
  const intl = useIntl();
  const numbers = useNumbers();
  const viewers = disclosed(video.viewers);
  const points = classCurve(video.curve);
  return (
    <>
      {viewers === null || points.length === 0 ? (
        <p>
          <FormattedMessage {...words.noClassCurve} />
        </p>
      ) : (
        <Chart height={HEIGHT}>
          {(width) => (
            <LazyWatchCurve
              points={points}
              width={width}
              height={HEIGHT}
              top={Math.max(viewers, ...points.map((point) => (point.viewers ?? 0) + (point.repeats ?? 0)))}
              viewers={viewers}
              marker={null}
              title={intl.formatMessage(words.curve, { name: own.block.name })}
              desc={intl.formatMessage(words.curveDesc, { viewers })}
              formatSecond={numbers.clock}
              formatCount={numbers.count}
            />
          )}
        </Chart>
      )}
      <span className="marginalia-strip-below">
        <Strip video={own} />
      </span>
      <Watched video={own} />
      <TableTwin
        caption={<bdi>{own.block.name}</bdi>}
        columns={[
          <FormattedMessage key="p" {...words.passage} />,
          <FormattedMessage key="t" {...words.times} />,
          <FormattedMessage key="c" {...words.classThere} />,
        ]}
        rows={own.watched.map(({ from, to, times }) => ({
          key: String(from),
          cells: [
            <FormattedMessage
              key="p"
              {...words.fromTo}
              values={{ from: numbers.clock(from), to: numbers.clock(to) }}
            />,
            numbers.count(times),
            numbers.count(video.curve[from]?.viewers ?? 0),
          ],
        }))}
      />
    </>
  );
};

/** What one learner saw of a video, below what the class saw of it. Asked for when it is opened. */
export const LearnerCurve = ({
  courseId,
  video,
}: {
  readonly courseId: string;
  readonly video: OwnVideo;
}): ReactNode => {
  const report = useReport(getVideo, { params: { course: courseId, block: video.block.id } });
  return (
    <section>
      <ReportPanel report={report} draft={false} ofCourse={false}>
        {(data) => <Curves own={video} video={data} />}
      </ReportPanel>
    </section>
  );
};
