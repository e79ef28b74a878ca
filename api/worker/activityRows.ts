import type { Row } from '../store/engine';
import type { LearnerActivity } from '../facts/activity';
import type { Day } from '../facts/days';
import type { Micros } from '../lib/time';

const date = (day: Day): string => new Date(day * 86_400_000).toISOString().slice(0, 10);

/** A learner's activity as a row of learner_activity. */
export const activityRow = (course: string, learner: string, version: Micros, of: LearnerActivity): Row => ({
  course_key: course,
  learner,
  version,
  registered: Number(of.registered),
  enrolled: Number(of.enrolled),
  mode: of.mode,
  registered_at: of.registeredAt,
  moves: of.moves.map((move) => ({ at: move.at, enrolled: Number(move.enrolled), mode: move.mode })),
  first_active: of.firstActive,
  last_active: of.lastActive,
  last_block: of.lastBlock,
  last_verb: of.lastVerb,
  days: of.days.map(date),
  video_days: of.videoDays.map(date),
  problem_days: of.problemDays.map(date),
  tried: of.tried,
  first_right: of.firstRight,
  ever_right: of.everRight,
  watched_seconds: of.watchedSeconds,
  problems: of.problems.map((problem) => ({
    block: problem.block,
    right: Number(problem.right),
    right_at: problem.rightAt,
    help_at: problem.helpAt,
    shown_at: problem.shownAt,
    latency: problem.latency ?? -1,
    submissions: problem.submissions,
  })),
  units: of.units,
  places: of.places.map((one) => one.place),
  place_units: of.places.map((one) => one.units),
  place_problems: of.places.map((one) => one.problems),
  place_right: of.places.map((one) => one.right),
  place_videos: of.places.map((one) => one.videos),
  done: of.done,
  done_at: of.doneAt,
  units_at: of.unitsAt,
  grade: of.grade,
  passes: of.passes.map(({ at, passed }) => ({ at, passed: Number(passed) })),
});

/** A row that takes a learner out of the course: nothing is left of the history. */
export const activityRemoval = (course: string, learner: string, version: Micros): Row => ({
  course_key: course,
  learner,
  version,
  removed: 1,
});
