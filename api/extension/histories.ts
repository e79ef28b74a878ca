import type { LearnerEvent, CourseStructure } from '../facts/types';
import { byTimeThenId } from '../facts/order';
import type { Filter } from './manifest';
import { typeInKey } from '../lib/usageKey';

/** An event as an extension sees it: of whom is not among it. */
export interface SeenEvent {
  readonly id: string;
  /** Microseconds. */
  readonly time: number;
  readonly verb: string;
  readonly block: string;
  readonly part: string;
  readonly attempt: number;
  readonly success: boolean | null;
  readonly score: number | null;
  readonly response: string;
  readonly position: number | null;
  readonly to: number | null;
  readonly properties?: Readonly<Record<string, unknown>>;
}

/** `evaluated` of `https://w3id.org/xapi/acrossx/verbs/evaluated`. */
export const shortVerb = (verb: string): string => verb.slice(verb.lastIndexOf('/') + 1);

export const seen = (event: LearnerEvent): SeenEvent => ({
  id: event.id,
  time: event.time,
  verb: shortVerb(event.verb),
  block: event.block,
  part: event.part,
  attempt: event.attempt,
  success: event.success,
  score:
    event.scoreRaw !== null && event.scoreMax !== null && event.scoreMax > 0 ? event.scoreRaw / event.scoreMax : null,
  response: event.response,
  position: event.position,
  to: event.positionTo,
});

export const withProperties = (
  event: SeenEvent,
  properties: ReadonlyMap<string, Readonly<Record<string, unknown>>>,
): SeenEvent => {
  const own = properties.get(event.id);
  return own ? { ...event, properties: own } : event;
};

export type TypeOf = (block: string) => string;

export const typesOf = (structure: CourseStructure | null): TypeOf => {
  const known = new Map(structure?.blocks.map(({ id, type }) => [id, type]));
  return (block) => known.get(block) ?? (block === structure?.courseKey ? 'course' : typeInKey(block));
};

const matches = ({ verbs, types }: Filter, { verb, block }: SeenEvent, typeOf: TypeOf): boolean =>
  (!verbs || verbs.includes(verb)) && (!types || types.includes(typeOf(block)));

/** Events that any of the filters wants. */
export const wanted = (events: readonly SeenEvent[], filters: readonly Filter[], typeOf: TypeOf): SeenEvent[] =>
  filters.some(({ context }) => context === 'all')
    ? [...events]
    : events.filter((event) => filters.some((filter) => matches(filter, event, typeOf)));

/** In order of time, ties by id; each once. */
export const inOrder = (events: readonly SeenEvent[]): SeenEvent[] =>
  [...new Map(events.map((event) => [event.id, event])).values()].sort((a, b) =>
    byTimeThenId(a as unknown as LearnerEvent, b as unknown as LearnerEvent),
  );

/** Columns instead of objects, and each text once: a third of the size, and of the time to read it. */
export const columnsOf = (events: readonly SeenEvent[], typeOf: TypeOf): object => {
  const names: string[] = [];
  const places = new Map<string, number>();
  const place = (name: string): number => {
    const known = places.get(name);
    if (known !== undefined) return known;
    places.set(name, names.length);
    return names.push(name) - 1;
  };
  const column = <T>(of: (event: SeenEvent) => T): T[] => events.map(of);
  const columns = {
    time: column(({ time }) => time / 1000),
    verb: column(({ verb }) => place(verb)),
    block: column(({ block }) => place(block)),
    type: column(({ block }) => place(typeOf(block))),
    part: column(({ part }) => place(part)),
    attempt: column(({ attempt }) => attempt),
    success: column(({ success }) => success),
    score: column(({ score }) => score),
    response: column(({ response }) => place(response)),
    position: column(({ position }) => position),
    to: column(({ to }) => to),
    ...(events.some(({ properties }) => properties)
      ? { properties: column(({ properties }) => properties ?? null) }
      : {}),
  };
  return { names, ...columns };
};

/** The course as an extension sees it. @param words of text in blocks */
export const courseText = (
  courseKey: string,
  structure: CourseStructure | null,
  words: ReadonlyMap<string, number> = new Map(),
): string =>
  JSON.stringify({
    key: courseKey,
    name: structure?.name ?? courseKey,
    blocks: (structure?.blocks ?? []).map(({ id, type, name, parent }) => ({
      id,
      type,
      name,
      parent,
      words: words.get(id) ?? null,
    })),
  });
