import { setTimeout as wait } from 'node:timers/promises';
import { CourseContent, ProblemContent } from '../facts/content';
import { groupBy } from '../lib/groupBy';
import { courseOfBlock } from '../lib/usageKey';
import { EngineError } from '../store/engine';
import { sqlTime } from '../lib/time';
import { LmsCourseError, LmsCourses } from '../pipeline/structure/lmsCourses';
import { storeCourse } from '../pipeline/structure/storeCourse';
import { type Around, type BlockOlx, unitsIn, withContents } from '../pipeline/structure/unitOlx';
import { type PublishedCourse, isCourseKey } from '../store/published';
import { latestContents } from '../store/queries/contents';
import { publishesWaiting } from '../store/queries/sink';
import { courseHead } from '../store/queries/structure';
import type { Workspace } from './workspace';

/** After a failure the course is asked for again after so long, milliseconds, and each time after twice as long. */
const FIRST_AGAIN = 10_000;
const LONGEST_AGAIN = 3_600_000;
/** The LMS announces a publish before its own caches have it, milliseconds. */
const SETTLE_MS = 2000;
/** A block that the LMS does not show so long after its publish was deleted since, milliseconds. */
const GONE_AFTER_MS = 600_000;
/** What is answered and cannot be used so long after the publish is not asked for again, milliseconds. */
const GIVEN_UP_AFTER_MS = 86_400_000;

/** What is fetched: courses from the LMS, units from Studio. */
type CourseSource = Pick<LmsCourses, 'course' | 'unit'>;

/**
 * Courses that were published and are to be fetched from the LMS, with what is in those of their units that were. What
 * was taken is durable, and fetched after a stop in between.
 */
export class CoursePublishes {
  private work: Promise<void> | null = null;
  private isNew = false;
  /** Ends the rest. */
  private wake = (): void => undefined;
  private readonly stopping = new AbortController();
  /** Courses that failed, by key. */
  private readonly failed = new Map<string, Failed>();
  /** Told of each course that was stored, and of a failure. */
  onEnd: (course: string, error: Error | null) => void = () => undefined;

  /** @param source null: how to sign on to the LMS is not configured, so publishes are passed over */
  constructor(
    private readonly workspace: Workspace,
    private readonly source: CourseSource | null,
    private readonly settle = SETTLE_MS,
    private readonly firstAgain = FIRST_AGAIN,
    private readonly clock: () => number = Date.now,
  ) {}

  static of(workspace: Workspace): CoursePublishes {
    const { lms, lmsClient } = workspace.config;
    return new CoursePublishes(
      workspace,
      lms && lmsClient ? new LmsCourses(lms.internalUrl, lms.studioUrl, lmsClient) : null,
    );
  }

  /**
   * When it returns, the publish is noted durably.
   * @param key of a course, or of a block that was published with all that is in it
   */
  async take(key: string): Promise<void> {
    if (!this.source || courseOf(key) === null) return;
    await this.note([{ name: noteOf(key), value: String(this.clock()) }]);
    this.start();
  }

  start(): void {
    if (!this.source) return;
    this.isNew = true;
    this.wake();
    this.work ??= this.run(this.source);
  }

  async idle(): Promise<void> {
    while (this.work) await this.work;
  }

  /** What is being asked for is broken off, and asked for after the next start. */
  async close(): Promise<void> {
    this.stopping.abort();
    await this.idle();
  }

  private note(rows: readonly { name: string; value: string; at?: string }[]): Promise<void> {
    const { engine } = this.workspace;
    return engine.insert(`${engine.databases.own}.state`, rows);
  }

