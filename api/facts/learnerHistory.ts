import { groupBy } from '../lib/groupBy';
import { type LearnerActivity, courseActivity } from './activity';
import { type SpeedChoice, chosenSpeed, speedChoices } from './clock';
import { BlockHistory, type Elsewhere } from './blockHistory';
import { blockFact, courseFacts } from './courseFacts';
import { history } from './order';
import type { Reach } from './reach';
import type { StructureIndex } from './structureIndex';
import type { Fact, LearnerEvent } from './types';
import type { Micros } from '../lib/time';

/**
 * One learner's history in one course, block by block, and what is concluded from it. Events may come later: then only
 * what they touch is concluded anew, and the result is what the whole history would have given at once.
 */
export class LearnerHistory {
  private readonly blocks = new Map<string, BlockHistory>();
  private readonly elsewhere: Elsewhere = {
    next: (time) => least(this.blocks.values(), (block) => block.firstAfter(time)),
    before: (at, time) => this.lastTurn(time, (block) => block !== at && block !== this.courseKey),
    arrival: (at, time) => this.lastTurn(time, this.isAround(at)),
    speed: (at, time) => {
      const before = this.speedsChosen().filter((choice) => choice.time < time);
      return before.findLast(({ block }) => block === at) ?? before[before.length - 1] ?? null;
    },
  };
  private speedsMemo: readonly SpeedChoice[] | null = null;
  private reachMemo: ReadonlyMap<string, Reach> | null = null;
  private summariesMemo: readonly Fact[] | null = null;
  /** The facts as they were taken last, but for parts and videos; null: as they are now. */
  private before: readonly Fact[] | null = [];
  /** Blocks whose own fact may have changed since. */
  private dirtyBlocks = new Set<string>();

  /**
   * @param events in any order and however often repeated
   * @param earlier what happened before: it counts in nothing, but the speeds chosen then still hold
   */
  constructor(
    private readonly courseKey: string,
    events: readonly LearnerEvent[],
    private readonly structure: StructureIndex | null,
    private readonly earlier: readonly LearnerEvent[] = [],
  ) {
    for (const [block, own] of groupBy(history(events), (event) => event.block))
      this.blocks.set(block, new BlockHistory(block, own));
  }

  /** The learner's last turn before a moment on blocks of a kind; null: there is none. */
  private lastTurn(time: Micros, isOf: (block: string) => boolean): Micros | null {
    let last: Micros | null = null;
    for (const block of this.blocks.values()) {
      if (!isOf(block.block)) continue;
      const turn = block.lastNavigationBefore(time);
      if (turn !== null && (last === null || turn > last)) last = turn;
    }
    return last;
  }

  /** Which other blocks show that a learner is in a block's unit: those in it, and what it lies in, where navigation is noted. */
  private isAround(at: string): (block: string) => boolean {
    if (!this.structure?.get(at)) return (block) => block !== at && block !== this.courseKey;
    const around = this.structure.containersOf(at);
    const [unit] = around;
    return (block) =>
      block !== at &&
      (around.includes(block) || (unit !== undefined && this.structure?.containersOf(block)[0] === unit));
  }

  /** Its facts are as they were taken before, by whoever read the same events. */
  markPersisted(): void {
    this.before = null;
  }

  /** Bytes it takes while it is packed, about. */
  get room(): number {
    let bytes = 0;
    for (const block of this.blocks.values()) bytes += block.room;
    return bytes;
  }

  /**
   * Takes in what came later, what it has among it.
   * @returns false where one id stands at two times or on two blocks, so that all of the history has to be looked at;
   *   nothing is taken in then
   */
  add(events: readonly LearnerEvent[]): boolean {
    const arriving = new Map<string, LearnerEvent>();
    for (const event of events) {
      const [known, other] = [this.find(event.id), arriving.get(event.id)];
      if (known && (known.block !== event.block || known.time !== event.time)) return false;
      if (other && !isEqual(other, event)) return false;
      if (!known || !isEqual(known, event)) arriving.set(event.id, event);
    }
    if (arriving.size === 0) return true;
    this.before ??= this.summaries();
    let [from, to] = [Infinity, -Infinity];
    for (const { time } of arriving.values()) [from, to] = [Math.min(from, time), Math.max(to, time)];
    const areSpeeds = [...arriving.values()].some((event) => chosenSpeed(event) !== null);
    for (const block of this.blocks.values())
      if (block.invalidateRange(from, to, areSpeeds)) this.dirtyBlocks.add(block.block);
    for (const [name, own] of groupBy(arriving.values(), (event) => event.block)) {
      const block = this.blocks.get(name);
      if (block) block.add(own);
      else this.blocks.set(name, new BlockHistory(name, history(own)));
      this.dirtyBlocks.add(name);
    }
    this.speedsMemo = null;
    this.reachMemo = null;
    this.summariesMemo = null;
    return true;
  }

