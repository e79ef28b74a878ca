import type { StructureIndex } from '../facts/structureIndex';
import type { LearnerEvent } from '../facts/types';
import type { Micros } from '../lib/time';
import type { Engine } from '../store/engine';
import { eventsIn, readHistories } from '../store/queries/events';
import { EventProperties } from './eventProperties';
import { derivedEvents } from './facts.query';
import {
  type LearnerText,
  type SeenEvent,
  columnsOf,
  inOrder,
  learnerText,
  seen,
  shortVerb,
  typesOf,
  wanted,
  withProperties,
} from './histories';
import { columnHistories } from './histories.query';
import { type Filter, type Manifest, variantsOf } from './manifest';
import { type Installed, type Registry, type Revision, derivingOf } from './registry';

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

/** What is asked of the closed machine about each learner. */
export const askedOf = ({ metrics, handlers }: Manifest) => [
  ...metrics
    .filter(({ tier }) => tier === 'each')
    .flatMap((metric) =>
      variantsOf(metric).map((params, variant) => ({ kind: 'metric' as const, metric, params, variant })),
    ),
  ...handlers.filter(({ tier }) => tier === 'derive').map((handler) => ({ kind: 'handler' as const, handler })),
];

/** What its code wants to see of a history: an event is given where any of these wants it. */
const filtersOf = (manifest: Manifest): Filter[] =>
  askedOf(manifest).map((one) => (one.kind === 'metric' ? (one.metric.events ?? {}) : one.handler.filter));

/** Reads learners as the closed machine is given them: what they did, and what extensions add to that. */
export class LearnerTexts {
  private readonly properties: EventProperties;

  /** @param expressions the engine as authors' expressions may use it: read only, and within limits */
  constructor(
    private readonly engine: Engine,
    expressions: Engine,
    private readonly registry: Registry,
  ) {
    this.properties = new EventProperties(expressions, registry);
  }

  /** Those of the learners who have any event that counts. @param derived of `derivedOf` */
  async read(
    task: Task,
    derived: ReadonlyMap<string, ReadonlyMap<string, readonly SeenEvent[]>>,
  ): Promise<Map<string, LearnerText>> {
    const isPlain = derived.size === 0 && !(await this.properties.areNamed(task.extension, task.revision, task.course));
    return isPlain ? this.plain(task) : this.withMore(task, derived);
  }

  /** Learners whose statements are all that there is. */
  private async plain({ revision, course, learners, index }: Task): Promise<Map<string, LearnerText>> {
    const typeOf = typesOf(index?.structure ?? null);
    const filters = filtersOf(revision.manifest);
    const rows = await columnHistories.run(this.engine, { course, learners });
    return new Map(rows.map((row) => learnerText(row, filters, typeOf)));
  }

  /** Learners with what others derived of them, and with properties of their events. */
  private async withMore(
    { extension, revision, course, learners, index }: Task,
    derived: ReadonlyMap<string, ReadonlyMap<string, readonly SeenEvent[]>>,
  ): Promise<Map<string, LearnerText>> {
    const histories = await readHistories(this.engine, course, learners);
    const own = new Map([...histories].map(([learner, packed]) => [learner, eventsIn(packed)]));
    const properties = await this.properties.of(extension, revision, {
      course,
      learners: [...own.keys()],
      events: [...own.values()].flat(),
    });
    const typeOf = typesOf(index?.structure ?? null);
    const filters = filtersOf(revision.manifest);
    return new Map(
      [...own].map(([learner, events]) => {
        const all = inOrder([
          ...events.map((event) => withProperties(seen(event), properties)),
          ...[...(derived.get(learner) ?? [])].flatMap(([name, found]) => (name === extension.name ? [] : found)),
        ]);
        const columns = columnsOf(wanted(all, filters, typeOf), typeOf);
        return [learner, { track: JSON.stringify(trackOf(events)), events: JSON.stringify(columns) }];
      }),
    );
  }

  /** What extensions that are on derived of these learners, by learner and extension. */
  async derivedOf({ course, learners }: Task): Promise<Map<string, Map<string, SeenEvent[]>>> {
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
