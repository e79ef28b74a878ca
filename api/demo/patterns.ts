/**
 * What is put into the demo on purpose. Slugs name blocks (`usageKey(courseKey, type, slug)`); shares are chances the
 * generator draws with, so what is found in the data is near them and not equal.
 */
export const PATTERNS = {
  /** Marked right: `marked`. Strong learners choose `trueResponse`. In the earlier run the key was still right. */
  wrongKey: { slug: 'ten-times', marked: '9 times', trueResponse: '10 times' },
  /** A wrong answer that nearly everybody chooses who is not right. */
  distractor: { slug: 'last-number', right: '3', wrong: '2' },
  /** Few are right the first time, and they are the strong ones. */
  hardButFair: { slug: 'fence' },
  easy: { slug: 'spot-the-loop' },
  /** Seconds of the video that many watch again. */
  rewatched: { slug: 'for-step-by-step', from: 140, to: 165, share: 0.45 },
  /** Seconds of the video that many jump over. */
  dull: { slug: 'conditions-video', from: 200, to: 320, share: 0.6 },
  /** The second at which many leave the video. */
  leaving: { slug: 'carpet', at: 250, share: 0.45 },
  /** Few take a hint; some have the answer shown before they try. */
  help: { slug: 'stop-the-loop', hintShare: 0.07, peekShare: 0.18 },
  /** Changed in the middle of the course; easier since. */
  edited: { slug: 'comparisons' },
  /** Reached by so few that nothing may be disclosed. Previewing staff would lift it over 10. */
  few: { slug: 'forever-problem', unit: 'bonus', learners: 6 },
  /** Opened by nobody. */
  nobody: { slug: 'books', unit: 'going-further' },
  /** Share of learners who stop after the first section. */
  stopAfterFirstSection: { share: 0.25 },
  /** Share of learners who leave out one subsection, come back for the homework, and often pass after all. */
  away: { share: 0.12, subsection: 'conditions' },
  /** The week (from 0) before the homework is due. */
  spike: { week: 5 },
  /** Share of plays whose tab is closed without an event. */
  openPlays: { share: 0.08 },
  /** Course staff who try everything without being registered. */
  staff: { people: 6 },
  /** Of what is delivered: the share that comes twice, and the share that comes late. */
  delivery: { duplicates: 0.006, late: 0.012 },
} as const;
