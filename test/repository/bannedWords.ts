/** Words that the glossary replaces, in the interface and on the pages of the documentation alike. */
export const BANNED_EVERYWHERE: readonly RegExp[] = [
  /\bthe middle one\b/i,
  /\bin the mean\b/i,
  /\bper head\b/i,
  /\bgave up\b/i,
  /\btaken? back\b/i,
  /\bseen of\b/i,
  /\bwatched again\b/i,
  /\b(strong|weak|strongest|weakest) (learners?|ones?|third)\b/i,
  /\bhad the answer shown\b/i,
  /\btook a hint\b/i,
  /\bmarked right\b/i,
  /\bbeside the class\b/i,
  /\bsecond by second\b/i,
  /\bis not known here\b/i,
  /\banew\b/i,
  /\b(enrolments?|organisations?|grey|cancelled|colours?|behaviours?|neighbours?)\b/i,
];
