import type { Engine, Row } from '../clickhouse/engine';
import { FACT_RULES } from '../facts/learner';
import { LearnerHistory } from '../facts/learnerHistory';
import { StructureIndex } from '../facts/structureIndex';
import type { LearnerEvent, Micros } from '../facts/types';
import { groupBy } from '../lib/groupBy';
import { byLearner, coursesWithEvents, histories, learnersWithEvents } from '../queries/events';
import { refreshTotals } from '../queries/blockTotals';
import { publishedVersions } from '../queries/structure';
import { displacedLearners, engineClock, staleFacts, staleFactsOf, stateValue, touchedSince } from '../queries/touched';
import { readStructure } from '../structure/structure';
import { pacer } from './background';
import { activityRemoval, activityRow } from './activityRows';
import { factRow, removalRow } from './factRows';

/** Learners whose histories are read at once: bounds memory at some hundred thousand events. */
const LEARNERS_AT_ONCE = 400;

/**
 * On a server others may insert beside us, and a touch can become visible after a later one: look back this far.
 * In the embedded engine inserts and reads follow one another, so nothing arrives late.
 */
const LOOK_BACK: Record<Engine['kind'], Micros> = { embedded: 0, server: 10_000_000 };

const WATERMARK = 'recomputed-until';
const RULES = 'facts-made-by-rules';

type Report = (done: number, what: string) => void;

/**
 * Keeps the facts: recomputes the whole history of each learner touched since the last time, and replaces that
 * learner's rows. How far it got is stored, so that after a crash it goes on from there.
 */
export class Recomputation {
  private watermark: Micros | null = null;
  private rulesHold = false;
  /** Touches inside the look-back that were dealt with: `course learner` to the latest touch. */
  private handled = new Map<string, Micros>();
  private structures = new Map<string, StructureIndex | null>();
  private seenVersions = new Map<string, string>();

  /** Facts are being made of statements that are stored already. */
  isBehind = false;

  constructor(private readonly engine: Engine) {}

  /**
   * Deals with everything touched so far; true where there was anything to do.
   * @param publishes also with courses published anew: looking for them reads the table of all publishes
   */
  async run(publishes = true): Promise<boolean> {
    await this.followRules();
    const published = publishes && (await this.followPublishes());
    const after = (this.watermark ??= await this.readWatermark());
    const touched = (await touchedSince.run(this.engine, { after })).filter(
      (touch) => (this.handled.get(key(touch)) ?? -1) < touch.at,
    );
    this.isBehind = touched.length > 0;
    if (!this.isBehind) return published;
    const version = await this.now();
    for (const [course, touches] of groupBy(touched, (touch) => touch.course_key)) {
      const learners = touches.map((touch) => touch.learner);
      const blocks = await this.recompute(course, learners, version);
      await refreshTotals(this.engine, course, [...blocks], version);
    }

    const newest = touched.reduce((latest, touch) => Math.max(latest, touch.at), after);
    this.watermark = Math.max(after, newest - LOOK_BACK[this.engine.kind]);
    for (const touch of touched) this.handled.set(key(touch), touch.at);
    for (const [name, at] of this.handled) if (at <= this.watermark) this.handled.delete(name);
    await this.note(WATERMARK, String(this.watermark));
    return true;
  }

  /** Recomputes every learner of every course, or of one, and takes away what is no longer concluded. */
  async recomputeCourses(courses: readonly string[] | null = null, report: Report = () => undefined): Promise<void> {
    const all = courses ?? (await coursesWithEvents.run(this.engine, {})).map((row) => row.course_key);
    for (const course of all) {
      this.structures.delete(course);
      await this.recomputeCourse(course, report);
    }
    if (!courses) await this.note(RULES, String(FACT_RULES));
  }

  /** Facts that an older version of this program made are made anew, once. */
  private async followRules(): Promise<void> {
    if (this.rulesHold) return;
    const made = (await stateValue.run(this.engine, { name: RULES }))[0]?.value;
    if (made !== String(FACT_RULES)) await this.recomputeCourses();
    this.rulesHold = true;
  }

