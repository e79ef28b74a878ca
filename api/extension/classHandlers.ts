import type { Engine, Row } from '../store/engine';
import type { StructureIndex } from '../facts/structureIndex';
import type { Micros } from '../lib/time';
import { hostName } from './computation';
import { courseText, columnsOf, shortVerb, typesOf, withProperties } from './histories';
import { HostError, type HostProcess } from './host/hostProcess';
import { EventProperties } from './eventProperties';
import { canGoOnFrom } from './host/hostProcess';
import type { Hosts } from './hosts';
import { checkpointState, checkpoints, eventsOfClass, keptOf, keptWhere, learnersByFirstEvent } from './kept.query';
import type { HandlerManifest, Manifest } from './manifest';
import { type Installed, type Registry, type Revision, derivingOf, isEnabledIn } from './registry';

/** Events handed over together: so many are dealt with in one call's time. */
const AT_ONCE = 500;
const DAY: Micros = 86_400_000_000;
const HOUR: Micros = DAY / 24;
const MINUTE: Micros = HOUR / 60;
const BEGINNING = { time: -1, id: '00000000-0000-0000-0000-000000000000', events: 0 } as const;

/** A value that a handler keeps, and the time of the event it comes from, milliseconds. */
interface Register {
  readonly value: unknown;
  readonly at: number;
}
type Registers = Readonly<Record<string, Register>>;

/** An event up to which a loop has come. */
interface Place {
  readonly time: Micros;
  readonly id: string;
  /** How many it had seen by then. */
  readonly events: number;
}

interface ClassTask {
  readonly extension: Installed;
  readonly revision: Revision;
  readonly course: string;
  readonly index: StructureIndex | null;
  /** Taken before anything is read. */
  readonly version: Micros;
  /** What is new is not before this; null: anything may be; undefined: nothing is new. */
  readonly since: Micros | null | undefined;
  /** What was made before this is to be made again. */
  readonly notBefore: Micros;
}

/** Handlers that see the events of all learners of a course: `react` and `loop`. */
export const classHandlersOf = ({ handlers }: Manifest): HandlerManifest[] =>
  handlers.filter(({ tier }) => tier === 'react' || tier === 'loop');

/**
 * Runs handlers over the events of whole courses. What they keep follows from the events alone: a loop goes back to where it
 * stood before a late event, and a register does not care in which order it is set.
 */
export class ClassHandlers {
  constructor(
    private readonly engine: Engine,
    private readonly registry: Registry,
    private readonly hosts: Hosts,
    private readonly expressions: () => Promise<Engine>,
  ) {}

  /** @returns whether all of them are up to date now; false: one of them failed, or is paused */
  async run(task: ClassTask): Promise<boolean> {
    const { extension, revision, course } = task;
    const handlers = classHandlersOf(revision.manifest);
    if (handlers.length === 0) return true;
    const kept = new Map(
      (await keptOf.run(this.engine, { name: extension.name, revision: revision.revision, course })).map((row) => [
        row.handler,
        row,
      ]),
    );
    const breaker = this.hosts.breaker(hostName(extension, revision));
    for (const handler of handlers) {
      if (breaker.isOpen) return false;
      const known = kept.get(handler.id);
      const isNew = known === undefined || known.version < task.notBefore;
      if (!isNew && task.since === undefined) continue;
      const since = isNew ? null : (task.since ?? null);
      try {
        if (handler.tier === 'loop') await this.loop(task, handler, since);
        else await this.react(task, handler, since, isNew || since === null ? null : known);
        breaker.note({ value: '' });
      } catch (error) {
        if (!(error instanceof HostError)) throw error;
        breaker.note({ error: error.message, ...(error.killed ? { killed: true as const } : {}) });
        return false;
      }
    }
    return true;
  }

