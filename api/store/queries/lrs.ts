import * as z from 'zod';
import { column, defineQuery } from '../query';

/** What the xAPI endpoint asks the index of statements. */

const ZERO = '00000000-0000-0000-0000-000000000000';

/** Bounds that bound nothing: the times that the columns can hold. */
export const FIRST_TIME = -2_208_988_800_000_000;
export const LAST_TIME = 8_993_000_000_000_000;

/** How many references are followed from a statement to the one that meets a filter. */
const FARTHEST_REFERENCE = 8;

const FILTER = {
  agent: 'String',
  related_agents: 'UInt8',
  verb: 'String',
  activity: 'String',
  related_activities: 'UInt8',
  registration: 'UUID',
} as const;
const PAGE = {
  ...FILTER,
  authority: 'String',
  since: 'Int64',
  until: 'Int64',
  after: 'Int64',
  after_id: 'UUID',
  limit: 'UInt32',
} as const;

const EXAMPLE_FILTER = {
  agent: 'mbox\nmailto:a@example.org',
  related_agents: 1,
  verb: '',
  activity: '',
  related_activities: 0,
  registration: ZERO,
};
const EXAMPLE = {
  ...EXAMPLE_FILTER,
  authority: '',
  since: FIRST_TIME,
  until: LAST_TIME,
  after: LAST_TIME,
  after_id: ZERO,
  limit: 2,
};

const matching = (p: Record<keyof typeof FILTER, string>): string => `
  (${p.agent} = '' OR has(agents, sipHash64(${p.agent}))
    OR (${p.related_agents} = 1 AND has(related_agents, sipHash64(${p.agent}))))
  AND (${p.verb} = '' OR verb = ${p.verb})
  AND (${p.activity} = '' OR activity = sipHash64(${p.activity})
    OR (${p.related_activities} = 1 AND has(related_activities, sipHash64(${p.activity}))))
  AND (${p.registration} = toUUID('${ZERO}') OR registration = ${p.registration})`;

const micros = (text: string): string => `fromUnixTimestamp64Micro(${text}, 'UTC')`;

const pageRow = z.object({ id: column.text, time: column.micros, stored: column.micros, size: column.count });

/** Whoever sees only what one credential sent learns nothing of others' statements, not even whether they meet a filter. */
const visible = (authority: string): string => `(${authority} = '' OR authority = sipHash64(${authority}))`;

const page = (name: string, ascending: boolean, pointing: boolean) => {
  const [beyond, order] = ascending ? ['>', 'ASC'] : ['<', 'DESC'];
  return defineQuery({
    name,
    params: PAGE,
    row: pageRow,
    sql: ({ own }, p) => `
      ${
        pointing
          ? `WITH RECURSIVE pointing AS (
               SELECT event_id AS found, 0 AS steps FROM ${own}.statement_index
               WHERE event_id IN (SELECT ref FROM ${own}.statement_index WHERE ref != toUUID('${ZERO}')) AND ${matching(p)}
                 AND ${visible(p.authority)}
               UNION ALL
               SELECT s.event_id AS found, pointing.steps + 1 AS steps
               FROM ${own}.statement_index AS s INNER JOIN pointing ON s.ref = pointing.found
               WHERE s.ref != toUUID('${ZERO}') AND pointing.steps < ${FARTHEST_REFERENCE}
                 AND ${visible(p.authority).replaceAll(' authority ', ' s.authority ')})`
          : ''
      }
      SELECT event_id AS id, toUnixTimestamp64Micro(statement_index.time) AS time,
             toUnixTimestamp64Micro(statement_index.stored) AS stored, size
      FROM ${own}.statement_index
      WHERE statement_index.stored > ${micros(p.since)} AND statement_index.stored <= ${micros(p.until)}
        AND (statement_index.stored ${beyond} ${micros(p.after)}
          OR (statement_index.stored = ${micros(p.after)} AND event_id ${beyond} ${p.after_id}))
        AND ((${matching(p)})${pointing ? ' OR event_id IN (SELECT found FROM pointing)' : ''})
        AND ${visible(p.authority)}
        AND (voiding = 1 OR event_id NOT IN (SELECT target FROM ${own}.voids))
      ORDER BY statement_index.stored ${order}, event_id ${order} LIMIT 1 BY statement_index.stored, event_id LIMIT ${p.limit}`,
    example: EXAMPLE,
  });
};

/**
 * A page of statements in the order of storing. `pointing`: those, too, that point at one that meets the filter, however
 * indirectly; only worth asking where any statement points at another.
 */
export const pages = {
  newest: page('statements-newest', false, false),
  oldest: page('statements-oldest', true, false),
  newestPointing: page('statements-newest-pointing', false, true),
  oldestPointing: page('statements-oldest-pointing', true, true),
};

/** Whether any statement points at another. */
export const anyReference = defineQuery({
  name: 'any-reference',
  params: {},
  row: z.object({ id: column.text }),
  sql: ({ own }) => `SELECT event_id AS id FROM ${own}.statement_index WHERE ref != toUUID('${ZERO}') LIMIT 1`,
  example: {},
});

/** Of these statements: which are voided, and which void. */
export const voided = defineQuery({
  name: 'voided-statements',
  params: { ids: 'Array(UUID)' },
  row: z.object({ id: column.text }),
  sql: ({ own }, p) => `
    SELECT DISTINCT target AS id FROM ${own}.voids WHERE target IN ${p.ids}
      AND target NOT IN (SELECT event_id FROM ${own}.voids) ORDER BY id`,
  example: { ids: [ZERO] },
});

/** The newest time of storing: what is stored next must come after it. */
export const newestStored = defineQuery({
  name: 'newest-stored',
  params: {},
  row: z.object({ newest: column.micros }),
  sql: ({ own }) => `SELECT toUnixTimestamp64Micro(max(stored)) AS newest FROM ${own}.statement_index`,
  example: {},
});
