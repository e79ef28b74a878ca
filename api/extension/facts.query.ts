import * as z from 'zod';
import { column, defineQuery } from '../store/query';
import { isCounted } from '../store/queries/countedEvents';

const of = { name: 'String', revision: 'String', course: 'String' } as const;
const example = { name: 'acme/x', revision: 'r', course: 'course-v1:A+B+C' };

/** The last word of a verb's address. */
const VERB = (verb: string): string => `arrayElement(splitByChar('/', toString(${verb})), -1)`;
const TYPE = (block: string): string => `extract(toString(${block}), 'type@([a-z_-]+)')`;

/** A learner that it failed over so often in a row is left out, and counted as not computed. */
export const MOST_FAILURES = 10;

/**
 * Learners of a course of whom an extension has said nothing yet, or nothing since a moment (microseconds): whoever did
 * something last, first. Those it failed over come again, if that was before another moment, ten times in all.
 */
export const dueLearners = defineQuery({
  name: 'extension-due-learners',
  params: { ...of, since: 'UInt64', before: 'UInt64', limit: 'UInt32' },
  row: z.object({ learner: column.text }),
  sql: (db, p) => `
    SELECT learner FROM ${db.own}.events
    WHERE course_key = ${p.course} AND learner NOT IN (
      SELECT learner FROM ${db.own}.extension_facts FINAL
      WHERE name = ${p.name} AND revision = ${p.revision} AND course_key = ${p.course} AND version >= ${p.since}
        AND (failures = 0 OR failures >= ${MOST_FAILURES} OR version > ${p.before}))
    GROUP BY learner ORDER BY max(events.time) DESC, learner LIMIT ${p.limit}`,
  example: { ...example, since: 0, before: 0, limit: 10 },
});

/** How far an extension is in a course. `skipped`: learners that it could not compute. */
export const extensionProgress = defineQuery({
  name: 'extension-progress',
  params: { name: 'String', revision: 'String' },
  row: z.object({
    course: column.text,
    done: column.count,
    skipped: column.count,
    rows: column.count,
    version: column.count,
  }),
  sql: (db, p) => `
    SELECT toString(course_key) AS course, count() AS done, countIf(failures > 0) AS skipped, sum(length(blocks)) AS rows,
           max(version) AS version
    FROM ${db.own}.extension_facts FINAL
    WHERE name = ${p.name} AND revision = ${p.revision} GROUP BY course_key ORDER BY course`,
  example: { name: 'acme/x', revision: 'r' },
});

/** Learners with any event, by course. */
export const learnersOfCourses = defineQuery({
  name: 'learners-of-courses',
  params: {},
  row: z.object({ course: column.text, learners: column.count }),
  sql: (db) => `
    SELECT toString(course_key) AS course, uniqExact(learner) AS learners FROM ${db.own}.events GROUP BY course_key ORDER BY course`,
  example: {},
});

/** Those of these learners who have any event in the course. */
export const learnersPresent = defineQuery({
  name: 'extension-learners-present',
  params: { course: 'String', learners: 'Array(String)' },
  row: z.object({ learner: column.text }),
  sql: (db, p) => `
    SELECT DISTINCT learner FROM ${db.own}.events WHERE course_key = ${p.course} AND learner IN ${p.learners} ORDER BY learner`,
  example: { course: 'course-v1:A+B+C', learners: ['l'] },
});

/** How often in a row these learners could not be computed. */
export const failuresOf = defineQuery({
  name: 'extension-failures',
  params: { ...of, learners: 'Array(String)' },
  row: z.object({ learner: column.text, failures: column.number }),
  sql: (db, p) => `
    SELECT learner, failures FROM ${db.own}.extension_facts FINAL
    WHERE name = ${p.name} AND revision = ${p.revision} AND course_key = ${p.course} AND learner IN ${p.learners}
      AND failures > 0 ORDER BY learner`,
  example: { ...example, learners: ['l'] },
});

/** What the learner did with the block, as bits. */
export const BITS = {
  enrolled: 1,
  reached: 2,
  tried: 4,
  viewers: 8,
  firstRight: 16,
  everRight: 32,
  hints: 64,
  answerShown: 128,
  completed: 256,
} as const;

/** Statements that the platform makes of a learner: nobody reached anything by them. */
const SAID_BY_PLATFORM = ['registered', 'unregistered', 'earned', 'passed', 'failed']
  .map((verb) => `'${verb}'`)
  .join(', ');
/** Which of the blocks asked about one is in. */
const ABOUT = (block: string, { inside, inside_of }: { readonly inside: string; readonly inside_of: string }): string =>
  `transform(toString(${block}), ${inside}, ${inside_of}, '')`;
const DAYS = (condition: string): string => `arraySort(groupUniqArrayIf(toInt32(toDate32(events.time)), ${condition}))`;

/**
 * The learners of a course as each of some blocks has them, without who they are: what is known of the block, on which days,
 * and what extensions say of it. Learners of whom all that is the same are one row.
 */
