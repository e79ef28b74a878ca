import type { Learner } from '@marginalia/contract';
import { place } from './blocks';
import { type Table, amount, half, plain, table } from './cells';

/** The tables of the page about one learner. */

export const learnerDays = ({ asOf, days }: Learner): Table =>
  table<Learner['days'][number]>(
    asOf,
    [
      plain('date', ({ date }) => date),
      plain('events', ({ events }) => events, 'active'),
      plain('problems', ({ problems }) => problems, 'active'),
      plain('videos', ({ videos }) => videos, 'active'),
    ],
    days,
  );

export const learnerSections = ({ asOf, sections }: Learner): Table =>
  table<Learner['sections'][number]>(
    asOf,
    [
      ...place(),
      plain('units_reached', ({ units }) => units.reached, 'reach'),
      plain('units', ({ units }) => units.of),
      half('class_units', 'reach', ({ units }) => units.middleHalf),
      plain('problems_tried', ({ problems }) => problems.tried, 'attempted'),
      plain('first_right', ({ problems }) => problems.firstRight, 'firstTry'),
      plain('ever_right', ({ problems }) => problems.everRight, 'eventual'),
      plain('problems', ({ problems }) => problems.of),
      half('class_problems', 'attempted', ({ problems }) => problems.middleHalf),
      plain('videos_played', ({ videos }) => videos.played, 'viewers'),
      plain('videos', ({ videos }) => videos.of),
      half('class_videos', 'viewers', ({ videos }) => videos.middleHalf),
    ],
    sections,
  );

export const learnerProblems = ({ asOf, problems }: Learner): Table =>
  table<Learner['problems'][number]>(
    asOf,
    [
      ...place(),
      plain('tries', ({ attempts }) => attempts, 'attempts'),
      plain('right_first', ({ firstRight }) => firstRight, 'firstTry'),
      plain('right_in_the_end', ({ everRight }) => everRight, 'eventual'),
      plain('first_try_at', ({ firstTryAt }) => firstTryAt),
      plain('last_at', ({ lastAt }) => lastAt),
      plain('hints', ({ hints }) => hints, 'hint'),
      plain('answers_shown', ({ answersShown }) => answersShown, 'answerShown'),
      amount('class_first_try', 'firstTry', ({ courseFirstTry }) => courseFirstTry),
      amount('class_mean_tries', 'attempts', ({ courseMeanTries }) => courseMeanTries),
    ],
    problems,
  );

export const learnerVideos = ({ asOf, videos }: Learner): Table =>
  table<Learner['videos'][number]>(
    asOf,
    [
      ...place(),
      plain('plays', ({ plays }) => plays),
      plain('seen', ({ coverage }) => coverage, 'coverage'),
      plain('watched_seconds', ({ watchedSeconds }) => watchedSeconds, 'watchedSeconds'),
      plain('seconds', ({ duration }) => duration, 'duration'),
      plain('last_at', ({ lastAt }) => lastAt),
      amount('class_seen', 'coverage', ({ courseCoverage }) => courseCoverage),
    ],
    videos,
  );

export const learnerTimeline = ({ asOf, timeline }: Learner): Table =>
  table<Learner['timeline'][number]>(
    asOf,
    [plain('at', ({ at }) => at), plain('what', ({ what }) => what), ...place<Learner['timeline'][number]>()],
    timeline,
  );
