import { operatorScope } from '../../../api/auth/scope';
import { type Moment, StatementMaker } from '../../../api/demo/statements';
import { NO_RULES } from '../../../api/metrics/learners/thresholds';
import { openServices } from '../../../api/metrics';
import { CourseModels } from '../../../api/metrics/attention/courseModels';
import type { AttentionItem } from '@marginalia/contract';
import { LMS, lines, loadCsv, loadText } from '../../http/smallCourse';
import { type TestWorkspace, openTestWorkspace } from '../../support/engine';

/**
 * Each number of each sentence about what needs work, worked out again from the statements. 120 learners, a third of them
 * strong, a third weak; a course with one block of each kind of finding. Learner n is strong where n is a multiple of 3.
 */
const COURSE = 'course-v1:Edu+Faults+1';
const KINDS = [
  ...(['key', 'distractor', 'recovery', 'attempts', 'help', 'video', 'skipped'] as const),
  ...(['refused', 'nobody', 'second', 'hint', 'changed'] as const),
];
type Kind = (typeof KINDS)[number];
const NEUTRAL = ['n1', 'n2', 'n3', 'n4', 'n5', 'n6'];
const idOf = (name: string): string =>
  `block-v1:Edu+Faults+1+type@${name === 'video' ? 'video' : 'problem'}+block@${name}`;
const LEARNERS = 120;
const DURATION = 300;
const make = new StatementMaker(LMS, COURSE, 'Faults');
const START = Date.UTC(2026, 2, 2, 10) * 1000;
let second = 0;
/** No two statements at one time: their ids are made of learner, verb and time. */
const moment = (n: number): Moment => ({
  actor: String(n).padStart(32, '0'),
  time: START + (second += 1) * 1e6,
  session: 's',
});
const tries = (n: number, block: string, answers: readonly string[], right: string, interactionType = 'choice') =>
  answers.flatMap((response, i) =>
    make.submission(moment(n), idOf(block), i + 1, [
      { part: '2_1', question: 'Which?', interactionType, response, correct: response === right },
    ]),
  );
/** A second submission. */
const again = (n: number, block: string, response: string) =>
  make.submission(moment(n), idOf(block), 2, [
    { part: '2_1', question: 'Which?', interactionType: 'choice', response, correct: false },
  ]);
const watch = (n: number, until: number) => {
  const at = (verb: 'played' | 'paused', position: number) =>
    make.video({ ...moment(n) }, verb, idOf('video'), DURATION, {
      extensions: { 'https://w3id.org/xapi/video/extensions/time': position },
    });
  const begun = at('played', 0);
  second += until;
  return [...begun, ...at('paused', until)];
};
const wrongThenRight = (isRight: boolean) => (isRight ? ['yes'] : ['no', 'yes']);

const ofLearner = (n: number) => {
  const [level, rank] = [n % 3, Math.floor(n / 3)];
  return [
    make.enrolment(moment(n), 'registered', 'audit'),
    NEUTRAL.map((block, i) => tries(n, block, wrongThenRight(level === 0 || (level === 1 && i < 3)), 'yes')),
    // the key: 36 of 40 strong ones choose A, which is marked wrong; of the weak 5
    tries(n, 'key', [rank < [36, 20, 5][level]! ? 'A' : 'B', 'B'], 'B'),
    // of 120 first answers 54 are X, 12 of the strong among them, 4 Y, 2 Z
    tries(
      n,
      'distractor',
      rank < [12, 20, 22][level]! ? ['X', 'R'] : level < 2 || rank >= 28 ? ['R'] : [rank < 26 ? 'Y' : 'Z', 'R'],
      'R',
    ),
    // 20 are right at first; of the others 80 try again, 8 of them rightly
    tries(n, 'recovery', n < 20 ? ['R'] : n < 28 ? ['W', 'R'] : n < 100 ? ['W', 'W'] : ['W'], 'R'),
    tries(n, 'attempts', n % 2 === 0 ? ['W', 'W', 'W', 'W', 'R'] : ['R'], 'R'),
    // 40 look first and try then, 15 look and never try
    n < 40 || n >= 105 ? make.answerShown(moment(n), idOf('help')) : [],
    n < 105 ? tries(n, 'help', ['R'], 'R') : [],
    // 20 are gone by 1:40, 60 more leave after 2:32, the rest see all of it
    watch(n, n < 20 ? 40 + n * 3 : n < 80 ? 152 + (n % 5) : DURATION),
    n < 10 ? tries(n, 'skipped', ['R'], 'R') : [],
    // 60 write the answer as it is accepted, 30 with a comma
    tries(n, 'refused', [n % 4 < 2 ? '0.25' : n % 4 === 2 ? '0,25' : '4'], '0.25', 'numeric'),
    tries(n, 'nobody', ['W'], 'R'),
    // of the others every third one gives A and not B, which is marked correct; of the weak all give C
    tries(n, 'second', [level === 2 ? 'C' : rank % 3 === 0 ? 'A' : 'B'], 'B'),
    // 50 use the hint and are wrong again, 60 try again without it
    n < 50
      ? [...tries(n, 'hint', ['W'], 'R'), make.hint(moment(n), idOf('hint'), 0), ...again(n, 'hint', 'W')]
      : tries(n, 'hint', n < 110 ? ['W', 'R'] : ['R'], 'R'),
    // it is changed when 60 have come: of these 50 were correct, of the others 10 are
    tries(n, 'changed', [n % 60 < (n < 60 ? 50 : 10) ? 'R' : 'W'], 'R'),
  ].flat(2);
};
/** When somebody changed the last problem, microseconds. */
let changedAt = 0;
const statements = Array.from({ length: LEARNERS }, (_, n) => {
  if (n === 60) changedAt = START + (second += 1) * 1e6;
  return ofLearner(n);
}).flat();
const changed = new Date(changedAt / 1000).toISOString();