  /** Whether everything that is past is dealt with in these courses. */
  async isWhole(
    { name }: Installed,
    { revision, manifest }: Revision,
    courses: readonly string[],
    notBefore: Micros = 0,
  ): Promise<boolean> {
    const handlers = classHandlersOf(manifest);
    if (handlers.length === 0) return true;
    const rows = await keptWhere.run(this.engine, { name, revision });
    return courses.every((course) =>
      handlers.every(({ id }) =>
        rows.some((row) => row.course === course && row.handler === id && row.version >= notBefore),
      ),
    );
  }

  private use<T>(
    { extension, revision }: ClassTask,
    work: (host: HostProcess, bundle: string) => Promise<T>,
  ): Promise<T> {
    const bundle = (): Promise<string> => this.registry.bundle(extension.name, revision.revision);
    // Not the machine that looks at single learners: this one is not set back between two calls.
    return this.hosts.use(`${hostName(extension, revision)}/class`, bundle, null, async (host) =>
      work(host, await bundle()),
    );
  }

  /** From the last checkpoint before what is new, event by event to the newest one. */
  private async loop(task: ClassTask, handler: HandlerManifest, since: Micros | null): Promise<void> {
    const { extension, revision, course } = task;
    const of = { name: extension.name, revision: revision.revision, course, handler: handler.id };
    const known: Place[] = await checkpoints.run(this.engine, of);
    const before = since === null ? undefined : known.findLast(({ time }) => time < since);
    const [stored] = before
      ? await checkpointState.run(this.engine, { ...of, time: before.time, id: before.id })
      : [undefined];
    const state = stored && canGoOnFrom(stored.state) ? stored.state : null;
    const from = state === null ? undefined : before;
    const made: (Place & { state: string })[] = [];
    const { registers, place } = await this.use(task, async (host, bundle) => {
      await host.loop(bundle, JSON.stringify({ id: handler.id }), state);
      let last: Place = from ?? BEGINNING;
      let said = await host.feed(JSON.stringify(columnsOf([], () => '')));
      for await (const page of this.pages(task, last)) {
        said = await host.feed(page.text);
        const day = Math.floor(last.time / DAY);
        last = { ...page.last, events: last.events + page.size };
        if (page.isEnd || (page.size > 0 && Math.floor(last.time / DAY) > day))
          made.push({ ...last, state: await host.checkpoint() });
      }
      return { registers: said, place: last };
    });
    const all = [...known.filter((one) => from !== undefined && !isAfter(one, from)), ...made];
    const keep = new Set(thinned(all).map(nameOf));
    const rows = made
      .filter((one) => keep.has(nameOf(one)))
      .map((one) => this.checkpointRow(task, handler, one, 0, one.state));
    const gone = known
      .filter((one) => !keep.has(nameOf(one)))
      .map((one) => this.checkpointRow(task, handler, one, 1, ''));
    await this.engine.insert(`${this.engine.databases.own}.extension_checkpoints`, [...gone, ...rows]);
    await this.store(task, handler, registers, place.events);
  }

  /** New events only, in any order; all of them where anything may be another. */
  private async react(
    task: ClassTask,
    handler: HandlerManifest,
    since: Micros | null,
    known: { readonly registers: string; readonly events: number } | null,
  ): Promise<void> {
    let registers = known?.registers ?? '{}';
    let events = known?.events ?? 0;
    await this.use(task, async (host, bundle) => {
      await host.course(bundle, courseText(task.course, task.index?.structure ?? null));
      for await (const page of this.pages(task, since === null ? BEGINNING : { ...BEGINNING, time: since - 1 })) {
        const text = `{"id":${JSON.stringify(handler.id)},"kept":${registers},"events":${page.text}}`;
        registers = await host.react(text);
        events += page.size;
      }
    });
    await this.store(task, handler, registers, events);
  }

