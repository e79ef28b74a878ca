import type { Engine } from '../store/engine';
import { FACT_RULES } from '../facts/learner';
import { StructureIndex } from '../facts/structureIndex';
import type { Micros } from '../lib/time';
import { groupBy } from '../lib/groupBy';
import { coursesWithEvents, learnersWithEvents } from '../store/queries/events';
import { publishedVersions } from '../store/queries/structure';
import { staleFacts } from '../store/queries/dirtyLearners';
import { engineClock, stateValue } from '../store/queries/state';
import { recomputations } from '../observability/instruments';
import { readStructure } from '../store/structure';
import { type Course, Learners, type Slice, removeFacts } from './learners';
import { PendingTotals } from './pendingTotals';
import { Behind } from './readers';
import { ALL_SHORTCUTS, type Without } from '../config/shortcuts';
import { RecentHistories } from './recentHistories';
import { type DirtyLearner, DirtyQueue } from './dirtyQueue';

/** Learners of a course looked up at once when all are recomputed. */
const PAGE = 2000;
/** Whole histories are read for so long before it is looked whose facts are to be made again meanwhile, milliseconds. */
const ROUND = 2000;

const RULES = 'facts-made-by-rules';

type Report = (done: number, what: string) => void;

/**
 * Keeps the facts: recomputes the learners who have something new since the last time. Of those it remembers only what is new is read,
 * and they come first; of the others the whole history, who waits longest first. How far it got is stored, so that after
 * a crash it goes on from there.
 */
export class Recomputation {
  /** Facts are being made of statements that are stored already. */
  isBehind = false;
  private rulesHold = false;
  private readonly structures = new Map<string, StructureIndex | null>();
  private readonly seenVersions = new Map<string, string>();
  private readonly dirty: DirtyQueue;
  private readonly totals: PendingTotals;
  /** Only where nobody else stores facts: what is remembered is what is stored. */
  private readonly recent: RecentHistories | null;
  private readonly learners: Learners;

  /**
   * @param room for what is remembered between two rounds, bytes
   * @param behind the order of the engine's statements
   */
  constructor(
    private readonly engine: Engine,
    room?: number,
    behind = new Behind(),
    without: Without = ALL_SHORTCUTS,
  ) {
    this.dirty = new DirtyQueue(engine);
    this.totals = new PendingTotals(engine, behind, without);
    this.recent = engine.kind === 'embedded' && !without.has('histories') ? new RecentHistories(room) : null;
    this.learners = new Learners(engine, this.recent, behind, without);
  }

  /** Somebody is known to wait still. */
  get isUnfinished(): boolean {
    return this.dirty.size > 0;
  }

  /** Learners (of one course, or of all) who wait, and the seconds that the first of them has waited. */
  backlog(course?: string): { readonly learners: number; readonly seconds: number } {
    return this.dirty.waitingOf(course);
  }

  /** What was stored may have been changed under it: nothing is remembered any more. */
  forget(): void {
    this.recent?.clear();
    this.structures.clear();
  }

  /**
   * One round; true where there was anything to do.
   * @param publishes also with courses published anew: looking for them reads the table of all publishes
   * @param settles sums up what changed at once; otherwise as often as it takes a small share of the time
   */
  async run(publishes = true, settles = true): Promise<boolean> {
    const began = performance.now();
    try {
      const any = await this.round(publishes, settles);
      if (any) recomputations.observe((performance.now() - began) / 1000);
      return any;
    } catch (error) {
      this.forget();
      this.totals.clear();
      this.dirty.reset();
      throw error;
    }
  }

  /** Recomputes every learner of every course, or of one, and takes away what is no longer concluded. */
  async recomputeCourses(courses: readonly string[] | null = null, report: Report = () => undefined): Promise<void> {
    const all = courses ?? (await coursesWithEvents.run(this.engine, {})).map((row) => row.course_key);
    this.forget();
    for (const course of all) await this.recomputeCourse(course, report);
    await this.totals.refresh(await this.now());
    if (!courses) await this.note(RULES, String(FACT_RULES));
  }

