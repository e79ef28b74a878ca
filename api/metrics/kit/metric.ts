import type { Metric, ShapeName, ShapeValue } from '@marginalia/contract';
import type { Shape } from './shape';

/** The columns of facts that a metric may speak of: what one learner did with one block. */
const FACT_COLUMNS = [
  'answers_shown',
  'attempts',
  'captions',
  'completed',
  'ever_right',
  'faster',
  'first_attempt_after',
  'first_at',
  'first_right',
  'first_try_at',
  'hints',
  'imputed',
  'imputed_plays',
  'last_at',
  'plays',
  'reached',
  'rest_right',
  'rest_tried',
  'rewinds',
  'seen',
  'slower',
  'tried',
  'watched',
] as const;
type FactColumn = (typeof FACT_COLUMNS)[number];
/** Each column by its name: a misspelt one does not compile. */
type FactColumns = Readonly<Record<FactColumn, string>>;
export const fact = Object.fromEntries(FACT_COLUMNS.map((name) => [name, name])) as FactColumns;

/** What a metric's expressions may use besides the columns: its own parameters and those of its place, by name. */
export type Placeholders<Param extends string = string> = Readonly<Record<Param | ReportParameter, string>>;

/** Parameters of a report that its metrics may use. `seconds`: whole seconds of the video. */
export type ReportParameter = 'seconds';

/** A parameter with the value it has: a constant of the definition, named, documented and bound, never part of SQL text. */
interface Parameter {
  readonly type: 'UInt32' | 'Float64';
  readonly value: number;
  /** What it means, with its unit. */
  readonly words: string;
}

/** The report that a metric is part of; `container`: that of any block in the course, with what is inside. */
export type Place = 'problem' | 'video' | 'container';

/** What a metric file states; everything else follows from its shape. */
interface MetricFile<Name extends ShapeName = ShapeName, Row = unknown, Param extends string = string> {
  /** camelCase, unique. */
  readonly id: string;
  readonly of: Place;
  /** Where the report states it, such as `help.hint`; absent: in its list `metrics`, with a card of its own. */
  readonly member?: string;
  /** Another report that states it, of whole courses, by the same expressions; `member` says where. */
  readonly report?: 'attention';
  readonly words: {
    readonly title: string;
    /** What is counted, in one or two plain sentences. */
    readonly sentence: string;
    readonly counts: string;
    /** The group of learners; null where it is not a part of one. */
    readonly among: string | null;
    readonly source: string;
  };
  /** Shown from this many learners on; absent: from the site's threshold. */
  readonly gate?: number;
  readonly unit: Metric['unit'];
  readonly shape: Shape<Name, Row>;
  readonly parameters?: Readonly<Record<Param, Parameter>>;
  /** What one learner contributes, an expression over one row of facts. */
  readonly value: (fact: FactColumns, p: Placeholders<Param>) => string;
  /** Which learners of the block are in the group; absent: all that the report is about. */
  readonly where?: (fact: FactColumns, p: Placeholders<Param>) => string;
  /** Worked by hand, run on the engine by the tests: rows of facts, and what the metric says of them. */
  readonly examples: readonly {
    readonly facts: readonly Readonly<Partial<Record<FactColumn, unknown>>>[];
    readonly says: ShapeValue<Name>;
  }[];
}

/** A metric whose shape's types are checked where it is written and do not matter afterwards. */
export type AnyMetric = MetricFile<ShapeName, never>;

/** The same, of which the name of the shape is known: what it states has that shape's type. */
export type MetricOf<Name extends ShapeName> = AnyMetric & { readonly shape: { readonly name: Name } };

/** Declares a metric. */
export const metric = <Name extends ShapeName, Row, Param extends string = never>(
  file: MetricFile<Name, Row, Param>,
): MetricOf<Name> => file as unknown as MetricOf<Name>;