  private async recomputeCourse(course: string, report: Report): Promise<void> {
    const version = await this.now();
    const blocks = new Set<string>();
    let done = 0;
    for (let after = ''; ;) {
      const page = await learnersWithEvents.run(this.engine, { course, after, limit: LEARNERS_AT_ONCE });
      const learners = page.map((row) => row.learner);
      const last = learners[learners.length - 1];
      if (last === undefined) break;
      for (const block of await this.recompute(course, learners, version)) blocks.add(block);
      done += learners.length;
      report(done, course);
      after = last;
    }
    const stale = await staleFacts.run(this.engine, { course, version });
    await this.remove(course, stale, version);
    for (const { block_id: block } of stale) blocks.add(block);
    await refreshTotals(this.engine, course, [...blocks], version);
  }

  /**
   * A history only grows, and so do the blocks with facts in it, unless a statement in it lost against another with its
   * id: then a block may be left with nothing.
   */
  private async removeDisplaced(course: string, learners: readonly string[], version: Micros): Promise<string[]> {
    const displaced = (await displacedLearners.run(this.engine, { course, learners })).map((row) => row.learner);
    if (displaced.length === 0) return [];
    const stale = await staleFactsOf.run(this.engine, { course, learners: displaced, version });
    await this.remove(course, stale, version);
    return stale.map((row) => row.block_id);
  }

  private remove(
    course: string,
    facts: readonly { block_id: string; learner: string }[],
    version: Micros,
  ): Promise<void> {
    return this.engine.insert(
      `${this.engine.databases.own}.facts`,
      facts.map((row) => removalRow(course, row.learner, row.block_id, version)),
    );
  }

  /** @returns the blocks whose facts were made anew */
  private async recompute(course: string, learners: readonly string[], version: Micros): Promise<Set<string>> {
    const structure = await this.structureOf(course);
    const blocks = new Set<string>();
    let next = this.histories(course, learners.slice(0, LEARNERS_AT_ONCE));
    for (let at = 0; at < learners.length; at += LEARNERS_AT_ONCE) {
      const some = learners.slice(at, at + LEARNERS_AT_ONCE);
      const found = await next;
      // The next ones are read while these are computed and stored; a failure is met in their turn.
      next = this.histories(course, learners.slice(at + LEARNERS_AT_ONCE, at + 2 * LEARNERS_AT_ONCE));
      next.catch(() => undefined);
      const rows: Row[] = [];
      const activities: Row[] = [];
      const pace = pacer();
      for (const [learner, events] of found) {
        await pace();
        const history = new LearnerHistory(course, events, structure);
        for (const fact of history.facts()) rows.push(factRow(course, learner, version, fact));
        activities.push(activityRow(course, learner, version, history.activity()));
      }
      for (const learner of some) if (!found.has(learner)) activities.push(activityRemoval(course, learner, version));
      await this.engine.insert(`${this.engine.databases.own}.facts`, rows);
      await this.engine.insert(`${this.engine.databases.own}.learner_activity`, activities);
      for (const row of rows) blocks.add(String(row.block_id));
      for (const block of await this.removeDisplaced(course, some, version)) blocks.add(block);
    }
    return blocks;
  }

  private async histories(course: string, learners: readonly string[]): Promise<Map<string, LearnerEvent[]>> {
    if (learners.length === 0) return new Map();
    return byLearner(await histories.run(this.engine, { course, learners }));
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
      this.structures.delete(course);
    }
    return any;
  }

  private async structureOf(course: string): Promise<StructureIndex | null> {
    const known = this.structures.get(course);
    if (known !== undefined) return known;
    const structure = await readStructure(this.engine, course);
    const index = structure && new StructureIndex(structure);
    this.structures.set(course, index);
    return index;
  }

  private async now(): Promise<Micros> {
    return (await engineClock.run(this.engine, {}))[0]?.now ?? 0;
  }

  private async readWatermark(): Promise<Micros> {
    return Number((await stateValue.run(this.engine, { name: WATERMARK }))[0]?.value ?? 0);
  }

  private async note(name: string, value: string): Promise<void> {
    await this.engine.insert(`${this.engine.databases.own}.state`, [{ name, value }]);
  }
}

const key = (touch: { course_key: string; learner: string }): string => `${touch.course_key} ${touch.learner}`;
