import { randomUUID } from 'node:crypto';
import type { CourseScope } from '../../auth/scope';
import type { Engine } from '../../store/engine';
import { ApiError } from '../../lib/apiError';
import { sqlTime } from '../../lib/time';
import { courseNotes } from './teamRecords.query';
import { knownCourses } from '../../store/queries/structure';
import { recordNote } from './teamRecords.query';
import { engineClock } from '../../store/queries/state';

/** Somebody of the course team. */
interface Writer {
  readonly id: string;
  readonly username: string;
}

/** Who looks at notes, and whether that is who writes the course. */
export interface Viewer {
  readonly person: Writer;
  readonly isAuthor: boolean;
}

export const mayRemove = (note: { readonly person: string }, { person, isAuthor }: Viewer): boolean =>
  isAuthor || note.person === person.id;

/** What the course team writes here. */
export class TeamRecords {
  constructor(private readonly engine: Engine) {}

  async courses(): Promise<string[]> {
    return (await knownCourses.run(this.engine, {})).map((row) => row.course_key);
  }

  note(scope: CourseScope, person: Writer, { date, text }: { date: string; text: string }): Promise<void> {
    return this.write(scope, person, randomUUID(), date, text.trim());
  }

  /**
   * Takes a note off: one's own, or anybody's for who writes the course.
   * @throws ApiError not_found, not_course_author
   */
  async removeNote(scope: CourseScope, person: Writer, isAuthor: boolean, id: string): Promise<void> {
    const note = (await courseNotes.run(this.engine, { course: scope.courseKey })).find((one) => one.id === id);
    if (!note) throw new ApiError('not_found');
    if (!mayRemove(note, { person, isAuthor })) throw new ApiError('not_course_author');
    await this.write(scope, person, id, note.day, '');
  }

  private async write(scope: CourseScope, person: Writer, id: string, day: string, text: string): Promise<void> {
    await recordNote(this.engine, {
      course: scope.courseKey,
      id,
      day,
      text,
      at: sqlTime((await engineClock.run(this.engine, {}))[0]?.now ?? 0),
      person: person.id,
      username: person.username,
    });
  }
}
