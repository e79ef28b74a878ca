import * as z from 'zod';
import { column, defineQuery } from '../store/query';
import { isCounted } from '../store/queries/countedEvents';

/** What an author's expressions may see of a statement: not whom it is about. */
const STATEMENT = (event: string): string => {
  const part = (...path: string[]): string => {
    const raw = `JSONExtractRaw(${event}, ${path.map((name) => `'${name}'`).join(', ')})`;
    return `if(empty(${raw}), 'null', ${raw})`;
  };
  const object = ['id', 'definition'].map((name) => `'"${name}":', ${part('object', name)}`).join(`, ',', `);
  const context = ['platform', 'language', 'extensions', 'contextActivities']
    .map((name) => `'"${name}":', ${part('context', name)}`)
    .join(`, ',', `);
  return `concat('{"verb":', ${part('verb')}, ',"result":', ${part('result')}, ',"object":{', ${object}, '},"context":{', ${context}, '}}')`;
};
/** Where a statement comes from: Open edX says nothing. */
const PLATFORM = (event: string): string =>
  `if(empty(JSONExtractString(${event}, 'context', 'platform')), 'edx', lower(JSONExtractString(${event}, 'context', 'platform')))`;

/** Cases of a property, in order, as the guard let them through and the engine wrote them. */
export type Cases = readonly { readonly when?: string | undefined; readonly value: string }[];

const byCases = new Map<string, ReturnType<typeof withCases>>();

/** Properties of the events of some learners, or, without any, of all, from a time to a time. */
export const propertiesOfEvents = (properties: readonly Cases[]) => {
  const key = JSON.stringify(properties);
  const query = byCases.get(key) ?? withCases(properties);
  byCases.set(key, query);
  return query;
};

const withCases = (properties: readonly Cases[]) => {
  const values = properties.map(
    (cases) =>
      `multiIf(${cases.map(({ when, value }) => `${when ?? '1'}, toJSONString(${value})`).join(', ')}, 'null')`,
  );
  return defineQuery({
    name: 'extension-properties-of-events',
    params: { course: 'String', learners: 'Array(String)', from: 'Int64', to: 'Int64' },
    row: z.object({ id: column.text, values: z.array(column.text) }),
    sql: (db, p) => `
      SELECT id, [${values.join(', ')}] AS values FROM (
        SELECT toString(raw.event_id) AS id, ${STATEMENT('raw.event')} AS statement, ${PLATFORM('raw.event')} AS platform,
               typed.verb AS verb, typed.block AS block, typed.at AS time
        FROM ${db.xapi}.xapi_events_all AS raw
        INNER JOIN (
          SELECT event_id, arrayElement(splitByChar('/', toString(events.verb)), -1) AS verb, toString(block_id) AS block,
                 events.time AS at
          FROM ${db.own}.events FINAL
          WHERE course_key = ${p.course} AND (empty(${p.learners}) OR learner IN ${p.learners}) AND ${isCounted(db.own)}
            AND events.time BETWEEN fromUnixTimestamp64Micro(${p.from}, 'UTC') AND fromUnixTimestamp64Micro(${p.to}, 'UTC')
        ) AS typed ON raw.event_id = typed.event_id
        WHERE raw.emission_time BETWEEN fromUnixTimestamp64Micro(${p.from} - 1000000, 'UTC')
          AND fromUnixTimestamp64Micro(${p.to} + 1000000, 'UTC')
      ) ORDER BY id`,
    example: { course: 'c', learners: ['l'], from: 0, to: 1 },
  });
};
