import type { Engine, Row } from '../store/engine';
import { LearnerHistory } from '../facts/learnerHistory';
import type { StructureIndex } from '../facts/structureIndex';
import type { LearnerEvent } from '../facts/types';
import type { Micros } from '../lib/time';
import { yieldToEventLoop } from '../lib/yieldToEventLoop';
import { type PackedHistory, byLearner, eventsIn, laterEvents, readHistories } from '../store/queries/events';
import { displacedLearners, staleFactsOf, storedUntil } from '../store/queries/dirtyLearners';
import { activityRemoval, activityRow } from './activityRows';
import { factRow, removalRow } from '../store/factRows';
import { ALL_SHORTCUTS, type Without } from '../config/shortcuts';
import { type BatchSize, batchSize } from './batchSize';
import { Behind } from './readers';
import type { RecentHistories, Remembered } from './recentHistories';
import type { DirtyLearner } from './dirtyQueue';

/** How long one statement to the engine should take, milliseconds, and learners read by one: bounds memory, too. */
const AT_ONCE = 250;
const [LEAST, MOST] = [100, 400];
/** More learners whose later events are read by one: these are few. */
const MOST_LATER = 1000;
/** What came in the last hour of a history came while it was lived: the learner may do more soon. */
const LIVE: Micros = 3_600_000_000;

/** A course while its learners are brought up to date. `version`: taken before anything is read. */
export interface Course {
  readonly key: string;
  readonly structure: StructureIndex | null;
  readonly version: Micros;
}

/** A learner, and what is known of what is new (see DirtyLearner). */
export type Learner = Pick<DirtyLearner, 'name' | 'learner' | 'since'>;

/** Learners of one course whose whole histories are read at once. */
export interface Slice {
  readonly course: Course;
  readonly learners: readonly Learner[];
}

/** What is stored of the learners of a slice, by learner. */
interface Stored {
  readonly histories: ReadonlyMap<string, PackedHistory>;
  /** Until when the facts go; only of those who may have nothing new but what is later. */
  readonly until: ReadonlyMap<string, Micros>;
  /** Who once had a statement in the history that does not count any more. */
  readonly displaced: ReadonlySet<string>;
}

/** What was concluded, and the histories worth remembering once it is stored. */
interface Made {
  readonly changes: Changes;
  readonly live: readonly [Learner, PackedHistory][];
}

/** A failure of what was begun ahead is met when its turn comes. */
const heldBack = <T>(work: Promise<T>): Promise<T> => {
  work.catch(() => undefined);
  return work;
};

/** Concludes the facts of learners from their events and stores them. */
export class Learners {
  private readonly whole: BatchSize;
  private readonly later: BatchSize;

  /** @param recent what is remembered between two rounds; null: nothing, for others may store facts, too; behind: the order of the engine's statements */
  constructor(
    private readonly engine: Engine,
    private readonly recent: RecentHistories | null,
    private readonly behind = new Behind(),
    private readonly without: Without = ALL_SHORTCUTS,
  ) {
    this.whole = batchSize(without, LEAST, MOST, AT_ONCE, () => behind.isPressed);
    this.later = batchSize(without, LEAST, MOST_LATER, AT_ONCE, () => behind.isPressed);
  }

  isRemembered({ name, since }: DirtyLearner): boolean {
    return since !== null && this.recent !== null && this.recent.has(name);
  }

  /** How many whole histories are read at once. */
  get atOnce(): number {
    return this.whole.size;
  }

  /**
   * Reads whole histories and replaces the facts of these learners. While one slice is computed, the one before it is
   * stored and the next one read. A slice comes out when it is stored, with the blocks whose facts were made anew.
   */
  async *recompute<T extends Slice>(
    slices: AsyncIterator<T, unknown>,
  ): AsyncGenerator<{ slice: T; blocks: ReadonlySet<string> }> {
    const read = async (): Promise<{ slice: T; stored: Stored } | null> => {
      const slice = await slices.next();
      return slice.done ? null : { slice: slice.value, stored: await this.readWhole(slice.value) };
    };
    const store = async (slice: T, made: Made, stored: Stored) => ({
      slice,
      blocks: await this.storeWhole(slice, made, stored),
    });
    if (this.without.has('ahead')) {
      for (let now = await read(); now; now = await read())
        yield await store(now.slice, await this.conclude(now.slice, now.stored), now.stored);
      return;
    }
    let next = heldBack(read());
    let storing: ReturnType<typeof store> | null = null;
    try {
      for (let now = await next; now; now = await next) {
        next = heldBack(read());
        const made = await this.conclude(now.slice, now.stored);
        if (storing) yield await storing;
        storing = heldBack(store(now.slice, made, now.stored));
      }
      if (storing) yield await storing;
    } finally {
      // Nothing goes on behind the back of whoever comes after a failure.
      await Promise.allSettled([next, storing]);
    }
  }

  /**
   * Reads only what is new of learners that are remembered, and replaces only the facts that it changes.
   * @returns the blocks of these, and the learners whose whole history has to be read after all
   */
  async follow(course: Course, learners: readonly Learner[]): Promise<{ blocks: Set<string>; whole: Learner[] }> {
    const blocks = new Set<string>();
    const whole: Learner[] = [];
    for (let at = 0; at < learners.length;) {
      const some = learners.slice(at, at + this.later.size);
      at += some.length;
      const began = this.behind.clock;
      const since = some.map((learner) => learner.since ?? 0);
      const found = byLearner(
        await laterEvents.run(this.engine, {
          course: course.key,
          learners: some.map(({ learner }) => learner),
          since,
          first: Math.min(...since),
        }),
      );
      this.later.record(some.length, this.behind.clock - began);
      const changed = new Changes(course, blocks);
      const pause = yieldToEventLoop();
      const kept: [string, LearnerHistory][] = [];
      for (const learner of some) {
        await pause();
        await this.behind.giveWay();
        const history = recalled(course, this.recent?.take(learner.name));
        if (!history?.add(found.get(learner.learner) ?? [])) whole.push(learner);
        else {
          changed.add(learner.learner, history);
          kept.push([learner.name, history]);
        }
      }
      await changed.store(this.engine);
      for (const [name, history] of kept) this.recent?.put(name, history);
    }
    return { blocks, whole };
  }

