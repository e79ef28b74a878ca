import type * as z from 'zod';
import type { ShapeName, ShapeValue } from '@marginalia/contract';

/** The learners a value is about, where its report states others anyway. */
export interface Group {
  /** Groups of 1 to minLearners - 1 are withheld. */
  readonly minLearners: number;
  /** False: nothing of the metric may be stated, not even that nobody is in its group. */
  readonly isDisclosed: boolean;
  /** Why there is nothing where nobody is in the group, such as `no_attempts`. */
  readonly reason: string;
}

/** A column of a CSV file: its head, and its cell of one value. */
export interface CsvColumn<Value> {
  readonly head: string;
  readonly cell: (value: Value) => string | number;
}

/**
 * One way for learners to become a number, written once: the aggregate in SQL, what of it is disclosed, the columns of
 * a CSV file, a sample for stories and documentation. Nothing else decides what is withheld.
 */
export interface Shape<Name extends ShapeName = ShapeName, Row = unknown> {
  readonly name: Name;
  /** It breaks learners down: not stated of a window or a track. */
  readonly isBreakdown: boolean;
  /**
   * Aggregates over one row of facts for each learner, by the member of `row` that they fill.
   * @param value what one learner contributes, an expression over the columns of facts
   * @param where which learners are in the group
   * @param p parameters that the shape names
   */
  aggregates(
    value: string,
    where: string,
    p?: Readonly<Record<string, string>>,
  ): Readonly<Record<keyof Row & string, string>>;
  /** Reads the aggregates as ClickHouse's JSON has them. */
  readonly row: z.ZodType<Row>;
  /** How many learners are in the group. */
  size(row: Row): number;
  disclose(row: Row, group: Group): ShapeValue<Name>;
  /** Numbers of learners that a value states, by what they count: the equations of the attack in test/privacy. */
  counts(value: ShapeValue<Name>): readonly (readonly [what: string, learners: number])[];
  readonly csv: readonly CsvColumn<ShapeValue<Name>>[];
  readonly sample: ShapeValue<Name>;
}
