import type { ReactNode } from 'react';
import { FormattedMessage } from '@edx/frontend-platform/i18n';
import type { LearnerState } from '@marginalia/contract';
import { stateNames } from '../../panels/state-names';

/** A sign of its own for each reason, so that colour is not needed. */
const SIGNS: Readonly<Partial<Record<LearnerState, string>>> = {
  not_started: '◇',
  stopped: '◆',
  struggling: '▲',
  help_without_success: '●',
  rushing: '≫',
};

/** Why a learner may need help, or how the learner stands, in a sign and a word. */
export const ReasonChip = ({ state }: { readonly state: LearnerState }): ReactNode => (
  <span className={`marginalia-reason marginalia-reason-${SIGNS[state] === undefined ? 'fine' : 'flag'}`}>
    {SIGNS[state] !== undefined && <span aria-hidden="true">{SIGNS[state]} </span>}
    <FormattedMessage {...stateNames[state]} />
  </span>
);
