import type { Learner } from '@marginalia/contract';
import { type Table, halfCells, ofHalf, disclosed } from './cells';

/** The tables of the page about one learner. */

const PLACE = ['id', 'type', 'name'];
type Head = Learner['sections'][number]['block'] | null;
const place = (block: Head) => [block?.id ?? null, block?.type ?? null, block?.name ?? null];

export const learnerDays = ({ asOf, days }: Learner): Table => ({
  asOf,
  definitions: ['active'],
  columns: ['date', 'events', 'problems', 'videos'],
  rows: days.map((day) => [day.date, day.events, day.problems, day.videos]),
});

export const learnerSections = ({ asOf, sections }: Learner): Table => ({
  asOf,
  definitions: ['reach', 'attempted', 'firstTry', 'viewers'],
  columns: [
    ...PLACE,
    ...['units_reached', 'units', ...ofHalf('class_units')],
    ...['problems_tried', 'first_right', 'ever_right', 'problems', ...ofHalf('class_problems')],
    ...['videos_played', 'videos', ...ofHalf('class_videos')],
  ],
  rows: sections.map(({ block, units, problems, videos }) => [
    ...place(block),
    ...[units.reached, units.of, ...halfCells(units.middleHalf)],
    ...[problems.tried, problems.firstRight, problems.everRight, problems.of, ...halfCells(problems.middleHalf)],
    ...[videos.played, videos.of, ...halfCells(videos.middleHalf)],
  ]),
});

export const learnerProblems = ({ asOf, problems }: Learner): Table => ({
  asOf,
  definitions: ['attempts', 'firstTry'],
  columns: [
    ...PLACE,
    ...['tries', 'right_first', 'right_in_the_end', 'first_try_at', 'last_at', 'hints', 'answers_shown'],
    ...['class_first_try', 'class_mean_tries'],
  ],
  rows: problems.map((one) => [
    ...place(one.block),
    ...[one.attempts, one.firstRight, one.everRight, one.firstTryAt, one.lastAt, one.hints, one.answersShown],
    ...[disclosed(one.courseFirstTry), disclosed(one.courseMeanTries)],
  ]),
});

export const learnerVideos = ({ asOf, videos }: Learner): Table => ({
  asOf,
  definitions: ['coverage', 'watchedSeconds'],
  columns: [...PLACE, 'plays', 'seen', 'watched_seconds', 'seconds', 'last_at', 'class_seen'],
  rows: videos.map((one) => [
    ...place(one.block),
    ...[one.plays, one.coverage, one.watchedSeconds, one.duration, one.lastAt, disclosed(one.courseCoverage)],
  ]),
});

export const learnerTimeline = ({ asOf, timeline }: Learner): Table => ({
  asOf,
  definitions: [],
  columns: ['at', 'what', ...PLACE],
  rows: timeline.map(({ at, what, block }) => [at, what, ...place(block)]),
});
