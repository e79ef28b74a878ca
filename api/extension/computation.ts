import type { Engine, Row } from '../store/engine';
import type { StructureIndex } from '../facts/structureIndex';
import type { LearnerEvent } from '../facts/types';
import type { Micros } from '../lib/time';
import { uuid5, uuidBytes } from '../lib/uuid';
import { eventsIn, readHistories } from '../store/queries/events';
import { derivedEvents, failuresOf, learnersPresent, valuesByExpression } from './facts.query';
import { EventProperties } from './eventProperties';
import {
  type SeenEvent,
  columnsOf,
  courseText,
  inOrder,
  seen,
  shortVerb,
  typesOf,
  wanted,
  withProperties,
} from './histories';
import type { Hosts } from './hosts';
import { type Installed, type Registry, type Revision, derivingOf } from './registry';
import { type Manifest, variantsOf } from './manifest';
import { scopeOf } from './package/bundle';
import { type Cell, ValueError, cellsOf } from './values';

/** The namespace of the ids of derived events: the same history makes the same ids. */
const DERIVED = uuidBytes('6f1f0c1e-5a0e-5d7b-9c51-3f3e1d0f6a11');
const MOST_DERIVED = 2000;
const LONGEST_TEXT = 1000;

/** Learners of one course whose rows of one extension are made again. */
export interface Task {
  readonly extension: Installed;
  readonly revision: Revision;
  readonly course: string;
  readonly index: StructureIndex | null;
  /** Taken before anything is read, microseconds. */
  readonly version: Micros;
  readonly learners: readonly string[];
}

/** A learner whose derived events are others from a moment on, microseconds. */
export interface Rederived {
  readonly learner: string;
  readonly since: Micros;
}

export interface Done {
  /** Those that are stored now; the others were not tried, because the extension is paused. */
  readonly learners: readonly string[];
  readonly failed: number;
  /** Of the last that failed. */
  readonly why: string;
  /** Learners whose derived events changed: who rests on these has to look again. */
  readonly rederived: readonly Rederived[];
}

interface Said {
  readonly cells: Cell[];
  readonly derived: SeenEvent[] | null;
  readonly error: string | null;
}

/** What is asked of the closed machine about each learner. */
const askedOf = ({ metrics, handlers }: Manifest) => [
  ...metrics
    .filter(({ tier }) => tier === 'each')
    .flatMap((metric) =>
      variantsOf(metric).map((params, variant) => ({ kind: 'metric' as const, metric, params, variant })),
    ),
  ...handlers.filter(({ tier }) => tier === 'derive').map((handler) => ({ kind: 'handler' as const, handler })),
];

/** Makes values of histories: of single learners, one at a time, and without a word about who they are. */
export class Computation {
  private readonly properties: EventProperties;

  /** @param expressions the engine as authors' expressions may use it: read only, and within limits */
  constructor(
    private readonly engine: Engine,
    private readonly expressions: Engine,
    private readonly registry: Registry,
    private readonly hosts: Hosts,
  ) {
    this.properties = new EventProperties(expressions, registry);
  }

  /** Reads whole histories and replaces what the extension says of these learners. */
  async run(task: Task): Promise<Done> {
    const { extension, revision, course, learners } = task;
    const histories = await readHistories(this.engine, course, learners);
    const derived = await this.derivedOf(task);
    const present = learners.filter((learner) => histories.has(learner));
    const own = new Map(present.map((learner) => [learner, eventsIn(histories.get(learner) ?? '["",[]]')]));
    const properties = await this.properties.of(extension, revision, {
      course,
      learners: present,
      events: [...own.values()].flat(),
    });
    const events = (learner: string): SeenEvent[] =>
      inOrder([
        ...(own.get(learner) ?? []).map((event) => withProperties(seen(event), properties)),
        ...[...(derived.get(learner) ?? [])].flatMap(([name, found]) => (name === extension.name ? [] : found)),
      ]);
    const tracks = new Map([...own].map(([learner, events]) => [learner, trackOf(events)]));
    const said = await this.ask(task, present, events, tracks);
    const found = said.size === present.length ? await this.byExpression(task, [...said.keys()], said) : said;
    const missing = learners.filter((learner) => !histories.has(learner));
    const counted = missing.length > 0 ? await learnersPresent.run(this.engine, { course, learners: missing }) : [];
    for (const { learner } of counted) found.set(learner, { cells: [], derived: [], error: null });
    await this.store(task, found);
    const hasDerived = revision.manifest.handlers.some(({ tier }) => tier === 'derive');
    const isActive = revision === extension.active;
    // nobody reads those of the next revision yet: of these everything is stored, and nobody has to look again
    const rederived = hasDerived ? await this.storeDerived(task, found, isActive ? derived : null) : [];
    const errors = [...found.values()].flatMap(({ error }) => (error === null ? [] : [error]));
    return {
      learners: [...found.keys(), ...missing.filter((learner) => !found.has(learner))],
      failed: errors.length,
      why: errors.at(-1) ?? '',
      rederived: isActive ? rederived : [],
    };
  }

