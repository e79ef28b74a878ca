import { EVIDENCE_GATES } from '@marginalia/contract';

/** A count on the wire: the number, or why there is none. */
type Counted = number | { readonly kind: 'withheld' | 'none' };

/**
 * How much a group of learners allows to be said:
 * - `nobody`: nothing was counted;
 * - `withheld`: fewer learners than the site's threshold, so not even how many;
 * - `few`: counts only, no shares and no comparison (below 20);
 * - `early`: shares with their range, called early (20 to 49);
 * - `full`: everything (from 50).
 */
export type Evidence = 'nobody' | 'withheld' | 'few' | 'early' | 'full';

export const EARLY_FROM = EVIDENCE_GATES.share;
const FULL_FROM = EVIDENCE_GATES.full;

/** The step that a number of learners has reached. */
export const evidenceOf = (learners: Counted): Evidence => {
  if (typeof learners !== 'number') return learners.kind === 'withheld' ? 'withheld' : 'nobody';
  if (learners === 0) return 'nobody';
  if (learners < EARLY_FROM) return 'few';
  return learners < FULL_FROM ? 'early' : 'full';
};

/** True where shares and ranges may be disclosed, not only counts. */
export const mayCompare = (evidence: Evidence): boolean => evidence === 'early' || evidence === 'full';
