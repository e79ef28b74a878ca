import { StatementMaker } from '../../../api/demo/statements';
import { LMS } from '../../support/statements';
import { type Typed, lastResponses } from '../aspectsModels';
import { type Example, P1, key, percent, people, sum, rateText } from './example';

const ALL = { from: null, to: null };

const sumOfAttempts = (events: readonly Typed[]): number => sum(lastResponses(events).map(({ attempt }) => attempt));
const rightAtOnce = (events: readonly Typed[]): number =>
  lastResponses(events).filter(({ success, attempt }) => success && attempt === 1).length;
const firsts = (events: readonly Typed[]): Typed[] =>
  events.filter(({ verb, attempt }) => verb === 'evaluated' && attempt === 1);

/** Their id of a problem: what follows `@problem+block@`, up to the first underscore. */
const shortened = (block: string): string => /@problem\+block@(\w[^_/]*)/.exec(block)?.[1] ?? '';

const twoSubsections = [
  ['course', 'course', [0, 0, 0]],
  ['chapter', 'c1', [1, 0, 0]],
  ['sequential', 's1', [1, 1, 0]],
  ['vertical', 'u1', [1, 1, 1]],
  ['problem', 'p1', [1, 1, 1]],
  ['sequential', 's2', [1, 2, 0]],
  ['vertical', 'u2', [1, 2, 1]],
  ['problem', 'p2', [1, 2, 1]],
  ['problem', 'p3', [1, 2, 1]],
] as const;
const SUBSECTION_OF: Record<string, string> = { p1: 's1', p2: 's2', p3: 's2' };
const inSubsection = (events: readonly Typed[], learner: string, subsection: string): number =>
  new Set(
    events
      .filter(
        (e) => e.verb === 'evaluated' && e.learner === learner && SUBSECTION_OF[shortened(e.block_id)] === subsection,
      )
      .map((e) => e.block_id),
  ).size;

