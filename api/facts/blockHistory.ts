import { type BlockActivity, blockActivity } from './blockActivity';
import { type SpeedChoice, speedChoices } from './clock';
import { type BesideLeaf, NO_PARTS, leafFact } from './leaf';
import { byTimeThenId } from './order';
import { type PackedEvents, mentions, packEvents, unpackEvents } from './packedEvents';
import { countSeconds } from './ranges';
import { NOT_ACTIVITY, type Reach, reachedBlocks } from './reach';
import type { StructureIndex } from './structureIndex';
import type { Fact, LearnerEvent, VideoFact } from './types';
import type { Micros } from '../lib/time';
import { commonestLength } from './video';

/** What a block's events ask of the learner's other ones. */
export interface Elsewhere {
  /** The learner's first event in the course after a moment, on whatever block; null: there is none. */
  next(time: Micros): Micros | null;
  /** The last one before a moment that shows the learner at another block; null: there is none. */
  before(block: string, time: Micros): Micros | null;
  /** The last event before a moment that shows the learner in a block's unit, on another block; null: none. */
  arrival(block: string, time: Micros): Micros | null;
  /** The last speed chosen before a moment that holds on a block, but for choices on it that are among its events. */
  speed(block: string, time: Micros): SpeedChoice | null;
}

/** From which to which moment an event elsewhere would have changed the result, both included. */
type Span = readonly [from: Micros, to: Micros];

interface Memo<T> {
  readonly value: T;
  readonly windows: readonly Span[];
  /** From which to which moment a choice of speed elsewhere would have. */
  readonly speeds: Span;
}

/** What a block's fact says but for its parts and its video, which are by far the largest of it; and of the video, how much. */
interface FactSummary {
  readonly fact: Fact;
  readonly isPlayed: boolean;
  /** Each as often as it was watched, up to the length that its statements give most often. */
  readonly secondsWatched: number;
}

/** Bytes that a block takes besides the text of its events; measured. */
const BLOCK_BYTES = 1700;

/**
 * A learner's events on one block, and what they come to. That is computed when it is asked for and kept until an event
 * comes that could change it: one on this block, or one elsewhere inside a stretch of time that was asked about.
 */
export class BlockHistory {
  private packed: PackedEvents | null = null;
  /** When its events were, ascending. */
  private times: readonly Micros[] = [];
  /** Of these, the events that show where the learner was: completion is sent by itself while a page is open. */
  private turns: readonly Micros[] = [];
  /** The speeds chosen on it, in order. */
  speeds: readonly SpeedChoice[] = [];
  private summaryMemo: Memo<FactSummary> | null = null;
  private factMemo: Fact | null = null;
  private reachMemo: ReadonlyMap<string, Reach> | null = null;
  private activityMemo: Memo<BlockActivity> | null = null;

  /** @param ordered in the order of a history; null while they are packed */
  constructor(
    readonly block: string,
    private ordered: readonly LearnerEvent[] | null,
  ) {
    this.settle();
  }

  get events(): readonly LearnerEvent[] {
    return (this.ordered ??= this.packed === null ? [] : unpackEvents(this.block, this.packed));
  }

  get hasSubmissions(): boolean {
    return this.events.some(({ verb }) => verb === 'evaluated');
  }

  /** Bytes it takes while it is packed, about. */
  get room(): number {
    return (this.packed?.length ?? 0) + 8 * this.times.length + BLOCK_BYTES;
  }

  find(id: string): LearnerEvent | undefined {
    if (!this.ordered && this.packed !== null && !mentions(this.packed, id)) return undefined;
    return this.events.find((event) => event.id === id);
  }

  /** Takes events in; those with an id it knows replace what it has. */
  add(events: readonly LearnerEvent[]): void {
    const ids = new Set(events.map((event) => event.id));
    this.ordered = [...this.events.filter((event) => !ids.has(event.id)), ...events].sort(byTimeThenId);
    this.settle();
    this.packed = null;
    this.summaryMemo = null;
    this.factMemo = null;
    this.reachMemo = null;
    this.activityMemo = null;
  }

