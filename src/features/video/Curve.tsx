import { useState } from 'react';
import type { KeyboardEvent, ReactNode } from 'react';
import { FormattedMessage, useIntl } from '@edx/frontend-platform/i18n';
import type { Video } from '@marginalia/contract';
import { WITHHELD } from '@marginalia/contract/values';
import { Swatch } from '../../ui/Bar';
import { Section } from '../../ui/Section';
import { useSettled } from '../../ui/useSettled';
import { Chart, LazyWatchCurve, TableTwin, useNumbers } from '../../panels';
import { words } from './messages';
import { curveModel, moments, saidAt, sharpestDrop, tableSeconds } from './model';
import type { KnownDrop, Moment } from './model';

const HEIGHT = 180;
/** Page keys move by so many seconds. */
const STRIDE = 10;

interface SaidProps {
  readonly transcript: Video['transcript'];
  readonly from: number;
  /** Exclusive; absent for a single second. */
  readonly to?: number;
}

/** What is said at a second or in a passage, in the language of the transcript. */
const Said = ({ transcript, from, to = from }: SaidProps): ReactNode => {
  const said = saidAt(transcript, from, to);
  if (transcript === undefined || said === null) return null;
  return (
    <>
      {' '}
      <q className="marginalia-said">
        <bdi lang={transcript.language}>{said}</bdi>
      </q>
    </>
  );
};

interface ScrubberProps {
  readonly end: number;
  readonly second: number;
  /** The second and its viewers in words. */
  readonly said: string;
  readonly onMove: (second: number) => void;
}

/** Walks along the curve by second, or with the page keys by ten. */
const Scrubber = ({ end, second, said, onMove }: ScrubberProps): ReactNode => {
  const intl = useIntl();
  const byTen = (event: KeyboardEvent): void => {
    const step = { PageUp: STRIDE, PageDown: -STRIDE }[event.key];
    if (step === undefined) return;
    event.preventDefault();
    onMove(Math.min(end - 1, Math.max(0, second + step)));
  };
  return (
    <input
      type="range"
      className="marginalia-scrubber"
      // time runs from left to right in every language, as on the curve
      dir="ltr"
      min={0}
      max={end - 1}
      value={second}
      aria-label={intl.formatMessage(words.scrub)}
      aria-valuetext={said}
      onChange={(event) => onMove(Number(event.target.value))}
      onKeyDown={byTen}
    />
  );
};

interface ListProps {
  readonly transcript: Video['transcript'];
  readonly list: readonly Moment[];
  readonly chosen: string | null;
  readonly onChoose: (key: string | null) => void;
}

/** The way into the curve by keyboard and by ear: each moment is a button that marks itself on the curve. */
const Moments = ({ transcript, list, chosen, onChoose }: ListProps): ReactNode => {
  const numbers = useNumbers();
  return (
    <Section title={<FormattedMessage {...words.moments} />}>
      <ul className="marginalia-moments">
        {list.map(({ key, kind, from, to, learners, of }) => (
          <li key={key}>
            <button
              type="button"
              className="marginalia-moment"
              aria-pressed={chosen === key}
              onClick={() => onChoose(chosen === key ? null : key)}
            >
              <span className="marginalia-time">
                {to > from + 1 ? (
                  <FormattedMessage {...words.passage} values={{ from: numbers.clock(from), to: numbers.clock(to) }} />
                ) : (
                  numbers.clock(from)
                )}
              </span>{' '}
              <span>
                <FormattedMessage {...words[kind]} values={{ n: numbers.count(learners), of: of ?? 0 }} />
                <Said transcript={transcript} from={from} to={to} />
              </span>
            </button>
          </li>
        ))}
      </ul>
      <p className="marginalia-quiet">
        <FormattedMessage {...words.why} />
      </p>
    </Section>
  );
};

interface CurveProps {
  readonly video: Video;
  readonly viewers: number;
  /** Where viewers leave, as a finding says; null where none does. */
  readonly drop: KnownDrop | null;
}

