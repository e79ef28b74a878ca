import { isSmall, showsAll } from './privacy/smallGroups';
import * as z from 'zod';
import type { MetricValue, ShapeName, ShapeValue } from '@marginalia/contract';
import type { Engine, Params } from '../../store/engine';
import { column, defineQuery, placeholders } from '../../store/query';
import { type FactsOf, defineFactQuery } from './facts.query';
import { IN_POPULATION } from './inPopulation';
import { type AnyMetric, type MetricOf, type Place, type Placeholders, fact } from './metric';
import { discloseSizes } from './privacy/sizes';

/** What the metrics of a place have in common. */
interface PlaceRules {
  /** Everybody whom the report is about. */
  readonly everybody: string;
  /** Why there is nothing where nobody is. */
  readonly reason: string;
  /** Parameters of the report: every metric may use a `ReportParameter`, a shape any of them. */
  readonly parameters: Readonly<Record<string, string>>;
}
const PLACES: Readonly<Record<Place, PlaceRules>> = {
  problem: { everybody: 'tried > 0', reason: 'no_attempts', parameters: { edits: 'Array(Int64)' } },
  video: { everybody: 'plays > 0', reason: 'no_viewers', parameters: { seconds: 'UInt32' } },
  container: { everybody: 'tried > 0', reason: 'no_attempts', parameters: {} },
};
const EXAMPLES = { seconds: 300, edits: [0] };

/** The aggregates of a metric over rows of facts, for a question about many blocks at once. @param p its parameters */
export const aggregatesOf = (metric: AnyMetric, p: Readonly<Record<string, string>> = {}): Record<string, string> =>
  metric.shape.aggregates(
    metric.value(fact, p as Placeholders),
    metric.where?.(fact, p as Placeholders) ?? PLACES[metric.of].everybody,
    p,
  );

/** A metric's own parameter as ClickHouse knows it. */
const bound = (metric: AnyMetric, name: string): string => `${metric.id}_${name}`;

const parametersOf = (
  metrics: readonly AnyMetric[],
): { types: Record<string, string>; values: Record<string, number> } => {
  const all = metrics.flatMap((metric) =>
    Object.entries(metric.parameters ?? {}).map(([name, one]) => [bound(metric, name), one] as const),
  );
  return {
    types: Object.fromEntries(all.map(([name, { type }]) => [name, type])),
    values: Object.fromEntries(all.map(([name, { value }]) => [name, value])),
  };
};

/** What a report counts besides its metrics, in the same query: each query costs milliseconds, however little it reads. */
export interface ReportSums<P extends Record<string, string>, S extends z.ZodType> {
  readonly params: P;
  /** Aggregates over one row of facts for each learner, by the member of `row` that they fill. */
  readonly aggregates: (p: Record<keyof P, string>) => Readonly<Record<string, string>>;
  readonly row: S;
  readonly example: Record<keyof P, Params[string]>;
}

/** Those of a report that counts nothing besides. */
const NO_SUMS: ReportSums<Record<never, string>, z.ZodType> = {
  params: {},
  aggregates: () => ({}),
  row: z.object({}),
  example: {},
};

/** How the aggregates of a metric are named: `<metric>__<member>`. */
const named = (metric: AnyMetric): [name: string, sql: string][] => {
  const own = Object.entries(metric.parameters ?? {}).map(([name, { type }]) => [
    name,
    `{${bound(metric, name)}:${type}}`,
  ]);
  const shared = Object.entries(PLACES[metric.of].parameters).map(([name, type]) => [name, `{${name}:${type}}`]);
  const aggregates = aggregatesOf(metric, Object.fromEntries([...shared, ...own]) as Record<string, string>);
  return Object.entries(aggregates).map(([member, sql]) => [`${metric.id}__${member}`, sql]);
};

type RawRow = Readonly<Record<string, unknown>>;