  private async round(publishes: boolean, settles: boolean): Promise<boolean> {
    await this.followRules();
    const published = publishes && (await this.followPublishes());
    await this.dirty.look();
    const waiting = this.dirty.inOrder();
    this.isBehind = waiting.length > 0;
    const version = await this.now();
    const others = waiting.filter((learner) => !this.learners.isRemembered(learner));
    const known = waiting.filter((learner) => this.learners.isRemembered(learner));
    for (const [key, some] of groupBy(known, (learner) => learner.course)) {
      const course = await this.course(key, version);
      const { blocks, whole } = await this.learners.follow(course, some);
      this.totals.add(key, blocks);
      const odd = new Set(whole.map(({ name }) => name));
      const followed = some.filter(({ name }) => !odd.has(name));
      this.dirty.done(followed);
      others.push(...some.filter(({ name }) => odd.has(name)));
    }
    const until = performance.now() + ROUND;
    const slices = this.slicesOf(others, version, () => performance.now() < until);
    for await (const { slice, blocks } of this.learners.recompute(slices)) {
      this.totals.add(slice.course.key, blocks);
      this.dirty.done(slice.learners);
    }
    if (settles ? !this.totals.isEmpty && !this.isUnfinished : this.totals.isDue)
      await this.totals.refresh(await this.now());
    if (this.totals.isEmpty) await this.dirty.note();
    return published || waiting.length > 0;
  }

  /** In the order given, so that nobody of a small course waits for all of a large one; at least one of them. */
  private async *slicesOf(
    waiting: readonly DirtyLearner[],
    version: Micros,
    goesOn: () => boolean,
  ): AsyncGenerator<{ course: Course; learners: readonly DirtyLearner[] }> {
    for (let at = 0; at < waiting.length;) {
      const some = waiting.slice(at, at + this.learners.atOnce);
      at += some.length;
      for (const [key, learners] of groupBy(some, (learner) => learner.course)) {
        yield { course: await this.course(key, version), learners };
        if (!goesOn()) return;
      }
    }
  }

  /** Facts that an older version of this program made are made anew, once. */
  private async followRules(): Promise<void> {
    if (this.rulesHold) return;
    const made = (await stateValue.run(this.engine, { name: RULES }))[0]?.value;
    if (made !== String(FACT_RULES)) await this.recomputeCourses();
    this.rulesHold = true;
  }

  private async recomputeCourse(key: string, report: Report): Promise<void> {
    const course = await this.course(key, await this.now());
    let done = 0;
    for await (const { slice, blocks } of this.learners.recompute(this.everybody(course))) {
      this.totals.add(key, blocks);
      done += slice.learners.length;
      report(done, key);
    }
    const stale = await staleFacts.run(this.engine, { course: key, version: course.version });
    await removeFacts(this.engine, course, stale);
    this.totals.add(key, new Set(stale.map((row) => row.block_id)));
  }

  private async *everybody(course: Course): AsyncGenerator<Slice> {
    for (let after = ''; ;) {
      const page = await learnersWithEvents.run(this.engine, { course: course.key, after, limit: PAGE });
      const last = page[page.length - 1];
      if (!last) return;
      for (let at = 0; at < page.length;) {
        const some = page.slice(at, at + this.learners.atOnce);
        at += some.length;
        yield {
          course,
          learners: some.map(({ learner }) => ({ name: `${course.key} ${learner}`, learner, since: null })),
        };
      }
      after = last.learner;
    }
  }

  /** A course published anew is recomputed as a whole: blocks may have moved. */
  private async followPublishes(): Promise<boolean> {
    let any = false;
    for (const { course_key: course, version } of await publishedVersions.run(this.engine, {})) {
      if (this.seenVersions.get(course) === version) continue;
      const name = `published ${course}`;
      const before = (await stateValue.run(this.engine, { name }))[0]?.value;
      if (before !== version) {
        await this.recomputeCourses([course]);
        await this.note(name, version);
        any = true;
      }
      this.seenVersions.set(course, version);
      this.forget();
    }
    return any;
  }

  private async course(key: string, version: Micros): Promise<Course> {
    const known = this.structures.get(key);
    if (known !== undefined) return { key, structure: known, version };
    const read = await readStructure(this.engine, key);
    const structure = read && new StructureIndex(read);
    this.structures.set(key, structure);
    return { key, structure, version };
  }

  private async now(): Promise<Micros> {
    return (await engineClock.run(this.engine, {}))[0]?.now ?? 0;
  }

  private async note(name: string, value: string): Promise<void> {
    await this.engine.insert(`${this.engine.databases.own}.state`, [{ name, value }]);
  }
}
