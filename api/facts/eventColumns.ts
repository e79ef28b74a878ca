import type { LearnerEvent } from './types';

/** How a member is stored, by its type. */
type KindOf<Value> = [Value] extends [string]
  ? 'text' | 'id'
  : [Value] extends [number]
    ? 'number' | 'micros'
    : [Value] extends [number | null]
      ? 'maybeNumber'
      : 'maybeFlag';

/**
 * Every member of an event, with its column in the table `events`: what reads events, packs them and remembers them is
 * made of this list. A new member is entered here, in `LearnerEvent`, in store/typed.ts (what of a statement it is) and
 * in a migration.
 */
export const EVENT_COLUMNS = {
  id: { column: 'event_id', kind: 'text' },
  time: { column: 'time', kind: 'micros' },
  verb: { column: 'verb', kind: 'text' },
  block: { column: 'block_id', kind: 'text' },
  part: { column: 'part', kind: 'text' },
  parentId: { column: 'parent_id', kind: 'id' },
  attempt: { column: 'attempt', kind: 'number' },
  success: { column: 'success', kind: 'maybeFlag' },
  scoreRaw: { column: 'score_raw', kind: 'maybeNumber' },
  scoreMax: { column: 'score_max', kind: 'maybeNumber' },
  response: { column: 'response', kind: 'text' },
  interactionType: { column: 'interaction_type', kind: 'text' },
  question: { column: 'question', kind: 'text' },
  position: { column: 'position', kind: 'maybeNumber' },
  positionTo: { column: 'position_to', kind: 'maybeNumber' },
  length: { column: 'length', kind: 'maybeNumber' },
  speedTo: { column: 'speed_to', kind: 'text' },
  captions: { column: 'captions', kind: 'maybeFlag' },
  segments: { column: 'segments', kind: 'text' },
  tabFrom: { column: 'tab_from', kind: 'text' },
  tabTo: { column: 'tab_to', kind: 'text' },
  tabCount: { column: 'tab_count', kind: 'number' },
  progress: { column: 'progress', kind: 'maybeNumber' },
  mode: { column: 'mode', kind: 'text' },
} as const satisfies {
  readonly [Member in keyof LearnerEvent]: { column: string; kind: KindOf<LearnerEvent[Member]> };
};

export type EventKind = (typeof EVENT_COLUMNS)[keyof LearnerEvent]['kind'];

export const EVENT_MEMBERS = Object.keys(EVENT_COLUMNS) as readonly (keyof LearnerEvent)[];

/** An id that no statement has: there is no parent. */
export const NO_PARENT = '00000000-0000-0000-0000-000000000000';

const BLANK: Readonly<Record<EventKind, string | number | null>> = {
  text: '',
  id: NO_PARENT,
  number: 0,
  micros: 0,
  maybeNumber: null,
  maybeFlag: null,
};

/** What a typed statement has in the members of which it says nothing. */
export const BLANK_EVENT = Object.fromEntries(
  EVENT_MEMBERS.map((member) => [member, BLANK[EVENT_COLUMNS[member].kind]]),
) as unknown as LearnerEvent;