/** A select list that asks once for what several ask for: analysing a column takes longer than counting it. */
const columnsOf = (all: readonly (readonly [name: string, sql: string])[]) => {
  const columns = new Map<string, string>();
  for (const [name, sql] of all) if (!columns.has(sql)) columns.set(sql, name);
  return {
    list: [...columns].map(([sql, name]) => `${sql} AS ${name}`).join(',\n             '),
    /** A row in which each has what it asked for. */
    all: (raw: RawRow): RawRow => Object.fromEntries(all.map(([name, sql]) => [name, raw[columns.get(sql) ?? name]])),
  };
};

const rowOf = (metric: AnyMetric, raw: RawRow): unknown => {
  const prefix = `${metric.id}__`;
  const own = Object.entries(raw).filter(([name]) => name.startsWith(prefix));
  return metric.shape.row.parse(Object.fromEntries(own.map(([name, value]) => [name.slice(prefix.length), value])));
};

/** What was counted for a report, before it is decided what of it may be stated. */
export interface Counted {
  readonly place: Place;
  /** How many the report is about. */
  readonly everybody: number;
  /** The aggregates of each metric, by its id. */
  readonly rows: ReadonlyMap<string, unknown>;
}

/**
 * The metrics of a place as one question.
 * @param besides what else the report counts
 */
export const panelOf = <P extends Record<string, string>, S extends z.ZodType>(
  place: Place,
  metrics: readonly AnyMetric[],
  besides: ReportSums<P, S> = NO_SUMS as unknown as ReportSums<P, S>,
) => {
  const own = parametersOf(metrics);
  const { everybody, parameters } = PLACES[place];
  const columns = columnsOf([
    ['everybody', `countIf(${everybody})`],
    ...metrics.flatMap(named),
    ...Object.entries(besides.aggregates(placeholders(besides.params))),
  ]);
  const query = defineFactQuery({
    name: `${place}-metrics`,
    params: { ...parameters, ...besides.params, ...own.types },
    row: z.record(z.string(), z.unknown()),
    sql: (facts) => `
      SELECT ${columns.list}
      FROM ${facts.table} WHERE ${facts.where}`,
    example: { ...EXAMPLES, ...besides.example, ...own.values },
  });
  return {
    query,
    /** @param args the parameters of the report itself */
    read: async (
      engine: Engine,
      of: FactsOf,
      args: Readonly<Record<string, Params[string]>> = {},
    ): Promise<Counted & { readonly sums: z.infer<S> }> => {
      const [raw = {}] = await query.run(engine, of, { ...args, ...own.values } as never);
      const all = columns.all(raw);
      return { ...countedOf(place, metrics, all), sums: besides.row.parse(all) };
    },
  };
};

const countedOf = (place: Place, metrics: readonly AnyMetric[], raw: RawRow): Counted => ({
  place,
  everybody: column.count.parse(raw.everybody),
  rows: new Map(metrics.map((metric) => [metric.id, rowOf(metric, raw)])),
});

/** The same of all blocks of a course at once, of all time; of places whose reports have no parameters. */
export const panelsOf = (place: Exclude<Place, 'video'>, metrics: readonly AnyMetric[]) => {
  const own = parametersOf(metrics);
  const columns = columnsOf([['everybody', `countIf(${PLACES[place].everybody})`], ...metrics.flatMap(named)]);
  const query = defineQuery({
    name: `${place}-metrics-of-course`,
    params: { course: 'String', registered_only: 'UInt8', ...own.types },
    row: z.record(z.string(), z.unknown()),
    sql: (db, p) => `
      SELECT block_id AS block, ${columns.list}
      FROM ${db.own}.facts FINAL WHERE course_key = ${p.course} AND ${IN_POPULATION(p)}
      GROUP BY block_id HAVING everybody > 0 ORDER BY block_id`,
    example: { course: 'course-v1:A+B+C', registered_only: 1, ...own.values },
  });
  return {
    query,
    /** By block, of those that anybody attempted. */
    read: async (
      engine: Engine,
      of: { readonly course: string; readonly registered_only: 0 | 1 },
    ): Promise<Map<string, Counted>> => {
      const rows = await query.run(engine, { ...of, ...own.values } as never);
      return new Map(rows.map((raw) => [column.text.parse(raw.block), countedOf(place, metrics, columns.all(raw))]));
    },
  };
};

