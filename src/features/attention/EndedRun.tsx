import type { ReactNode } from 'react';
import { FormattedMessage } from '@edx/frontend-platform/i18n';
import { getComparison } from '@marginalia/contract';
import { useReport } from '../../host/query';
import { addressFor } from '../../lib/course-page';
import { nextRun, runOf } from '../../lib/previous-run';
import { tableWords as words } from './table-messages';

/** Where to go from a run that is over: to how it compares, and to the next run, where the reader may see one. */
export const EndedRun = ({ courseId }: { readonly courseId: string }): ReactNode => {
  const report = useReport(getComparison, { params: { course: courseId }, query: {} });
  const next = report.kind === 'ready' ? nextRun(report.data.candidates, courseId) : null;
  const href = next === null ? null : addressFor(window.location.href, courseId, next);
  return (
    <p>
      <a href="#compare">
        <FormattedMessage {...words.compareRuns} />
      </a>
      {next !== null && href !== null && (
        <>
          {' · '}
          <a href={href}>
            <FormattedMessage {...words.nextRun} values={{ run: <bdi>{runOf(next)}</bdi> }} />
          </a>
        </>
      )}
    </p>
  );
};
