import { screen, waitFor, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { WITHHELD, none } from '@marginalia/contract';
import type { LearnerAttention, LearnerRule } from '@marginalia/contract';
import { listStateOf, queryOf, sortText } from '../../src/features/attention/address';
import { commonest, doingFine, helpSentence, mainFlag, verdictOf } from '../../src/features/attention/model';
import { lastVisit } from '../../src/features/attention/visits';
import { initialsOf, knownName, mailAddress, mailToMany, shortCode } from '../../src/features/learners/naming';
import { COURSE, attention, rate } from '../../src/harness/fixtures/reports';
import { FLAGS, SECTION, judged, learnerRow, learners, overview } from '../../src/harness/fixtures/class';
import { failure } from '../support-web/host';
import type { Responses, fakeHost } from '../support-web/host';
import { showInstructor as show, textIn as text } from '../support-web/instructor';
import { expectAccessible } from '../support-web/render';

const answersWith = (given: LearnerAttention, list: object = learners()): Responses => ({
  '/attention': attention([], { learners: given }),
  '/learners': list,
});
const two = [
  learnerRow(),
  learnerRow({ id: 'https://lms.test|9b2c', name: 'Ben Ito', username: 'ben', email: 'ben@example.org' }),
];
/** What the list was asked for last; the question how many are new asks for one row only. */
const asked = (host: ReturnType<typeof fakeHost>): URLSearchParams =>
  new URL(
    host.asked.findLast((url) => url.includes('/learners') && !url.includes('limit=1&') && !url.endsWith('limit=1')) ??
      'http://x',
  ).searchParams;
const table = () => screen.findByRole('grid', { name: 'Learners' });

beforeEach(() => {
  window.location.hash = '';
  window.localStorage.clear();
});

describe('the answer of the page', () => {
  it.each<[Partial<LearnerAttention>, string]>([
    [{ computedAt: null }, 'notYet'],
    [{ of: WITHHELD }, 'withheld'],
    [{ of: none('no_learners') }, 'nobody'],
    [{ flagged: WITHHELD }, 'atLeast'],
    [{ flagged: WITHHELD, rules: [], states: [{ state: 'on_track', learners: 100 }] }, 'hidden'],
    [{ flagged: rate(0, 200), notEnough: rate(0, 200) }, 'none'],
    [{ flagged: rate(0, 200) }, 'noneEarly'],
    [{ flagged: rate(0, 200), notEnough: rate(200, 200) }, 'allEarly'],
    [{}, 'some'],
  ])('The sentence of the page of who may need help, with %j, is: %s', (over, kind) =>
    expect(helpSentence(judged(over))).toBe(kind),
  );

  const early = judged({
    of: 8,
    flagged: rate(0, 8),
    notEnough: rate(8, 8),
    states: [{ state: 'not_enough_evidence', learners: 8 }],
  });

  it('The answer of the page before the course begins is when it does, and nobody is called checked', async () => {
    const starts = { ...overview().course, start: '2027-01-11T00:00:00Z' };
    const { container } = show({ ...answersWith(early, learners([])), '/overview': overview({ course: starts }) });
    expect(
      await screen.findByText('Too early to tell: the course starts on Jan 11, 2027. 8 learners are enrolled.'),
    ).toBeVisible();
    expect(await screen.findByText('Nobody is flagged.')).toBeVisible();
    expect(text(container)).not.toMatch(/checked|match these filters|of 0/);
  });

  it('The answer of the page is that it is too early, where nobody has done enough', async () => {
    const { host } = show({ ...answersWith(early, learners([])), '/overview': overview() });
    expect(
      await screen.findByText('Too early to tell for all 8 learners. Flags appear once they have done more.'),
    ).toBeVisible();
    await userEvent.click(await screen.findByRole('button', { name: 'Show all learners' }));
    await waitFor(() => expect(asked(host).get('flagged')).toBeNull());
  });

  it('The answer of the page counts those apart of whom it is too early to tell', async () => {
    show({ ...answersWith(judged({ flagged: rate(0, 200) }), learners([])), '/overview': overview() });
    expect(await screen.findByText('Nobody is flagged. 169 learners checked, 31 too early to tell.')).toBeVisible();
  });

  it('The answer of the page names the commonest reason of those that may be told', () => {
    expect(commonest(judged())).toBe('not_started');
    expect(commonest(judged({ states: [{ state: 'stopped', learners: WITHHELD }] }))).toBeNull();
  });

  it('The answer of the page merges who does fine, and takes what follows from the whole where a part is hidden', () => {
    const states: LearnerAttention['states'] = [
      { state: 'passed', learners: WITHHELD },
      { state: 'on_track', learners: 120 },
    ];
    expect(
      doingFine(
        judged({
          states: [
            { state: 'passed', learners: 7 },
            { state: 'on_track', learners: 120 },
          ],
        }),
      ),
    ).toBe(127);
    expect(doingFine(judged({ states }))).toBe(200 - 38 - 31);
    expect(doingFine(judged({ states, flagged: WITHHELD }))).toBe(WITHHELD);
  });

  it.each([
    [0.05, 0.25, 'strong'],
    [0.2, 0.5, 'useful'],
    [0.4, 0.56, 'weak'],
  ])('A rule of whose learners %d to %d passed anyway, where 60%% pass, is %s', (low, high, verdict) => {
    const count = judged().rules[0]!;
    const replay = { fired: 40, laterPassed: rate(9, 40, low, high), caught: rate(25, 60), daysEarly: 21 };
    expect(verdictOf({ ...count, replay }, judged())).toBe(verdict);
    expect(verdictOf({ ...count, replay: none('no_finished_learners') }, judged())).toBe('early');
  });
});

describe('who and what to write', () => {
  it('A message writes about the flag of the status, and names learners by what is known', () => {
    const marks = [FLAGS.rushing, FLAGS.struggling];
    expect(mainFlag({ state: 'struggling', marks })?.rule).toBe('struggling');
    expect(mainFlag({ state: 'on_track', marks })?.rule).toBe('rushing');
    expect(mainFlag({ state: null, marks: [] })).toBeNull();
    expect(knownName({ username: 'ada', name: ' ' })).toBe('ada');
    expect(knownName({ username: null, name: null })).toBeNull();
    expect(shortCode('https://lms|18cb657c-aaaa-bbbb')).toBe('18cb·657c');
    expect([initialsOf('Ada Lovelace'), initialsOf('ben')]).toEqual(['AL', 'B']);
  });

  it('A message keeps blanks, lines and signs of a message for the mail program, and hides recipients from one another', () => {
    const address = mailAddress('a+b@example.org', 'One & two', 'Line\n+1');
    expect(address).toBe('mailto:a%2Bb@example.org?subject=One%20%26%20two&body=Line%0D%0A%2B1');
    expect(mailToMany(['a@example.org', 'b@example.org'], 'S', 'B')).toBe(
      'mailto:?bcc=a@example.org,b@example.org&subject=S&body=B',
    );
  });

  it('A message knows the last visit on a day before, and a week without one', () => {
    const day = (date: string) => Date.parse(`${date}T12:00:00Z`);
    expect(lastVisit(COURSE, day('2026-11-20'))).toBe('2026-11-13');
    expect(lastVisit(COURSE, day('2026-11-20'))).toBe('2026-11-13');
    expect(lastVisit(COURSE, day('2026-11-25'))).toBe('2026-11-20');
    expect(lastVisit(COURSE, day('2026-11-25'))).toBe('2026-11-20');
  });
});

describe('the state in the address', () => {
  it('The state in the address is read, and what makes no sense is left', () => {
    const state = listStateOf({ state: 'stopped', sort: '-lastActive', from: '50', track: 'audit' });
    expect(queryOf(state, '2026-11-01')).toEqual({
      state: 'stopped',
      sort: 'lastActive',
      order: 'down',
      track: 'audit',
    });
    expect(sortText(state.sorting)).toBe('-lastActive');
    expect(listStateOf({ state: 'x', sort: 'x', from: '-1', since: 'x', rule: 'x' })).toMatchObject({
      shown: 'flagged',
      sorting: { key: 'state', down: false },
      offset: 0,
      since: null,
      rule: null,
    });
    expect(queryOf(listStateOf({ state: 'new' }), '2026-11-01')).toEqual({ since: '2026-11-01' });
    expect(queryOf(listStateOf({ state: 'fine' }), '2026-11-01')).toEqual({ flagged: 'false' });
  });

  it('The state in the address filters by a counter, sorts by a head, and survives a reload', async () => {
    const { host, unmount } = show(answersWith(judged()));
    await table();
    await userEvent.click(screen.getByRole('button', { name: /12.*Inactive/ }));
    await waitFor(() => expect(asked(host).get('state')).toBe('stopped'));
    await userEvent.click(within(await table()).getByRole('button', { name: /Last active/ }));
    await waitFor(() => expect(asked(host).get('sort')).toBe('lastActive'));
    expect(window.location.hash).toBe('#attention?state=stopped&sort=-lastActive');
    unmount();
    const again = show(answersWith(judged()));
    await table();
    expect(asked(again.host).get('state')).toBe('stopped');
    expect(screen.getByRole('button', { name: /12.*Inactive/ })).toHaveAttribute('aria-pressed', 'true');
  });
});

describe('with single learners', () => {
  it('The counters tell how they went in the last weeks, where that is told', async () => {
    const lines = (): number =>
      screen.getByRole('list', { name: 'Learners by status' }).querySelectorAll('svg.marginalia-spark').length;
    const { unmount } = show(answersWith(judged(), learners(two)));
    await table();
    // all flagged, five rules, doing fine, too early to tell; neither the new ones nor those whom the team wrote to
    expect(lines()).toBe(8);
    unmount();
    show(answersWith(judged({ past: [] }), learners(two)));
    await table();
    expect(lines()).toBe(0);
  });

  it('The page of who may need help says how many and how many are new, counts each status, and lists who with why', async () => {
    const { container } = show(answersWith(judged(), learners(two)));
    expect(await screen.findByText(/^38 of 200 learners may need help, 2 of them new since/)).toHaveTextContent(
      'Most common: not started.',
    );
    const counters = screen.getByRole('list', { name: 'Learners by status' });
    expect(within(counters).getByRole('button', { name: /Struggling/ })).toHaveTextContent(/^Hidden/);
    expect(within(counters).getByRole('button', { name: /Doing fine/ })).toHaveTextContent('131');
    const rows = within(await table()).getAllByRole('row');
    expect(rows).toHaveLength(3);
    expect(within(rows[1]!).getByRole('link', { name: 'Ada Lovelace' })).toHaveAttribute(
      'href',
      `#learner/${encodeURIComponent('https://lms.test|7f3a')}`,
    );
    expect(text(rows[1]!)).toContain('“Loops”: 1 of 7 problems correct on first attempt (class: 65%).');
    expect(text(rows[1]!)).toContain('40%');
    await expectAccessible(container);
  });

  it.each<[LearnerRule, string]>([
    ['not_started', 'No activity in the 19 days of the course since enrolling on Oct 1.'],
    ['stopped', 'No activity for 23 days. Usually active every 3 days. Last at “Sorting lists”.'],
    [
      'help_without_success',
      'Used help on 6 of 8 recent problems; 5 not mastered. Viewed the answer before being correct on 4 problems.',
    ],
    ['rushing', '12 recent first attempts, median 4 seconds each; 2 correct.'],
  ])(
    'The page of who may need help opens a row by key, tells what %s rests on, and drafts a message',
    async (rule, sentence) => {
      show(answersWith(judged(), learners([learnerRow({ state: rule, marks: [FLAGS[rule]] })])));
      const row = within(await table()).getAllByRole('row')[1]!;
      row.focus();
      await userEvent.keyboard('d');
      const drawer = await screen.findByRole('dialog', { name: 'Ada Lovelace' });
      expect(text(drawer)).toContain(sentence);
      const body = within(drawer).getByLabelText<HTMLTextAreaElement>('Message');
      expect(body.value).toMatch(/^Hello Ada Lovelace,\n\n.+\n\n.*15 problems.*\n\n.+$/s);
      await userEvent.keyboard('{Escape}');
      await waitFor(() => expect(screen.queryByRole('dialog')).toBeNull());
    },
  );

  it('The page of who may need help selects rows by key, and drafts one message that names nobody', async () => {
    show(answersWith(judged(), learners(two)));
    const grid = await table();
    within(grid).getAllByRole('row')[1]!.focus();
    await userEvent.keyboard('xjx');
    const bar = await screen.findByRole('region', { name: 'Selected learners' });
    expect(within(bar).getByText('2 selected')).toBeVisible();
    await userEvent.click(within(bar).getByRole('button', { name: 'Draft message' }));
    const body = within(bar).getByLabelText<HTMLTextAreaElement>('Message');
    expect(body.value).not.toMatch(/Ada|Ben/);
    expect(within(bar).getByRole('link', { name: 'Open in mail' })).toHaveAttribute(
      'href',
      expect.stringContaining('bcc=ada@example.org,ben@example.org'),
    );
    expect(text(bar)).toContain('Ben Ito · “Loops”: 1 of 7');
  });

  it('The page of who may need help takes no key while something in a row has the focus', async () => {
    show(answersWith(judged(), learners(two)));
    const link = within(await table()).getByRole('link', { name: 'Ada Lovelace' });
    link.focus();
    await userEvent.keyboard('x');
    expect(screen.queryByRole('region', { name: 'Selected learners' })).toBeNull();
  });

  it('The page of who may need help says that nobody matches, and takes the filters off', async () => {
    window.location.hash = '#attention?state=rushing&search=zz';
    const { host } = show(answersWith(judged(), learners([])));
    expect(await screen.findByText(/No learners match these filters/)).toBeVisible();
    await userEvent.click(screen.getByRole('button', { name: 'Clear filters' }));
    await waitFor(() => expect(asked(host).get('search')).toBeNull());
  });

  it('The page of who may need help shows the section that was chosen', async () => {
    const { host } = show(answersWith(judged()));
    await table();
    await userEvent.click(screen.getByRole('button', { name: SECTION.name }));
    await waitFor(() => expect(asked(host).get('section')).toBe(SECTION.id));
  });
});

describe('a list whose rows move', () => {
  const [ada, ben] = two as [(typeof two)[0], (typeof two)[0]];
  const answered = (rows: typeof two, total = rows.length): Responses => ({
    ...answersWith(judged(), { ...learners(rows), total }),
    '/answers': { answers: [] },
  });

  it('A list whose rows move keeps the drawer open and the selection, also of whom is on another page now', async () => {
    const { host } = show(answered(two));
    const [, row] = within(await table()).getAllByRole('row');
    row!.focus();
    await userEvent.keyboard('x{Enter}');
    const drawer = await screen.findByRole('dialog', { name: 'Ada Lovelace' });
    host.answer(answered([ben], 2));
    await userEvent.click(within(drawer).getByRole('button', { name: 'Contacted' }));
    await waitFor(async () => expect(within(await table()).getAllByRole('row')).toHaveLength(2));
    expect(screen.getByRole('dialog', { name: 'Ada Lovelace' })).toBe(drawer);
    const bar = screen.getByRole('region', { name: 'Selected learners' });
    expect(within(bar).getByText('1 selected')).toBeVisible();
    // whoever took the place is next
    await userEvent.click(within(drawer).getByRole('button', { name: 'Next learner' }));
    expect(await screen.findByRole('dialog', { name: 'Ben Ito' })).toBeVisible();
  });

  it('A list whose rows move keeps the focus at its place, and says what was done', async () => {
    const { host } = show(answered(two));
    const [, row] = within(await table()).getAllByRole('row');
    row!.focus();
    host.answer(answered([ben, ada]));
    await userEvent.keyboard('c');
    expect(within(await table()).getByRole('row', { name: /Ben Ito/ })).toHaveFocus();
    expect(await screen.findByText('1 learner marked.')).toHaveAttribute('role', 'status');
    expect(host.sent).toHaveLength(1);
  });

  it('A list whose rows move has the focus on the next row where that of the focus is gone', async () => {
    const { host } = show(answered(two));
    const [, , last] = within(await table()).getAllByRole('row');
    last!.focus();
    host.answer(answered([ada]));
    await userEvent.keyboard('n');
    await waitFor(async () => expect(within(await table()).getAllByRole('row')).toHaveLength(2));
    expect(within(await table()).getByRole('row', { name: /Ada Lovelace/ })).toHaveFocus();
  });
});

describe('without single learners', () => {
  it('The page of who may need help counts, and says why nobody is listed', async () => {
    show({ ...answersWith(judged()), '/learners': failure(403, 'identities_off') });
    expect(await screen.findByText(/^38 of 200 learners may need help/)).toBeVisible();
    expect(screen.queryByRole('button', { name: /Inactive/ })).toBeNull();
    const why = 'This site’s operator hasn’t turned on individual learners.';
    await screen.findByRole('table', { name: 'Learners by reason' });
    expect(screen.getByText(why)).toBeVisible();
  });

  it('The page of who may need help counts the learners of each reason, and how that changed', async () => {
    show({ ...answersWith(judged()), '/learners': failure(403, 'role_not_enough') });
    const reasons = await screen.findByRole('table', { name: 'Learners by reason' });
    const row = within(reasons).getByRole('row', { name: /^Not started/ });
    expect(text(row)).toContain('14 of 200');
    expect(text(row)).toContain('More than a week ago (4)');
    expect(text(within(reasons).getByRole('row', { name: /^Struggling/ }))).toContain(`${SECTION.name}: `);
    expect(screen.getByText('Your role can’t see individual learners.')).toBeVisible();
  });

  it('The page of who may need help drafts a text to everybody, which takes the focus and gives it back', async () => {
    const { container } = show({ ...answersWith(judged()), '/learners': failure(403, 'identities_off') });
    const open = await screen.findByRole('button', { name: 'Draft an announcement: Inactive' });
    await userEvent.click(open);
    const drawer = screen.getByRole('dialog', { name: 'Draft an announcement: Inactive' });
    expect(text(drawer)).toContain('Open edX can’t email just these learners.');
    const body = within(drawer).getByRole<HTMLTextAreaElement>('textbox', { name: 'Message' });
    expect(body.value).toContain('lately, this note is for you.');
    await expectAccessible(container);
    await userEvent.keyboard('{Escape}');
    expect(open).toHaveFocus();
  });

  it('The page of who may need help asks for no more of single learners than it takes to know that there are none', async () => {
    const { host } = show({ ...answersWith(judged()), '/learners': failure(403, 'identities_off') });
    await screen.findByRole('table', { name: 'Learners by reason' });
    expect(host.asked.filter((url) => url.includes('/learners?') && url.includes('said='))).toEqual([]);
  });
});

it('The page of a run that is over offers no list where the site names nobody, and says so instead', async () => {
  show({
    ...answersWith({ ...judged(), running: false }),
    '/learners': failure(403, 'identities_off'),
  });
  expect((await screen.findAllByText(/^This site’s operator/)).length).toBeGreaterThan(0);
  expect(screen.queryByRole('button', { name: 'Show the learners' })).toBeNull();
});

it('The page of who may need help tells how far each rule can be trusted', async () => {
  show(answersWith(judged()));
  await userEvent.click(await screen.findByRole('button', { name: 'How reliable are these rules here?' }));
  const drawer = screen.getByRole('dialog');
  expect(drawer).toContainElement(document.activeElement as HTMLElement);
  const [, notStarted] = within(drawer).getAllByRole('row');
  expect(text(notStarted!)).toContain('9 of 40');
  expect(text(drawer)).toContain('Enrolled 7 days or more with no activity.');
  await userEvent.click(within(drawer).getByRole('button', { name: 'Close' }));
  expect(screen.getByRole('button', { name: 'How reliable are these rules here?' })).toHaveFocus();
});