/** A publish; the second one came with the change. */
const structure = (isSecond: boolean): string => {
  const dump = `${isSecond ? '2' : '1'}1111111-2222-4333-8444-555555555555`;
  const first = '2026-02-01 08:00:00.000000';
  const later = changed.replace('T', ' ').replace('Z', '000');
  // the unit that is passed by stands between two that are not
  const names = [...NEUTRAL.slice(0, 3), 'skipped', ...NEUTRAL.slice(3), ...KINDS.filter((kind) => kind !== 'skipped')];
  const row = (type: string, id: string, place: readonly number[], order: number): string => {
    const [section, subsection, unit] = place;
    const data = JSON.stringify({ block_type: type, section, subsection, unit, graded: 0 }).replaceAll('"', '""');
    const key = id.startsWith('block-v1') ? id : `block-v1:Edu+Faults+1+type@${type}+block@${id}`;
    const edited = isSecond && id === idOf('changed') ? later : first;
    const dumped = isSecond ? later : first;
    return ['Edu', COURSE, key, id.split('@').pop(), `"${data}"`, order, edited, dump, dumped].join(',');
  };
  const rows = [
    row('course', 'course', [0, 0, 0], 0),
    row('chapter', 'c', [1, 0, 0], 1),
    row('sequential', 's', [1, 1, 0], 2),
    ...names.flatMap((name, at) => [
      row('vertical', `u-${name}`, [1, 1, at + 1], 3 + 2 * at),
      row(name === 'video' ? 'video' : 'problem', idOf(name), [1, 1, at + 1], 4 + 2 * at),
    ]),
  ];
  const head = 'org,course_key,location,display_name,xblock_data_json,order,edited_on,dump_id,time_last_dumped';
  return `${[head, ...rows].join('\n')}\n`;
};

interface Event {
  readonly learner: string;
  readonly verb: string;
  readonly block: string;
  readonly time: number;
  readonly right: boolean;
  readonly answer: string;
  readonly position: number;
}
interface Sent {
  readonly actor: { readonly account: { readonly name: string } };
  readonly verb: { readonly id: string };
  readonly object: { readonly id: string };
  readonly timestamp: string;
  readonly result?: { success?: boolean; response?: string; extensions?: Record<string, number> };
}
/** The statements as they were sent, read plainly. */
const events: Event[] = statements.map((statement) => {
  const sent = JSON.parse(JSON.stringify(statement)) as Sent;
  const { success = false, response = '', extensions = {} } = sent.result ?? {};
  return {
    learner: sent.actor.account.name,
    verb: sent.verb.id.split('/').pop()!,
    block: sent.object.id.split('/xblock/').pop()!,
    time: Date.parse(sent.timestamp),
    right: success,
    answer: response,
    position: extensions['https://w3id.org/xapi/video/extensions/time'] ?? 0,
  };
});
const onBlock = (name: string, verb: string): Map<string, Event[]> => {
  const found = new Map<string, Event[]>();
  for (const event of [...events].sort((a, b) => a.time - b.time))
    if (event.block === idOf(name) && event.verb === verb)
      found.set(event.learner, [...(found.get(event.learner) ?? []), event]);
  return found;
};
const PROBLEMS = [...NEUTRAL, ...KINDS.filter((kind) => kind !== 'video')];
const submitted = new Map(PROBLEMS.map((name) => [name, onBlock(name, 'evaluated')]));
/** Of who tried a problem: the share right at first of the others, in ten thousandths. */
const elsewhere = (name: string): { learner: string; share: number }[] =>
  [...submitted.get(name)!.keys()].map((learner) => {
    const others = PROBLEMS.filter((other) => other !== name).flatMap((other) => {
      const own = submitted.get(other)!.get(learner);
      return own ? [Number(own[0]!.right)] : [];
    });
    return { learner, share: Math.floor((others.reduce((a, b) => a + b, 0) * 10_000) / others.length) };
  });
