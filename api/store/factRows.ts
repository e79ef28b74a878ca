import type { Row } from './engine';
import type { Fact, VideoFact } from '../facts/types';
import type { Micros } from '../lib/time';
import { sqlTime } from '../lib/time';

/** A fact as a row of the facts table. What has the column's default (0, '', nothing) is left out: most facts are short. */
export const factRow = (courseKey: string, learner: string, version: Micros, fact: Fact): Row => ({
  ...ownColumns(courseKey, fact),
  learner,
  version,
  enrolled: Number(fact.enrolled),
  mode: fact.mode,
});

/** A fact of a window or a track as a row of `selected_facts`: of whom it is, is left out. */
export const selectedRow = (selection: string, courseKey: string, fact: Fact): Row => ({
  selection,
  ...ownColumns(courseKey, fact),
});

const ownColumns = (courseKey: string, fact: Fact): Row => ({
  course_key: courseKey,
  block_id: fact.block,
  registered: Number(fact.registered),
  first_at: sqlTime(fact.firstAt),
  last_at: sqlTime(fact.lastAt),
  reached: fact.reached,
  completed: Number(fact.completed),
  ...(fact.tried > 0 ? triedColumns(fact) : {}),
  ...(fact.hints > 0 ? { hints: fact.hints } : {}),
  ...(fact.answersShown > 0 ? { answers_shown: fact.answersShown } : {}),
  ...(fact.video ? videoColumns(fact.video) : {}),
});

const triedColumns = (fact: Fact): Row => ({
  tried: fact.tried,
  first_right: fact.firstRight,
  ever_right: fact.everRight,
  attempts: fact.attempts,
  first_try_at: fact.firstTryAt === null ? null : sqlTime(fact.firstTryAt),
  ...(fact.firstAttemptAfter === null ? {} : { first_attempt_after: fact.firstAttemptAfter }),
  rest_right: fact.restRight,
  rest_tried: fact.restTried,
  parts: fact.parts.map((part) => ({
    part: part.part,
    type: part.type,
    first_answer: part.firstResponse,
    first_right: part.firstRight,
    last_answer: part.lastResponse,
    last_right: part.lastRight,
    ever_right: part.everRight,
  })),
  questions: fact.parts.map((part) => part.question),
});

const videoColumns = (video: VideoFact): Row => ({
  plays: video.plays,
  watched: video.watched,
  seen: video.seen,
  twice: video.twice,
  imputed: video.imputed,
  imputed_plays: video.imputedPlays,
  lengths: video.lengths,
  rewinds: video.rewinds,
  landings: video.landings,
  skipped: video.skipped,
  faster: Number(video.faster),
  slower: Number(video.slower),
  captions: Number(video.captions),
});

/** A row that takes a learner's fact about a block away. */
export const removalRow = (courseKey: string, learner: string, block: string, version: Micros): Row => ({
  course_key: courseKey,
  block_id: block,
  learner,
  version,
  removed: 1,
});
