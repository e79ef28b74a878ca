import { type Annotation } from '@marginalia/contract';
import type { CourseScope } from '../../auth/scope';
import type { Engine } from '../../store/engine';
import { isoTime, parseMicros } from '../../lib/time';
import { dueDates, publishTimes } from './courseDates.query';
import { courseNotes } from './teamRecords.query';
import { courseHead, momentIn } from './courseSummaries.service';
import { type Viewer, mayRemove } from './teamRecords.service';

/** What stands on the time axis of a course. */
export class Annotations {
  constructor(private readonly engine: Engine) {}

  /**
   * Beginning and end, what is due, publishes, and the team's own notes, in order of time.
   * @param viewer null: nobody who could take a note off
   * @throws ApiError unknown_course
   */
  async of(scope: CourseScope, viewer: Viewer | null = null): Promise<Annotation[]> {
    const course = scope.courseKey;
    const moment = await momentIn(this.engine, course);
    const plain = { block: null, id: null, by: null };
    const at = (text: string): string => {
      const micros = parseMicros(text);
      return micros === null ? '' : isoTime(micros);
    };
    const head = courseHead(moment);
    const marks: Annotation[] = [
      ...(head.start ? [{ ...plain, at: head.start, kind: 'start' as const, text: '' }] : []),
      ...(head.end ? [{ ...plain, at: head.end, kind: 'end' as const, text: '' }] : []),
      ...(await dueDates.run(this.engine, { course })).map((row) => ({
        ...plain,
        at: at(row.due),
        kind: 'due' as const,
        text: row.name,
        block: row.block,
      })),
      ...(await publishTimes.run(this.engine, { course })).map((row) => ({
        ...plain,
        at: at(row.at),
        kind: 'published' as const,
        text: '',
      })),
      ...(await courseNotes.run(this.engine, { course })).map((row) => ({
        at: row.day,
        kind: 'note' as const,
        text: row.text,
        block: null,
        id: row.id,
        by: row.username,
        mayRemove: viewer !== null && mayRemove(row, viewer),
      })),
    ];
    return marks.filter((mark) => mark.at !== '').sort((a, b) => (a.at < b.at ? -1 : a.at > b.at ? 1 : 0));
  }
}
