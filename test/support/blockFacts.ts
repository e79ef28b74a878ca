import * as z from 'zod';
import { column, defineQuery } from '../../api/store/query';
import type { Fact, Range } from '../../api/facts/types';

const range = z.tuple([column.number, column.number]).transform((pair): Range => pair);
const { correctness } = column;

const part = z.object({
  part: column.text,
  type: column.text,
  first_answer: column.text,
  first_right: correctness,
  last_answer: column.text,
  last_right: correctness,
  ever_right: correctness,
});

const factRow = z
  .object({
    block: column.text,
    registered: column.flag,
    enrolled: column.flag,
    mode: column.text,
    first_at: column.micros,
    last_at: column.micros,
    reached: column.number,
    completed: column.flag,
    tried: column.number,
    first_right: column.number,
    ever_right: column.number,
    attempts: column.number,
    first_try_at: column.maybeMicros,
    first_attempt_after: column.maybeNumber,
    rest_right: column.number,
    rest_tried: column.number,
    parts: z.array(part),
    questions: z.array(column.text),
    hints: column.number,
    answers_shown: column.number,
    plays: column.number,
    watched: z.array(range),
    seen: z.array(range),
    twice: z.array(range),
    imputed: z.array(range),
    imputed_plays: column.number,
    lengths: z.array(range),
    rewinds: column.number,
    landings: z.array(column.number),
    skipped: z.array(range),
    faster: column.flag,
    slower: column.flag,
    captions: column.flag,
  })
  .transform((row): Fact => ({
    block: row.block,
    registered: row.registered,
    enrolled: row.enrolled,
    mode: row.mode,
    firstAt: row.first_at,
    lastAt: row.last_at,
    reached: row.reached,
    completed: row.completed,
    tried: row.tried,
    firstRight: row.first_right,
    everRight: row.ever_right,
    attempts: row.attempts,
    firstTryAt: row.first_try_at,
    firstAttemptAfter: row.first_attempt_after,
    restRight: row.rest_right,
    restTried: row.rest_tried,
    parts: row.parts.map((p, index) => ({
      part: p.part,
      type: p.type,
      question: row.questions[index] ?? '',
      firstResponse: p.first_answer,
      firstRight: p.first_right,
      lastResponse: p.last_answer,
      lastRight: p.last_right,
      everRight: p.ever_right,
    })),
    hints: row.hints,
    answersShown: row.answers_shown,
    video:
      row.plays > 0 || row.watched.length > 0 || row.lengths.length > 0
        ? {
            plays: row.plays,
            watched: row.watched,
            seen: row.seen,
            twice: row.twice,
            imputed: row.imputed,
            imputedPlays: row.imputed_plays,
            lengths: row.lengths,
            rewinds: row.rewinds,
            landings: row.landings,
            skipped: row.skipped,
            faster: row.faster,
            slower: row.slower,
            captions: row.captions,
          }
        : null,
  }));

const COLUMNS = `
  block_id AS block, registered, enrolled, toString(mode) AS mode, toUnixTimestamp64Micro(facts.first_at) AS first_at,
  toUnixTimestamp64Micro(facts.last_at) AS last_at, reached, completed, tried, first_right, ever_right, attempts,
  toUnixTimestamp64Micro(facts.first_try_at) AS first_try_at, first_attempt_after, rest_right, rest_tried, parts, questions, hints,
  answers_shown, plays, watched, seen, twice, imputed, imputed_plays, lengths, rewinds, landings, skipped, faster, slower, captions`;

/** Every learner's fact about one block: one read of a primary-key range. For tests, and as what panels are timed by. */
export const blockFacts = defineQuery({
  name: 'block-facts',
  params: { course: 'String', block: 'String' },
  row: factRow,
  sql: (db, p) => `
    SELECT ${COLUMNS} FROM ${db.own}.facts FINAL
    WHERE course_key = ${p.course} AND block_id = ${p.block} ORDER BY learner`,
  example: { course: 'course-v1:A+B+C', block: 'block-v1:A+B+C+type@problem+block@x' },
});