  private async run(source: CourseSource): Promise<void> {
    const { engine } = this.workspace;
    const { signal } = this.stopping;
    while (!signal.aborted) {
      this.isNew = false;
      try {
        const waiting = await publishesWaiting.run(engine, {});
        if (waiting.length === 0 && !this.isNew) break;
        const courses = groupBy(waiting, ({ key }) => courseOf(key) ?? '');
        for (const course of this.failed.keys()) if (!courses.has(course)) this.failed.delete(course);
        const due = [...courses].filter(([course, notes]) => this.isDue(course, notes));
        if (due.length > 0) await this.pause(this.settle);
        for (const [course, notes] of due) {
          if (signal.aborted) break;
          await this.attempt(source, course, notes);
        }
        if (due.length === 0 && !this.isNew) await this.rest();
      } catch (error) {
        this.onEnd('', error as Error);
        await this.pause(this.firstAgain);
      }
    }
    this.work = null;
  }

  /** A course that failed waits for longer and longer, and other courses do not wait for it. What is new is asked for at once. */
  private isDue(course: string, notes: readonly Note[]): boolean {
    const failed = this.failed.get(course);
    return !failed || performance.now() >= failed.until || notes.some(({ noted }) => noted > failed.newest);
  }

  /** Until the first of those that failed is due, or something is new. */
  private async rest(): Promise<void> {
    const woken = new AbortController();
    this.wake = () => woken.abort();
    const until = Math.min(...[...this.failed.values()].map((failed) => failed.until));
    await this.pause(Math.max(until - performance.now(), 0), woken.signal);
  }

  private async attempt(source: CourseSource, course: string, notes: readonly Note[]): Promise<void> {
    try {
      await this.fetch(source, course, notes);
      this.failed.delete(course);
      this.onEnd(course, null);
    } catch (error) {
      if (this.stopping.signal.aborted) return;
      const again = Math.min((this.failed.get(course)?.again ?? this.firstAgain / 2) * 2, LONGEST_AGAIN);
      // Units that were noted one by one are of the moment after their section.
      const newest = Math.max(...notes.map(({ noted }) => noted)) + 1;
      this.failed.set(course, { again, newest, until: performance.now() + again });
      this.onEnd(course, error as Error);
    }
  }

  /** Fetches and stores a course, with what Studio says of its published units. What Studio does not give stays noted. */
  private async fetch(source: CourseSource, key: string, notes: readonly Note[]): Promise<void> {
    const { engine } = this.workspace;
    const course = await source.course(key, this.stopping.signal).catch(async (error: Error) => {
      if (this.isWorthAsking(error, notes)) throw error;
      await this.clear(notes);
      throw new LmsCourseError(`${error.message} ${NOT_AGAIN}`, false, { cause: error });
    });
    const blocks = notes.filter((note) => note.key !== key);
    const known = new Set(course.blocks.map(({ id }) => id));
    const late = blocks.filter(({ key: block, heard }) => !known.has(block) && this.clock() - heard < GONE_AFTER_MS);
    const { whole, failures } = await this.filled(source, course, blocks);
    // Whatever is wrong in Studio, the tree is what the LMS shows.
    await storeCourse(engine, whole, false);
    const left = failures.filter(({ error, note }) => this.isWorthAsking(error, [note]));
    const asked = new Set(left.map(({ unit }) => unit));
    // Units of a section that was published are noted one by one, before the section's own note goes.
    await this.note(
      left
        .filter(({ unit, note }) => unit !== note.key)
        .map(({ unit, note }) => ({
          name: noteOf(unit),
          value: String(note.heard),
          at: sqlTime(note.noted + 1),
        })),
    );
    await this.clear(notes.filter((note) => !late.includes(note) && !asked.has(note.key)));
    if (failures[0]) throw new LmsCourseError(whatFailed(failures, left.length), false, { cause: failures[0].error });
    if (late[0]) throw new LmsCourseError(`The LMS does not show ${late[0].key} yet.`, false);
  }

