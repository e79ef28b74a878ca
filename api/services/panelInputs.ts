import type { CourseScope } from '../auth/scope';
import type { Engine } from '../clickhouse/engine';
import type { CourseTotal } from '../queries/blockTotals';
import { problemInputs, videoInputs } from '../queries/panelInputs';
import type { StoredDifficulty } from './courseModels';

/** What a panel needs beside the facts. */
export interface PanelInputs {
  readonly totals: CourseTotal[];
  /** When the block was changed, as publishes tell: distinct, oldest first. Of problems only, as is the difficulty. */
  readonly edits: string[];
  readonly difficulty: StoredDifficulty[];
  /** What the block said as last published, as stored; '' where no export told. */
  readonly content: string;
}

type Rows = Awaited<ReturnType<typeof problemInputs.run>>;

const inputsOf = (rows: Rows): PanelInputs => {
  const of = (what: Rows[number]['what']): Rows => rows.filter((row) => row.what === what);
  return {
    totals: of('learners').map(({ name, number }) => ({ registered: name === '1', learners: number })),
    edits: of('edit')
      .map(({ name }) => name)
      .sort(),
    difficulty: of('difficulty').map(({ name, number, text }) => ({ block: name, computedAt: number, model: text })),
    content: of('content')[0]?.text ?? '',
  };
};

export const readProblemInputs = async (
  engine: Engine,
  { courseKey: course }: CourseScope,
  block: string,
): Promise<PanelInputs> => inputsOf(await problemInputs.run(engine, { course, block }));

export const readVideoInputs = async (
  engine: Engine,
  { courseKey: course }: CourseScope,
  block: string,
): Promise<PanelInputs> => inputsOf(await videoInputs.run(engine, { course, block }));
