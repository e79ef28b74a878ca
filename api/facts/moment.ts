import type { Seconds } from './days';

const DAY: Seconds = 86_400;
/** A course without a known end in which nothing happened for so long is over since its last event. */
const IDLE_DAYS = 28;

/**
 * The moment at which a course is judged: now; where it is over, its end.
 * @param lastActive the newest activity in it, seconds since 1970; 0: none
 */
export const momentOf = (
  now: Seconds,
  end: Seconds | null,
  lastActive: Seconds,
): { readonly at: Seconds; readonly running: boolean } => {
  if (end !== null && end > 0) return now < end ? { at: now, running: true } : { at: end, running: false };
  if (lastActive > 0 && now - lastActive > IDLE_DAYS * DAY) return { at: lastActive, running: false };
  return { at: now, running: true };
};