  /**
   * Something happened elsewhere at these moments, or between them.
   * @param areSpeeds speeds were chosen among it
   * @returns whether it may change this block's fact
   */
  invalidateRange(from: Micros, to: Micros, areSpeeds: boolean): boolean {
    const concerns = (window: Span): boolean => window[0] <= to && from <= window[1];
    if (this.activityMemo?.windows.some(concerns)) this.activityMemo = null;
    if (!this.summaryMemo) return false;
    if (!this.summaryMemo.windows.some(concerns) && !(areSpeeds && concerns(this.summaryMemo.speeds))) return false;
    this.summaryMemo = null;
    this.factMemo = null;
    return true;
  }

  firstAfter(time: Micros): Micros | null {
    return this.times[firstIndex(this.times, (one) => one > time)] ?? null;
  }

  lastNavigationBefore(time: Micros): Micros | null {
    return this.turns[firstIndex(this.turns, (one) => one >= time) - 1] ?? null;
  }

  summary(elsewhere: Elsewhere): FactSummary {
    this.summaryMemo ??= remember(elsewhere, (noted) => {
      const fact = leafFact(this.block, this.events, this.beside(noted));
      this.factMemo = fact;
      return {
        fact: { ...fact, parts: NO_PARTS, video: null },
        isPlayed: (fact.video?.plays ?? 0) > 0,
        secondsWatched: fact.video ? countSeconds(fact.video.watched, wholeSeconds(fact.video.lengths)) : 0,
      };
    });
    return this.summaryMemo.value;
  }

  /** With its parts and its video. */
  fact(elsewhere: Elsewhere): Fact {
    this.summary(elsewhere);
    return (this.factMemo ??= leafFact(this.block, this.events, this.beside(elsewhere)));
  }

  /** The blocks that the learner reached by these events, this one or others. */
  reach(structure: StructureIndex | null): ReadonlyMap<string, Reach> {
    return (this.reachMemo ??= reachedBlocks(this.events, structure));
  }

  activity(elsewhere: Elsewhere): BlockActivity {
    this.activityMemo ??= remember(elsewhere, (noted) =>
      blockActivity(this.events, (time) => noted.before(this.block, time)),
    );
    return this.activityMemo.value;
  }

  /** Takes as little room as it can until events come. */
  pack(): void {
    this.packed ??= packEvents(this.events);
    this.ordered = null;
    this.factMemo = null;
  }

  private beside(elsewhere: Elsewhere): BesideLeaf {
    return {
      next: (time) => elsewhere.next(time),
      speed: (time) => elsewhere.speed(this.block, time)?.speed ?? 1,
      arrival: (time) => elsewhere.arrival(this.block, time),
    };
  }

  private settle(): void {
    this.speeds = speedChoices(this.events);
    this.times = this.events.map((event) => event.time);
    const turns = this.events.filter((event) => !NOT_ACTIVITY.has(event.verb) && event.verb !== 'progressed');
    this.turns = turns.length === this.times.length ? this.times : turns.map((event) => event.time);
  }
}

/** The whole seconds of a video by its commonest length; Infinity: not known. */
const wholeSeconds = (lengths: VideoFact['lengths']): number => Math.floor(commonestLength(lengths) ?? Infinity);

/** Notes what is asked of the other events, with the result. */
const remember = <T>(elsewhere: Elsewhere, work: (noted: Elsewhere) => T): Memo<T> => {
  const windows: Span[] = [];
  let speeds: Span = [Infinity, -Infinity];
  const value = work({
    next: (time) => {
      const found = elsewhere.next(time);
      windows.push([time, found ?? Infinity]);
      return found;
    },
    before: (block, time) => {
      const found = elsewhere.before(block, time);
      windows.push([found ?? -Infinity, time]);
      return found;
    },
    arrival: (block, time) => {
      const found = elsewhere.arrival(block, time);
      windows.push([found ?? -Infinity, time]);
      return found;
    },
    speed: (block, time) => {
      const found = elsewhere.speed(block, time);
      speeds = [Math.min(speeds[0], found?.time ?? -Infinity), Math.max(speeds[1], time)];
      return found;
    },
  });
  return { value, windows, speeds };
};

/** The first index where it holds, of values for which it holds from some index on; their number where it never does. */
const firstIndex = (values: readonly number[], holds: (value: number) => boolean): number => {
  let low = 0;
  let high = values.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (holds(values[middle] ?? Infinity)) high = middle;
    else low = middle + 1;
  }
  return low;
};
