import type { Engine, Row } from '../clickhouse/engine';
import { LearnerHistory } from '../facts/learnerHistory';
import type { StructureIndex } from '../facts/structureIndex';
import type { LearnerEvent, Micros } from '../facts/types';
import { byLearner, laterEvents, readHistories } from '../queries/events';
import { displacedLearners, staleFactsOf } from '../queries/touched';
import { activityRemoval, activityRow } from './activityRows';
import { pacer } from './background';
import { factRow, removalRow } from './factRows';
import { Portion } from './portion';
import type { RecentHistories } from './recentHistories';
import type { Touch } from './touches';

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

/** A learner, and what is known of what is new (see Touch). */
export type Learner = Pick<Touch, 'name' | 'learner' | 'since'>;

/** Concludes the facts of learners from their events and stores them. */
export class Learners {
  private readonly whole = new Portion(LEAST, MOST, AT_ONCE);
  private readonly later = new Portion(LEAST, MOST_LATER, AT_ONCE);

  /** @param recent what is remembered between two rounds; null: nothing, for others may store facts, too */
  constructor(
    private readonly engine: Engine,
    private readonly recent: RecentHistories | null,
  ) {}

  isRemembered({ name, since }: Touch): boolean {
    return since !== null && this.recent !== null && this.recent.has(name);
  }

  /**
   * Reads whole histories and replaces all facts of these learners.
   * @param goesOn asked before each portion; false: what is left is left
   * @returns how many of the first of them were dealt with, and the blocks whose facts were made anew
   */
  async recompute(
    course: Course,
    learners: readonly Learner[],
    goesOn: () => boolean = () => true,
  ): Promise<{ done: number; blocks: Set<string> }> {
    const blocks = new Set<string>();
    let done = 0;
    const take = (from: number): readonly Learner[] =>
      from === 0 || goesOn() ? learners.slice(from, from + this.whole.size) : [];
    let some = take(0);
    let next = this.readWhole(course, some);
    while (some.length > 0) {
      const found = await next;
      done += some.length;
      const following = take(done);
      // The next ones are read while these are computed and stored; a failure is met in their turn.
      next = this.readWhole(course, following);
      next.catch(() => undefined);
      for (const block of await this.storeWhole(course, some, found)) blocks.add(block);
      some = following;
    }
    return { done, blocks };
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
      const began = performance.now();
      const since = some.map((learner) => learner.since ?? 0);
      const found = byLearner(
        await laterEvents.run(this.engine, {
          course: course.key,
          learners: some.map(({ learner }) => learner),
          since,
          first: Math.min(...since),
        }),
      );
      this.later.took(some.length, performance.now() - began);
      const changed = new Changes(course, blocks);
      const pace = pacer();
      const kept: [string, LearnerHistory][] = [];
      for (const learner of some) {
        await pace();
        const history = this.recent?.take(learner.name);
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

  private async readWhole(course: Course, learners: readonly Learner[]): Promise<Map<string, LearnerEvent[]>> {
    if (learners.length === 0) return new Map();
    const began = performance.now();
    const names = learners.map(({ learner }) => learner);
    const found = await readHistories(this.engine, course.key, names);
    this.whole.took(learners.length, performance.now() - began);
    return found;
  }

  private async storeWhole(
    course: Course,
    learners: readonly Learner[],
    found: ReadonlyMap<string, LearnerEvent[]>,
  ): Promise<Set<string>> {
    const blocks = new Set<string>();
    const changes = new Changes(course, blocks);
    const pace = pacer();
    const live: [Learner, LearnerHistory][] = [];
    for (const learner of learners) {
      this.recent?.take(learner.name);
      const events = found.get(learner.learner);
      if (!events) {
        changes.remove(learner.learner);
        continue;
      }
      await pace();
      const history = new LearnerHistory(course.key, events, course.structure);
      changes.add(learner.learner, history);
      if (this.recent && learner.since !== null && isLive(events, learner.since)) live.push([learner, history]);
    }
    await changes.store(this.engine);
    const displaced = await this.removeDisplaced(
      course,
      learners.map(({ learner }) => learner),
      blocks,
    );
    // A history that something was displaced in is always read as a whole: a block may be left with nothing.
    for (const [{ name, learner }, history] of live) if (!displaced.has(learner)) this.recent?.put(name, history);
    return blocks;
  }

  /**
   * A history only grows, and so do the blocks with facts in it, unless a statement in it lost against another with its
   * id, or was voided: then a block may be left with nothing.
   */
  private async removeDisplaced(
    course: Course,
    learners: readonly string[],
    blocks: Set<string>,
  ): Promise<ReadonlySet<string>> {
    const displaced = (await displacedLearners.run(this.engine, { course: course.key, learners })).map(
      (row) => row.learner,
    );
    if (displaced.length === 0) return new Set();
    const stale = await staleFactsOf.run(this.engine, {
      course: course.key,
      learners: displaced,
      version: course.version,
    });
    await removeFacts(this.engine, course, stale);
    for (const row of stale) blocks.add(row.block_id);
    return new Set(displaced);
  }
}

const isLive = (events: readonly LearnerEvent[], since: Micros): boolean =>
  events.every((event) => event.time - since <= LIVE);

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
    private readonly blocks: Set<string>,
  ) {}

  add(learner: string, history: LearnerHistory): void {
    const { key, version } = this.course;
    if (!history.hasNews) return;
    const changed = history.takeChanged();
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
