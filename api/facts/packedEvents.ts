import type { LearnerEvent } from './types';

/**
 * Events of one block as one short text: as objects they take four times the room, and a great number of histories is
 * remembered. Per event, the place of each member among `MEMBERS` and its value, but for values that say nothing.
 */
export type PackedEvents = string;

/** What a typed statement has in the members of which it says nothing. */
export const BLANK_EVENT: LearnerEvent = {
  id: '',
  time: 0,
  verb: '',
  block: '',
  part: '',
  parentId: '00000000-0000-0000-0000-000000000000',
  attempt: 0,
  success: null,
  scoreRaw: null,
  scoreMax: null,
  response: '',
  interactionType: '',
  question: '',
  position: null,
  positionTo: null,
  length: null,
  speedTo: '',
  captions: null,
  segments: '',
  tabFrom: '',
  tabTo: '',
  tabCount: 0,
  progress: null,
  mode: '',
};

const MEMBERS = (Object.keys(BLANK_EVENT) as (keyof LearnerEvent)[]).filter((name) => name !== 'block');

type Value = LearnerEvent[keyof LearnerEvent];

/** @param events all of one block */
export const packEvents = (events: readonly LearnerEvent[]): PackedEvents =>
  JSON.stringify(
    events.map((event) => {
      const disclosed: Value[] = [];
      MEMBERS.forEach((name, place) => {
        if (event[name] !== BLANK_EVENT[name]) disclosed.push(place, event[name]);
      });
      return disclosed;
    }),
  );

export const unpackEvents = (block: string, packed: PackedEvents): LearnerEvent[] =>
  (JSON.parse(packed) as Value[][]).map((disclosed) => {
    const event: Record<string, Value> = { ...BLANK_EVENT, block };
    for (let at = 0; at < disclosed.length; at += 2)
      event[MEMBERS[disclosed[at] as number] as string] = disclosed[at + 1] ?? null;
    return event as unknown as LearnerEvent;
  });

/** Whether the id stands in there anywhere; where not, none of the events has it. */
export const mentions = (packed: PackedEvents, id: string): boolean => packed.includes(`"${id}"`);
