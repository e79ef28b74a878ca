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

const matches = (
  { verbs, types }: Filter,
  { verb, block }: Pick<SeenEvent, 'verb' | 'block'>,
  typeOf: TypeOf,
): boolean => (!verbs || verbs.includes(verb)) && (!types || types.includes(typeOf(block)));

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
export const columnsOf = (events: readonly SeenEvent[], typeOf: TypeOf): Columns => {
  const column = <T>(of: (event: SeenEvent) => T): T[] => events.map(of);
  const [verbs, blocks, parts, responses] = [new Words(), new Words(), new Words(), new Words()];
  const columns = {
    time: column(({ time }) => time / 1000),
    verb: column(({ verb }) => verbs.placeOf(verb)),
    block: column(({ block }) => blocks.placeOf(block)),
    part: column(({ part }) => parts.placeOf(part)),
    attempt: column(({ attempt }) => attempt),
    success: column(({ success }) => success),
    score: column(({ score }) => score),
    response: column(({ response }) => responses.placeOf(response)),
    position: column(({ position }) => position),
    to: column(({ to }) => to),
    ...(events.some(({ properties }) => properties)
      ? { properties: column(({ properties }) => properties ?? null) }
      : {}),
  };
  return {
    ...columns,
    ...{ verbs: verbs.list, blocks: blocks.list, types: blocks.list.map(typeOf) },
    ...{ parts: parts.list, responses: responses.list },
  };
};

/** Texts, each once. */
class Words {
  readonly list: string[] = [];
  private readonly places = new Map<string, number>();

  placeOf(word: string): number {
    const known = this.places.get(word);
    if (known !== undefined) return known;
    this.places.set(word, this.list.length);
    return this.list.push(word) - 1;
  }
}

/** Of each event a value in each list; `verb`, `block`, `part` and `response` are places among `verbs`, `blocks` and so on. */
export interface Columns {
  /** Milliseconds since 1970. */
  readonly time: readonly number[];
  readonly verb: readonly number[];
  readonly block: readonly number[];
  readonly verbs: readonly string[];
  readonly blocks: readonly string[];
  /** Of each of `blocks`. */
  readonly types: readonly string[];
}

/** One learner as the closed machine is given it: both are JSON. */
export interface LearnerText {
  /** The mode of the last enrolment. */
  readonly track: string;
  /** `Columns` */
  readonly events: string;
}

/** A row of `columnHistories`, with the events that any of the filters wants. */
export const learnerText = (
  row: string,
  filters: readonly Filter[],
  typeOf: TypeOf,
): [learner: string, text: LearnerText] => {
  const [learner = '""', track = '""', verbs = '[]', blocks = '[]', rest = ''] = row.split('\t');
  const names = JSON.stringify((JSON.parse(verbs) as string[]).map(shortVerb));
  const types = JSON.stringify((JSON.parse(blocks) as string[]).map(typeOf));
  const events = `{"verbs":${names},"blocks":${blocks},"types":${types},${rest}}`;
  const wants = filters.some(({ context }) => context === 'all');
  return [JSON.parse(learner) as string, { track, events: wants ? events : narrowed(events, filters) }];
};

const narrowed = (text: string, filters: readonly Filter[]): string => {
  const columns = JSON.parse(text) as Columns;
  const { verb, block, verbs, blocks, types } = columns;
  const typeOf = new Map(blocks.map((id, at) => [id, types[at] ?? '']));
  const isWanted = verb.map((word, at) =>
    filters.some((filter) =>
      matches(filter, { verb: verbs[word] ?? '', block: blocks[block[at] ?? 0] ?? '' }, (id) => typeOf.get(id) ?? ''),
    ),
  );
  const lists = new Set(['verbs', 'blocks', 'types', 'parts', 'responses']);
  return JSON.stringify(
    Object.fromEntries(
      (Object.entries(columns) as [string, unknown[]][]).map(([name, list]) => [
        name,
        lists.has(name) ? list : list.filter((_, at) => isWanted[at]),
      ]),
    ),
  );
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
