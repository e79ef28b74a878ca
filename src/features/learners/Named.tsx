import type { ReactNode } from 'react';
import { useIntl } from '@edx/frontend-platform/i18n';
import type { LearnerRow } from '@marginalia/contract';
import { initialsOf, knownName, shortCode } from './naming';
import { standingWords as words } from './standing-messages';

type Named = Pick<LearnerRow, 'name' | 'username' | 'id'>;

/** What to call a learner: name, else username, else a short code of the id. */
export const useCalled = (): ((learner: Named) => string) => {
  const intl = useIntl();
  return (learner) => knownName(learner) ?? intl.formatMessage(words.unnamed, { code: shortCode(learner.id) });
};

/** The letters of a learner in a disc, beside the name. */
export const Initials = ({ learner }: { readonly learner: Named }): ReactNode => (
  <span className="marginalia-initials" aria-hidden="true">
    {initialsOf(knownName(learner) ?? '·')}
  </span>
);
