import type { ReactNode } from 'react';
import { FormattedMessage, FormattedTime, useIntl } from '@edx/frontend-platform/i18n';
import { dayAfter } from '../lib/day';
import { isDayAlone } from '../lib/freshness';
import { Day } from '../ui/Day';
import { Disclosure } from '../ui/Disclosure';
import type { ReportHead } from './report-head';
import { footerWords, stateWords } from './messages';
import { metricCardWords } from './metric-messages';
import { isMetricId, metricWords } from './metrics';
import { ownWords } from './own-words';
import { TrackName } from './TrackName';

const End = ({ date }: { readonly date: string | null }): ReactNode =>
  date === null ? <FormattedMessage {...footerWords.open} /> : <Day at={date} timeZone="UTC" />;

/** What a number means that an extension brings, in its own words, and whose it is. */
const OfExtension = ({ extension }: { readonly extension: NonNullable<ReportHead['extension']> }): ReactNode => {
  const { title, sentence } = ownWords(useIntl().locale, extension);
  return (
    <div>
      <dt>
        <bdi>{title}</bdi>
      </dt>
      <dd>
        <bdi>{sentence}</bdi>{' '}
        <FormattedMessage {...metricCardWords.fromExtension} values={{ by: <bdi>{extension.by}</bdi> }} />
      </dd>
    </div>
  );
};

interface Props {
  readonly head: ReportHead;
  /** When the report arrived, milliseconds. */
  readonly at: number;
  readonly refreshing: boolean;
  /** The age of the newest event is stated elsewhere. */
  readonly isAgeShown?: boolean;
}

/** The age, the window and the definitions that no number goes without. */
export const PanelFooter = ({ head, at, refreshing, isAgeShown = false }: Props): ReactNode => {
  const intl = useIntl();
  const { from, to } = head.window;
  return (
    <footer className="marginalia-foot">
      <p>
        {refreshing ? (
          <FormattedMessage {...stateWords.refreshing} />
        ) : (
          <FormattedMessage {...footerWords.counted} values={{ time: <FormattedTime value={at} /> }} />
        )}
        {head.asOf !== null && !isAgeShown && (
          <>
            {' · '}
            <FormattedMessage
              {...footerWords.newest}
              values={{
                date: isDayAlone(head.asOf) ? <Day at={head.asOf} timeZone="UTC" /> : <Day at={head.asOf} hasTime />,
              }}
            />
          </>
        )}
        {' · '}
        {from === null && to === null ? (
          <FormattedMessage {...footerWords.allTime} />
        ) : (
          <FormattedMessage
            {...footerWords.window}
            values={{ from: <End date={from} />, to: <End date={to === null ? null : dayAfter(to, -1)} /> }}
          />
        )}
        {head.window.asked && (
          <>
            {' · '}
            <FormattedMessage {...footerWords.widened} />
          </>
        )}
        {head.track !== undefined && (
          <>
            {' · '}
            <FormattedMessage {...footerWords.track} values={{ track: <TrackName track={head.track} /> }} />
          </>
        )}
        {head.breakdowns && (
          <>
            {' · '}
            <FormattedMessage {...footerWords.headlines} />
          </>
        )}
      </p>
      <Disclosure
        label={<FormattedMessage {...footerWords.how} />}
        labelOpen={<FormattedMessage {...footerWords.howClose} />}
      >
        <dl>
          {head.definitions.filter(isMetricId).map((id) => {
            const { title, sentence } = metricWords(intl, id);
            return (
              <div key={id}>
                <dt>{title}</dt>
                <dd>{sentence}</dd>
              </div>
            );
          })}
          {head.extension && <OfExtension extension={head.extension} />}
        </dl>
        <p>
          <FormattedMessage {...footerWords.hiddenMeans} values={{ min: head.minLearners }} />
        </p>
      </Disclosure>
    </footer>
  );
};
