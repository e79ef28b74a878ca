import { extensionProgress, learnersOfCourses } from '../extension/facts.query';
import { type Installed, type Revision, isEnabledIn } from '../extension/registry';
import type { Engine } from '../store/engine';

/** How far an extension is in one course. */
export interface CourseProgress {
  readonly course: string;
  readonly done: number;
  readonly of: number;
  /** Learners that could not be computed. */
  readonly skipped: number;
}

/** Whether anything of it is about single learners. */
export const hasRows = ({ manifest }: Revision): boolean =>
  manifest.metrics.some(({ tier }) => tier === 'each' || tier === 'sql') ||
  manifest.handlers.some(({ tier }) => tier === 'derive');

/** Says how far extensions are. */
export class ExtensionProgress {
  /** Learners that an extension had said something of in a course when it was whole there. */
  private readonly whole = new Map<string, number>();

  constructor(private readonly engine: Engine) {}

  /** How far it is with the learners of each course; none of an extension that says nothing about learners. */
  async all(extension: Installed, revision: Revision): Promise<CourseProgress[]> {
    if (!hasRows(revision)) return [];
    const args = { name: extension.name, revision: revision.revision };
    const rows = new Map((await extensionProgress.run(this.engine, args)).map((row) => [row.course, row]));
    return (await learnersOfCourses.run(this.engine, {}))
      .filter(({ course }) => isEnabledIn(extension, course))
      .map(({ course, learners }) => {
        const row = rows.get(course);
        return { course, done: Math.min(learners, row?.done ?? 0), of: learners, skipped: row?.skipped ?? 0 };
      });
  }

  /**
   * How far it is in one course, for an answer: where it was whole once it stays so, whoever comes new, and nobody counts
   * the learners of the course again.
   */
  async inCourse(extension: Installed, revision: Revision, course: string): Promise<CourseProgress> {
    const args = { name: extension.name, revision: revision.revision };
    const row = (await extensionProgress.run(this.engine, args)).find((one) => one.course === course);
    const [done, skipped] = [row?.done ?? 0, row?.skipped ?? 0];
    const key = JSON.stringify([args, course]);
    let of = done;
    // fewer than before: it was taken away and added again, or somebody was forgotten
    if (done < (this.whole.get(key) ?? Infinity)) {
      const all = await learnersOfCourses.run(this.engine, {});
      of = all.find((one) => one.course === course)?.learners ?? 0;
      if (done < of) return { course, done, of, skipped };
    }
    this.whole.set(key, done);
    return { course, done, of, skipped };
  }
}
