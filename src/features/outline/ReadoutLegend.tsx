import type { ReactNode } from 'react';
import { FormattedMessage } from '@edx/frontend-platform/i18n';
import { searchWords } from './search-messages';

const KINDS = ['reach', 'firstTry', 'watched', 'attention'] as const;

/** What the signs beside blocks mean, for who sees them: to a screen reader each figure is a sentence. */
export const ReadoutLegend = (): ReactNode => (
  <p className="marginalia-readout-legend" aria-hidden="true">
    {KINDS.map((kind) => (
      <span key={kind} className={`marginalia-figure marginalia-figure-${kind}`}>
        <FormattedMessage {...searchWords[`${kind}Sign`]} />
      </span>
    ))}
  </p>
);
