import { BLANK_EVENT } from '../../api/facts/eventColumns';
import type { LearnerEvent, StructureBlock } from '../../api/facts/types';

/** Seconds after the start of a made-up day. */
const START = Date.UTC(2026, 2, 2, 9) * 1000;
export const at = (seconds: number): number => START + Math.round(seconds * 1e6);

/** The first of some times, ascending, that is later than a moment. */
export const nextIn =
  (times: readonly number[]) =>
  (time: number): number | null =>
    times.find((one) => one > time) ?? null;

/** A block of a made-up course, under its id as its name. */
export const block = (id: string, type: string, parent: string | null, order: number): StructureBlock => ({
  id,
  type,
  name: id,
  parent,
  order,
  graded: false,
  isMeasured: true,
});

let number = 0;

/** A typed statement; what is not named is absent. */
export const event = (seconds: number, verb: string, block: string, more: Partial<LearnerEvent> = {}): LearnerEvent => {
  number += 1;
  return {
    ...BLANK_EVENT,
    id: `00000000-0000-4000-8000-${String(number).padStart(12, '0')}`,
    time: at(seconds),
    verb,
    block,
    ...more,
  };
};

/** The words of a video's statements. */
export const video = (block = 'v') => ({
  load: (s: number, length = 100) => event(s, 'initialized', block, { length }),
  play: (s: number, position: number | null) => event(s, 'played', block, { position }),
  pause: (s: number, position: number | null) => event(s, 'paused', block, { position }),
  stop: (s: number, position: number | null) => event(s, 'terminated', block, { position }),
  seek: (s: number, position: number | null, positionTo: number | null) =>
    event(s, 'seeked', block, { position, positionTo }),
  complete: (s: number) => event(s, 'completed', block),
  speed: (s: number, speedTo: string) => event(s, 'interacted', block, { speedTo }),
});

/** A single-question submission. */
export const submit = (
  seconds: number,
  attempt: number,
  success: boolean | null,
  more: Partial<LearnerEvent> = {},
): LearnerEvent =>
  event(seconds, 'evaluated', 'p', { attempt, success, response: success ? 'right' : 'wrong', ...more });