/** Those whose share is in the upper third. */
const upperThird = (name: string): Set<string> => {
  const shares = elsewhere(name);
  const sorted = shares.map(({ share }) => share).sort((a, b) => a - b);
  const start = sorted[Math.floor(sorted.length * (2 / 3))]!;
  return new Set(shares.filter(({ share }) => share >= start).map(({ learner }) => learner));
};
const count = <T>(items: Iterable<T>, holds: (item: T) => boolean): number => [...items].filter(holds).length;
const of = (number: number, whole: number) => ({ kind: 'value', count: number, of: whole });

let at: TestWorkspace;
let items: AttentionItem[];
beforeAll(async () => {
  at = await openTestWorkspace('embedded');
  await loadCsv(at.workspace, structure(false));
  await loadCsv(at.workspace, structure(true));
  await loadText(at.workspace, lines(statements));
  await new CourseModels(at.engine).ensure(COURSE);
  ({ items } = await openServices(at.engine, 1, NO_RULES).reports.attention(operatorScope(COURSE)));
});
afterAll(() => at.close());

const found = (kind: Kind): AttentionItem => {
  const id = kind === 'skipped' ? 'block-v1:Edu+Faults+1+type@vertical+block@u-skipped' : idOf(kind);
  return items.find(({ block }) => block.id === id)!;
};

it('The sentence about a key that may be wrong says who of the upper third, of all, and of the wrong chose what', () => {
  const first = [...submitted.get('key')!].map(([learner, own]) => ({ learner, answer: own[0]!.answer }));
  const [upper, [marked, chosen]] = [upperThird('key'), ['B', 'A']];
  const strong = first.filter(({ learner }) => upper.has(learner));
  const wrong = first.filter(({ answer }) => answer !== marked);
  expect(found('key')).toMatchObject({
    reason: 'key_may_be_wrong',
    marked: expect.stringContaining('B'),
    chosen: expect.stringContaining('A'),
    chosenByStrong: of(
      count(strong, ({ answer }) => answer === chosen),
      strong.length,
    ),
    markedRight: of(first.length - wrong.length, first.length),
    chosenOfWrong: of(
      count(wrong, ({ answer }) => answer === chosen),
      wrong.length,
    ),
    learners: first.length,
  });
});

it('The sentence about a confusing distractor says who gave it, of the wrong ones and of the upper third', () => {
  const first = [...submitted.get('distractor')!].map(([learner, own]) => ({ ...own[0]!, learner }));
  const upper = upperThird('distractor');
  const isX = ({ answer }: { answer: string }): boolean => answer === 'X';
  const wrong = first.filter(({ right }) => !right);
  const strong = first.filter(({ learner }) => upper.has(learner));
  expect(found('distractor')).toMatchObject({
    reason: 'confusing_distractor',
    answer: expect.stringContaining('X'),
    ofWrong: of(count(wrong, isX), wrong.length),
    ofStrong: of(count(strong, isX), strong.length),
    learners: first.length,
  });
});

it('The sentence about a hard problem says who was right in the end, of who tried again, and who never was, of all', () => {
  const all = [...submitted.get('recovery')!.values()];
  const again = all.filter((own) => !own[0]!.right && own.length > 1);
  const ever = (own: readonly Event[]): boolean => own.some(({ right }) => right);
  expect(found('recovery')).toMatchObject({
    reason: 'hard_without_recovery',
    recovered: of(count(again, ever), again.length),
    giveUp: of(
      count(all, (own) => !ever(own)),
      all.length,
    ),
    learners: all.length,
  });
});

it('The sentence about many attempts says who submitted so often', () => {
  const all = [...submitted.get('attempts')!.values()];
  const item = found('attempts');
  expect(item).toMatchObject({ reason: 'many_attempts', attempts: 5, learners: all.length });
  expect(item).toMatchObject({
    many: of(
      count(all, (own) => own.length >= 5),
      all.length,
    ),
  });
});

it('The sentence about help before trying says who saw the answer before the first attempt or without one, of who tried or saw it', () => {
  const [tried, shown] = [submitted.get('help')!, new Map<string, Event[]>()];
  for (const event of events)
    if (event.verb === 'asked' && event.block.startsWith(idOf('help')))
      shown.set(event.learner, [...(shown.get(event.learner) ?? []), event]);
  const early = count(shown, ([learner, [look]]) => (tried.get(learner)?.[0]?.time ?? Infinity) > look!.time);
  const all = new Set([...tried.keys(), ...shown.keys()]).size;
  expect(found('help')).toMatchObject({ reason: 'help_before_trying', shown: of(early, all), withoutTrying: true });
  expect(found('help').learners).toBe(all);
});