  private async readWhole({ course, learners }: Slice): Promise<Stored> {
    const asked = { course: course.key, learners: learners.map(({ learner }) => learner) };
    // Before the histories: whatever is displaced after this makes its learner dirty anew, and is met in that turn.
    const displaced = (await displacedLearners.run(this.engine, asked)).map((row) => row.learner);
    const later = this.recent ? learners.filter(({ since }) => since !== null).map(({ learner }) => learner) : [];
    const until = later.length > 0 ? await storedUntil.run(this.engine, { ...asked, learners: later }) : [];
    const began = this.behind.clock;
    const histories = await readHistories(this.engine, asked.course, asked.learners);
    this.whole.record(learners.length, this.behind.clock - began);
    return {
      histories,
      until: new Map(until.map((row) => [row.learner, row.until])),
      displaced: new Set(displaced),
    };
  }

  private async conclude({ course, learners }: Slice, stored: Stored): Promise<Made> {
    const changes = new Changes(course, new Set());
    const pause = yieldToEventLoop();
    const live: [Learner, PackedHistory][] = [];
    for (const learner of learners) {
      this.recent?.take(learner.name);
      const packed = stored.histories.get(learner.learner);
      if (packed === undefined) {
        changes.remove(learner.learner);
        continue;
      }
      await pause();
      await this.behind.giveWay();
      const events = eventsIn(packed);
      // A history that something was displaced in is always made as a whole: a block may be left with nothing.
      const displaced = stored.displaced.has(learner.learner);
      const until = displaced ? undefined : stored.until.get(learner.learner);
      const history =
        continued(course, learner, events, until) ?? new LearnerHistory(course.key, events, course.structure);
      changes.add(learner.learner, history);
      if (!displaced && isLive(learner, events)) live.push([learner, packed]);
    }
    return { changes, live };
  }

  private async storeWhole(
    { course }: Slice,
    { changes, live }: Made,
    { displaced }: Stored,
  ): Promise<ReadonlySet<string>> {
    await changes.store(this.engine);
    await this.removeDisplaced(course, [...displaced], changes.blocks);
    for (const [{ name }, packed] of live) this.recent?.put(name, packed);
    return changes.blocks;
  }

  /**
   * A history only grows, and so do the blocks with facts in it, unless a statement in it lost against another with its
   * id, or was voided: then a block may be left with nothing.
   */
  private async removeDisplaced(course: Course, learners: readonly string[], blocks: Set<string>): Promise<void> {
    if (learners.length === 0) return;
    const stale = await staleFactsOf.run(this.engine, { course: course.key, learners, version: course.version });
    await removeFacts(this.engine, course, stale);
    for (const row of stale) blocks.add(row.block_id);
  }
}

const isLive = ({ since }: Learner, events: readonly LearnerEvent[]): boolean =>
  since !== null && events.every((event) => event.time - since <= LIVE);

/** A history whose facts are stored already. */
const withFacts = ({ key, structure }: Course, events: readonly LearnerEvent[]): LearnerHistory => {
  const history = new LearnerHistory(key, events, structure);
  history.markPersisted();
  return history;
};

/**
 * The history of a learner whose stored facts all rest on what is older than anything new: of such a one only what the
 * new changes has to be stored again.
 * @param until the time of the last statement in the stored facts; undefined: not known, or not to be relied on
 * @returns null where all has to be stored
 */
const continued = (
  course: Course,
  { since }: Learner,
  events: readonly LearnerEvent[],
  until: Micros | undefined,
): LearnerHistory | null => {
  if (since === null || until === undefined || until >= since) return null;
  const history = withFacts(
    course,
    events.filter((event) => event.time < since),
  );
  return history.add(events.filter((event) => event.time >= since)) ? history : null;
};

/** What is remembered, as a history that can go on. */
const recalled = (course: Course, remembered: Remembered | undefined): LearnerHistory | undefined =>
  typeof remembered === 'string' ? withFacts(course, eventsIn(remembered)) : remembered;

export const removeFacts = (
  engine: Engine,
  course: Course,
  facts: readonly { readonly block_id: string; readonly learner: string }[],
): Promise<void> =>
  engine.insert(
    `${engine.databases.own}.facts`,
    facts.map((row) => removalRow(course.key, row.learner, row.block_id, course.version)),
  );

/** Rows to be stored. */
class Changes {
  private readonly facts: Row[] = [];
  private readonly activities: Row[] = [];

  /** @param blocks gets the blocks whose facts change */
  constructor(
    private readonly course: Course,
    readonly blocks: Set<string>,
  ) {}

  add(learner: string, history: LearnerHistory): void {
    const { key, version } = this.course;
    if (!history.isDirty) return;
    const changed = history.drainChanged();
    for (const fact of changed) {
      this.facts.push(factRow(key, learner, version, fact));
      this.blocks.add(fact.block);
    }
    this.activities.push(activityRow(key, learner, version, history.activity()));
  }

  remove(learner: string): void {
    this.activities.push(activityRemoval(this.course.key, learner, this.course.version));
  }

  async store(engine: Engine): Promise<void> {
    await engine.insert(`${engine.databases.own}.facts`, this.facts);
    await engine.insert(`${engine.databases.own}.learner_activity`, this.activities);
  }
}
