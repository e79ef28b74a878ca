import { BLANK_EVENT, EVENT_MEMBERS } from './eventColumns';
import type { LearnerEvent } from './types';

/**
 * Events of one block as one short text: as objects they take four times the room, and a great number of histories is
 * remembered. Per event, the place of each member among `MEMBERS` and its value, but for values that say nothing.
 */
export type PackedEvents = string;

const MEMBERS = EVENT_MEMBERS.filter((name) => name !== 'block');

type Value = LearnerEvent[keyof LearnerEvent];

/** @param events all of one block */
export const packEvents = (events: readonly LearnerEvent[]): PackedEvents =>
  JSON.stringify(
    events.map((event) => {
      const said: Value[] = [];
      MEMBERS.forEach((name, place) => {
        if (event[name] !== BLANK_EVENT[name]) said.push(place, event[name]);
      });
      return said;
    }),
  );

export const unpackEvents = (block: string, packed: PackedEvents): LearnerEvent[] =>
  (JSON.parse(packed) as Value[][]).map((said) => {
    const event: Record<string, Value> = { ...BLANK_EVENT, block };
    for (let at = 0; at < said.length; at += 2) event[MEMBERS[said[at] as number] as string] = said[at + 1] ?? null;
    return event as unknown as LearnerEvent;
  });

/** Whether the id stands in there anywhere; where not, none of the events has it. */
export const mentions = (packed: PackedEvents, id: string): boolean => packed.includes(`"${id}"`);
