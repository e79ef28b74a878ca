import { randomUUID } from 'node:crypto';
import type { CourseScope } from '../../auth/scope';
import type { Engine } from '../../clickhouse/engine';
import { ApiError } from '../../lib/apiError';
import { sqlTime } from '../../lib/time';
import { courseNotes } from '../../queries/learners';
import { knownCourses } from '../../queries/structure';
import { recordNote } from '../../queries/teamRecords';
import { engineClock } from '../../queries/touched';

interface Writer {
  readonly id: string;
  readonly username: string;
}

/** What the course team writes here. */
export class TeamRecords {
  constructor(private readonly engine: Engine) {}

  async courses(): Promise<string[]> {
    return (await knownCourses.run(this.engine, {})).map((row) => row.course_key);
  }

  note(scope: CourseScope, person: Writer, { date, text }: { date: string; text: string }): Promise<void> {
    return this.write(scope, person, randomUUID(), date, text.trim());
  }

  /** @throws ApiError not_found */
  async removeNote(scope: CourseScope, person: Writer, id: string): Promise<void> {
    const note = (await courseNotes.run(this.engine, { course: scope.courseKey })).find((one) => one.id === id);
    if (!note) throw new ApiError('not_found');
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