export const learnersOfBlocks = defineQuery({
  name: 'extension-learners-of-blocks',
  params: {
    course: 'String',
    blocks: 'Array(String)',
    /** Blocks, and all that is inside them; of each of these in which of the blocks it is. */
    inside: 'Array(String)',
    inside_of: 'Array(String)',
    registered_only: 'UInt8',
    names: 'Array(String)',
    revisions: 'Array(String)',
  },
  row: z.object({
    about: column.text,
    bits: column.number,
    track: column.text,
    week: column.maybeNumber,
    reached: z.array(column.number),
    attempted: z.array(column.number),
    viewers: z.array(column.number),
    cells: z.array(z.tuple([column.text, column.text, column.number, column.number])),
    learners: column.count,
  }),
  sql: (db, p) => `
    SELECT about, bits, track, week, reached, attempted, viewers, cells, count() AS learners
    FROM (
      SELECT course.about AS about,
             toUInt16(bitOr(if(course.enrolled = 1 OR ${p.registered_only} = 0, 1, 0), ifNull(block.bits, 0))) AS bits,
             toString(course.mode) AS track, block.week AS week, seen.reached AS reached, tries.attempted AS attempted,
             seen.viewers AS viewers, said.cells AS cells
      FROM (
        SELECT learner, enrolled, mode, arrayJoin(${p.blocks}) AS about FROM ${db.own}.facts FINAL
        WHERE course_key = ${p.course} AND block_id = ${p.course} AND (registered = 1 OR ${p.registered_only} = 0)
      ) AS course
      LEFT JOIN (
        SELECT learner, toString(block_id) AS about,
               2 * (reached > 0) + 4 * (tried > 0) + 8 * (plays > 0) + 16 * (first_right > 0) + 32 * (ever_right > 0)
               + 64 * (hints > 0) + 128 * (answers_shown > 0) + 256 * (completed > 0) AS bits,
               toInt32(toDate32(first_try_at) - toIntervalDay(toDayOfWeek(first_try_at) - 1)) AS week
        FROM ${db.own}.facts FINAL WHERE course_key = ${p.course} AND block_id IN ${p.blocks}
      ) AS block USING (learner, about)
      LEFT JOIN (
        SELECT learner, ${ABOUT('block_id', p)} AS about, ${DAYS('1')} AS reached,
               ${DAYS(`${VERB('events.verb')} = 'played'`)} AS viewers
        FROM ${db.own}.events FINAL
        WHERE course_key = ${p.course} AND block_id IN ${p.inside} AND ${VERB('events.verb')} NOT IN (${SAID_BY_PLATFORM})
          AND ${isCounted(db.own)}
        GROUP BY learner, about
      ) AS seen USING (learner, about)
      LEFT JOIN (
        SELECT learner, ${ABOUT('problem.1', p)} AS about,
               arraySort(arrayDistinct(arrayMap(at -> toInt32(intDiv(at, 86400)), groupArrayArray(problem.2)))) AS attempted
        FROM (
          SELECT learner, arrayJoin(arrayMap(one -> (toString(one.block), one.submissions), problems)) AS problem
          FROM ${db.own}.learner_activity FINAL WHERE course_key = ${p.course}
        )
        WHERE problem.1 IN ${p.inside}
        GROUP BY learner, about
      ) AS tries USING (learner, about)
      LEFT JOIN (
        SELECT learner, cell.5 AS about, arraySort(groupArray((cell.1, cell.2, cell.3, cell.4))) AS cells
        FROM (
          SELECT learner, arrayJoin(arrayMap((metric, variant, block, value) ->
                   (toString(name), toString(metric), variant, value, toString(block)), metrics, variants, blocks, values)) AS cell
          FROM ${db.own}.extension_facts FINAL
          WHERE course_key = ${p.course} AND (name, revision) IN arrayZip(${p.names}, ${p.revisions})
          UNION ALL
          SELECT said.1, (toString(name), toString(metric), variant, said.2, toString(block_id))
          FROM ${db.own}.extension_models FINAL ARRAY JOIN arrayZip(learners, values) AS said
          WHERE course_key = ${p.course} AND (name, revision) IN arrayZip(${p.names}, ${p.revisions})
            AND block_id IN ${p.blocks}
        )
        WHERE cell.5 IN ${p.blocks}
        GROUP BY learner, about
      ) AS said USING (learner, about)
    )
    GROUP BY about, bits, track, week, reached, attempted, viewers, cells
    ORDER BY about, bits, cells, track, week, reached, attempted, viewers`,
  example: {
    course: 'course-v1:A+B+C',
    blocks: ['b'],
    inside: ['b'],
    inside_of: ['b'],
    registered_only: 1,
    names: ['acme/x'],
    revisions: ['r'],
  },
});

/** The newest event counted of a block, and of how many learners there are any. */
export const newestOfBlock = defineQuery({
  name: 'extension-newest-of-block',
  params: { course: 'String', block: 'String' },
  row: z.object({ at: column.maybeMicros, learners: column.count }),
  sql: (db, p) => `
    SELECT if(count() = 0, NULL, toUnixTimestamp64Micro(max(facts.last_at))) AS at, count() AS learners
    FROM ${db.own}.facts FINAL WHERE course_key = ${p.course} AND block_id = ${p.block}`,
  example: { course: 'course-v1:A+B+C', block: 'b' },
});

