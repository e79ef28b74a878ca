import type { Event, PerBlock } from './event';

/** Each event with the seconds since the learner's event before it, at most so many. */
export function* before(
  events: readonly Event[],
  { atMost }: { readonly atMost: number },
): Generator<[Event, number], void, undefined> {
  let last: Event | null = null;
  for (const event of events) {
    if (last) yield [event, Math.min((event.time - last.time) / 1000, atMost)];
    last = event;
  }
}

/** Each event with the seconds until the learner's next one, at most so many. */
export function* after(
  events: readonly Event[],
  { atMost }: { readonly atMost: number },
): Generator<[Event, number], void, undefined> {
  let last: Event | null = null;
  for (const event of events) {
    if (last) yield [last, Math.min((event.time - last.time) / 1000, atMost)];
    last = event;
  }
}

/** Whether this is an attempt: an answer to the whole problem, not to one question of it. */
export const isSubmission = ({ verb, part, attempt }: Event): boolean =>
  verb === 'evaluated' && part === '' && attempt > 0;

/** Adds to the value of a block. */
export const add = (values: PerBlock<number>, block: string, by: number): void => {
  values[block] = (values[block] ?? 0) + by;
};

/** The first and last event of each stretch without a pause longer than so many seconds. */
export const sessions = (
  events: readonly Event[],
  { pause }: { readonly pause: number },
): { readonly from: number; readonly to: number; readonly events: readonly Event[] }[] => {
  const found: { from: number; to: number; events: Event[] }[] = [];
  for (const event of events) {
    const last = found.at(-1);
    if (last && event.time - last.to <= pause * 1000) {
      last.to = event.time;
      last.events.push(event);
    } else found.push({ from: event.time, to: event.time, events: [event] });
  }
  return found;
};