it('The sentence about a video that is left says, of the viewers still there at that moment, who were gone ten seconds later', () => {
  const item = found('video');
  if (item?.reason !== 'video_drop_out') throw new Error('the video is not on the list');
  const ends = [...onBlock('video', 'paused').values()].map((own) => Math.max(...own.map(({ position }) => position)));
  // somebody who stopped at 152 saw second 151 last
  const there = ends.filter((end) => end - 1 >= item.from);
  const left = there.filter((end) => end - 1 < item.to);
  expect([ends.length, there.length, left.length]).toEqual([120, 100, 60]);
  expect(item).toMatchObject({ from: 150, to: 160, duration: DURATION, left: of(left.length, there.length) });
});

it('The sentence about a unit that is passed by says who reached it, the one before it and the one after it', () => {
  const reached = (name: string): number => submitted.get(name)!.size;
  expect(found('skipped')).toMatchObject({
    reason: 'unit_skipped',
    reached: reached('skipped'),
    before: reached('n3'),
    after: reached('n4'),
  });
});

const right = (own: readonly Event[]): boolean => own.some((one) => one.right);

it('The sentence about a correct answer refused for how it is written says so many of those equal to an accepted one', () => {
  const equal = [...submitted.get('refused')!.values()].filter(([own]) => ['0.25', '0,25'].includes(own!.answer));
  expect(found('refused')).toMatchObject({
    reason: 'correct_answer_refused',
    accepted: '0.25',
    refused: '0,25',
    refusals: of(
      count(equal, ([own]) => own!.answer === '0,25'),
      equal.length,
    ),
    suspect: { answer: '0,25' },
    learners: submitted.get('refused')!.size,
  });
});

it('The sentence about a problem that nobody solved says how many ever were correct, of all who attempted it', () => {
  const all = [...submitted.get('nobody')!.values()];
  expect(found('nobody')).toMatchObject({
    reason: 'nobody_correct',
    correct: of(count(all, right), all.length),
    learners: all.length,
  });
});

it('The sentence about a second correct answer says who gave it, and how they and those marked correct do elsewhere', () => {
  const first = new Map([...submitted.get('second')!].map(([learner, [own]]) => [learner, own!.answer]));
  const mean = (answer: string): number => {
    const shares = elsewhere('second').flatMap(({ learner, share }) => (first.get(learner) === answer ? [share] : []));
    return shares.reduce((a, b) => a + b, 0) / shares.length / 10_000;
  };
  const item = found('second');
  expect(item).toMatchObject({
    reason: 'second_correct_answer',
    marked: expect.stringContaining('B'),
    chosen: expect.stringContaining('A'),
    chose: of(
      count(first.values(), (answer) => answer === 'A'),
      first.size,
    ),
    markedElsewhere: { kind: 'value', value: expect.closeTo(mean('B'), 6) as number },
    chosenElsewhere: { kind: 'value', value: expect.closeTo(mean('A'), 6) as number },
  });
});

it('The sentence about a hint after which few are correct says who was in the end, of those who used it and of those who tried again without', () => {
  const hinted = new Set(
    events
      .filter(({ verb, block }) => verb === 'asked' && block.startsWith(`${idOf('hint')}/hint`))
      .map(({ learner }) => learner),
  );
  const all = [...submitted.get('hint')!];
  const used = all.filter(([learner, own]) => hinted.has(learner) && own.length > 1).map(([, own]) => own);
  const unused = all
    .filter(([learner, own]) => !hinted.has(learner) && !own[0]!.right && own.length > 1)
    .map(([, own]) => own);
  expect([used.length, unused.length]).toEqual([50, 60]);
  expect(found('hint')).toMatchObject({
    reason: 'no_success_after_hint',
    afterHint: of(count(used, right), used.length),
    withoutHint: of(count(unused, right), unused.length),
  });
});

it('The sentence about an edit after which fewer are correct says who was at first, of those who came before and of those who came since', () => {
  const first = [...submitted.get('changed')!.values()].map(([own]) => own!);
  const [before, after] = [true, false].map((early) =>
    first.filter(({ time }) => time * 1000 < changedAt === early),
  ) as [Event[], Event[]];
  expect([before.length, after.length]).toEqual([60, 60]);
  const correct = (own: readonly Event[]): number => count(own, (one) => one.right);
  expect(found('changed')).toMatchObject({
    reason: 'worse_after_edit',
    at: changed.replace('.000Z', 'Z'),
    before: of(correct(before), before.length),
    after: of(correct(after), after.length),
    drop: { kind: 'value', value: expect.closeTo(correct(before) / 60 - correct(after) / 60, 6) as number },
  });
});
