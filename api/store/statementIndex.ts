import type { Databases } from '../config/config';
import { notForgotten } from './forgotten';
import { learnerSql } from './learnerOf';
import { of } from './tuples';

/**
 * How a raw statement becomes a row of the endpoint's index, and a voiding one a row of `voids`: one SELECT each, used
 * as statements arrive and when they are indexed again. They map one row to one row at the most.
 */

const VOIDED = 'http://adlnet.gov/expapi/verbs/voided';

/** Agents, what the statement is about, and activities of its context stay JSON at first: most of them are absent. */
const CONTEXT = 'Tuple(registration String, instructor String, team String, contextActivities Map(String, String))';
const STATEMENT = `Tuple(stored String, actor String, authority String, verb Tuple(id String), context ${CONTEXT}, object String)`;
const OBJECT = `Tuple(objectType String, id String, actor String, context ${CONTEXT}, object String)`;
const INNER = 'Tuple(objectType String, id String)';
const ONE = 'mbox String, mbox_sha1sum String, openid String, account Tuple(homePage String, name String)';
const AGENT = `Tuple(${ONE}, member Array(Tuple(${ONE})))`;
/** Of a statement: the first of its people is its actor. */
const LEARNER = learnerSql((...path) => of('people[1]', ...path), Array(3).fill('\n              '));
const KINDS = "('parent', 'grouping', 'category', 'other')";

/** What an agent is known by, as agentKey in api/pipeline/lrs/query.ts; '' where by nothing. `one`: the members of ONE. */
const identity = (one: string): string => {
  const [mbox, sha1, openid, account] = [1, 2, 3, 4].map((n) => `tupleElement(${one}, ${n})`);
  return `multiIf(${mbox} != '', concat('mbox\n', ${mbox}), ${sha1} != '', concat('mbox_sha1sum\n', ${sha1}),
    ${openid} != '', concat('openid\n', ${openid}), tupleElement(${account}, 2) != '',
    concat('account\n', tupleElement(${account}, 1), '\n', tupleElement(${account}, 2)), '')`;
};

/** An agent, or a group and its members. */
const everyone = (agent: string): string =>
  `arrayPushFront(${of(agent, 'member')},
    tuple(${['mbox', 'mbox_sha1sum', 'openid', 'account'].map((name) => of(agent, name)).join(', ')}))`;

/** The texts that are not empty, hashed. */
const hashed = (texts: string): string =>
  `arrayDistinct(arrayMap(t -> sipHash64(t), arrayFilter(t -> t != '', ${texts})))`;

const activitiesIn = (context: string): string =>
  `mapValues(mapFilter((kind, value) -> kind IN ${KINDS}, ${of(context, 'contextActivities')}))`;

const uuid = (text: string): string => `ifNull(toUUIDOrNull(${text}), toUUID('00000000-0000-0000-0000-000000000000'))`;

/*
 * What the engine does with the text of a view takes longer than a hundred rows do, and it does it anew at every insert:
 * an alias stands for its whole expression wherever it is used, and every member of a wide tuple counts. So one
 * expression reads all agents of a statement, and what is used often is a column of a query inside.
 */

/**
 * SQL text that selects rows of the index from rows of `source` (event_id, emission_time, event), but for forgotten
 * learners. `known`: who the actor, the object, the authority and further ones are, each with its members.
 */
export const indexSelect = (own: string, source: string): string => `
SELECT
  ifNull(parseDateTime64BestEffortOrNull(stated, 6, 'UTC'), time) AS stored, event_id, time, verb,
  if(kind NOT IN ('Agent', 'Group', 'StatementRef', 'SubStatement') AND object_id != '', sipHash64(object_id), 0)
    AS activity,
  ${hashed('arrayFlatten(arraySlice(known, 1, 2))')} AS agents,
  ${hashed('arrayPushBack(arrayFlatten(activity_ids), inner_activity)')} AS related_activities,
  ${hashed('arrayFlatten(arraySlice(known, 3))')} AS related_agents,
  if(authority_known = '', 0, sipHash64(authority_known)) AS authority,
  ${uuid('registration')} AS registration,
  ${uuid("if(kind = 'StatementRef', object_id, '')")} AS ref,
  verb = '${VOIDED}' AND kind = 'StatementRef' AS voiding,
  size
FROM (
  SELECT
    event_id, time, size, stated, verb, registration, kind, object_id, learner, activity_ids, inner_activity, known,
    known[3][1] AS authority_known
  FROM (
    SELECT
      event_id, time, size, stated, verb, registration, kind, object_id,
      ${LEARNER} AS learner,
      arrayMap(agent -> arrayMap(one -> ${identity('one')}, ${everyone('agent')}), people) AS known,
      arrayMap(some -> if(startsWith(some, '{'), [JSONExtractString(some, 'id')],
        arrayMap(one -> ${of('one', 'id')}, JSONExtract(some, 'Array(Tuple(id String))'))), activities) AS activity_ids,
      if(has_inner AND inner_kind NOT IN ('Agent', 'Group', 'StatementRef'), inner_id, '') AS inner_activity
    FROM (
      SELECT
        event_id, time, size, stated, verb, kind, object_id, has_inner, inner_kind,
        ${of('context', 'registration')} AS registration,
        ${of('inner', 'id')} AS inner_id,
        arrayMap(agent -> JSONExtract(agent, '${AGENT}'), arrayConcat(
          [actor, if(kind IN ('Agent', 'Group'), object_text, ''), authority,
           ${of('context', 'instructor')}, ${of('context', 'team')}],
          if(has_inner, [inner_actor, ${of('inner_context', 'instructor')}, ${of('inner_context', 'team')},
            if(inner_kind IN ('Agent', 'Group'), inner_text, '')], []))) AS people,
        arrayConcat(${activitiesIn('context')}, if(has_inner, ${activitiesIn('inner_context')}, [])) AS activities
      FROM (
        SELECT
          event_id, time, size, stated, verb, actor, authority, context, object_text, kind, object_id, inner_actor,
          inner_context, inner_text, has_inner, inner, ${of('inner', 'objectType')} AS inner_kind
        FROM (
          SELECT
            event_id, time, size, stated, verb, actor, authority, context, object_text,
            ${of('object', 'objectType')} AS kind,
            ${of('object', 'id')} AS object_id,
            ${of('object', 'actor')} AS inner_actor,
            ${of('object', 'context')} AS inner_context,
            ${of('object', 'object')} AS inner_text,
            kind = 'SubStatement' AS has_inner,
            JSONExtract(inner_text, '${INNER}') AS inner
          FROM (
            SELECT
              event_id, time, size,
              ${of('s', 'stored')} AS stated,
              ${of('s', 'verb', 'id')} AS verb,
              ${of('s', 'actor')} AS actor,
              ${of('s', 'authority')} AS authority,
              ${of('s', 'context')} AS context,
              ${of('s', 'object')} AS object_text,
              JSONExtract(object_text, '${OBJECT}') AS object
            FROM (
              SELECT event_id, toDateTime64(emission_time, 6, 'UTC') AS time, toUInt32(length(event)) AS size,
                     JSONExtract(event, '${STATEMENT}') AS s
              FROM ${source}
            )
          )
        )
      )
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
