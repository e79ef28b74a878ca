import { useState } from 'react';
import type { ReactNode } from 'react';
import { FormattedMessage, useIntl } from '@edx/frontend-platform/i18n';
import type { Video } from '../../contract';
import { Swatch } from '../../ui/Bar';
import { Section } from '../../ui/Section';
import { Chart, LazyWatchCurve, TableTwin, useNumbers } from '../shared';
import { words } from './messages';
import { curveModel, moments, tableSeconds } from './model';
import type { Moment } from './model';

const HEIGHT = 180;

interface ListProps {
  readonly list: readonly Moment[];
  readonly chosen: string | null;
  readonly onChoose: (key: string | null) => void;
}

/** The way into the curve by keyboard and by ear: each moment is a button that marks itself on the curve. */
const Moments = ({ list, chosen, onChoose }: ListProps): ReactNode => {
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

/** Who saw each second, the moments on it, and the same as a table. */
export const Curve = ({ video, viewers }: { readonly video: Video; readonly viewers: number }): ReactNode => {
  const [chosen, setChosen] = useState<string | null>(null);
  const intl = useIntl();
  const numbers = useNumbers();
  const model = curveModel(video.curve, viewers);
  const list = moments(video);
  const moment = list.find(({ key }) => key === chosen) ?? null;
  const point = moment === null ? undefined : video.curve[moment.from];
  const [first, last] = [video.curve.at(0), video.curve.at(-1)];
  if (first === undefined || last === undefined) {
    return (
      <p className="marginalia-quiet">
        <FormattedMessage {...(video.duration === null ? words.noLength : words.noCurve)} />
      </p>
    );
  }
  const table = tableSeconds(video.curve);
  return (
    <>
      <Section
        title={<FormattedMessage {...words.curve} />}
        legend={
          <>
            <Swatch tone="area" /> <FormattedMessage {...words.learnersLegend} /> <Swatch tone="layer" />{' '}
            <FormattedMessage {...words.againLegend} />
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
              desc={intl.formatMessage(words.curveDesc, {
                start: numbers.count(first.viewers),
                end: numbers.count(last.viewers),
                viewers: numbers.count(viewers),
              })}
              formatSecond={numbers.clock}
              formatCount={numbers.count}
            />
          )}
        </Chart>
        <p className="marginalia-quiet" role="status">
          {moment !== null && point !== undefined && (
            <FormattedMessage
              {...words.marker}
              values={{
                time: numbers.clock(moment.from),
                viewers: numbers.count(point.viewers),
                views: numbers.count(point.views),
              }}
            />
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
      {list.length > 0 && <Moments list={list} chosen={chosen} onChoose={setChosen} />}
    </>
  );
};
