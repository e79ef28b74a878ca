import type { Micros } from '../lib/time';

/** Seconds since 1970, UTC. 0 where there is none. */
export type Seconds = number;
/** Days since 1970, UTC. */
export type Day = number;

const DAY_SECONDS = 86_400;

/** What a stored second can be; 0 says that there is none. */
const EARLIEST: Seconds = 1;
const LATEST: Seconds = 0xffff_ffff;

export const seconds = (time: Micros): Seconds => Math.min(LATEST, Math.max(EARLIEST, Math.floor(time / 1e6)));
export const dayOf = (at: Seconds): Day => Math.floor(at / DAY_SECONDS);
