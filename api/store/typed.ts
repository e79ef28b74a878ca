import type { Databases } from '../config/config';
import { notForgotten } from './forgotten';
import { learnerSql } from './learnerOf';
import { voidsSelect } from './statementIndex';
import { of } from './tuples';

/**
 * How a raw statement becomes a typed row: one SELECT, used by the materialized view that types statements as they
 * arrive and by the rebuild that types them again. It maps one row to one row.
 */

const VIDEO = 'https://w3id.org/xapi/video/extensions';
const EXT = {
  attempt: 'http://id.tincanapi.com/extension/attempt-id',
  mode: 'https://w3id.org/xapi/acrossx/extensions/type',
  start: 'http://id.tincanapi.com/extension/starting-position',
  end: 'http://id.tincanapi.com/extension/ending-point',
  progress: 'https://w3id.org/xapi/cmi5/result/extensions/progress',
  time: `${VIDEO}/time`,
  from: `${VIDEO}/time-from`,
  to: `${VIDEO}/time-to`,
  length: `${VIDEO}/length`,
  tabs: 'https://w3id.org/xapi/acrossx/extensions/total-items',
  captions: `${VIDEO}/cc-enabled`,
  segments: `${VIDEO}/played-segments`,
  speedTo: 'https://w3id.org/xapi/openedx/extension/speed-to',
} as const;

/** The name of the account is read once, as `account`. */
const LEARNER = learnerSql(
  (...path) => (path[0] === 'account' ? 'account' : of('actor', ...path)),
  [' ', '\n                ', ' '],
);

const COURSE_TYPE = 'http://adlnet.gov/expapi/activities/course';

const key = (iri: string): string => `\`${iri}\``;

const ACTIVITY = 'Tuple(id String, objectType String, definition Tuple(type String))';

/** The first activity of a kind; the standard also allows one alone where Open edX sends a list. */
const activity = (kind: 'parent' | 'grouping'): string =>
  `if(notEmpty(${of('activities', kind)}), ${of('activities', kind)}[1],
      JSONExtract(event, 'context', 'contextActivities', '${kind}', '${ACTIVITY}'))`;

/** The members we read, parsed once; a member of another type comes out empty and leaves its neighbours alone. */
const STATEMENT = `Tuple(
  actor Tuple(account Tuple(name String), mbox String, mbox_sha1sum String, openid String),
  verb Tuple(id String),
  object Tuple(id String, objectType String, definition Tuple(type String, interactionType String,
    name Map(String, String), description Map(String, String),
    extensions Tuple(${key(EXT.attempt)} Nullable(UInt32), ${key(EXT.tabs)} Nullable(UInt32), ${key(EXT.mode)} String))),
  result Tuple(response String, success Nullable(Bool),
    score Tuple(raw Nullable(Float64), max Nullable(Float64), scaled Nullable(Float64)),
    extensions Tuple(${key(EXT.time)} Nullable(Float64), ${key(EXT.from)} Nullable(Float64),
      ${key(EXT.to)} Nullable(Float64), ${key(EXT.length)} Nullable(Float64), ${key(EXT.captions)} Nullable(Bool),
      ${key(EXT.segments)} String, ${key(EXT.speedTo)} String, ${key(EXT.progress)} Nullable(Float64))),
  context Tuple(statement Tuple(id String),
    contextActivities Tuple(
      parent Array(${ACTIVITY}),
      grouping Array(${ACTIVITY})),
    extensions Tuple(${key(EXT.length)} Nullable(Float64), ${key(EXT.start)} String, ${key(EXT.end)} String)))`.replace(
  /\s+/g,
  ' ',
);

/** `s`: an activity id. The block's usage key where it is an Open edX IRI, else the id as it is. */
const blockOf = (s: string): string =>
  `if(position(${s}, '/xblock/') > 0, substring(${s}, position(${s}, '/xblock/') + 8), ${s})`;

/** Ids have no line ends; blocks that were written by hand have some in theirs, and send them. */
const oneLine = (s: string): string => `replaceRegexpAll(${s}, '[\\r\\n\\t]+', '')`;

/**
 * `s`: a question's id that does not begin with its problem's. What stands at its end, `_2_1`, is the question, whatever
 * the form of the key before it; without that, what follows the last `@`.
 */
const partOf = (s: string): string =>
  `if(match(${s}, '_[0-9]+_[0-9]+$'), extract(${s}, '_([0-9]+_[0-9]+)$'), arrayElement(splitByChar('@', ${s}), -1))`;

/** The columns that `typedSelect` gives, in its order: a table to which columns were added has them in another one. */
export const TYPED_COLUMNS = `course_key, learner, time, event_id, verb, block_id, part, parent_id, attempt, success,
  score_raw, score_max, score_scaled, response, interaction_type, question, position, position_to, length, speed_to,
  captions, segments, tab_from, tab_to, progress, mode, tab_count`;

/**
 * SQL text that selects typed rows from rows of `source` (event_id, emission_time, event), but for forgotten
 * learners; in the order of the table's columns, in which they are typed again. In layers, because the engine
 * puts the whole text of an alias wherever its name stands: written as one, it took a tenth of a second to analyse, for
 * every insert, however small.
 */
