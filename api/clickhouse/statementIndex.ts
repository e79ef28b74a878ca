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

/** Who an agent or group is, without the members: mbox, mbox_sha1sum, openid, account. */
const identity = (a: string): string => `tuple(${a}.mbox, ${a}.mbox_sha1sum, ${a}.openid, ${a}.account)`;

/** As agentKey in api/lrs/query.ts, hashed. */
const key = (one: string): string =>
  `multiIf(${one}.1 != '', sipHash64(concat('mbox\n', ${one}.1)),
     ${one}.2 != '', sipHash64(concat('mbox_sha1sum\n', ${one}.2)),
     ${one}.3 != '', sipHash64(concat('openid\n', ${one}.3)),
     ${one}.4.2 != '', sipHash64(concat('account\n', ${one}.4.1, '\n', ${one}.4.2)), 0)`;

/** An agent, or a group and its members. */
const identities = (a: string): string => `arrayPushFront(${a}.member, ${identity(a)})`;

/** The keys of whoever is in these lists. */
const keys = (lists: readonly string[]): string =>
  `arrayDistinct(arrayFilter(k -> k != 0, arrayMap(one -> ${key('one')}, arrayConcat(${lists.join(', ')}))))`;

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

/*
 * What the engine does with the text of a view takes longer than a hundred rows do, and it does it anew at every insert:
 * an alias stands for its whole expression wherever it is used. So what is used often is a column of a query inside, and
 * agents are gathered before their keys are made.
 */

/** SQL text that selects rows of the index from rows of `source` (event_id, emission_time, event), but for forgotten learners. */
export const indexSelect = (own: string, source: string): string => `
SELECT
  stored, event_id, time, verb, activity, agents, related_activities, related_agents, authority, registration, ref,
  voiding, size
FROM (
  SELECT
    event_id,
    time,
    ifNull(parseDateTime64BestEffortOrNull(s.stored, 6, 'UTC'), time) AS stored,
    s.verb.id AS verb,
    if(kind NOT IN ('Agent', 'Group', 'StatementRef', 'SubStatement') AND s.object.id != '', sipHash64(s.object.id), 0)
      AS activity,
    ${keys([identities('s.actor'), `if(kind IN ('Agent', 'Group'), ${identities('s.object')}, [])`])} AS agents,
    ${hashed(`arrayConcat(
      if(JSONHas(event, 'context', 'contextActivities'), ${activities(['context', 'contextActivities'])}, []),
      if(has_inner AND inner_kind NOT IN ('Agent', 'Group', 'StatementRef'), [s.object.object.id], []),
      if(has_inner, ${activities(['object', 'context', 'contextActivities'])}, []))`)} AS related_activities,
    ${keys([
      `[${identity('s.authority')}]`,
      's.authority.member',
      identities('s.context.instructor'),
      identities('s.context.team'),
      `if(has_inner, arrayConcat(${identities('s.object.actor')}, ${identities('s.object.context.instructor')},
         ${identities('s.object.context.team')}), [])`,
      `if(has_inner AND inner_kind IN ('Agent', 'Group'), ${identities('s.object.object')}, [])`,
    ])} AS related_agents,
    arrayMap(one -> ${key('one')}, [${identity('s.authority')}])[1] AS authority,
    ${uuid('s.context.registration')} AS registration,
    if(kind = 'StatementRef', ${uuid('s.object.id')}, ${uuid("''")}) AS ref,
    verb = '${VOIDED}' AND kind = 'StatementRef' AS voiding,
    toUInt32(length(event)) AS size,
    multiIf(s.actor.account.name != '', s.actor.account.name, s.actor.mbox != '', s.actor.mbox,
            s.actor.mbox_sha1sum != '', s.actor.mbox_sha1sum, s.actor.openid) AS learner
  FROM (
    SELECT *, s.object.objectType AS kind, kind = 'SubStatement' AS has_inner, s.object.object.objectType AS inner_kind
    FROM (
      SELECT event_id, toDateTime64(emission_time, 6, 'UTC') AS time, event, JSONExtract(event, '${STATEMENT}') AS s
      FROM ${source}
    )
  )
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
