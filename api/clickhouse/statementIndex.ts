import type { Databases } from '../config/config';
import { notForgotten } from './forgotten';

/**
 * How a raw statement becomes a row of the endpoint's index, and a voiding one a row of `voids`: one SELECT each, used
 * as statements arrive and when they are indexed again. They map one row to one row at the most.
 */

const VOIDED = 'http://adlnet.gov/expapi/verbs/voided';

const ACCOUNT = 'account Tuple(homePage String, name String)';
const ONE = `mbox String, mbox_sha1sum String, openid String, ${ACCOUNT}`;
const AGENT = `Tuple(${ONE}, member Array(Tuple(${ONE})))`;
const KINDS = ['parent', 'grouping', 'category', 'other'] as const;
const CONTEXT = `Tuple(registration String, instructor ${AGENT}, team ${AGENT},
  contextActivities Tuple(${KINDS.map((kind) => `${kind} Array(Tuple(id String))`).join(', ')}))`;
const OBJECT = `objectType String, id String, ${ONE}, member Array(Tuple(${ONE}))`;

const STATEMENT = `Tuple(stored String, actor ${AGENT}, authority ${AGENT}, verb Tuple(id String), context ${CONTEXT},
  object Tuple(${OBJECT}, actor ${AGENT}, context ${CONTEXT}, object Tuple(${OBJECT})))`.replace(/\s+/g, ' ');

/** As agentKey in api/lrs/query.ts, hashed. */
const key = (a: string): string =>
  `multiIf(${a}.mbox != '', sipHash64(concat('mbox\\n', ${a}.mbox)),
     ${a}.mbox_sha1sum != '', sipHash64(concat('mbox_sha1sum\\n', ${a}.mbox_sha1sum)),
     ${a}.openid != '', sipHash64(concat('openid\\n', ${a}.openid)),
     ${a}.account.name != '', sipHash64(concat('account\\n', ${a}.account.homePage, '\\n', ${a}.account.name)), 0)`;

/** An agent, or a group and its members. */
const keys = (a: string): string => `arrayPushFront(arrayMap(one -> ${key('one')}, ${a}.member), ${key(a)})`;

const uuid = (text: string): string => `ifNull(toUUIDOrNull(${text}), toUUID('00000000-0000-0000-0000-000000000000'))`;

/** Context activities of a kind: the standard also allows one alone where a list is usual. */
const activities = (path: readonly string[]): string => {
  const inside = ['s', ...path].join('.');
  const where = path.map((name) => `'${name}'`).join(', ');
  return `arrayConcat(${KINDS.map(
    (kind) =>
      `if(notEmpty(${inside}.${kind}) OR NOT JSONHas(event, ${where}, '${kind}'), ${inside}.${kind}.id,
          [JSONExtractString(event, ${where}, '${kind}', 'id')])`,
  ).join(', ')})`;
};

const hashed = (texts: string): string =>
  `arrayDistinct(arrayMap(t -> sipHash64(t), arrayFilter(t -> t != '', ${texts})))`;
const distinct = (lists: readonly string[]): string =>
  `arrayDistinct(arrayFilter(k -> k != 0, arrayConcat(${lists.join(', ')})))`;

/** SQL text that selects rows of the index from rows of `source` (event_id, emission_time, event), but for forgotten learners. */
export const indexSelect = (own: string, source: string): string => `
SELECT
  stored, event_id, time, verb, activity, agents, related_activities, related_agents, authority, registration, ref,
  voiding, size
FROM (
  SELECT
    event_id,
    toDateTime64(emission_time, 6, 'UTC') AS time,
    JSONExtract(event, '${STATEMENT}') AS s,
    ifNull(parseDateTime64BestEffortOrNull(s.stored, 6, 'UTC'), time) AS stored,
    s.verb.id AS verb,
    s.object.objectType IN ('Agent', 'Group') AS about_agent,
    s.object.objectType = 'SubStatement' AS has_inner,
    s.object.object.objectType IN ('Agent', 'Group') AS inner_about_agent,
    if(s.object.id != '' AND s.object.objectType NOT IN ('Agent', 'Group', 'StatementRef', 'SubStatement'),
       sipHash64(s.object.id), 0) AS activity,
    ${distinct([keys('s.actor'), `if(about_agent, ${keys('s.object')}, [])`])} AS agents,
    ${hashed(`arrayConcat(
      if(JSONHas(event, 'context', 'contextActivities'), ${activities(['context', 'contextActivities'])}, []),
      if(has_inner AND s.object.object.objectType NOT IN ('Agent', 'Group', 'StatementRef'), [s.object.object.id], []),
      if(has_inner, ${activities(['object', 'context', 'contextActivities'])}, []))`)} AS related_activities,
    ${distinct([
      keys('s.authority'),
      keys('s.context.instructor'),
      keys('s.context.team'),
      `if(has_inner, arrayConcat(${keys('s.object.actor')}, ${keys('s.object.context.instructor')},
         ${keys('s.object.context.team')}, if(inner_about_agent, ${keys('s.object.object')}, [])), [])`,
    ])} AS related_agents,
    ${key('s.authority')} AS authority,
    ${uuid('s.context.registration')} AS registration,
    if(s.object.objectType = 'StatementRef', ${uuid('s.object.id')}, ${uuid("''")}) AS ref,
    verb = '${VOIDED}' AND s.object.objectType = 'StatementRef' AS voiding,
    toUInt32(length(event)) AS size,
    multiIf(s.actor.account.name != '', s.actor.account.name, s.actor.mbox != '', s.actor.mbox,
            s.actor.mbox_sha1sum != '', s.actor.mbox_sha1sum, s.actor.openid) AS learner
  FROM ${source}
)
WHERE ${notForgotten(own, 'learner')}`;

/** SQL text that selects, of rows of `source`, which statement each voids. The search of the text spares most rows. */
export const voidsSelect = (source: string): string => `
SELECT ${uuid("JSONExtractString(event, 'object', 'id')")} AS target, event_id
FROM ${source}
WHERE position(event, '${VOIDED}') > 0 AND JSONExtractString(event, 'verb', 'id') = '${VOIDED}'
  AND JSONExtractString(event, 'object', 'objectType') = 'StatementRef'
  AND toUUIDOrNull(JSONExtractString(event, 'object', 'id')) IS NOT NULL`;

/** The view of the endpoint's index. */
export const indexView = (databases: Databases): { name: string; to: string; select: string } => ({
  name: `${databases.own}.statement_index_mv`,
  to: `${databases.own}.statement_index`,
  select: indexSelect(databases.own, `${databases.xapi}.xapi_events_all`),
});