  /** One after another through the host; fewer come back where the extension is paused in between. */
  private async ask(
    task: Task,
    learners: readonly string[],
    events: (learner: string) => SeenEvent[],
    tracks: ReadonlyMap<string, string>,
  ): Promise<Map<string, Said>> {
    const { extension, revision, course, index } = task;
    const asked = askedOf(revision.manifest);
    if (asked.length === 0)
      return new Map(learners.map((learner) => [learner, { cells: [], derived: [], error: null }]));
    const typeOf = typesOf(index?.structure ?? null);
    const filters = asked.map((one) => (one.kind === 'metric' ? (one.metric.events ?? {}) : one.handler.filter));
    const questions = asked.map((one) =>
      one.kind === 'metric'
        ? { kind: one.kind, id: one.metric.id, params: one.params }
        : { kind: one.kind, id: one.handler.id, params: {} },
    );
    const histories = learners.map((learner) => wanted(events(learner), filters, typeOf));
    const texts = histories.map((own, at) =>
      JSON.stringify({ track: tracks.get(learners[at] ?? '') ?? '', asked: questions, events: columnsOf(own, typeOf) }),
    );
    const outcomes = await this.hosts.each(
      hostName(extension, revision),
      () => this.registry.bundle(extension.name, revision.revision),
      courseText(course, index?.structure ?? null),
      'history',
      texts,
    );
    const said = new Map<string, Said>();
    outcomes.forEach((outcome, at) => {
      const learner = learners[at];
      if (learner === undefined) return;
      try {
        if ('error' in outcome) throw new ValueError(outcome.error);
        const results = JSON.parse(outcome.value) as unknown[];
        const cells = asked.flatMap((one, place) =>
          one.kind === 'metric' ? cellsOf(one.metric, one.variant, results[place], typeOf, index) : [],
        );
        const derived = asked.flatMap((one, place) =>
          one.kind === 'handler' ? this.derivedIn(task, learner, one.handler.id, results[place]) : [],
        );
        said.set(learner, { cells, derived, error: null });
      } catch (error) {
        if (!(error instanceof ValueError)) throw error;
        said.set(learner, { cells: [], derived: null, error: error.message });
      }
    });
    return said;
  }

  /** Events that a handler concluded. @throws ValueError */
  private derivedIn({ extension, revision }: Task, learner: string, handler: string, said: unknown): SeenEvent[] {
    if (!Array.isArray(said) || said.length > MOST_DERIVED)
      throw new ValueError(`${handler}: return a list of at most ${MOST_DERIVED} events`);
    const scope = `${scopeOf(extension.name)}.`;
    return said.map((one: unknown, place): SeenEvent => {
      const { at, verb, block, value = '' } = (one ?? {}) as Record<string, unknown>;
      if (typeof at !== 'number' || !Number.isFinite(at) || typeof block !== 'string')
        throw new ValueError(`${handler}: a derived event has a time "at" in milliseconds and a block`);
      if (typeof verb !== 'string' || !verb.startsWith(scope))
        throw new ValueError(`${handler}: the verb of a derived event begins with ${scope}`);
      return {
        id: uuid5(DERIVED, `${extension.name} ${revision.revision} ${learner} ${handler} ${place}`),
        time: Math.round(at * 1000),
        verb,
        block,
        part: '',
        attempt: 0,
        success: null,
        score: null,
        response: String(value).slice(0, LONGEST_TEXT),
        position: null,
        to: null,
      };
    });
  }

  /** What the metrics with an expression say: counted by the engine, of the same learners. */
  private async byExpression(
    task: Task,
    learners: readonly string[],
    said: Map<string, Said>,
  ): Promise<Map<string, Said>> {
    const { revision, course, index } = task;
    const typeOf = typesOf(index?.structure ?? null);
    const { names, revisions } = derivingOf(await this.registry.all());
    for (const metric of revision.manifest.metrics) {
      if (metric.tier !== 'sql' || !metric.sql || learners.length === 0) continue;
      const rows = await valuesByExpression(metric.sql.value).run(this.expressions, {
        course,
        learners,
        verbs: metric.events?.context === 'all' ? [] : (metric.events?.verbs ?? []),
        types: metric.events?.context === 'all' ? [] : (metric.events?.types ?? []),
        names,
        revisions,
      });
      const kind = metric.as === 'score' ? '' : metric.as.kind;
      for (const { learner, block, value } of rows) {
        const own = said.get(learner);
        if (!own || own.error !== null) continue;
        const asSaid = kind === 'share' ? Boolean(Number(value)) : value;
        try {
          own.cells.push(...cellsOf(metric, 0, { [unitOf(metric.on, block, typeOf, index)]: asSaid }, typeOf, index));
        } catch (error) {
          if (!(error instanceof ValueError)) throw error;
          said.set(learner, { cells: [], derived: own.derived, error: error.message });
        }
      }
    }
    return said;
  }

