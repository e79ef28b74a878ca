import type {
  Attention,
  Comparison,
  LearnerAttention,
  LearnerRow,
  MetricId,
  MiddleHalf,
  Outline,
  Overview,
  Quantity,
  Rate,
} from '../../../src/contract';

type Cell = string | number | boolean | null;
type Row = readonly Cell[];

/** A table for a CSV file: what one sees on the page, with every rate as its count, its whole and its interval. */
export interface Table {
  readonly asOf: string | null;
  readonly definitions: readonly MetricId[];
  readonly columns: readonly string[];
  readonly rows: Iterable<Row> | AsyncIterable<Row>;
}

/** A word for what is no number, so that nobody takes it for nothing. */
const told = (quantity: Quantity): Cell =>
  typeof quantity === 'number' ? quantity : quantity.kind === 'withheld' ? 'withheld' : `none: ${quantity.reason}`;

const RATE = ['', '_count', '_of', '_low', '_high'];
const ofRate = (name: string): string[] => RATE.map((end) => `${name}${end}`);
const rateCells = (rate: Rate): Cell[] =>
  rate.kind === 'value' ? [rate.value, rate.count, rate.of, rate.low, rate.high] : [told(rate), null, null, null, null];
const ofHalf = (name: string): string[] =>
  ['_quarter', '_half', '_three_quarters', '_of'].map((end) => `${name}${end}`);
const halfCells = (half: MiddleHalf): Cell[] =>
  half.kind === 'value' ? [half.low, half.middle, half.high, half.of] : [told(half), null, null, null];

const outline = (answer: Outline): Table => ({
  asOf: answer.asOf,
  definitions: ['reach', 'attempted', 'firstTry', 'coverage', 'attention'],
  columns: [
    'order',
    'id',
    'type',
    'name',
    'parent',
    'graded',
    'reach',
    'reach_source',
    'attempted',
    ...ofRate('first_try'),
    'watched',
    'worth_a_look',
  ],
  rows: answer.blocks.map((block) => [
    block.order,
    block.id,
    block.type,
    block.name,
    block.parent,
    block.graded,
    told(block.reach),
    block.reachSource,
    told(block.attempted),
    ...rateCells(block.firstTry),
    told(block.watched),
    block.attention ? block.attention.items : null,
  ]),
});

const attention = (answer: Omit<Attention, 'learners'>): Table => ({
  asOf: answer.asOf,
  definitions: ['attention'],
  columns: ['place', 'block', 'type', 'name', 'reason', 'also', 'evidence', 'learners', 'listed_since'],
  rows: answer.items.map((item, index) => [
    index + 1,
    item.block.id,
    item.block.type,
    item.block.name,
    item.reason,
    item.also.join(' '),
    item.evidence,
    told(item.learners),
    item.listedSince,
  ]),
});

const learnerAttention = (answer: LearnerAttention): Table => ({
  asOf: answer.judgedAt,
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
  ],
  rows: answer.rules.map((rule) => [
    rule.rule,
    ...rateCells(rule.learners),
    ...rateCells(rule.weekAgo),
    ...('kind' in rule.replay
      ? [told(rule.replay), ...Array.from({ length: 11 }, () => null)]
      : [
          told(rule.replay.fired),
          ...rateCells(rule.replay.laterPassed),
          ...rateCells(rule.replay.caught),
          told(rule.replay.daysEarly),
        ]),
    told(rule.answers.contacted),
    told(rule.answers.fine),
    told(rule.answers.wrong),
  ]),
});

const sections = (answer: Overview): Table => ({
  asOf: answer.asOf,
  definitions: ['inside', 'reach', 'attempted', 'viewers'],
  columns: [
    'id',
    'type',
    'name',
    ...['units', 'problems', 'videos'].flatMap((kind) => [kind, `${kind}_any`, `${kind}_all`]),
  ],
  rows: answer.reach.map((row) => [
    row.block.id,
    row.block.type,
    row.block.name,
    ...[row.units, row.problems, row.videos].flatMap((of) => [of.blocks, told(of.any), told(of.all)]),
  ]),
});

const enrolment = (answer: Overview): Table => ({
  asOf: answer.asOf,
  definitions: ['enrolment'],
  columns: ['date', 'enrolled', ...answer.enrolment.tracks.map((track) => `enrolled_${track || 'no_track'}`)],
  rows: answer.enrolment.days.map((day) => [day.date, told(day.total), ...day.byTrack.map(told)]),
});

