import type { Engine } from '../../api/store/engine';
import { sqlTime } from '../../api/lib/time';
import type { Statement } from '../support/statements';

/**
 * The tables that Aspects has in ClickHouse, in the shapes they are found in: statements delivered by Ralph or by Vector,
 * derived tables of dbt 7 or 8 with the views that feed them. Only names, types and engines; nobody of ours made them.
 */
export interface Shape {
  readonly delivery: 'ralph' | 'vector';
  readonly dbt: 7 | 8;
}
export const SHAPES: Shape[] = [
  { delivery: 'ralph', dbt: 7 },
  { delivery: 'ralph', dbt: 8 },
  { delivery: 'vector', dbt: 8 },
];

const reporting = (engine: Engine): string => `${engine.databases.own}_reporting`;

const ddl = (engine: Engine, { delivery, dbt }: Shape): string[] => {
  const { xapi, eventSink } = engine.databases;
  const report = reporting(engine);
  const raw =
    delivery === 'ralph'
      ? 'ENGINE = ReplacingMergeTree PRIMARY KEY (emission_time, event_id) ORDER BY (emission_time, event_id) PARTITION BY toYYYYMM(emission_time)'
      : 'ENGINE = ReplacingMergeTree PRIMARY KEY (emission_time) ORDER BY (emission_time, event_id)';
  const parsed = `SELECT event_id, JSONExtractString(event, 'verb', 'id') AS verb_id,
      JSONExtractString(event, 'actor', 'account', 'name') AS actor_id, emission_time, event
    FROM ${xapi}.xapi_events_all`;
  const responses = dbt === 7 ? 'emission_time DateTime, ' : '';
  return [
    ...[xapi, eventSink, report].map((name) => `CREATE DATABASE IF NOT EXISTS ${name}`),
    `CREATE TABLE ${xapi}.xapi_events_all (event_id UUID, emission_time DateTime64(6), event String) ${raw}`,
    `CREATE TABLE ${xapi}.xapi_events_all_parsed (event_id UUID, verb_id LowCardinality(String), actor_id String,
       emission_time DateTime64(6), event String)
     ENGINE = ReplacingMergeTree ORDER BY (verb_id, actor_id, emission_time, event_id) PARTITION BY toYYYYMM(emission_time)
     TTL toDateTime(emission_time) + INTERVAL 10 YEAR`,
    `CREATE MATERIALIZED VIEW ${xapi}.xapi_events_all_parsed_mv TO ${xapi}.xapi_events_all_parsed AS ${parsed}`,
    `CREATE TABLE ${eventSink}.course_overviews (org String, course_key String, display_name String, course_start String,
       course_end String, enrollment_start String, enrollment_end String, self_paced Bool, course_data_json String,
       created String, modified String, dump_id UUID, time_last_dumped String)
     ENGINE = MergeTree ORDER BY (org, course_key, modified, time_last_dumped)`,
    `CREATE TABLE ${eventSink}.course_blocks (org String, course_key String, location String, display_name String,
       xblock_data_json String, \`order\` Int32 DEFAULT 0, edited_on String, dump_id UUID, time_last_dumped String)
     ENGINE = MergeTree PRIMARY KEY (org, course_key, location, edited_on) ORDER BY (org, course_key, location, edited_on, \`order\`)`,
    `CREATE TABLE ${eventSink}.external_id (external_user_id UUID, external_id_type String, username String, user_id Int32,
       dump_id UUID, time_last_dumped String)
     ENGINE = ReplacingMergeTree ORDER BY (external_user_id, time_last_dumped) PARTITION BY user_id % 100`,
    `CREATE TABLE ${report}.dim_problem_responses (${responses}course_key String, block_id_short String, response String)
     ENGINE = ReplacingMergeTree ORDER BY (course_key, block_id_short, response)`,
    ...(dbt === 7
      ? [
          `CREATE TABLE ${report}.dim_subsection_performance (org String, course_key String, block_id String, score_range String)
           ENGINE = ReplacingMergeTree ORDER BY (org, course_key, block_id, score_range)`,
        ]
      : []),
  ];
};

export const makeAspectsTables = async (engine: Engine, shape: Shape): Promise<void> => {
  for (const statement of ddl(engine, shape)) await engine.command(statement);
};

/** How others' tables are made, by name: what must be the same before and after us. */
export const othersTables = async (engine: Engine): Promise<Record<string, string>> => {
  const { xapi, eventSink } = engine.databases;
  const rows = await engine.rows(
    `SELECT concat(database, '.', name) AS name, create_table_query FROM system.tables
     WHERE database IN {all:Array(String)} ORDER BY name`,
    { all: [xapi, eventSink, reporting(engine)] },
  );
  return Object.fromEntries(rows.map((row) => [String(row.name), String(row.create_table_query)]));
};

export const dropReporting = (engine: Engine): Promise<void> =>
  engine.command(`DROP DATABASE IF EXISTS ${reporting(engine)}`);

/** Statements as Aspects' pipeline stores them: straight into its table. */
export const deliver = (engine: Engine, statements: readonly Statement[]): Promise<void> =>
  engine.insert(
    `${engine.databases.xapi}.xapi_events_all`,
    statements.map((statement) => ({
      event_id: statement.id,
      emission_time: sqlTime(Date.parse(statement.timestamp) * 1000),
      event: JSON.stringify(statement),
    })),
  );
