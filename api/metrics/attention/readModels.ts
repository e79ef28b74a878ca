import * as z from 'zod';
import { type Problem, none } from '@marginalia/contract';
import { type StoredAttention, parseAttention } from './attentionReport';
import { type Note, parseNote } from './triage';
import type { CourseScope } from '../../auth/scope';
import type { Engine } from '../../store/engine';
import { isoTime } from '../../lib/time';
import type { StoredDifficulty } from '../problem/panelInputs';
import { triages } from './triage.query';
import { courseModel } from './courseModels.query';

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

/** What authors last said to the items of a course's list, by item. */
const readNotes = async (engine: Engine, scope: CourseScope): Promise<Map<string, Note>> => {
  const rows = await triages.run(engine, { course: scope.courseKey });
  return new Map(
    rows.flatMap((row): [string, Note][] => {
      const note = parseNote(row);
      return note === null ? [] : [[row.item, note]];
    }),
  );
};

/** A course's list of what is worth a look, as last made; null where it has not been made. */
export const readAttention = async (
  engine: Engine,
  scope: CourseScope,
): Promise<{ stored: StoredAttention | null; computedAt: number | null }> => {
  const [row] = await courseModel.run(engine, { course: scope.courseKey, model: 'attention', blocks: [] });
  const stored = row ? parseAttention(row.model) : null;
  if (!row || !stored) return { stored: null, computedAt: row?.computed_at ?? null };
  return { stored: { ...stored, notes: await readNotes(engine, scope) }, computedAt: row.computed_at };
};