/** What a report knows when it discloses its metrics. */
export interface Report {
  readonly minLearners: number;
  /** In a window or a track only what is about all of its learners is disclosed. */
  readonly isSelection: boolean;
}

/** A metric as far as it may be stated. */
export type Stated = <Name extends ShapeName>(metric: MetricOf<Name>) => ShapeValue<Name>;

const disclose = <Name extends ShapeName>(
  metric: MetricOf<Name>,
  { rows, place }: Counted,
  { minLearners }: Report,
  isDisclosed: boolean,
): ShapeValue<Name> =>
  metric.shape.disclose(rows.get(metric.id) as never, {
    minLearners: Math.max(minLearners, metric.gate ?? 0),
    isDisclosed: showsAll(minLearners) || isDisclosed,
    reason: PLACES[place].reason,
  }) as ShapeValue<Name>;

/**
 * The metrics that are members of a report, by how many it is about. Of a few nothing is stated, not even that none of
 * them did something. In a window or a track, a metric of some of its learners could be subtracted from that of others:
 * there only what is about everybody, and breaks nobody down, is stated.
 */
export const statedMembers =
  (counted: Counted, report: Report): Stated =>
  (metric) => {
    const isOfFew = isSmall(counted.everybody, report.minLearners);
    return disclose(metric, counted, report, !isOfFew && (!report.isSelection || isOfAll(metric)));
  };

/** About everybody, and no breakdown. */
const isOfAll = ({ where, shape }: AnyMetric): boolean => where === undefined && !shape.isBreakdown;

/**
 * The metrics in a report's list, and the one place where it is decided which of their groups are stated: those that
 * differ from what the report states, and from one another, by nobody or by enough; in a window or a track those that are
 * about everybody: the sizes of others would have to be compared with those of every window.
 * @param stated sizes of groups that the report states anyway
 */
export const statedMetrics = (
  metrics: readonly AnyMetric[],
  counted: Counted,
  report: Report,
  stated: readonly number[],
): MetricValue[] => {
  const { everybody, rows } = counted;
  const sizes = metrics.map(({ id, shape }) => shape.size(rows.get(id) as never));
  const areStated = discloseSizes(sizes, stated, report.minLearners);
  const isOfFew = isSmall(everybody, report.minLearners);
  return metrics.map((metric, at) => {
    const size = sizes[at] ?? 0;
    const isStated = report.isSelection ? isOfAll(metric) : size === 0 || areStated[at] === true;
    const value = disclose(metric, counted, report, !isOfFew && isStated);
    return { id: metric.id, ...titled(metric), ...value } as MetricValue;
  });
};

/** What a table of many blocks states of the metrics in their reports' lists. */
export interface ListedMetrics {
  readonly metrics: readonly AnyMetric[];
  /** By block; of a block that nobody attempted there is nothing. */
  readonly values: ReadonlyMap<string, readonly MetricValue[]>;
}

/**
 * The same for a table of many blocks, which does not know which of the sizes around them a block's report states. So
 * every one counts as stated, and of metrics whose groups differ by few none is: the table states nothing that the
 * report withholds, whatever the report states.
 * @param sizes of groups that the report may state
 */
export const statedInTable = (
  metrics: readonly AnyMetric[],
  counted: Counted,
  minLearners: number,
  sizes: readonly number[],
): MetricValue[] => {
  const own = metrics.map(({ id, shape }) => shape.size(counted.rows.get(id) as never));
  return metrics.flatMap((metric, at) =>
    statedMetrics([metric], counted, { minLearners, isSelection: false }, [
      ...sizes,
      ...own.filter((_, other) => other !== at),
    ]),
  );
};

const titled = ({ words, unit }: AnyMetric) => ({ title: words.title, sentence: words.sentence, unit });
