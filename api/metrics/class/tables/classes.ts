import {
  COMPARED,
  type Comparison,
  type Compared,
  type LearnerAttention,
  METRIC_OF,
  type RuleCount,
} from '@marginalia/contract';
import { type Column, type Table, amount, difference, half, plain, rate, table } from './cells';

const ATTENTION = METRIC_OF.attention;
const RULES = METRIC_OF.learners['learners[].marks'];
const COURSES = METRIC_OF.comparison;

/** A rule as it fared in the past; where it was not looked at, the first column says why. */
const replay: Column<RuleCount>[] = (() => {
  const fired = ({ replay: found }: RuleCount) => ('kind' in found ? found : found.fired);
  const of = ATTENTION['learners.rules[].replay'];
  return [
    amount('flagged_earlier', of, fired),
    rate('passed_anyway', of, ({ replay: found }) => ('kind' in found ? null : found.laterPassed)),
    rate('flagged_of_not_passed', of, ({ replay: found }) => ('kind' in found ? null : found.caught)),
    amount('days_early', of, ({ replay: found }) => ('kind' in found ? null : found.daysEarly)),
  ];
})();

export const learnerAttention = ({ asOf, rules }: LearnerAttention): Table =>
  table<RuleCount>(
    asOf,
    [
      plain('rule', ({ rule }) => rule, RULES),
      rate('learners', ATTENTION['learners.rules[].learners'], ({ learners }) => learners),
      rate('week_ago', ATTENTION['learners.rules[].weekAgo'], ({ weekAgo }) => weekAgo),
      ...replay,
      amount('contacted', ATTENTION['learners.rules[].answers'], ({ answers }) => answers.contacted),
      amount('no_concern', ATTENTION['learners.rules[].answers'], ({ answers }) => answers.fine),
      amount('wrong_flag', ATTENTION['learners.rules[].answers'], ({ answers }) => answers.wrong),
      amount('new_since', ATTENTION['learners.rules[].newSince'], ({ newSince }) => newSince),
    ],
    rules,
  );

export const states = ({ asOf, states: rows }: LearnerAttention): Table =>
  table<LearnerAttention['states'][number]>(
    asOf,
    [
      plain('status', ({ state }) => state, ATTENTION['learners.states']),
      amount('learners', [ATTENTION['learners.states'], ATTENTION['learners.flagged']], ({ learners }) => learners),
    ],
    rows,
  );

export const quadrants = ({ asOf, quadrants: rows }: LearnerAttention): Table =>
  table<LearnerAttention['quadrants'][number]>(
    asOf,
    [
      plain('active_lately', ({ active }) => active),
      plain('succeeding', ({ succeeding }) => succeeding),
      amount('learners', ATTENTION['learners.quadrants'], ({ learners }) => learners),
    ],
    rows,
  );

export const struggling = ({ asOf, sections }: LearnerAttention): Table =>
  table<LearnerAttention['sections'][number]>(
    asOf,
    [
      plain('id', ({ section }) => section.id),
      plain('name', ({ section }) => section.name),
      amount('attempted_enough', ATTENTION['learners.sections'], ({ of }) => of),
      rate('struggling', ATTENTION['learners.sections'], (row) => row.struggling),
    ],
    sections,
  );

type Since = NonNullable<LearnerAttention['since']>['sections'][number];

export const since = ({ asOf, since: found }: LearnerAttention): Table =>
  table<Since>(
    asOf,
    [
      plain('id', ({ section }) => section.id),
      plain('name', ({ section }) => section.name),
      amount('attempted', ATTENTION['learners.since.sections[].tried'], ({ tried }) => tried),
      rate('correct_on_first_attempt', ATTENTION['learners.since.sections[].firstTry'], ({ firstTry }) => firstTry),
    ],
    found?.sections ?? [],
  );

type Course = Comparison['courses'][number];
const NAMES: Record<Compared, string> = {
  active: 'active',
  started: 'started',
  passing: 'passing',
  completed: 'completed',
  firstTry: 'correct_on_first_attempt',
  needHelp: 'need_help',
};

export const comparison = ({ asOf, courses }: Comparison): Table =>
  table<Course>(
    asOf,
    [
      plain('course', ({ key }) => key),
      plain('name', ({ name }) => name),
      amount('learners', COURSES['courses[].summary.learners'], ({ summary }) => summary.learners),
      amount('enrolled_now', COURSES['courses[].summary.enrolledNow'], ({ summary }) => summary.enrolledNow),
      ...COMPARED.map((one) =>
        rate<Course>(NAMES[one], COURSES[`courses[].summary.${one}`], ({ summary }) => summary[one]),
      ),
      amount('watched', COURSES['courses[].summary.watched'], ({ summary }) => summary.watched),
      plain('videos', ({ videos }) => videos.count, COURSES['courses[].videos.count']),
      plain('average_seconds', ({ videos }) => videos.meanSeconds, COURSES['courses[].videos.meanSeconds']),
      amount('rewatched', COURSES['courses[].videos.seenTwice'], ({ videos }) => videos.seenTwice),
      plain('tags', ({ tags }) => (tags === null ? null : tags.join('; '))),
      half('grade', COURSES['courses[].summary.grade'], ({ summary }) => summary.grade),
      half('days_to_pass', COURSES['courses[].summary.daysToPass'], ({ summary }) => summary.daysToPass),
      half('days_to_complete', COURSES['courses[].summary.daysToComplete'], ({ summary }) => summary.daysToComplete),
      ...COMPARED.map((one) =>
        difference<Course>(
          `${NAMES[one]}_difference`,
          COURSES['courses[].differences'],
          ({ differences }) => differences.find(({ metric }) => metric === one)?.difference ?? null,
        ),
      ),
    ],
    courses,
  );
