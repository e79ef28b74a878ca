import type { ReactNode } from 'react';
import { FormattedMessage, useIntl } from '@edx/frontend-platform/i18n';
import { Button, Skeleton } from '@openedx/paragon';
import type { ReportState } from '../host/query';
import { Notice } from '../ui/Notice';
import { stateWords } from './messages';
import { useRetried } from './retried';

interface Props<T> {
  readonly report: ReportState<T>;
  /** How many rows of it there mostly are, and how tall one is. */
  readonly rows?: number;
  readonly height?: string;
  readonly children: (data: T) => ReactNode;
}

/**
 * A part of a page with a report of its own: it says that it is on the way, or that it could not be loaded, and the rest of
 * the page stands meanwhile.
 */
export const PartReport = <T,>({ report, rows = 2, height = '3.5rem', children }: Props<T>): ReactNode => {
  const intl = useIntl();
  const { body, again } = useRetried(report.kind);
  // what was asked about before is another course, or another run
  if (report.kind === 'pending' || (report.kind === 'ready' && report.isFormer)) {
    return (
      <div role="status" aria-label={intl.formatMessage(stateWords.pending)}>
        <Skeleton height={height} count={rows} aria-hidden="true" />
      </div>
    );
  }
  if (report.kind === 'failed') {
    const { retry, trying } = report;
    return (
      <Notice
        shape="quiet"
        announce
        action={
          <Button size="sm" variant="outline-primary" onClick={() => again(retry)} disabled={trying}>
            <FormattedMessage {...stateWords.retry} />
          </Button>
        }
      >
        <FormattedMessage {...stateWords.partOnly} />
      </Notice>
    );
  }
  return (
    <div ref={body} tabIndex={-1}>
      {children(report.data)}
    </div>
  );
};