  private async store(task: Task, said: ReadonlyMap<string, Said>): Promise<void> {
    const { extension, revision, course, version } = task;
    const bad = [...said].filter(([, { error }]) => error !== null).map(([learner]) => learner);
    const before =
      bad.length > 0
        ? await failuresOf.run(this.engine, {
            name: extension.name,
            revision: revision.revision,
            course,
            learners: bad,
          })
        : [];
    const failures = new Map(before.map((row) => [row.learner, row.failures]));
    const rows = [...said].map(([learner, { cells, error }]): Row => ({
      name: extension.name,
      revision: revision.revision,
      course_key: course,
      learner,
      version,
      failures: error === null ? 0 : Math.min(255, (failures.get(learner) ?? 0) + 1),
      metrics: cells.map((cell) => cell.metric),
      variants: cells.map((cell) => cell.variant),
      blocks: cells.map((cell) => cell.block),
      values: cells.map((cell) => cell.value),
    }));
    await this.engine.insert(`${this.engine.databases.own}.extension_facts`, rows);
  }

  /** @returns learners whose derived events are others now */
  private async storeDerived(
    { extension, revision, course, version }: Task,
    said: ReadonlyMap<string, Said>,
    before: ReadonlyMap<string, ReadonlyMap<string, readonly SeenEvent[]>> | null,
  ): Promise<Rederived[]> {
    const changed = [...said].filter(
      ([learner, { derived }]) =>
        derived !== null &&
        (before === null || sameAs(derived) !== sameAs(before.get(learner)?.get(extension.name) ?? [])),
    );
    await this.engine.insert(
      `${this.engine.databases.own}.derived_events`,
      changed.map(([learner, { derived }]): Row => {
        const events = derived ?? [];
        return {
          course_key: course,
          learner,
          name: extension.name,
          revision: revision.revision,
          version,
          ids: events.map(({ id }) => id),
          times: events.map(({ time }) => time),
          verbs: events.map(({ verb }) => verb),
          blocks: events.map(({ block }) => block),
          responses: events.map(({ response }) => response),
        };
      }),
    );
    return changed.map(([learner, { derived }]) => ({
      learner,
      since: firstDifference(derived ?? [], before?.get(learner)?.get(extension.name) ?? []),
    }));
  }

  /** What extensions that are on derived of these learners, by learner and extension. */
  private async derivedOf({ course, learners }: Task): Promise<Map<string, Map<string, SeenEvent[]>>> {
    const { names, revisions } = derivingOf(await this.registry.all());
    const found = new Map<string, Map<string, SeenEvent[]>>();
    if (names.length === 0) return found;
    for (const row of await derivedEvents.run(this.engine, { course, learners, names, revisions })) {
      const own = found.get(row.learner) ?? new Map<string, SeenEvent[]>();
      own.set(
        row.name,
        row.ids.map((id, at) => ({
          id,
          time: row.times[at] ?? 0,
          verb: row.verbs[at] ?? '',
          block: row.blocks[at] ?? '',
          part: '',
          attempt: 0,
          success: null,
          score: null,
          response: row.responses[at] ?? '',
          position: null,
          to: null,
        })),
      );
      found.set(row.learner, own);
    }
    return found;
  }
}

/** The mode of the last enrollment. */
const trackOf = (events: readonly LearnerEvent[]): string => {
  let last: LearnerEvent | null = null;
  for (const event of events)
    if (shortVerb(event.verb) === 'registered' && (last === null || event.time >= last.time)) last = event;
  return last?.mode ?? '';
};

/** When the first event is that only one of the two has. */
const firstDifference = (now: readonly SeenEvent[], before: readonly SeenEvent[]): Micros => {
  const [own, old] = [now, before].map((events) => new Map(events.map((event) => [sameAs([event]), event.time])));
  const times = [
    ...[...(own ?? [])].filter(([name]) => !old?.has(name)),
    ...[...(old ?? [])].filter(([name]) => !own?.has(name)),
  ].map(([, time]) => time);
  return Math.min(...times);
};

/** The host of an extension in one revision. */
export const hostName = ({ name }: Installed, { revision }: Revision): string => `${name}@${revision}`;

const sameAs = (events: readonly SeenEvent[]): string =>
  JSON.stringify(events.map(({ id, time, verb, block, response }) => [id, time, verb, block, response]));

/** An expression is over the events on one block; where the metric is on units, these of what is inside. */
const unitOf = (
  on: readonly string[],
  block: string,
  typeOf: (block: string) => string,
  index: StructureIndex | null,
): string => {
  if (on.includes(typeOf(block)) || !index) return block;
  return index.containersOf(block).find((container) => on.includes(typeOf(container))) ?? block;
};
