/** The measures by which passages of a video are told apart, for SQL and for code. Seconds. */

/** Distinct seconds, as a share of the length, from which a video is watched in full. */
export const IN_FULL = 0.95;

/** A bin in which seeks backwards land. */
export const LANDING_BIN = 10;

/** A bin of rewatching, the smallest piece of a video that is looked at by itself. */
export const REWATCH_BIN = 5;

/** Stretches with at most so many seconds between them are one: players jump by five or ten. */
export const LEFT_OUT = 10;
/** Who watches so many seconds on end, or a quarter of a short video, is watching, and does not just look what is there. */
export const LOOKING = 30;
export const LOOKING_SHARE = 1 / 4;
/** Whoever first played before this second began at the beginning. */
export const BEGINNING = 10;