  /** All events after a place, as the machine reads them; the last page is marked, and may be empty. */
  private async *pages(
    { extension, revision, course, index }: ClassTask,
    from: Pick<Place, 'time' | 'id'>,
  ): AsyncGenerator<{ text: string; last: Pick<Place, 'time' | 'id'>; size: number; isEnd: boolean }> {
    const typeOf = typesOf(index?.structure ?? null);
    const numbers = new Map(
      (await learnersByFirstEvent.run(this.engine, { course })).map(({ learner }, at) => [learner, at + 1]),
    );
    const deriving = derivingOf(await this.registry.all());
    const properties = new EventProperties(await this.expressions(), this.registry);
    for (let last = from; ;) {
      const events = await eventsOfClass.run(this.engine, {
        course,
        after: last.time,
        after_id: last.id,
        ...deriving,
        limit: AT_ONCE,
      });
      last = events.at(-1) ?? last;
      const said = await properties.of(extension, revision, { course, learners: [], events });
      const columns = columnsOf(
        events.map((event) => withProperties({ ...event, verb: shortVerb(event.verb) }, said)),
        typeOf,
      );
      const text = JSON.stringify({ ...columns, learner: events.map(({ learner }) => numbers.get(learner) ?? 0) });
      const isEnd = events.length < AT_ONCE;
      yield { text, last: { time: last.time, id: last.id }, size: events.length, isEnd };
      if (isEnd) return;
    }
  }

  private async store(task: ClassTask, { id }: HandlerManifest, registers: string, events: number): Promise<void> {
    await this.engine.insert(`${this.engine.databases.own}.extension_kept`, [
      {
        name: task.extension.name,
        revision: task.revision.revision,
        handler: id,
        course_key: task.course,
        version: task.version,
        events,
        registers,
      },
    ]);
  }

  private checkpointRow(task: ClassTask, { id }: HandlerManifest, place: Place, removed: 0 | 1, state: string): Row {
    return {
      name: task.extension.name,
      revision: task.revision.revision,
      handler: id,
      course_key: task.course,
      time: place.time,
      event_id: place.id,
      version: task.version,
      removed,
      events: place.events,
      state,
    };
  }
}

const isAfter = (one: Place, other: Place): boolean =>
  one.time > other.time || (one.time === other.time && one.events > other.events);

const nameOf = ({ time, id }: Place): string => `${time} ${id}`;

/**
 * Checkpoints worth keeping, oldest first: of the last hour one in ten minutes, of the last day one in six hours, of the
 * last week one a day, before that one a week; and the newest two.
 */
export const thinned = <T extends { readonly time: Micros }>(all: readonly T[]): T[] => {
  const newest = all.at(-1)?.time ?? 0;
  const last = new Map<string, T>();
  for (const one of all) {
    const age = newest - one.time;
    const step = age < HOUR ? 10 * MINUTE : age < DAY ? 6 * HOUR : age < 7 * DAY ? DAY : 7 * DAY;
    last.set(`${step} ${Math.floor(one.time / step)}`, one);
  }
  const kept = new Set([...last.values(), ...all.slice(-2)]);
  return all.filter((one) => kept.has(one));
};

/**
 * What the handlers of an extension keep of a course, by key; of two with the same key the later one. Nothing where the
 * operator did not grant to see the class.
 */
export const registersOf = async (
  engine: Engine,
  extension: Installed,
  revision: Revision,
  course: string,
): Promise<Registers> => {
  if (!extension.grants.includes('class') || !isEnabledIn(extension, course)) return {};
  const found: Record<string, Register> = {};
  const handlers = new Set(classHandlersOf(revision.manifest).map(({ id }) => id));
  for (const { handler, registers } of await keptOf.run(engine, {
    name: extension.name,
    revision: revision.revision,
    course,
  })) {
    if (!handlers.has(handler)) continue;
    for (const [key, register] of Object.entries(JSON.parse(registers) as Registers))
      if (!found[key] || found[key].at <= register.at) found[key] = register;
  }
  return found;
};
