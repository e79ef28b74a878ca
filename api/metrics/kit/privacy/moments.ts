import { isEnough, showsAll } from './smallGroups';
import { isoTime } from '../../../lib/time';

/** `2026-03-02` of `2026-03-02T10:20:30Z`. */
export const dayOnly = (time: string | null): string | null => time?.slice(0, 10) ?? null;

/**
 * When a group of learners last did something, ISO 8601 UTC: to the microsecond, but by the day where the group is smaller
 * than the threshold, because the moment would be one person's.
 * @param micros since 1970; null: never
 */
export const timeOfGroup = (micros: number | null, learners: number, minLearners: number): string | null => {
  if (micros === null) return null;
  return !isEnough(learners, minLearners) && !showsAll(minLearners) ? dayOnly(isoTime(micros)) : isoTime(micros);
};