export const typedSelect = (own: string, source: string): string => `
SELECT
  course_key, learner, time, event_id, verb,
  multiIf(is_question, ${blockOf('parent_object')},
          object_type = '${COURSE_TYPE}', course_key,
          help = 'answer', ${blockOf('substring(object_id, 1, length(object_id) - 7)')},
          help = 'hint', ${blockOf("replaceRegexpOne(object_id, '/hint/[^/]*$', '')")},
          ${blockOf('object_id')}) AS block_id,
  multiIf(is_question, if(startsWith(object_id, concat(parent_object, '_')), substring(object_id, length(parent_object) + 2),
                          ${partOf('object_id')}),
          help) AS part,
  ifNull(toUUIDOrNull(${of('context', 'statement', 'id')}), toUUID('00000000-0000-0000-0000-000000000000')) AS parent_id,
  ifNull(${of('given', EXT.attempt)}, 0) AS attempt,
  ${of('result', 'success')} AS success,
  ${of('score', 'raw')} AS score_raw,
  ${of('score', 'max')} AS score_max,
  ${of('score', 'scaled')} AS score_scaled,
  ${of('result', 'response')} AS response,
  ${of('definition', 'interactionType')} AS interaction_type,
  if(verb = 'evaluated', arrayElement(mapValues(${of('definition', 'description')}), 1), '') AS question,
  ifNull(${of('measured', EXT.time)}, ${of('measured', EXT.from)}) AS position,
  ${of('measured', EXT.to)} AS position_to,
  ifNull(${of('around', EXT.length)}, ${of('measured', EXT.length)}) AS length,
  ${of('measured', EXT.speedTo)} AS speed_to,
  ${of('measured', EXT.captions)} AS captions,
  ${of('measured', EXT.segments)} AS segments,
  ${of('around', EXT.start)} AS tab_from,
  ${of('around', EXT.end)} AS tab_to,
  ${of('measured', EXT.progress)} AS progress,
  ${of('given', EXT.mode)} AS mode,
  toUInt16(least(ifNull(${of('given', EXT.tabs)}, 0), 65535)) AS tab_count
FROM (
  SELECT
    event_id, time, learner, verb, object_id, object_type, definition, result, context, is_question, parent_object,
    ${of('definition', 'extensions')} AS given,
    ${of('result', 'extensions')} AS measured,
    ${of('result', 'score')} AS score,
    ${of('context', 'extensions')} AS around,
    multiIf(position(course_id, '/course/') > 0, substring(course_id, position(course_id, '/course/') + 8),
            position(course_id, '/courses/') > 0, splitByChar('/', substring(course_id, position(course_id, '/courses/') + 9))[1],
            position(course_id, '://') > 0, arrayElement(splitByChar('/', course_id), -1),
            course_id) AS course_key,
    multiIf(verb = 'asked' AND endsWith(object_id, '/answer'), 'answer',
            verb = 'asked' AND match(object_id, '/hint/[^/]*$'), 'hint', '') AS help
  FROM (
    SELECT
      event_id, time, learner, verb, object_id, definition, result, context,
      ${of('definition', 'type')} AS object_type,
      ${oneLine(of('parent', 'id'))} AS parent_object,
      ${of('parent', 'objectType')} = 'GroupActivity' AS is_question,
      multiIf(${of('parent', 'definition', 'type')} = '${COURSE_TYPE}', parent_object,
              parent_object != '' AND ${of('grouping', 'definition', 'type')} = '${COURSE_TYPE}', ${of('grouping', 'id')},
              object_type = '${COURSE_TYPE}', object_id, '') AS course_id
    FROM (
      SELECT
        event_id, time, result, context,
        ${LEARNER} AS learner,
        arrayElement(splitByChar('/', verb_id), -1) AS verb,
        ${oneLine(of('object', 'id'))} AS object_id,
        ${of('object', 'definition')} AS definition,
        ${activity('parent')} AS parent,
        ${activity('grouping')} AS grouping
      FROM (
        SELECT
          event_id, event, time, actor, object, result, context,
          ${of('s', 'verb', 'id')} AS verb_id,
          ${of('actor', 'account', 'name')} AS account,
          ${of('context', 'contextActivities')} AS activities
        FROM (
          SELECT
            event_id, event, time, s,
            ${of('s', 'actor')} AS actor,
            ${of('s', 'object')} AS object,
            ${of('s', 'result')} AS result,
            ${of('s', 'context')} AS context
          FROM (
            SELECT event_id, event, toDateTime64(emission_time, 6, 'UTC') AS time,
                   JSONExtract(event, '${STATEMENT.replace(/'/g, "\\'")}') AS s
            FROM ${source}
          )
        )
      )
    )
  )
)
WHERE course_key != '' AND learner != '' AND ${notForgotten(own, 'learner')}`;

/** SQL text that selects rows of the look-up of ids from rows of `source`. */
export const timesSelect = (source: string): string =>
  `SELECT cityHash64(event_id) AS id_hash, toDateTime64(emission_time, 6, 'UTC') AS time FROM ${source}`;

/**
 * The row-by-row views. Each is made again by `migrate`, so their text may change from version to version.
 * `fromStatements`: it reads the raw statements, so that those stored before are to be typed again where it changed.
 */
export const views = (
  databases: Databases,
): { name: string; to: string; select: string; fromStatements: boolean }[] => {
  const raw = `${databases.xapi}.xapi_events_all`;
  const own = databases.own;
  return [
    { name: `${own}.events_mv`, to: `${own}.events`, select: typedSelect(own, raw), fromStatements: true },
    {
      name: `${own}.statement_ids_mv`,
      to: `${own}.statement_times`,
      select: timesSelect(raw),
      fromStatements: true,
    },
    { name: `${own}.voids_mv`, to: `${own}.voids`, select: voidsSelect(raw), fromStatements: true },
    {
      name: `${own}.touched_mv`,
      to: `${own}.touched`,
      select: `SELECT now64(6) AS at, course_key, learner,
        fromUnixTimestamp64Micro(min(toUnixTimestamp64Micro(time)), 'UTC') AS since
        FROM ${own}.events GROUP BY course_key, learner`,
      fromStatements: false,
    },
  ];
};