/** Blocks of which an extension's metric says anything: those of most learners first. */
export const blocksOfMetric = defineQuery({
  name: 'extension-blocks-of-metric',
  params: { ...of, metric: 'String' },
  row: z.object({ block: column.text }),
  sql: (db, p) => `
    SELECT block FROM (
      SELECT toString(cell.2) AS block, count() AS learners FROM ${db.own}.extension_facts FINAL
      ARRAY JOIN arrayZip(metrics, blocks) AS cell
      WHERE name = ${p.name} AND revision = ${p.revision} AND course_key = ${p.course} AND cell.1 = ${p.metric}
      GROUP BY block
      UNION ALL
      SELECT toString(block_id), length(learners) FROM ${db.own}.extension_models FINAL
      WHERE name = ${p.name} AND revision = ${p.revision} AND course_key = ${p.course} AND metric = ${p.metric}
        AND variant = 0 AND block_id != ''
    )
    ORDER BY learners DESC, block`,
  example: { ...example, metric: 'm' },
});

/** Of whom any of these revisions derived an event. */
export const derivedLearners = defineQuery({
  name: 'extension-derived-learners',
  params: { name: 'String', revisions: 'Array(String)' },
  row: z.object({ course: column.text, learner: column.text }),
  sql: (db, p) => `
    SELECT DISTINCT toString(course_key) AS course, learner FROM ${db.own}.derived_events FINAL
    WHERE name = ${p.name} AND revision IN ${p.revisions} AND notEmpty(ids) ORDER BY course, learner`,
  example: { name: 'acme/x', revisions: ['r'] },
});

/** What extensions derived from the histories of these learners, as events. */
export const derivedEvents = defineQuery({
  name: 'extension-derived-events',
  params: { course: 'String', learners: 'Array(String)', names: 'Array(String)', revisions: 'Array(String)' },
  row: z.object({
    learner: column.text,
    name: column.text,
    ids: z.array(column.text),
    times: z.array(column.micros),
    verbs: z.array(column.text),
    blocks: z.array(column.text),
    responses: z.array(column.text),
  }),
  sql: (db, p) => `
    SELECT learner, toString(name) AS name, ids, times, verbs, blocks, responses FROM ${db.own}.derived_events FINAL
    WHERE course_key = ${p.course} AND learner IN ${p.learners} AND (name, revision) IN arrayZip(${p.names}, ${p.revisions})
    ORDER BY learner, name`,
  example: { course: 'course-v1:A+B+C', learners: ['l'], names: ['acme/x'], revisions: ['r'] },
});

/**
 * Values by an author's expression. Everything around it is ours; it was checked to be one pure expression over these
 * columns, and stands here as the engine wrote it.
 */
export const valuesByExpression = (expression: string) => {
  const query = byExpression.get(expression) ?? withExpression(expression);
  byExpression.set(expression, query);
  return query;
};

const withExpression = (expression: string) =>
  defineQuery({
    name: 'extension-values',
    params: {
      course: 'String',
      learners: 'Array(String)',
      verbs: 'Array(String)',
      types: 'Array(String)',
      names: 'Array(String)',
      revisions: 'Array(String)',
    },
    row: z.object({ learner: column.text, block: column.text, value: z.unknown() }),
    sql: (db, p) => `
      SELECT whose AS learner, block, value FROM (
        SELECT whose, block, ${expression} AS value FROM (
          SELECT learner AS whose, toString(block_id) AS block, events.time AS time, ${VERB('events.verb')} AS verb,
                 toString(part) AS part, attempt, success, if(score_max > 0, score_raw / score_max, score_scaled) AS score,
                 score_raw, score_max, response, position, position_to, length, toString(speed_to) AS speed_to, progress,
                 toString(mode) AS mode
          FROM ${db.own}.events FINAL
          WHERE course_key = ${p.course} AND learner IN ${p.learners} AND ${isCounted(db.own)}
          UNION ALL
          SELECT learner, toString(event.3), fromUnixTimestamp64Micro(event.1, 'UTC'), toString(event.2), '', toUInt32(0),
                 NULL, NULL, NULL, NULL, event.4, NULL, NULL, NULL, '', NULL, ''
          FROM ${db.own}.derived_events FINAL ARRAY JOIN arrayZip(times, verbs, blocks, responses) AS event
          WHERE course_key = ${p.course} AND learner IN ${p.learners} AND (name, revision) IN arrayZip(${p.names}, ${p.revisions})
        )
        WHERE (empty(${p.verbs}) OR verb IN ${p.verbs})
          AND (empty(${p.types}) OR ${TYPE('block')} IN ${p.types})
        GROUP BY whose, block
      ) ORDER BY learner, block`,
    example: { course: 'c', learners: ['l'], verbs: [], types: [], names: ['acme/x'], revisions: ['r'] },
  });

/** One query an expression: every named query is remembered for good. */
const byExpression = new Map<string, ReturnType<typeof withExpression>>();