export const PROBLEMS: Example[] = [
  {
    title: 'Correct on first attempt (T1)',
    batches: (course) => [
      course.ten((n) =>
        n < 5 ? [course.answers(n, 10, 1, true)] : [course.answers(n, 10, 1, false), course.answers(n, 20, 2, true)],
      ),
    ],
    theirs: (events) => percent(rightAtOnce(events) / sumOfAttempts(events)),
    ours: async ({ reports, scope }) => rateText((await reports.problem(scope, P1, ALL)).firstTry),
  },
  {
    title: 'Correct on first attempt, between courses (T2)',
    batches: (course) => [
      course.ten((n) =>
        n > 0 ? [course.answers(n, 10, 1, true)] : [course.answers(n, 10, 1, false), course.answers(n, 20, 2, true)],
      ),
    ],
    theirs: (events) => {
      const several = lastResponses(events).filter(({ attempt }) => attempt > 1);
      return percent(rightAtOnce(events) / new Set(several.map(({ block_id }) => block_id)).size);
    },
    ours: async ({ reports, scope }) => rateText((await reports.problem(scope, P1, ALL)).firstTry),
  },
  {
    title: 'Correct and incorrect attempts',
    batches: (course) => [
      course.ten((n) => [1, 2, 3].map((attempt) => course.answers(n, attempt * 10, attempt, attempt === 3))),
    ],
    theirs: (events) => {
      const last = lastResponses(events);
      const attempts = (right: boolean): number =>
        sum(last.filter(({ success }) => success === right).map(({ attempt }) => attempt));
      return `${attempts(true)} correct attempts, ${attempts(false)} incorrect`;
    },
    ours: async ({ reports, scope }) => {
      const { attempts, firstTry, eventual } = await reports.problem(scope, P1, ALL);
      const total = 'total' in attempts ? attempts.total : NaN;
      return `${total} attempts; correct on first attempt ${rateText(firstTry)}; eventually correct ${rateText(eventual)}`;
    },
  },
  {
    title: 'Initial responses',
    batches: (course) => [course.ten((n) => [course.answers(n, 10, 1, n < 6, n < 6 ? 'four' : 'five')])],
    // v7, which is what is installed: one row a learner, replaced by the next one with the same response
    theirs: (events) =>
      [...new Map(firsts(events).map(({ response }) => [response, 1]))]
        .map(([response, n]) => `${response}: ${n}`)
        .sort()
        .join(', '),
    ours: async ({ reports, scope }) =>
      (await reports.problem(scope, P1, ALL)).parts
        .flatMap(({ answers }) => answers.map(({ value, first }) => `${value}: ${first}`))
        .sort()
        .join(', '),
  },
  {
    title: 'Problems with several questions',
    // two questions: everybody gets the first one right and the second one wrong
    batches: (course) => {
      const make = new StatementMaker(LMS, course.key, 'ten learners');
      const question = { question: 'How many?', interactionType: 'numeric' };
      return [
        course.ten((n) =>
          make.submission({ actor: `learner-${n}`, time: Date.UTC(2026, 2, 3) * 1000 + n, session: 's' }, P1, 1, [
            { ...question, part: '2_1', response: '4', correct: true },
            { ...question, part: '3_1', response: '5', correct: false },
          ]),
        ),
      ];
    },
    // parent and parts share the key of the table, so that one row a learner stays
    theirs: (events) => {
      const rows = events.filter(({ verb }) => verb === 'evaluated');
      const kept = new Set(rows.map(({ block_id, learner }) => `${shortened(block_id)} ${learner}`));
      return `${kept.size} of ${rows.length} rows kept`;
    },
    ours: async ({ reports, scope }) => {
      const { firstTry, parts } = await reports.problem(scope, P1, ALL);
      const rows = parts.map((part) => `question ${part.part} ${rateText(part.firstTry)}`);
      return `correct on first attempt ${rateText(firstTry)}; ${rows.join('; ')}`;
    },
  },
  {
    title: 'Course-wide averages of attempts',
    batches: (course) => [
      course.ten((n) =>
        n < 5
          ? [course.answers(n, 10, 1, true)]
          : [1, 2, 3].map((attempt) => course.answers(n, attempt * 10, attempt, false)),
      ),
    ],
    theirs: (events) => {
      const last = lastResponses(events);
      const mean = (right: boolean): number =>
        sum(last.map(({ success, attempt }) => (success === right ? attempt : 0))) / last.length;
      return `${mean(true)} correct and ${mean(false)} incorrect attempts each`;
    },
    ours: async ({ reports, scope }) => {
      const { attempts } = await reports.problem(scope, P1, ALL);
      return 'mean' in attempts ? `${attempts.mean} attempts each, median ${attempts.median}` : attempts.kind;
    },
  },
  {
    title: 'Answers with a comma (T10)',
    batches: (course) => [course.ten((n) => [course.answers(n, 10, 1, true, '["red, or blue","green"]')])],
    theirs: (events) => {
      const choices = firsts(events).flatMap(({ response }) =>
        response
          .replace(/[[\]"]/g, '')
          .split(',')
          .map((choice) => choice.trim()),
      );
      return `${new Set(choices).size} answers: ${[...new Set(choices)].sort().join('; ')}`;
    },
    ours: async ({ reports, scope }) => {
      const parts = (await reports.problem(scope, P1, ALL)).parts;
      const choices = parts.flatMap((part) => part.choices.map(({ value }) => value));
      return `${sum(parts.map(({ answers }) => answers.length))} answer with ${choices.length} choices: ${choices.sort().reverse().join('; ')}`;
    },
  },
  {
    title: 'All problems attempted (T8)',
    blocks: twoSubsections,
    batches: (course) => [
      course.ten((n) => [
        course.answers(n, 10, 1, true, 'x', key('problem', 'p1')),
        course.answers(n, 20, 1, true, 'x', key('problem', 'p2')),
      ]),
    ],
    // a section has the label of each of its subsections
    theirs: (events) => {
      const learners = [...new Set(events.map(({ learner }) => learner))];
      const all = (subsection: string): number => Object.values(SUBSECTION_OF).filter((s) => s === subsection).length;
      const labels = learners.flatMap((learner) =>
        ['s1', 's2'].map((s) => (inSubsection(events, learner, s) === all(s) ? 'all' : 'some')),
      );
      const count = (label: string): number => labels.filter((one) => one === label).length;
      return `section: ${count('all')} attempted all, ${count('some')} at least one, of ${learners.length} learners`;
    },
    ours: async ({ reports, scope }) => {
      const { blocks } = await reports.outline(scope, ALL);
      const attempted = (name: string) => blocks.find(({ id }) => id.endsWith(`@${name}`))?.attempted;
      return `section: attempted by ${attempted('c1')}; its problems by ${['p1', 'p2', 'p3'].map(attempted).join(', ')}`;
    },
  },
  {
    title: 'Blocks without events (T11)',
    blocks: twoSubsections,
    batches: (course) => [course.ten((n) => [course.answers(n, 10, 1, true, 'x', key('problem', 'p1'))])],
    theirs: (events) => `${new Set(lastResponses(events).map(({ block_id }) => block_id)).size} problem listed`,
    ours: async ({ reports, scope }) => {
      const problems = (await reports.outline(scope, ALL)).blocks.filter(({ type }) => type === 'problem');
      return `${problems.length} problems listed, attempted by ${problems.map(({ attempted }) => attempted).join(', ')}`;
    },
  },
  {
    title: 'Subsection scores',
    blocks: twoSubsections,
    batches: (course) => [course.ten((n) => [course.answers(n, 20, 1, true, 'x', key('problem', 'p2'))])],
    theirs: (events) => {
      const last = lastResponses(events);
      return percent(sum(last.map(({ score_scaled }) => score_scaled ?? 0)) / last.length);
    },
    ours: async ({ reports, scope }) => {
      const { blocks } = await reports.outline(scope, ALL);
      const row = blocks.find(({ id }) => id.endsWith('@s2'));
      const tried = ['p2', 'p3'].map((name) => blocks.find(({ id }) => id.endsWith(`@${name}`))?.attempted);
      return `correct on first attempt ${row ? rateText(row.firstTry) : ''}; its problems attempted by ${tried.join(', ')}`;
    },
  },
  {
    title: 'Statements that lack a number',
    // one of ten says neither which attempt it was nor whether it was right
    batches: (course) => [
      course.ten((n) => {
        const statement = course.answers(n, 10, 1, true);
        if (n > 0) return [statement];
        const object = { ...(statement.object as { id: string }), definition: {} };
        return [{ ...statement, object, result: {} }];
      }),
    ],
    theirs: (_, batches) => {
      const stored = batches.filter((batch) =>
        batch.every(({ verb, attempt, success }) => verb !== 'evaluated' || (attempt > 0 && success !== null)),
      );
      return `${people(stored.flat())} learners`;
    },
    ours: async ({ reports, scope }) => `${(await reports.problem(scope, P1, ALL)).learners} learners`,
  },
  {
    title: 'Problem ids with an underscore',
    batches: (course) => [
      course.ten((n) => [
        course.answers(n, 10, 1, true, 'x', key('problem', 'week_1')),
        course.answers(n, 20, 1, false, 'x', key('problem', 'week_2')),
      ]),
    ],
    theirs: (events) => {
      const ids = new Set(lastResponses(events).map(({ block_id }) => shortened(block_id)));
      return `${ids.size} problem: ${[...ids].join(', ')}`;
    },
    ours: async ({ reports, scope }) => {
      const blocks = (await reports.outline(scope, ALL)).blocks.map(({ id }) => id.split('@').pop());
      return `${blocks.length} problems: ${blocks.join(', ')}`;
    },
  },
  {
    title: 'Small groups',
    batches: (course) => [course.ten((n) => (n < 4 ? [course.answers(n, 10, 1, n === 0)] : []))],
    theirs: (events) => `${rightAtOnce(events)} of ${lastResponses(events).length} correct`,
    ours: async ({ guarded, scope }) => (await guarded.problem(scope, P1, ALL)).firstTry.kind,
  },
];
