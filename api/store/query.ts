import * as z from 'zod';
import type { Databases } from '../config/config';
import type { Engine, Params } from './engine';

/** Row columns as ClickHouse's JSON has them. 64-bit integers arrive as text and must be exact as numbers. */
export const column = {
  text: z.string(),
  count: z.coerce.number().int().nonnegative().max(Number.MAX_SAFE_INTEGER),
  number: z.number(),
  maybeNumber: z.nullable(z.number()),
  /** Microseconds since 1970. */
  micros: z.coerce.number().int().max(Number.MAX_SAFE_INTEGER),
  maybeMicros: z.nullable(z.coerce.number().int().max(Number.MAX_SAFE_INTEGER)),
  flag: z.number().transform((value) => value !== 0),
  /** 1: right, 0: not right, -1: not answered. */
  correctness: z.literal([1, 0, -1]),
  /** What `sumMap` makes: keys and their sums, as pairs. */
  histogram: z
    .tuple([z.array(z.coerce.number()), z.array(z.coerce.number())])
    .transform(([keys, sums]) => keys.map((key, index): [number, number] => [key, sums[index] ?? 0])),
  /** The same of two values: keys and both sums. */
  twoHistograms: z
    .tuple([z.array(z.coerce.number()), z.array(z.coerce.number()), z.array(z.coerce.number())])
    .transform(([keys, some, others]) =>
      keys.map((key, index): [number, number, number] => [key, some[index] ?? 0, others[index] ?? 0]),
    ),
};

type ParamTypes = Record<string, string>;

export interface Query<P extends ParamTypes, R> {
  readonly name: string;
  readonly params: P;
  readonly row: z.ZodType<R>;
  readonly sql: (databases: Databases) => string;
  /** Arguments that the tests analyse the query with. */
  readonly example: Record<keyof P, Params[string]>;
  run(engine: Engine, args: Record<keyof P, Params[string]>): Promise<R[]>;
}

/** Every named query, for the test that analyses each on the real engine. */
export const registry: Query<ParamTypes, unknown>[] = [];

/** Where the values go in the text of a query: `{course:String}` by the name of the parameter. */
export const placeholders = <P extends ParamTypes>(params: P): Record<keyof P, string> =>
  Object.fromEntries(Object.entries(params).map(([key, type]) => [key, `{${key}:${type}}`])) as Record<keyof P, string>;

/**
 * One question, one named query: SQL text exists nowhere else. The text gets placeholders (`p.course` is
 * `{course:String}`), never values, and is a constant of the code.
 */
export const defineQuery = <P extends ParamTypes, S extends z.ZodType>(description: {
  name: string;
  params: P;
  row: S;
  sql: (databases: Databases, p: Record<keyof P, string>) => string;
  /** Where a row is one long text: it is read as it is, and `row` gets the text. */
  isText?: boolean;
  example: Record<keyof P, Params[string]>;
}): Query<P, z.infer<S>> => {
  const { name, params, row, example } = description;
  const sql = (databases: Databases): string => description.sql(databases, placeholders(params));
  const query: Query<P, z.infer<S>> = {
    name,
    params,
    row: row as z.ZodType<z.infer<S>>,
    sql,
    example,
    async run(engine, args) {
      const asked = [sql(engine.databases), args as Params, name] as const;
      const rows: unknown[] = description.isText ? await engine.lines(...asked) : await engine.rows(...asked);
      return rows.map((raw) => row.parse(raw));
    },
  };
  registry.push(query as unknown as Query<ParamTypes, unknown>);
  return query;
};
