import type { Engine, Row } from '../store/engine';
import type { StructureIndex } from '../facts/structureIndex';
import type { Micros } from '../lib/time';
import { uuid5, uuidBytes } from '../lib/uuid';
import { failuresOf, learnersPresent, valuesByExpression } from './facts.query';
import { type LearnerText, type SeenEvent, courseText, typesOf } from './histories';
import { LearnerTexts, type Task, askedOf } from './learnerTexts';
import type { Hosts } from './hosts';
import { type Installed, type Registry, type Revision, derivingOf } from './registry';
import { scopeOf } from './package/bundle';
import { type Cell, ValueError, cellsOf } from './values';

/** The namespace of the ids of derived events: the same history makes the same ids. */
const DERIVED = uuidBytes('6f1f0c1e-5a0e-5d7b-9c51-3f3e1d0f6a11');
const MOST_DERIVED = 2000;
const LONGEST_TEXT = 1000;

/** A learner whose derived events are others from a moment on, microseconds. */
interface Rederived {
  readonly learner: string;
  readonly since: Micros;
}

interface Done {
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

/** Makes values of histories: of single learners, one at a time, and without a word about who they are. */
export class Computation {
  private readonly learners: LearnerTexts;
  private last: { readonly course: string; readonly index: StructureIndex | null; readonly text: string } | null = null;

  /** @param expressions the engine as authors' expressions may use it: read only, and within limits */
  constructor(
    private readonly engine: Engine,
    private readonly expressions: Engine,
    private readonly registry: Registry,
    private readonly hosts: Hosts,
  ) {
    this.learners = new LearnerTexts(engine, expressions, registry);
  }

  /** Reads whole histories and replaces what the extension says of these learners. */
  async run(task: Task): Promise<Done> {
    const { extension, revision, course, learners } = task;
    const derived = await this.learners.derivedOf(task);
    const texts = await this.learners.read(task, derived);
    const present = learners.filter((learner) => texts.has(learner));
    const said = await this.ask(task, texts, present);
    const found = said.size === present.length ? await this.byExpression(task, [...said.keys()], said) : said;
    const missing = learners.filter((learner) => !texts.has(learner));
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
    texts: ReadonlyMap<string, LearnerText>,
    learners: readonly string[],
  ): Promise<Map<string, Said>> {
    const { extension, revision, course, index } = task;
    const asked = askedOf(revision.manifest);
    if (asked.length === 0)
      return new Map(learners.map((learner) => [learner, { cells: [], derived: [], error: null }]));
    const typeOf = typesOf(index?.structure ?? null);
    const questions = JSON.stringify(
      asked.map((one) =>
        one.kind === 'metric'
          ? { kind: one.kind, id: one.metric.id, params: one.params }
          : { kind: one.kind, id: one.handler.id, params: {} },
      ),
    );
    const histories = learners.map((learner) => {
      const { track = '""', events = '' } = texts.get(learner) ?? {};
      return `{"track":${track},"asked":${questions},"events":${events}}`;
    });
    const outcomes = await this.hosts.each(
      hostName(extension, revision),
      () => this.registry.bundle(extension.name, revision.revision),
      this.textOf(course, index),
      'history',
      histories,
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

  /** The course as it is given to hosts; the text of the last one is kept, for a structure is large. */
  private textOf(course: string, index: StructureIndex | null): string {
    if (this.last?.course !== course || this.last.index !== index)
      this.last = { course, index, text: courseText(course, index?.structure ?? null) };
    return this.last.text;
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
}

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