const activity = (answer: Overview): Table => ({
  asOf: answer.asOf,
  definitions: ['active'],
  columns: ['date', 'learners', 'watched_a_video', 'tried_a_problem'],
  rows: answer.activity.days.map((day) => [day.date, told(day.learners), told(day.watched), told(day.tried)]),
});

const weeks = (answer: Overview): Table => ({
  asOf: answer.asOf,
  definitions: ['active'],
  columns: ['week_of', 'learners', 'watched_a_video', 'tried_a_problem', 'week_is_over'],
  rows: answer.activity.weeks.map((week) => [
    week.date,
    told(week.learners),
    told(week.watched),
    told(week.tried),
    week.whole,
  ]),
});

const grades = (answer: Overview): Table => ({
  asOf: answer.asOf,
  definitions: ['grades', 'passing'],
  columns: ['from', 'to', 'learners', 'passes'],
  rows: answer.grades.buckets.map((bucket) => [
    bucket.from,
    bucket.to,
    told(bucket.learners),
    answer.grades.passLine === null ? null : bucket.from >= answer.grades.passLine,
  ]),
});

const completion = (answer: Overview): Table => ({
  asOf: answer.asOf,
  definitions: ['completed'],
  columns: ['from', 'to', 'learners'],
  rows: answer.completion.buckets.map((bucket) => [bucket.from, bucket.to, told(bucket.learners)]),
});

const comparison = (answer: Comparison): Table => ({
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
    'difference',
  ],
  columns: [
    'course',
    'name',
    'learners',
    'enrolled_now',
    ...['active', 'started', 'passing', 'completed', 'first_try', 'need_help'].flatMap(ofRate),
    'watched',
    ...['grade', 'days_to_pass', 'days_to_complete'].flatMap(ofHalf),
    ...['active', 'started', 'passing', 'completed', 'first_try', 'need_help'].flatMap((name) => [
      `${name}_difference`,
      `${name}_difference_low`,
      `${name}_difference_high`,
    ]),
  ],
  rows: answer.courses.map(({ key, name, summary, differences }) => [
    key,
    name,
    told(summary.learners),
    told(summary.enrolledNow),
    ...[
      summary.active,
      summary.started,
      summary.passing,
      summary.completed,
      summary.firstTry,
      summary.needHelp,
    ].flatMap(rateCells),
    told(summary.watched),
    ...[summary.grade, summary.daysToPass, summary.daysToComplete].flatMap(halfCells),
    ...differences.flatMap(({ difference }) =>
      difference.kind === 'value'
        ? [difference.value, difference.low, difference.high]
        : [told(difference), null, null],
    ),
  ]),
});

async function* flat(pages: AsyncIterable<LearnerRow[]>): AsyncGenerator<Row> {
  for await (const page of pages)
    for (const row of page)
      yield [
        row.id,
        row.username,
        row.name,
        row.email,
        row.enrolled,
        row.track,
        row.registeredAt,
        row.lastActiveAt,
        row.activeDays,
        row.progress,
        row.tried,
        row.firstRight,
        row.everRight,
        row.grade,
        row.passed,
        row.state,
        row.marks.map((mark) => mark.rule).join(' '),
        row.marks.map((mark) => mark.since).join(' '),
        row.answers.map((answer) => `${answer.rule}: ${answer.answer}`).join('; '),
      ];
}

const learners = ({ asOf, pages }: { asOf: string | null; pages: AsyncIterable<LearnerRow[]> }): Table => ({
  asOf,
  definitions: ['learners', 'learnerStates', 'needHelp', 'progress', 'attempted', 'firstTry', 'grades'],
  columns: [
    'learner',
    'username',
    'name',
    'email',
    'enrolled',
    'track',
    'registered_at',
    'last_active_at',
    'active_days',
    'progress',
    'tried',
    'first_right',
    'ever_right',
    'grade',
    'passed',
    'state',
    'marks',
    'marks_since',
    'answers',
  ],
  rows: flat(pages),
});

/** Every table that can be exported, from the answer that shows it. */
export const tableOf = {
  outline,
  attention,
  learnerAttention,
  sections,
  enrolment,
  activity,
  weeks,
  grades,
  completion,
  comparison,
  learners,
};
