import { Suspense, lazy } from 'react';
import type { ReactNode } from 'react';
import { FormattedMessage } from '@edx/frontend-platform/i18n';
import type { TimeLinesProps } from '../../charts/TimeLines';
import type { WatchCurveProps } from '../../charts/WatchCurve';
import type { WeekRatesProps } from '../../charts/WeekRates';
import { useHost } from '../../host/port';
import { ErrorBoundary } from '../../lib/ErrorBoundary';
import { Notice } from '../../ui/Notice';
import { useWidth } from '../../ui/useWidth';
import { footWords } from './messages';

// One chunk for all charts. The plugin's build leaves this import to the host's bundler.
const charts = () => import('../../charts');
export const LazyTimeLines = lazy(async () => ({ default: (await charts()).TimeLines }));
export const LazyWatchCurve = lazy(async () => ({ default: (await charts()).WatchCurve }));
export const LazyWeekRates = lazy(async () => ({ default: (await charts()).WeekRates }));
export type { TimeLinesProps, WatchCurveProps, WeekRatesProps };

interface Props {
  readonly height: number;
  readonly children: (width: number) => ReactNode;
}

/** Room for a chart, kept from the first moment so that nothing jumps, and measured for it. */
export const Chart = ({ height, children }: Props): ReactNode => {
  const host = useHost();
  const [ref, width] = useWidth();
  return (
    // Drawn from left to right in every language: charts mirror themselves where that is right, and what an SVG calls the
    // start of a text would change sides twice.
    <div ref={ref} className="marginalia-chart" style={{ blockSize: height }} dir="ltr">
      <ErrorBoundary
        fallback={
          <Notice shape="quiet">
            <FormattedMessage {...footWords.chartFailed} />
          </Notice>
        }
        onError={(error) => host.reportError(error)}
      >
        <Suspense fallback={null}>{width > 0 && children(width)}</Suspense>
      </ErrorBoundary>
    </div>
  );
};
