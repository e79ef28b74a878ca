import { screen, waitFor, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { WITHHELD, none } from '@marginalia/contract';
import type { OutlineBlock } from '@marginalia/contract';
import { factsOf, sessionsOf } from '../../src/features/learners/session-model';
import {
  besideRows,
  classCurve,
  heatLevel,
  problemMap,
  secondsSeen,
  standingOf,
  weeksOf,
} from '../../src/features/learners/model';
import { fragmentOf, placeOf } from '../../src/panels/place';
import { COURSE, attention, outline, video } from '../../src/harness/fixtures/reports';
import { FLAGS, judged, learner, learners, overview } from '../../src/harness/fixtures/class';
import { failure } from '../support-web/host';
import type { Responses } from '../support-web/host';
import { arrive, inMenu, rowsIn, section, showInstructor as show, textIn as text } from '../support-web/instructor';
import { inArabic } from '../support-web/draft';
import { expectAccessible } from '../support-web/render';

const ID = 'https://lms.test|7f3a';
const AT = `/learners/${encodeURIComponent(ID)}`;
const rowsOf = (part: HTMLElement): string[][] => rowsIn(part).slice(1);

beforeEach(() => {
  window.location.hash = fragmentOf({ page: 'learner', learner: ID });
});
afterAll(() => {
  window.location.hash = '';
});

it('The page of a learner leads to the progress page of the LMS, where it is known by which number', async () => {
  const { unmount } = show({ [AT]: learner() });
  expect(await screen.findByRole('link', { name: 'Progress page in the LMS' })).toHaveAttribute(
    'href',
    `http://lms.test/courses/${encodeURIComponent(COURSE)}/progress/7/`,
  );
  unmount();
  show({ [AT]: learner({ userId: null }) });
  expect(await screen.findByRole('img', { name: /^Activity by day/ })).toBeVisible();
  expect(screen.queryByRole('link', { name: 'Progress page in the LMS' })).toBeNull();
});

it('The page of a learner says each fact once: problems with as many attempts share a sentence', async () => {
  const stuck = ['For', 'While', 'Do', 'Until'].map((name, i) => ({
    problem: { id: `p${i}`, name },
    attempts: i === 3 ? 9 : 6,
  }));
  const marks = [{ ...FLAGS.struggling, sections: [], stuck }];
  show({ [AT]: learner({ marks, state: 'struggling' }) });
  const sentence = (await screen.findByText(/attempted, 40%/)).closest('p')!;
  expect(text(sentence)).toBe(
    '“For”, “While”, and “Do”: 6 attempts each, none correct. “Until”: 9 attempts, none correct. ' +
      '20 of 20 problems attempted, 40% correct on first attempt.',
  );
  const head = sentence.parentElement!.querySelector('.marginalia-learner-head')!;
  expect(text(head)).not.toMatch(/first attempt/);
});

it.each([
  ['not_started', /No activity|Never active/g, /Oct 1\b/g],
  ['stopped', /No activity|Last active/g, /23 days/g],
] as const)(
  'The page of a learner who is %s says once that nothing happens, and since when',
  async (rule, what, when) => {
    const nobody = { lastActivity: null, days: [], tried: 0, lastActiveAt: null, registeredAt: '2026-10-01T08:00:00Z' };
    const is = { marks: [FLAGS[rule]], state: rule };
    const { container } = show({
      [AT]: learner(rule === 'not_started' ? { ...nobody, ...is } : is),
      '/attention': attention([], { learners: judged() }),
    });
    await screen.findByText(/No activity (in|for)/);
    if (rule === 'not_started') expect(await screen.findByText('14 of 200 learners have not started.')).toBeVisible();
    expect(text(container).match(what)).toHaveLength(1);
    expect(text(container).match(when)).toHaveLength(1);
  },
);

describe('the address', () => {
  it.each(['a', 'https://lms|7f3a', 'with/slash and %', 'ل'])(
    'The address of a learner finds the learner %s again',
    (id) => expect(placeOf(fragmentOf({ page: 'learner', learner: id }))).toEqual({ page: 'learner', learner: id }),
  );
  it('The address of a learner leads anything else to the first page', () => {
    expect(placeOf('')).toEqual({ page: 'attention' });
    expect(placeOf('#learner/')).toEqual({ page: 'attention' });
    expect(placeOf('#elsewhere')).toEqual({ page: 'attention' });
    expect(placeOf('#learner/%E0%A4%A')).toEqual({ page: 'learner', learner: '%E0%A4%A' });
    expect(placeOf('#compare')).toEqual({ page: 'compare' });
  });
});

describe('the model', () => {
  it('The model of a learner puts each number on a scale that has the class on it too', () => {
    const rows = besideRows(learner());
    expect(rows.map(({ key, value, top }) => [key, value, top])).toEqual([
      ['activeDays', 12, 25],
      ['progress', 0.4, 1],
      ['tried', 20, 37.5],
      ['firstTry', 0.4, 1],
      ['watched', 754, 2250],
    ]);
    expect(besideRows(learner({ tried: 0 }))[3]!.value).toBeNull();
    const alone = learner({ beside: { ...learner().beside, activeDays: none('nobody') } });
    expect(besideRows(alone)[0]!.top).toBe(12);
  });
  it('The model of a learner counts what was seen, once and again; a class curve has gaps where it may not be told', () => {
    expect(secondsSeen(learner().videos[0]!.watched)).toEqual({ once: 240, again: 60 });
    expect(
      classCurve([
        { second: 0, viewers: 20, views: 25 },
        { second: 1, viewers: WITHHELD, views: WITHHELD },
      ]),
    ).toEqual([
      { second: 0, viewers: 20, repeats: 5 },
      { second: 1, viewers: null, repeats: null },
    ]);
  });
  it('The model of a learner has every week of the run, from Monday, and today’s where the run has no end', () => {
    // Sep 28, 2026 is a Monday; Oct 14 a Wednesday
    const weeks = weeksOf(learner().days, { start: '2026-09-30T00:00:00Z', end: null, today: '2026-10-14' });
    expect(weeks.map(([monday]) => monday)).toEqual(['2026-09-28', '2026-10-05', '2026-10-12']);
    expect(weeks[0]).toHaveLength(7);
    expect(weeksOf([], { start: '2026-09-30', end: '2026-10-11', today: '2030-01-01' })).toHaveLength(2);
  });
  it('The model of a learner shades days by quarters of the busiest one', () => {
    expect([0, 1, 3, 4, 9, 12].map((events) => heatLevel(events, 12))).toEqual([0, 1, 1, 2, 3, 4]);
  });
  it('The model of a learner puts every problem under its section, those that no structure knows last', () => {
    const block = (id: string, type: string, parent: string | null, order: number): OutlineBlock => ({
      ...outline().blocks[0]!,
      id,
      type,
      parent,
      name: id,
      order,
    });
    const [one] = learner().problems;
    const sections = problemMap(
      [{ ...one!, block: { ...one!.block, id: 'gone', name: 'gone' } }],
      [
        block('s', 'chapter', null, 0),
        block('q', 'sequential', 's', 1),
        block('p2', 'problem', 'q', 3),
        block('p1', 'problem', 'q', 2),
      ],
    );
    expect(sections.map(({ name, problems }) => [name, problems.map(({ id }) => id)])).toEqual([
      ['s', ['p1', 'p2']],
      ['', ['gone']],
    ]);
    expect(standingOf(undefined)).toBe('open');
    expect(standingOf({ firstRight: false, everRight: true })).toBe('later');
  });
  it('The model of a learner makes sessions of what lies less than half an hour apart, and names what is in them', () => {
    const [p, v] = [learner().problems[0]!.block, learner().videos[0]!.block];
    const at = (time: string): string => `2026-10-04T${time}:00Z`;
    const sessions = sessionsOf([
      { at: at('11:00'), what: 'other', block: null },
      { at: at('10:31'), what: 'hint', block: p },
      { at: at('10:00'), what: 'answered_right', block: p },
      { at: at('09:40'), what: 'answered_wrong', block: p },
      { at: at('09:35'), what: 'watched', block: v },
      { at: at('09:31'), what: 'watched', block: v },
    ]);
    expect(sessions.map(({ start, end }) => [start, end])).toEqual([
      [at('10:31'), at('11:00')],
      [at('09:31'), at('10:00')],
    ]);
    expect(sessions[1]!.events.map(({ what, times }) => [what, times])).toEqual([
      ['watched', 2],
      ['answered_wrong', 1],
      ['answered_right', 1],
    ]);
    expect(factsOf(sessions[1]!)).toMatchObject({
      videos: ['Recursion'],
      problems: 1,
      correct: 1,
      help: 0,
      unknown: 0,
    });
    expect(factsOf(sessions[0]!)).toMatchObject({ problems: 0, help: 1, unknown: 1 });
    expect(sessionsOf(learner().timeline, 'videos')).toEqual([]);
  });
});

it('The page of a learner tells why help may be needed, and the work beside the class', async () => {
  const { container, host } = show({ [AT]: learner(), '/outline': outline(), '/overview': overview() });
  const why = await section('Why this learner may need help');
  expect(text(container)).toContain('“Loops”: 1 of 7 problems correct on first attempt');
  expect(within(why).getByRole('button', { name: 'Contacted' })).toBeVisible();
  expect(text(container)).toContain('20 of 20 problems attempted, 40% correct on first attempt.');
  const beside = await section('Compared with the class');
  expect(within(beside).getAllByRole('listitem').map(text)).toEqual([
    'Days active12; class 8–20',
    'Units reached40%; class 30–80%',
    'Problems attempted20; class 15–30',
    'Correct on first attempt40%; class: hidden',
    'Time watched12 min 34 s; class 10 min 0 s–30 min 0 s',
  ]);
  await inMenu(beside, 'View as table');
  expect(rowsOf(beside)[3]).toEqual(['Correct on first attempt', '40%', 'Hidden']);
  expect(text(await section('Activity'))).toContain('Active on 2 days, from Oct 1 to Oct 4.');
  const sections = await section('Sections');
  expect(within(sections).getAllByRole('listitem').map(text)).toEqual(['Loops4 of 6 (class 3–6)']);
  await inMenu(sections, 'View as table');
  expect(rowsOf(sections)).toEqual([
    ['Loops', '4 of 6 (class 3–6)', '3 of 4', '1 of 3', '1 of 2 (class 1–2)'],
    ['For', '1 of 3 (class 3)', '2 of 2', '0 of 2', '0 of 0'],
  ]);
  const map = await section('Problems in course order');
  const sign = within(map).getByRole('link', {
    name: /^“Sorting lists”: correct after 3 attempts; class, first attempt: 62%$/,
  });
  expect(sign).toHaveTextContent('◐');
  await inMenu(map, 'View as table');
  expect(rowsOf(map)).toEqual([['Sorting lists', '3', '1.6', 'Incorrect', 'Correct', '1, 0', '62%']]);
  const sessions = await section('Sessions');
  expect([...sessions.querySelectorAll('summary')].map((one) => text(one).replace(/^.* min /, ''))).toEqual([
    '1 problem: 0 correct',
    '1 other event',
  ]);
  expect(text(container)).not.toContain('only learners enrolled as');
  expect(host.asked.some((url) => url.includes('/problems/'))).toBe(false);
  await expectAccessible(container);
});

it('The page of a learner shows which seconds of a video the learner saw, below the curve of the class', async () => {
  const { container, host } = show({ [AT]: learner(), '/video': video() });
  const videos = await section('Videos');
  expect(host.asked.some((url) => url.endsWith('/video'))).toBe(false);
  await userEvent.click(within(videos).getByRole('button', { name: 'Viewers by second of “Recursion”' }));
  expect(await within(videos).findByRole('img', { name: 'Viewers by second of “Recursion”' })).toBeVisible();
  expect(text(videos)).toContain('This learner watched 80%, 20% of it more than once.');
  await userEvent.click(within(videos).getByRole('button', { name: /^Table/ }));
  const table = within(videos).getAllByRole('table').at(-1)!;
  expect([...table.querySelectorAll('tbody tr')].map((row) => text(row))).toEqual([
    expect.stringMatching(/^0:00–3:001/),
    expect.stringMatching(/^3:00–4:002/),
  ]);
  await expectAccessible(container);
});

it('The page of a learner shows what the learner saw where the class may not be told', async () => {
  show({ [AT]: learner(), '/video': video({ viewers: WITHHELD, curve: [] }) });
  await userEvent.click(await screen.findByRole('button', { name: 'Viewers by second of “Recursion”' }));
  expect(await screen.findByText('Class hidden: too few viewers.')).toBeVisible();
  expect(screen.getByText(/^This learner watched 80%/)).toBeVisible();
});

it('The page of a learner leads back to the list, with the focus on its heading', async () => {
  const { host } = show({
    [AT]: learner(),
    '/attention': attention([], { learners: judged() }),
    '/learners': learners(),
  });
  await screen.findByText('Ada Lovelace');
  await userEvent.click(screen.getByRole('button', { name: 'Back to Needs help' }));
  await waitFor(() => expect(screen.getByRole('heading', { name: 'Which learners may need help?' })).toHaveFocus());
  // one page at a time, however often one goes to and fro
  for (const place of ['#learner/x', '#attention', '#learner/x', '#attention']) {
    await arrive(() => (window.location.hash = place));
    expect(screen.getAllByRole('heading', { level: 2 })).toHaveLength(1);
    expect(document.querySelectorAll('[aria-busy], .marginalia-skeleton')).not.toHaveLength(0);
  }
  expect(host.asked.some((url) => url.endsWith('/attention'))).toBe(true);
});

it.each<[string, Responses, RegExp]>([
  [
    'nothing done',
    {
      [AT]: learner({ lastActivity: null, marks: [], days: [], sections: [], problems: [], videos: [], timeline: [] }),
    },
    /No activity yet/,
  ],
  ['identities off', { [AT]: failure(403, 'identities_off') }, /^This site’s operator/],
  ['role not enough', { [AT]: failure(403, 'role_not_enough') }, /^Your role/],
  ['unknown', { [AT]: failure(404, 'unknown_learner') }, /^This course has no such learner/],
  ['away', { [AT]: null }, /^The course itself is not affected/],
  ['too many', { [AT]: failure(429, 'too_many_requests') }, /^Too many requests/],
])('The page of a learner has a state of its own: %s', async (_, answers, words) => {
  const { container } = show(answers);
  expect(await screen.findByText(words)).toBeVisible();
  await expectAccessible(container);
});

it('The page of a learner speaks Arabic', async () => {
  const { container } = show({ [AT]: learner() }, 'ar');
  expect(await screen.findByRole('heading', { name: inArabic('marginalia.teach.learnerTitle') })).toBeVisible();
  await screen.findAllByText(inArabic('marginalia.moment.answeredWrong'));
  expect(screen.getByRole('heading', { name: inArabic('marginalia.one.map') })).toBeVisible();
  expect(text(container)).not.toMatch(/class|attempt|not right|Enrolled|Units reached|Sessions|course order/);
});
