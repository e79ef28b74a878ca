/**
 * From how many learners on what may be said: the one table for panels and for findings. The site's threshold comes first:
 * below it nothing is disclosed.
 */
export const EVIDENCE_GATES = {
  /** A finding is looked for. */
  finding: 10,
  /** Shares with their intervals, called early; below this counts only. */
  share: 20,
  /** Correlations, and models of single problems. */
  correlation: 30,
  /** No longer early. */
  full: 50,
  /** A finding may be called strong. */
  strong: 100,
} as const;
