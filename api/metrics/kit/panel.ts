import * as z from 'zod';
import type { MetricValue } from '@marginalia/contract';
import { defineQuery } from '../../store/query';
import { ONE_MERGE } from '../../store/queries/final';
import { type AnyMetric, type Place, fact } from './metric';
import { discloseSizes } from './privacy/sizes';

const params = { course: 'String', block: 'String', registered_only: 'UInt8' } as const;

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
const columnsOf = (metric: AnyMetric, everybody: string): string[] => {
  const own = Object.entries(metric.parameters ?? {}).map(([name, { type }]) => [
    name,
    `{${bound(metric, name)}:${type}}`,
  ]);
  const p = Object.fromEntries(own) as Record<string, string>;
  const aggregates = metric.shape.aggregates(metric.value(fact, p), metric.where?.(fact, p) ?? everybody);
  return Object.entries(aggregates).map(([member, sql]) => `${sql} AS ${metric.id}__${member}`);
};

const rowOf = (metric: AnyMetric, raw: Readonly<Record<string, unknown>>): unknown => {
  const prefix = `${metric.id}__`;
  const own = Object.entries(raw).filter(([name]) => name.startsWith(prefix));
  return metric.shape.row.parse(Object.fromEntries(own.map(([name, value]) => [name.slice(prefix.length), value])));
};

/** Everybody whom a report is about. */
const EVERYBODY: Readonly<Record<Place, string>> = { problem: 'tried > 0', video: 'plays > 0' };
const REASON: Readonly<Record<Place, string>> = { problem: 'no_attempts', video: 'no_viewers' };

/** What a report knows when it discloses its metrics. */
export interface Report {
  readonly minLearners: number;
  /** Sizes of groups that the report states anyway. */
  readonly stated: readonly number[];
  /** In a window or a track only what is about all of its learners is disclosed. */
  readonly isSelection: boolean;
}

/**
 * The metrics of a place as one named query, and the one place where it is decided which of their groups are stated:
 * those that differ from what the report states, and from one another, by nobody or by enough.
 */
export const panelOf = (place: Place, metrics: readonly AnyMetric[]) => {
  const own = parametersOf(metrics);
  const query = defineQuery({
    name: `${place}-metrics`,
    params: { ...params, ...own.types },
    row: z.record(z.string(), z.unknown()),
    sql: (db, p) => `
      SELECT ${metrics.flatMap((metric) => columnsOf(metric, EVERYBODY[place])).join(',\n             ')}
      FROM ${db.own}.facts FINAL
      WHERE course_key = ${p.course} AND block_id = ${p.block} AND (registered = 1 OR ${p.registered_only} = 0)
      ${ONE_MERGE}`,
    example: {
      course: 'course-v1:A+B+C',
      block: 'block-v1:A+B+C+type@x+block@x',
      registered_only: 1,
      ...own.values,
    },
  });
  return {
    query,
    parameters: own.values,
    disclose: (raw: Readonly<Record<string, unknown>>, report: Report): MetricValue[] => {
      const rows = metrics.map((metric) => rowOf(metric, raw));
      const sizes = metrics.map(({ shape }, at) => shape.size(rows[at] as never));
      const isStated = discloseSizes(sizes, report.stated, report.minLearners);
      return metrics.map((metric, at) => {
        const size = sizes[at] ?? 0;
        const value = metric.shape.disclose(rows[at] as never, {
          minLearners: Math.max(report.minLearners, metric.gate ?? 0),
          isDisclosed:
            report.minLearners <= 1 || (report.isSelection ? report.stated.includes(size) : isStated[at] === true),
          reason: REASON[place],
        });
        return { id: metric.id, ...titled(metric), ...value } as MetricValue;
      });
    },
  };
};

const titled = ({ words, unit }: AnyMetric) => ({ title: words.title, sentence: words.sentence, unit });
