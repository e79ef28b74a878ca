import type { Row } from '../clickhouse/engine';
import type { Fact, Micros } from '../facts/types';
import { sqlTime } from '../lib/time';

/** A fact as a row of the facts table. */
export const factRow = (courseKey: string, learner: string, version: Micros, fact: Fact): Row => {
  return {
    course_key: courseKey,
    block_id: fact.block,
    learner,
    version,
    registered: Number(fact.registered),
    enrolled: Number(fact.enrolled),
    mode: fact.mode,
    first_at: sqlTime(fact.firstAt),
    last_at: sqlTime(fact.lastAt),
    reached: fact.reached,
    completed: Number(fact.completed),
    tried: fact.tried,
    first_right: fact.firstRight,
    ever_right: fact.everRight,
    attempts: fact.attempts,
    first_try_at: fact.firstTryAt === null ? null : sqlTime(fact.firstTryAt),
    rest_right: fact.restRight,
    rest_tried: fact.restTried,
    parts: fact.parts.map((part) => ({
      part: part.part,
      type: part.type,
      first_answer: part.firstAnswer,
      first_right: part.firstRight,
      last_answer: part.lastAnswer,
      last_right: part.lastRight,
      ever_right: part.everRight,
    })),
    questions: fact.parts.map((part) => part.question),
    hints: fact.hints,
    answers_shown: fact.answersShown,
    plays: fact.video?.plays ?? 0,
    watched: fact.video?.watched ?? [],
    seen: fact.video?.seen ?? [],
    twice: fact.video?.twice ?? [],
    imputed: fact.video?.imputed ?? [],
    imputed_plays: fact.video?.imputedPlays ?? 0,
    lengths: fact.video?.lengths ?? [],
    rewinds: fact.video?.rewinds ?? 0,
    landings: fact.video?.landings ?? [],
    skipped: fact.video?.skipped ?? [],
    faster: Number(fact.video?.faster ?? false),
    slower: Number(fact.video?.slower ?? false),
    captions: Number(fact.video?.captions ?? false),
  };
};

/** A row that takes a learner's fact about a block away. */
export const removalRow = (courseKey: string, learner: string, block: string, version: Micros): Row => ({
  course_key: courseKey,
  block_id: block,
  learner,
  version,
  removed: 1,
});
