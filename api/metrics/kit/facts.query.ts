import type * as z from 'zod';
import { ONE_MERGE } from '../../store/queries/final';
import type { Engine, Params } from '../../store/engine';
import { type Query, defineQuery } from '../../store/query';

/** Facts of a window or a track, as `selectedFacts.ts` put them into `selected_facts`. */
interface SelectedFacts {
  readonly selection: string;
  /** How many there are: a question that finds fewer is refused. */
  readonly rows: number;
}

/** The facts about one block that a question is asked of. */
export interface FactsOf {
  readonly course: string;
  readonly block: string;
  /** 1: learners ever registered; 0: everybody seen. */
  readonly registered_only: 0 | 1;
  /** Null: of all time and all learners. */
  readonly selected: SelectedFacts | null;
}

/** The pieces of SQL that say which facts are asked. */
interface FactsFrom {
  readonly table: string;
  /** Whose facts: of the learners who count at the block, or of everybody. */
  readonly where: string;
}

const OF_BLOCK = { course: 'String', block: 'String' } as const;
const COUNTED = { registered_only: 'UInt8' } as const;
const OF_SELECTION = { selection: 'String', rows: 'UInt32' } as const;
const EXAMPLE = { course: 'course-v1:A+B+C', block: 'block-v1:A+B+C+type@x+block@x' } as const;
const EXAMPLE_OF_SELECTION = { selection: '', rows: 0 } as const;

interface FactQuery<P extends Record<string, string>, R> {
  readonly allTime: Query<P & typeof OF_BLOCK, R>;
  readonly selected: Query<P & typeof OF_BLOCK & typeof OF_SELECTION, R>;
  run(engine: Engine, of: FactsOf, args: Record<keyof P, Params[string]>): Promise<R[]>;
}

/**
 * One question about the facts of a block, in one text: asked of the facts of all time, or of those of a window or a
 * track, which are rows of the same columns. A selection of which rows are missing is refused (FUNCTION_THROW_IF),
 * never counted as if it were whole.
 */
export const defineFactQuery = <P extends Record<string, string>, S extends z.ZodType>(description: {
  readonly name: string;
  readonly params: P;
  readonly row: S;
  readonly sql: (facts: FactsFrom, p: Record<keyof P, string>) => string;
  readonly example: Record<keyof P, Params[string]>;
  /** Also of learners who do not count. */
  readonly ofEverybody?: true;
}): FactQuery<P, z.infer<S>> => {
  const { name, row, sql } = description;
  const isOfAll = description.ofEverybody === true;
  const params = { ...description.params, ...OF_BLOCK, ...(isOfAll ? {} : COUNTED) };
  const example = { ...description.example, ...EXAMPLE, ...(isOfAll ? {} : { registered_only: 1 }) };
  type Bound = Record<keyof P | keyof typeof OF_BLOCK | keyof typeof COUNTED, string>;
  const ofBlock = (p: Bound): string => `course_key = ${p.course} AND block_id = ${p.block}`;
  const counted = (p: Bound): string => (isOfAll ? '' : ` AND (registered = 1 OR ${p.registered_only} = 0)`);
  const allTime = defineQuery({
    name,
    params,
    row,
    sql: (db, bound) => {
      const p = bound as Bound;
      return `${sql({ table: `${db.own}.facts FINAL`, where: ofBlock(p) + counted(p) }, p)} ${ONE_MERGE}`;
    },
    example,
  });
  const selected = defineQuery({
    name: `${name}-selected`,
    params: { ...params, ...OF_SELECTION },
    row,
    sql: (db, bound) => {
      const p = bound as Bound & Record<keyof typeof OF_SELECTION, string>;
      const table = `${db.own}.selected_facts`;
      const own = `selection = ${p.selection} AND ${ofBlock(p)}`;
      const isWhole = `(SELECT throwIf(count() != ${p.rows}, 'facts of the selection are missing') FROM ${table} WHERE ${own}) = 0`;
      return sql({ table, where: `${own} AND ${isWhole}${counted(p)}` }, p);
    },
    example: { ...example, ...EXAMPLE_OF_SELECTION },
  });
  return {
    allTime,
    selected,
    run: (engine, { selected: facts, registered_only, ...of }, args) => {
      const all = { ...args, ...of, ...(isOfAll ? {} : { registered_only }) };
      return facts === null ? allTime.run(engine, all as never) : selected.run(engine, { ...all, ...facts } as never);
    },
  } as FactQuery<P, z.infer<S>>;
};