  /** The course with what Studio says of what was published in it, and the units of which it does not say it. */
  private async filled(
    source: CourseSource,
    course: PublishedCourse,
    published: readonly Note[],
  ): Promise<{ whole: PublishedCourse; failures: Failure[] }> {
    const { signal } = this.stopping;
    const failures: Failure[] = [];
    let whole = course;
    let away: Error | null = null;
    for (const { unit, key } of unitsIn(
      course,
      published.map(({ key }) => key),
    )) {
      signal.throwIfAborted();
      const note = published.find((one) => one.key === key);
      if (!note) continue;
      try {
        // Where Studio is away it is not asked for hundreds of units more.
        if (away) throw away;
        const told = await source.unit(unit, signal);
        if (told) whole = withContents(whole, told, await this.around(course, told));
      } catch (error) {
        signal.throwIfAborted();
        if (error instanceof EngineError) throw error;
        if (error instanceof LmsCourseError && error.isAway) away = error;
        failures.push({ unit, note, error: error as Error });
      }
    }
    return { whole, failures };
  }

  /** What an export has that is not in these blocks. */
  private async around({ key, blocks }: PublishedCourse, told: ReadonlyMap<string, BlockOlx>): Promise<Around> {
    const { engine } = this.workspace;
    const problems = blocks.filter(({ id, type }) => type === 'problem' && told.has(id)).map(({ id }) => id);
    const top = blocks[0]?.id ?? '';
    const [head] = await courseHead.run(engine, { course: key });
    const before = new Map(
      (await latestContents.run(engine, { course: key, blocks: [top, ...problems] })).map(({ block, content }) => [
        block,
        JSON.parse(content) as unknown,
      ]),
    );
    return {
      language: head?.language ?? '',
      handedDown: CourseContent.safeParse(before.get(top)).data?.problems,
      earlier: new Map(problems.filter((id) => before.has(id)).map((id) => [id, ProblemContent.parse(before.get(id))])),
    };
  }

  /** Whoever is away comes back. What is answered and cannot be used mostly stays so. */
  private isWorthAsking(error: Error, notes: readonly Note[]): boolean {
    const isAway = error instanceof EngineError || (error instanceof LmsCourseError && error.isAway);
    return isAway || notes.some(({ heard }) => this.clock() - heard < GIVEN_UP_AFTER_MS);
  }

  /** What is published again meanwhile is noted later than this, and so stays noted. */
  private clear(notes: readonly Note[]): Promise<void> {
    return this.note(notes.map(({ key, noted }) => ({ name: noteOf(key), value: '', at: sqlTime(noted + 1) })));
  }

  private async pause(ms: number, woken?: AbortSignal): Promise<void> {
    const { signal } = this.stopping;
    await wait(ms, undefined, { signal: woken ? AbortSignal.any([signal, woken]) : signal }).catch(() => undefined);
  }
}

interface Note {
  readonly key: string;
  /** Milliseconds since 1970. */
  readonly heard: number;
  /** Microseconds, by the database's clock. */
  readonly noted: number;
}

interface Failed {
  /** How long it waits this time, and until when by the process's clock; milliseconds. */
  readonly again: number;
  readonly until: number;
  /** The latest note that was there. */
  readonly newest: number;
}

interface Failure {
  readonly unit: string;
  /** By which it was asked for. */
  readonly note: Note;
  readonly error: Error;
}

const NOT_AGAIN = 'It is not asked for any more: publish it again, or load an export of the course.';

/** @param left how many of them are asked for again */
const whatFailed = ([first, ...others]: readonly Failure[], left: number): string => {
  const more = others.length === 0 ? '' : ` So it is with ${others.length} more.`;
  return `${first?.error.message ?? ''}${more}${left > others.length ? '' : ` ${NOT_AGAIN}`}`;
};

const noteOf = (key: string): string => `publish ${key}`;

/** The course of what was published. Null: blocks of before 2014 do not say. */
const courseOf = (key: string): string | null => {
  const course = courseOfBlock(key) ?? key;
  return isCourseKey(course) ? course : null;
};
