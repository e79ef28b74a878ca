import { isSmall, showsAll } from './privacy/smallGroups';
import * as z from 'zod';
import type { MetricValue, ShapeName, ShapeValue } from '@marginalia/contract';
import type { Engine } from '../../store/engine';
import { column, defineQuery } from '../../store/query';
import { type FactsOf, defineFactQuery } from './facts.query';
import { IN_POPULATION } from './inPopulation';
import { type AnyMetric, type MetricOf, type Place, type Placeholders, type ReportParameter, fact } from './metric';
import { discloseSizes } from './privacy/sizes';

/** What the metrics of a place have in common. */
interface PlaceRules {
  /** Everybody whom the report is about. */
  readonly everybody: string;
  /** Why there is nothing where nobody is. */
  readonly reason: string;
  /** Parameters of the report that every metric may use. */
  readonly parameters: Readonly<Partial<Record<ReportParameter, string>>>;
}
const PLACES: Readonly<Record<Place, PlaceRules>> = {
  problem: { everybody: 'tried > 0', reason: 'no_attempts', parameters: {} },
  video: { everybody: 'plays > 0', reason: 'no_viewers', parameters: { seconds: 'UInt32' } },
  container: { everybody: 'tried > 0', reason: 'no_attempts', parameters: {} },
};
const EXAMPLES: Readonly<Record<ReportParameter, number>> = { seconds: 300 };

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

/** The select list of a metric: one aggregate a column, named `<metric>__<member>`. */
const columnsOf = (metric: AnyMetric): string[] => {
  const own = Object.entries(metric.parameters ?? {}).map(([name, { type }]) => [
    name,
    `{${bound(metric, name)}:${type}}`,
  ]);
  const shared = Object.entries(PLACES[metric.of].parameters).map(([name, type]) => [name, `{${name}:${type}}`]);
  const aggregates = aggregatesOf(metric, Object.fromEntries([...shared, ...own]) as Record<string, string>);
  return Object.entries(aggregates).map(([member, sql]) => `${sql} AS ${metric.id}__${member}`);
};

const rowOf = (metric: AnyMetric, raw: Readonly<Record<string, unknown>>): unknown => {
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

/** The metrics of a place as one question. */
export const panelOf = (place: Place, metrics: readonly AnyMetric[]) => {
  const own = parametersOf(metrics);
  const { everybody, parameters } = PLACES[place];
  const query = defineFactQuery({
    name: `${place}-metrics`,
    params: { ...parameters, ...own.types },
    row: z.record(z.string(), z.unknown()),
    sql: (facts) => `
      SELECT ${[`countIf(${everybody}) AS everybody`, ...metrics.flatMap(columnsOf)].join(',\n             ')}
      FROM ${facts.table} WHERE ${facts.where}`,
    example: { ...EXAMPLES, ...own.values },
  });
  return {
    query,
    /** @param args the parameters of the report itself */
    read: async (engine: Engine, of: FactsOf, args: Readonly<Record<string, number>> = {}): Promise<Counted> => {
      const [raw = {}] = await query.run(engine, of, { ...args, ...own.values } as never);
      return countedOf(place, metrics, raw);
    },
  };
};

const countedOf = (place: Place, metrics: readonly AnyMetric[], raw: Readonly<Record<string, unknown>>): Counted => ({
  place,
  everybody: column.count.parse(raw.everybody),
  rows: new Map(metrics.map((metric) => [metric.id, rowOf(metric, raw)])),
});

/** The same of all blocks of a course at once, of all time; of places whose reports have no parameters. */
export const panelsOf = (place: Exclude<Place, 'video'>, metrics: readonly AnyMetric[]) => {
  const own = parametersOf(metrics);
  const { everybody } = PLACES[place];
  const query = defineQuery({
    name: `${place}-metrics-of-course`,
    params: { course: 'String', registered_only: 'UInt8', ...own.types },
    row: z.record(z.string(), z.unknown()),
    sql: (db, p) => `
      SELECT ${['block_id AS block', `countIf(${everybody}) AS everybody`, ...metrics.flatMap(columnsOf)].join(',\n             ')}
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
      return new Map(rows.map((raw) => [column.text.parse(raw.block), countedOf(place, metrics, raw)]));
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