/** Who saw each second, the moments on it, and the same as a table. */
export const Curve = ({ video, viewers, drop }: CurveProps): ReactNode => {
  const [picked, setPicked] = useState<string | null | undefined>(undefined);
  const [walked, setWalked] = useState<number | null>(null);
  const intl = useIntl();
  const numbers = useNumbers();
  const model = curveModel(video.curve, viewers);
  const list = moments(video, drop);
  const chosen = picked === undefined ? (sharpestDrop(list)?.key ?? null) : picked;
  const moment = walked === null ? (list.find(({ key }) => key === chosen) ?? null) : { from: walked, to: walked };
  const choose = (key: string | null): void => {
    setWalked(null);
    setPicked(key);
  };
  // a key held down moves many times a second: what is read out waits until it rests
  const isSettled = useSettled(walked) === walked;
  const point = moment === null ? undefined : video.curve[moment.from];
  const [first, last] = [video.curve.at(0), video.curve.at(-1)];
  if (first === undefined || last === undefined) {
    return (
      <p className="marginalia-quiet">
        <FormattedMessage {...(video.duration === null ? words.noLength : words.noCurve)} />
      </p>
    );
  }
  const sharpest = sharpestDrop(list);
  const saidOf = (second: number): string =>
    intl.formatMessage(words.position, {
      time: numbers.clock(second),
      kind: typeof video.curve[second]?.viewers === 'number' ? 'value' : 'hidden',
      viewers: numbers.count(video.curve[second]?.viewers ?? WITHHELD),
    });
  const table = tableSeconds(video.curve);
  return (
    <>
      <Section
        title={<FormattedMessage {...words.curve} />}
        legend={
          <>
            <Swatch tone="area" /> <FormattedMessage {...words.learnersLegend} />
            {model.points.some(({ repeats }) => (repeats ?? 0) > 0) && (
              <>
                {' '}
                <Swatch tone="layer" /> <FormattedMessage {...words.againLegend} />
              </>
            )}
          </>
        }
      >
        <Chart height={HEIGHT}>
          {(width) => (
            <LazyWatchCurve
              points={model.points}
              width={width}
              height={HEIGHT}
              top={model.top}
              viewers={viewers}
              marker={moment}
              title={intl.formatMessage(words.curveLabel, { name: video.block.name })}
              desc={intl.formatMessage(sharpest === null ? words.curveDesc : words.curveDropDesc, {
                time: sharpest === null ? '' : numbers.clock(sharpest.from),
                leave: sharpest === null ? '' : numbers.count(sharpest.learners),
                start: numbers.count(first.viewers),
                end: numbers.count(last.viewers),
                viewers: numbers.count(viewers),
              })}
              formatSecond={numbers.clock}
              formatCount={numbers.count}
            />
          )}
        </Chart>
        <Scrubber
          end={video.curve.length}
          second={moment?.from ?? 0}
          said={saidOf(moment?.from ?? 0)}
          onMove={setWalked}
        />
        <p className="marginalia-quiet" role="status">
          {isSettled && moment !== null && point !== undefined && (
            <>
              <FormattedMessage
                {...words[typeof point.viewers === 'number' ? 'atLeast' : 'hiddenAt']}
                values={{
                  time: numbers.clock(moment.from),
                  viewers: numbers.count(point.viewers),
                  views: numbers.count(point.views),
                }}
              />
              <Said transcript={video.transcript} from={moment.from} to={moment.to} />
            </>
          )}
        </p>
        {model.gaps && (
          <p className="marginalia-quiet">
            <FormattedMessage {...words.gaps} />
          </p>
        )}
        <TableTwin
          caption={<FormattedMessage {...words.caption} values={{ step: table.step }} />}
          columns={[
            <FormattedMessage {...words.at} />,
            <FormattedMessage {...words.viewers} />,
            <FormattedMessage {...words.views} />,
          ]}
          rows={table.rows.map(({ second, viewers: seen, views }) => ({
            key: String(second),
            cells: [numbers.clock(second), numbers.count(seen), numbers.count(views)],
          }))}
        />
      </Section>
      {list.length > 0 && (
        <Moments transcript={video.transcript} list={list} chosen={walked === null ? chosen : null} onChoose={choose} />
      )}
    </>
  );
};
