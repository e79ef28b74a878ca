/**
 * A learner's rest score at one problem: the share of the other problems of the course correct at the first attempt, in
 * ten thousandths, rounded down; known of learners who attempted enough others. Said here once, for SQL and for code.
 */
export const REST_SCORE_SCALE = 10_000;

/** Others a learner must have attempted before their strength is spoken of. */
const MIN_OTHER_ITEMS = 5;

/** Whether it is known, over a row of facts. */
export const HAS_REST = `rest_tried >= ${MIN_OTHER_ITEMS}`;

/** The score, over a row of facts; to be used of who has one. */
export const REST = `intDiv(rest_right * ${REST_SCORE_SCALE}, greatest(rest_tried, 1))`;

/** Where the lower third ends and the upper one begins, as shares of the learners in order. */
export const THIRDS = { lower: 0.3333333333, upper: 0.6666666667 } as const;
