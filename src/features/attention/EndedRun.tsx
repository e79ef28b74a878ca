import type { ReactNode } from 'react';
import { FormattedMessage } from '@edx/frontend-platform/i18n';
import { getChoices } from '@marginalia/contract';
import { useReport } from '../../host/query';
import { addressFor } from '../../lib/course-page';
import { withRun } from '../../lib/run-key';
import { tableWords as words } from './table-messages';

/** Where to go from a run that is over: to how it compares, and to the next run, where the reader may see one. */
export const EndedRun = ({ courseId }: { readonly courseId: string }): ReactNode => {
  const choices = useReport(getChoices, { params: { course: courseId } }, { live: false });
  const next = choices.kind === 'ready' ? choices.data.after : null;
  const href = next === null ? null : addressFor(window.location.href, courseId, withRun(courseId, next));
  return (
    <p>
      <a href="#compare">
        <FormattedMessage {...words.compareRuns} />
      </a>
      {next !== null && href !== null && (
        <>
          {' · '}
          <a href={href}>
            <FormattedMessage {...words.nextRun} values={{ run: <bdi>{next}</bdi> }} />
          </a>
        </>
      )}
    </p>
  );
};
