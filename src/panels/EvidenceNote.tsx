import type { ReactNode } from 'react';
import { FormattedMessage } from '@edx/frontend-platform/i18n';
import type { Quantity } from '@marginalia/contract';
import { EARLY_FROM } from './evidence';
import type { Evidence } from './evidence';
import { Notice } from '../ui/Notice';
import { stateWords } from './messages';

/** In place of a panel below the threshold: the one sentence that may be said. */
export const WithheldNotice = ({ min }: { readonly min: number }): ReactNode => (
  <Notice title={<FormattedMessage {...stateWords.withheldTitle} />}>
    <FormattedMessage {...stateWords.withheld} values={{ min }} />
  </Notice>
);

/** What to know about the sentence above, while there are few learners. */
export const EvidenceNote = ({ evidence, learners }: { evidence: Evidence; learners: Quantity }): ReactNode => {
  if (evidence !== 'few' && evidence !== 'early') return null;
  return (
    <p className="marginalia-evidence">
      {evidence === 'few' ? (
        <FormattedMessage {...stateWords.few} values={{ from: EARLY_FROM }} />
      ) : (
        <FormattedMessage {...stateWords.early} values={{ n: typeof learners === 'number' ? learners : 0 }} />
      )}
    </p>
  );
};
