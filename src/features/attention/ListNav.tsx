import { useState } from 'react';
import type { ReactNode } from 'react';
import { FormattedMessage, useIntl } from '@edx/frontend-platform/i18n';
import { getLearners } from '@marginalia/contract';
import { useReport } from '../../host/query';
import { fragmentOf, keptPart, useAddressState } from '../../panels/place';
import { PAGE_SIZE, listStateOf, queryOf } from './address';
import { tableWords as words } from './table-messages';
import { lastVisit } from './visits';

interface Props {
  readonly courseId: string;
  readonly learner: string;
}

/** Where a learner stands in the list that was left for this page, and the way to those before and after. */
export const ListNav = ({ courseId, learner }: Props): ReactNode => {
  const intl = useIntl();
  const [address] = useAddressState();
  const state = listStateOf(address);
  const [visit] = useState(() => lastVisit(courseId));
  const report = useReport(getLearners, {
    params: { course: courseId },
    query: {
      ...queryOf(state, state.since ?? visit),
      limit: PAGE_SIZE,
      offset: state.offset === 0 ? undefined : state.offset,
    },
  });
  if (report.kind !== 'ready') return null;
  const { learners, total, offset } = report.data;
  const at = learners.findIndex(({ id }) => id === learner);
  if (at === -1) return null;
  const link = (step: 1 | -1): ReactNode => {
    const other = learners[at + step];
    return other === undefined ? null : (
      <a href={`${fragmentOf({ page: 'learner', learner: other.id })}${keptPart(window.location.hash)}`}>
        <FormattedMessage {...(step === 1 ? words.later : words.earlier)} />
      </a>
    );
  };
  return (
    <nav className="marginalia-actions marginalia-list-nav" aria-label={intl.formatMessage(words.inList)}>
      <span className="marginalia-quiet">
        <FormattedMessage {...words.position} values={{ at: offset + at + 1, total }} />
      </span>
      {link(-1)}
      {link(1)}
    </nav>
  );
};
