import type { Engine } from '../../store/engine';
import type { LearnerEvent } from '../../facts/types';
import { yieldToEventLoop } from '../../lib/yieldToEventLoop';
import {
  type PackedHistory,
  courseLearners,
  courseVersion,
  eventsIn,
  learnersOnBlock,
  readHistories,
} from '../../store/queries/events';
import { insistOnWaiting } from './turns';

/** Learners whose histories are read at once: what one query hands over is dealt with without a pause. */
const AT_ONCE = 100;
/** Others get the processor after so many milliseconds: a panel needs it a dozen times. */
export const SLICE = 4;
/** Bytes of histories that are remembered, of all courses together. */
const MOST_BYTES = 96 * 1024 * 1024;
/** Courses remembered. */
const MOST_COURSES = 50;

/** A learner of a course, without the events. */
export interface Member {
  readonly learner: string;
  readonly registered: boolean;
  /** Mode of the last enrolment. */
  readonly track: string;
}

/** A course as it is at one version: who its learners are, and their histories as far as there is room for them. */
export interface CourseAsOf {
  readonly course: string;
  /** Another one as soon as anything concluded about the course has changed. */
  readonly version: string;
  readonly members: readonly Member[];
  readonly histories: Map<string, PackedHistory>;
}

/** Histories of whole courses, remembered while nothing changes in them. */
export class CourseHistories {
  private readonly known = new Map<string, CourseAsOf>();
  private taken = 0;

  constructor(
    private readonly engine: Engine,
    private readonly room = MOST_BYTES,
  ) {}

  async get(course: string): Promise<CourseAsOf> {
    const [row] = await courseVersion.run(this.engine, { course });
    const version = row?.version ?? '';
    const before = this.known.get(course);
    this.drop(course);
    const now = before?.version === version ? before : await this.read(course, version);
    this.known.set(course, now);
    this.taken += sizeOf(now);
    for (const oldest of this.known.keys()) {
      if (this.known.size <= MOST_COURSES) break;
      this.drop(oldest);
    }
    return now;
  }

  /**
   * The learners with an event on a block ('': on any), with all their events in the course, one after another; others
   * get the processor in between.
   * @throws ApiError nobody_waits
   */
  async *each(
    asOf: CourseAsOf,
    block: string,
    signal: AbortSignal,
  ): AsyncGenerator<Member & { readonly events: LearnerEvent[] }> {
    const { course, members } = asOf;
    const rows = block === '' ? null : await learnersOnBlock.run(this.engine, { course, block });
    const wanted = rows && new Set(rows.map(({ learner }) => learner));
    const all = wanted ? members.filter(({ learner }) => wanted.has(learner)) : members;
    const pause = yieldToEventLoop(SLICE);
    for (let at = 0; at < all.length; at += AT_ONCE) {
      const some = all.slice(at, at + AT_ONCE);
      const histories = await this.historiesOf(asOf, some);
      for (const member of some) {
        await pause();
        insistOnWaiting(signal);
        const packed = histories.get(member.learner);
        if (packed !== undefined) yield { ...member, events: eventsIn(packed) };
      }
    }
  }

  private async read(course: string, version: string): Promise<CourseAsOf> {
    const rows = await courseLearners.run(this.engine, { course });
    const members = rows.map(({ learner, registered, mode }) => ({ learner, registered, track: mode }));
    return { course, version, members, histories: new Map() };
  }

  private async historiesOf(asOf: CourseAsOf, members: readonly Member[]): Promise<ReadonlyMap<string, PackedHistory>> {
    const missing = members.filter(({ learner }) => !asOf.histories.has(learner));
    if (missing.length === 0) return asOf.histories;
    const found = await readHistories(
      this.engine,
      asOf.course,
      missing.map(({ learner }) => learner),
    );
    const size = [...found.values()].reduce((sum, packed) => sum + packed.length, 0);
    this.makeRoom(size, asOf.course);
    const isRemembered = this.known.get(asOf.course) === asOf && this.taken + size <= this.room;
    if (isRemembered) this.taken += size;
    const all = isRemembered ? asOf.histories : new Map(asOf.histories);
    for (const [learner, packed] of found) all.set(learner, packed);
    return all;
  }

  /** Of courses that were asked about longest ago nothing is remembered where there is no room. */
  private makeRoom(size: number, except: string): void {
    for (const course of [...this.known.keys()]) {
      if (this.taken + size <= this.room) return;
      if (course !== except) this.drop(course);
    }
  }

  private drop(course: string): void {
    const known = this.known.get(course);
    if (!known) return;
    this.known.delete(course);
    this.taken -= sizeOf(known);
  }
}

/** Bytes, about: the histories are ASCII for the most part. */
const sizeOf = ({ histories }: CourseAsOf): number =>
  [...histories.values()].reduce((sum, packed) => sum + packed.length, 0);
