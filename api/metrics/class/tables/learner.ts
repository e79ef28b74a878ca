import { type Learner, METRIC_OF } from '@marginalia/contract';
import { place } from './blocks';
import { type Table, amount, half, plain, table } from './cells';

const LEARNER = METRIC_OF.learner;

/** The tables of the page about one learner. */

export const learnerDays = ({ asOf, days }: Learner): Table =>
  table<Learner['days'][number]>(
    asOf,
    [
      plain('date', ({ date }) => date),
      plain('events', ({ events }) => events, LEARNER.days),
      plain('problems', ({ problems }) => problems, LEARNER.days),
      plain('videos', ({ videos }) => videos, LEARNER.days),
    ],
    days,
  );

export const learnerSections = ({ asOf, sections }: Learner): Table =>
  table<Learner['sections'][number]>(
    asOf,
    [
      ...place(),
      plain('units_reached', ({ units }) => units.reached, LEARNER['sections[].units.reached']),
      plain('units', ({ units }) => units.of),
      half('class_units', LEARNER['sections[].units.middleHalf'], ({ units }) => units.middleHalf),
      plain('problems_attempted', ({ problems }) => problems.tried, LEARNER['sections[].problems.tried']),
      plain(
        'correct_on_first_attempt',
        ({ problems }) => problems.firstRight,
        LEARNER['sections[].problems.firstRight'],
      ),
      plain('eventually_correct', ({ problems }) => problems.everRight, LEARNER['sections[].problems.everRight']),
      plain('problems', ({ problems }) => problems.of),
      half('class_problems', LEARNER['sections[].problems.middleHalf'], ({ problems }) => problems.middleHalf),
      plain('videos_played', ({ videos }) => videos.played, LEARNER['sections[].videos.played']),
      plain('videos', ({ videos }) => videos.of),
      half('class_videos', LEARNER['sections[].videos.middleHalf'], ({ videos }) => videos.middleHalf),
    ],
    sections,
  );

export const learnerProblems = ({ asOf, problems }: Learner): Table =>
  table<Learner['problems'][number]>(
    asOf,
    [
      ...place(),
      plain('attempts', ({ attempts }) => attempts, LEARNER['problems[].attempts']),
      plain('correct_on_first_attempt', ({ firstRight }) => firstRight, LEARNER['problems[].firstRight']),
      plain('eventually_correct', ({ everRight }) => everRight, LEARNER['problems[].everRight']),
      plain('first_attempt_at', ({ firstTryAt }) => firstTryAt),
      plain('last_at', ({ lastAt }) => lastAt),
      plain('hints', ({ hints }) => hints, LEARNER['problems[].hints']),
      plain('answers_viewed', ({ answersShown }) => answersShown, LEARNER['problems[].answersShown']),
      amount(
        'class_correct_on_first_attempt',
        LEARNER['problems[].courseFirstTry'],
        ({ courseFirstTry }) => courseFirstTry,
      ),
      amount('class_average_attempts', LEARNER['problems[].courseMeanTries'], ({ courseMeanTries }) => courseMeanTries),
    ],
    problems,
  );

export const learnerVideos = ({ asOf, videos }: Learner): Table =>
  table<Learner['videos'][number]>(
    asOf,
    [
      ...place(),
      plain('plays', ({ plays }) => plays, LEARNER['videos[].plays']),
      plain('watched', ({ coverage }) => coverage, LEARNER['videos[].coverage']),
      plain('watched_seconds', ({ watchedSeconds }) => watchedSeconds, LEARNER['videos[].watchedSeconds']),
      plain('seconds', ({ duration }) => duration, LEARNER['videos[].duration']),
      plain('last_at', ({ lastAt }) => lastAt),
      amount('class_average_watched', LEARNER['videos[].courseCoverage'], ({ courseCoverage }) => courseCoverage),
    ],
    videos,
  );

export const learnerTimeline = ({ asOf, timeline }: Learner): Table =>
  table<Learner['timeline'][number]>(
    asOf,
    [plain('at', ({ at }) => at), plain('what', ({ what }) => what), ...place<Learner['timeline'][number]>()],
    timeline,
  );
