import * as z from 'zod';
import { type Problem, none } from '@marginalia/contract';
import { type StoredAttention, parseAttention } from './attentionReport';
import { type Note, parseNote } from './triage';
import type { CourseScope } from '../../auth/scope';
import type { Engine } from '../../store/engine';
import { isoTime } from '../../lib/time';
import type { StoredDifficulty } from '../problem/panelInputs';
import { groupBy } from '../../lib/groupBy';
import { type Triage, triages } from './triage.query';
import { modelOfCourses } from './courseModels.query';

const Course = z.object({
  model: z.nullable(z.literal('2pl')),
  reason: z.nullable(z.string()),
  problems: z.number(),
});
const Item = z.union([
  z.object({ reason: z.string() }),
  z.object({ value: z.number(), low: z.number(), high: z.number(), percentile: z.number(), of: z.number() }),
]);

/** The difficulty of one problem as last computed. */
export const difficultyOf = (rows: readonly StoredDifficulty[], block: string): Problem['difficulty'] => {
  const course = rows.find((row) => row.block === '');
  const known = course && Course.safeParse(JSON.parse(course.model)).data;
  // what an earlier version computed is computed again
  if (!course || !known) return none('not_computed_yet');
  const { model, reason, problems } = known;
  if (model === null) return none(reason ?? 'too_few_learners_in_course');
  // a row of an earlier computation is left over
  const own = rows.find((row) => row.block === block && row.computedAt === course.computedAt);
  if (!own) return none('too_few_learners');
  const item = Item.parse(JSON.parse(own.model));
  if ('reason' in item) return none(item.reason);
  return { kind: 'value', model, ...item, problems, computedAt: isoTime(own.computedAt) };
};

/** A list of what is worth a look; null where it has not been made. */
interface ReadList {
  readonly stored: StoredAttention | null;
  readonly computedAt: number | null;
}

/** What authors last said to the items of a course's list, by item. */
const notesIn = (rows: readonly Triage[]): Map<string, Note> =>
  new Map(
    rows.flatMap((row): [string, Note][] => {
      const note = parseNote(row);
      return note === null ? [] : [[row.item, note]];
    }),
  );

const NO_LIST: ReadList = { stored: null, computedAt: null };

/** The lists of some courses, as last made, by course. */
export const readLists = async (engine: Engine, scopes: readonly CourseScope[]): Promise<Map<string, ReadList>> => {
  const courses = scopes.map(({ courseKey }) => courseKey);
  const rows = await modelOfCourses.run(engine, { courses, model: 'attention' });
  const lists = rows.map((row) => ({ course: row.course_key, row, stored: parseAttention(row.model) }));
  const listed = lists.filter(({ stored }) => stored !== null).map(({ course }) => course);
  const notes = groupBy(
    listed.length === 0 ? [] : await triages.run(engine, { courses: listed }),
    ({ course_key }) => course_key,
  );
  return new Map(
    lists.map(({ course, row, stored }) => [
      course,
      { stored: stored && { ...stored, notes: notesIn(notes.get(course) ?? []) }, computedAt: row.computed_at },
    ]),
  );
};

/** A course's list of what is worth a look, as last made. */
export const readAttention = async (engine: Engine, scope: CourseScope): Promise<ReadList> =>
  (await readLists(engine, [scope])).get(scope.courseKey) ?? NO_LIST;
