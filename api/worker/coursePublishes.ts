import { setTimeout as wait } from 'node:timers/promises';
import { ProblemContent } from '../facts/content';
import { groupBy } from '../lib/groupBy';
import { courseOfBlock } from '../lib/usageKey';
import { LmsCourseError, LmsCourses } from '../pipeline/structure/lmsCourses';
import { storeCourse } from '../pipeline/structure/storeCourse';
import { type BlockOlx, unitsIn, withContents } from '../pipeline/structure/unitOlx';
import { type PublishedCourse, isCourseKey } from '../store/published';
import { latestContents } from '../store/queries/contents';
import { publishesWaiting } from '../store/queries/sink';
import { courseHead } from '../store/queries/structure';
import type { Workspace } from './workspace';

/** After a failure the course is asked for again after so long, milliseconds, and each time after twice as long. */
const FIRST_AGAIN = 10_000;
const LONGEST_AGAIN = 3_600_000;
/** The LMS tells of a publish before its own caches have it, milliseconds. */
const SETTLE_MS = 2000;
/** A block that the LMS does not show so long after its publish was deleted since, milliseconds. */
const GONE_AFTER_MS = 600_000;

/** What is fetched: courses from the LMS, units from Studio. */
export type CourseSource = Pick<LmsCourses, 'course' | 'unit'>;

/**
 * Courses that were published and are to be fetched from the LMS, with what is in those of their units that were. What
 * was taken is durable, and fetched after a stop in between.
 */
export class CoursePublishes {
  private work: Promise<void> | null = null;
  private isNew = false;
  private readonly stopping = new AbortController();
  /** Told of each course that was stored, and of a failure. */
  onEnd: (course: string, error: Error | null) => void = () => undefined;

  /** @param source null: nobody told how to sign on to the LMS, so publishes are passed over */
  constructor(
    private readonly workspace: Workspace,
    private readonly source: CourseSource | null,
    private readonly settle = SETTLE_MS,
    private readonly firstAgain = FIRST_AGAIN,
  ) {}

  static of(workspace: Workspace): CoursePublishes {
    const { lms, lmsClient } = workspace.config;
    return new CoursePublishes(
      workspace,
      lms && lmsClient ? new LmsCourses(lms.internalUrl, lms.studioUrl, lmsClient) : null,
    );
  }

  get isOn(): boolean {
    return this.source !== null;
  }

  /**
   * When it returns, the publish is noted durably.
   * @param key of a course, or of a block that was published with all that is in it
   */
  async take(key: string): Promise<void> {
    if (!this.source || courseOf(key) === null) return;
    await this.note(key, String(Date.now()));
    this.start();
  }

  start(): void {
    if (!this.source) return;
    this.isNew = true;
    this.work ??= this.run(this.source);
  }

  async idle(): Promise<void> {
    while (this.work) await this.work;
  }

  async close(): Promise<void> {
    this.stopping.abort();
    await this.idle();
  }

  private note(key: string, value: string): Promise<void> {
    const { engine } = this.workspace;
    return engine.insert(`${engine.databases.own}.state`, [{ name: `publish ${key}`, value }]);
  }

  private async run(source: CourseSource): Promise<void> {
    const { engine } = this.workspace;
    const { signal } = this.stopping;
    let again = this.firstAgain;
    while (!signal.aborted) {
      this.isNew = false;
      let failed = false;
      try {
        const waiting = await publishesWaiting.run(engine, {});
        if (waiting.length === 0 && !this.isNew) break;
        await this.pause(this.settle);
        for (const [course, notes] of groupBy(waiting, ({ key }) => courseOf(key) ?? '')) {
          if (signal.aborted) break;
          try {
            await this.fetch(source, course, notes);
            this.onEnd(course, null);
          } catch (error) {
            failed = true;
            if (!signal.aborted) this.onEnd(course, error as Error);
          }
        }
      } catch (error) {
        failed = true;
        this.onEnd('', error as Error);
      }
      if (failed) await this.pause(again);
      again = failed ? Math.min(again * 2, LONGEST_AGAIN) : this.firstAgain;
    }
    this.work = null;
  }

  /** Fetches and stores a course, with what Studio says of its published units. Where Studio fails, without that. */
  private async fetch(source: CourseSource, key: string, notes: readonly Note[]): Promise<void> {
    const { engine } = this.workspace;
    const course = await source.course(key);
    const blocks = notes.filter((note) => note.key !== key);
    const known = new Set(course.blocks.map(({ id }) => id));
    const late = blocks.filter(({ key: block, at }) => !known.has(block) && Date.now() - Number(at) < GONE_AFTER_MS);
    let whole = course;
    let failure: unknown = null;
    try {
      whole = await this.filled(source, course, blocks);
    } catch (error) {
      this.stopping.signal.throwIfAborted();
      failure = error;
    }
    // Whatever is wrong in Studio, the tree is what the LMS shows.
    await storeCourse(engine, whole, false);
    if (failure !== null) {
      await this.clear(notes.filter((note) => note.key === key));
      throw failure;
    }
    await this.clear(notes.filter((note) => !late.includes(note)));
    if (late.length > 0) throw new LmsCourseError(`The LMS does not show ${late[0]?.key ?? ''} yet.`);
  }

  private async filled(
    source: CourseSource,
    course: PublishedCourse,
    published: readonly Note[],
  ): Promise<PublishedCourse> {
    const { engine } = this.workspace;
    const told = new Map<string, BlockOlx>();
    const units = unitsIn(
      course,
      published.map(({ key }) => key),
    );
    for (const unit of units) {
      this.stopping.signal.throwIfAborted();
      for (const [id, block] of (await source.unit(unit)) ?? []) told.set(id, block);
    }
    if (told.size === 0) return course;
    const problems = course.blocks.filter(({ id, type }) => type === 'problem' && told.has(id)).map(({ id }) => id);
    const before = await latestContents.run(engine, { course: course.key, blocks: problems });
    const earlier = new Map(before.map(({ block, content }) => [block, ProblemContent.parse(JSON.parse(content))]));
    const [head] = await courseHead.run(engine, { course: course.key });
    return withContents(course, told, earlier, head?.language ?? '');
  }

  /** Published again meanwhile: then it is fetched again. */
  private async clear(notes: readonly Note[]): Promise<void> {
    const now = new Map((await publishesWaiting.run(this.workspace.engine, {})).map(({ key, at }) => [key, at]));
    for (const { key, at } of notes) if (now.get(key) === at) await this.note(key, '');
  }

  private async pause(ms: number): Promise<void> {
    await wait(ms, undefined, { signal: this.stopping.signal }).catch(() => undefined);
  }
}

interface Note {
  readonly key: string;
  readonly at: string;
}

/** The course of what was published. Null: blocks of before 2014 do not say. */
const courseOf = (key: string): string | null => (isCourseKey(key) ? key : courseOfBlock(key));
