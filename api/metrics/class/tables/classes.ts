import type { Comparison, LearnerAttention } from '@marginalia/contract';
import { type Table, halfCells, ofHalf, ofRate, rateCells, disclosed } from './cells';

export const learnerAttention = (answer: LearnerAttention): Table => ({
  asOf: answer.asOf,
  definitions: [
    'needHelp',
    'notStarted',
    'stopped',
    'struggling',
    'helpWithoutSuccess',
    'rushing',
    'ruleReplay',
    'markAnswers',
  ],
  columns: [
    'rule',
    ...ofRate('learners'),
    ...ofRate('week_ago'),
    'fired',
    ...ofRate('later_passed'),
    ...ofRate('caught'),
    'days_early',
    'contacted',
    'fine',
    'wrong',
    'new_since',
  ],
  rows: answer.rules.map((rule) => [
    rule.rule,
    ...rateCells(rule.learners),
    ...rateCells(rule.weekAgo),
    ...('kind' in rule.replay
      ? [disclosed(rule.replay), ...Array.from({ length: 11 }, () => null)]
      : [
          disclosed(rule.replay.fired),
          ...rateCells(rule.replay.laterPassed),
          ...rateCells(rule.replay.caught),
          disclosed(rule.replay.daysEarly),
        ]),
    disclosed(rule.answers.contacted),
    disclosed(rule.answers.fine),
    disclosed(rule.answers.wrong),
    rule.newSince === null ? null : disclosed(rule.newSince),
  ]),
});

export const states = (answer: LearnerAttention): Table => ({
  asOf: answer.asOf,
  definitions: ['learnerStates', 'needHelp'],
  columns: ['state', 'learners'],
  rows: answer.states.map(({ state, learners }) => [state, disclosed(learners)]),
});

export const quadrants = (answer: LearnerAttention): Table => ({
  asOf: answer.asOf,
  definitions: ['learnerStates'],
  columns: ['active_lately', 'succeeding', 'learners'],
  rows: answer.quadrants.map(({ active, succeeding, learners }) => [active, succeeding, disclosed(learners)]),
});

export const struggling = (answer: LearnerAttention): Table => ({
  asOf: answer.asOf,
  definitions: ['struggling'],
  columns: ['id', 'name', 'tried_enough', ...ofRate('struggling')],
  rows: answer.sections.map((row) => [
    row.section.id,
    row.section.name,
    disclosed(row.of),
    ...rateCells(row.struggling),
  ]),
});

export const since = (answer: LearnerAttention): Table => ({
  asOf: answer.asOf,
  definitions: ['firstTry'],
  columns: ['id', 'name', 'learners_who_tried', ...ofRate('first_try')],
  rows: (answer.since?.sections ?? []).map((row) => [
    row.section.id,
    row.section.name,
    disclosed(row.tried),
    ...rateCells(row.firstTry),
  ]),
});

export const comparison = (answer: Comparison): Table => ({
  asOf: answer.asOf,
  definitions: [
    'learners',
    'enrolledNow',
    'active',
    'started',
    'passing',
    'completed',
    'firstTry',
    'needHelp',
    'videos',
    'seenTwice',
    'difference',
  ],
  columns: [
    'course',
    'name',
    'learners',
    'enrolled_now',
    ...['active', 'started', 'passing', 'completed', 'first_try', 'need_help'].flatMap(ofRate),
    'watched',
    'videos',
    'mean_seconds',
    'seen_twice',
    'tags',
    ...['grade', 'days_to_pass', 'days_to_complete'].flatMap(ofHalf),
    ...['active', 'started', 'passing', 'completed', 'first_try', 'need_help'].flatMap((name) => [
      `${name}_difference`,
      `${name}_difference_low`,
      `${name}_difference_high`,
    ]),
  ],
  rows: answer.courses.map(({ key, name, summary, videos, tags, differences }) => [
    key,
    name,
    disclosed(summary.learners),
    disclosed(summary.enrolledNow),
    ...[
      summary.active,
      summary.started,
      summary.passing,
      summary.completed,
      summary.firstTry,
      summary.needHelp,
    ].flatMap(rateCells),
    disclosed(summary.watched),
    videos.count,
    videos.meanSeconds,
    disclosed(videos.seenTwice),
    tags === null ? null : tags.join('; '),
    ...[summary.grade, summary.daysToPass, summary.daysToComplete].flatMap(halfCells),
    ...differences.flatMap(({ difference }) =>
      difference.kind === 'value'
        ? [difference.value, difference.low, difference.high]
        : [disclosed(difference), null, null],
    ),
  ]),
});
