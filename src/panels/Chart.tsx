import type { ReactNode } from 'react';
import { FormattedMessage } from '@edx/frontend-platform/i18n';
import { useHost } from '../host/port';
import { ErrorBoundary } from '../lib/ErrorBoundary';
import { Notice } from '../ui/Notice';
import { useWidth } from '../ui/useWidth';
import { lazyPart } from './lazy';
import { footerWords } from './messages';

// One chunk for all charts. The plugin's build leaves this import to the host's bundler.
const charts = () => import('../charts');
/** Has the charts under way while a panel that will draw some waits for its numbers; what fails is said where they are drawn. */
export const fetchCharts = (): void => void charts().catch(() => undefined);
const failed = footerWords.chartFailed;
export const LazyTimeLines = lazyPart(async () => (await charts()).TimeLines, { failed });
export const LazyWatchCurve = lazyPart(async () => (await charts()).WatchCurve, { failed });
export const LazyWeekRates = lazyPart(async () => (await charts()).WeekRates, { failed });

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
            <FormattedMessage {...failed} />
          </Notice>
        }
        onError={(error) => host.reportError(error)}
      >
        {width > 0 && children(width)}
      </ErrorBoundary>
    </div>
  );
};