  /** Whether anything was taken in since the facts were taken last. */
  get isDirty(): boolean {
    return this.before !== null;
  }

  /** A fact per block with anything in it, per container the learner got into, and one for the course. */
  facts(): Fact[] {
    return this.summaries().map((summary) => this.detailed(summary));
  }

  /**
   * The fact about one block that is no container; null: there is none. Of the other blocks only what was submitted is
   * looked at, for the rest score: how a video was watched takes the longest to conclude.
   */
  factOn(name: string): Fact | null {
    const found = this.reach().get(name);
    if (!found) return null;
    const own = this.blocks.get(name)?.fact(this.elsewhere);
    const tried = (own?.tried ?? 0) > 0 ? this.inside().filter((block) => block.hasSubmissions) : [];
    const about = this.blocks.get(this.courseKey)?.events ?? [];
    const leaves = tried.map((block) => block.summary(this.elsewhere).fact);
    return blockFact(name, about, own, leaves, found);
  }

  /** The facts that may not be as they were when they were taken before. A block with facts never loses all of them. */
  drainChanged(): Fact[] {
    const before = new Map((this.before ?? this.summaries()).map((fact) => [fact.block, fact]));
    const changed = this.summaries().filter((summary) => {
      const old = before.get(summary.block);
      return this.dirtyBlocks.has(summary.block) || !old || !isEqual(old, summary);
    });
    this.before = null;
    this.dirtyBlocks.clear();
    return changed.map((summary) => this.detailed(summary));
  }

  activity(): LearnerActivity {
    return courseActivity(
      this.blocks.get(this.courseKey)?.events ?? [],
      this.inside().map((block) => ({
        block: block.block,
        ...block.activity(this.elsewhere),
        isPlayed: block.summary(this.elsewhere).isPlayed,
        secondsWatched: block.summary(this.elsewhere).secondsWatched,
      })),
      this.reach(),
      this.structure,
    );
  }

  /** Takes as little room as it can until events come. */
  pack(): void {
    for (const block of this.blocks.values()) block.pack();
    this.summariesMemo = null;
    this.reachMemo = null;
  }

  /** Facts without parts and videos. */
  private summaries(): readonly Fact[] {
    return (this.summariesMemo ??= courseFacts(
      this.courseKey,
      this.blocks.get(this.courseKey)?.events ?? [],
      this.inside().map((block) => block.summary(this.elsewhere).fact),
      this.reach(),
      this.structure,
    ));
  }

  private detailed(summary: Fact): Fact {
    const block = summary.block === this.courseKey ? undefined : this.blocks.get(summary.block);
    if (!block) return summary;
    const { parts, video } = block.fact(this.elsewhere);
    return { ...summary, parts, video };
  }

  private inside(): BlockHistory[] {
    return [...this.blocks.values()].filter((block) => block.block !== this.courseKey);
  }

  /** In order of time. */
  private speedsChosen(): readonly SpeedChoice[] {
    if (this.speedsMemo) return this.speedsMemo;
    const own = this.inside().flatMap((block) => block.speeds);
    // at one moment in the same order, whichever came first
    own.sort((a, b) => a.time - b.time || (a.block < b.block ? -1 : Number(a.block > b.block)));
    const all = [...speedChoices(history(this.earlier)), ...own];
    return (this.speedsMemo = all);
  }

  private find(id: string): LearnerEvent | undefined {
    for (const block of this.blocks.values()) {
      const found = block.find(id);
      if (found) return found;
    }
    return undefined;
  }

  private reach(): ReadonlyMap<string, Reach> {
    if (this.reachMemo) return this.reachMemo;
    const merged = new Map<string, Reach>();
    for (const block of this.inside())
      for (const [reached, one] of block.reach(this.structure)) {
        const other = merged.get(reached);
        merged.set(reached, other ? together(one, other) : one);
      }
    return (this.reachMemo = merged);
  }
}

const together = (a: Reach, b: Reach): Reach => ({
  bits: a.bits | b.bits,
  completed: a.completed || b.completed,
  firstAt: Math.min(a.firstAt, b.firstAt),
  lastAt: Math.max(a.lastAt, b.lastAt),
});

const least = <T>(items: Iterable<T>, value: (item: T) => number | null): number | null => {
  let found: number | null = null;
  for (const item of items) {
    const one = value(item);
    if (one !== null && (found === null || one < found)) found = one;
  }
  return found;
};

/** Member by member; what is no plain value has to be the very same one. */
const isEqual = <T extends object>(a: T, b: T): boolean =>
  (Object.keys(a) as (keyof T)[]).every((name) => Object.is(a[name], b[name]));
