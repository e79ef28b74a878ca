import { setTimeout as wait } from 'node:timers/promises';
import { LmsCourses } from '../pipeline/structure/lmsCourses';
import { storeCourse } from '../pipeline/structure/storeCourse';
import { publishesWaiting } from '../store/queries/sink';
import type { PublishedCourse } from '../store/published';
import type { Workspace } from './workspace';

/** After a failure the course is asked for again after so long, milliseconds, and each time after twice as long. */
const FIRST_AGAIN = 10_000;
const LONGEST_AGAIN = 3_600_000;
/** The LMS tells of a publish before its own caches have it, milliseconds. */
const SETTLE = 2000;

/**
 * Courses that were published and are to be fetched from the LMS. What was taken is durable, and fetched after a stop
 * in between.
 */
export class CoursePublishes {
  private work: Promise<void> | null = null;
  private isNew = false;
  private readonly stopping = new AbortController();
  /** Told of each course that was stored, and of a failure. */
  onEnd: (course: string, error: Error | null) => void = () => undefined;

  /** @param courses null: nobody told how to sign on to the LMS, so publishes are passed over */
  constructor(
    private readonly workspace: Workspace,
    private readonly courses: { course(key: string): Promise<PublishedCourse> } | null,
    private readonly settle = SETTLE,
    private readonly firstAgain = FIRST_AGAIN,
  ) {}

  static of(workspace: Workspace): CoursePublishes {
    const { lms, lmsClient } = workspace.config;
    return new CoursePublishes(workspace, lms && lmsClient ? new LmsCourses(lms.internalUrl, lmsClient) : null);
  }

  get isOn(): boolean {
    return this.courses !== null;
  }

  /** When it returns, the publish is noted durably. */
  async take(course: string): Promise<void> {
    if (!this.courses) return;
    await this.note(course, String(Date.now()));
    this.start();
  }

  start(): void {
    if (!this.courses) return;
    this.isNew = true;
    this.work ??= this.run(this.courses);
  }

  async idle(): Promise<void> {
    while (this.work) await this.work;
  }

  async close(): Promise<void> {
    this.stopping.abort();
    await this.idle();
  }

  private note(course: string, value: string): Promise<void> {
    const { engine } = this.workspace;
    return engine.insert(`${engine.databases.own}.state`, [{ name: `publish ${course}`, value }]);
  }

  private async run(courses: { course(key: string): Promise<PublishedCourse> }): Promise<void> {
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
        for (const { course, at } of waiting) {
          if (signal.aborted) break;
          try {
            await storeCourse(engine, await courses.course(course), false);
            // Published again meanwhile: then it is fetched again.
            const [now] = (await publishesWaiting.run(engine, {})).filter((one) => one.course === course);
            if (now?.at === at) await this.note(course, '');
            this.onEnd(course, null);
          } catch (error) {
            failed = true;
            this.onEnd(course, error as Error);
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

  private async pause(ms: number): Promise<void> {
    await wait(ms, undefined, { signal: this.stopping.signal }).catch(() => undefined);
  }
}
