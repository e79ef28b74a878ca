import { screen, waitFor, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { WITHHELD, none } from '@marginalia/contract';
import type { LearnerAttention, LearnerRule } from '@marginalia/contract';
import { Instructor } from '../../src/features/instructor';
import { helpSentence, mainMark, maySome, trendOf } from '../../src/features/attention/model';
import { calledOf, mailAddress } from '../../src/features/learners/naming';
import { COURSE, attention, learnerAttention, rate } from '../../src/harness/fixtures/answers';
import { MARKS, SECTION, judged, learnerRow, learners } from '../../src/harness/fixtures/class';
import { failure, fakeHost, lastAsked } from '../support-web/host';
import type { Answers } from '../support-web/host';
import { expectAccessible, renderIn } from '../support-web/render';

const text = (element: Element): string => (element.textContent ?? '').replace(/[\u2060\u2066\u2069]/g, '');
const answersWith = (given: LearnerAttention, list: object = learners()): Answers => ({
  '/attention': attention([], { learners: given }),
  '/learners': list,
});
const show = (answers: Answers, tag = 'en') => {
  const host = fakeHost(answers, tag);
  return { host, ...renderIn(host, <Instructor courseId={COURSE} />) };
};
const section = async (name: string): Promise<HTMLElement> =>
  (await screen.findByRole('heading', { name, level: 3 })).closest('section') as HTMLElement;

beforeEach(() => {
  window.location.hash = '';
});

describe('what may be said', () => {
  it.each<[Partial<LearnerAttention>, string]>([
    [{ computedAt: null }, 'notYet'],
    [{ of: WITHHELD }, 'withheld'],
    [{ of: none('no_learners') }, 'nobody'],
    [{ flagged: WITHHELD }, 'atLeast'],
    [{ flagged: WITHHELD, rules: [], states: [{ state: 'on_track', learners: 100 }] }, 'hidden'],
    [{ flagged: rate(0, 200) }, 'none'],
    [{}, 'some'],
  ])('%j: %s', (over, kind) => expect(helpSentence(judged(over))).toBe(kind));

  it.each([
    [0.01, 0.09, 'up'],
    [-0.09, -0.01, 'down'],
    [-0.01, 0.09, 'same'],
    [0, 0.09, 'same'],
  ])('a difference from %d to %d is %s', (low, high, trend) =>
    expect(trendOf({ change: { kind: 'value', value: 0, low, high }, weekAgo: rate(1, 2) })).toBe(trend),
  );
  it('says nothing of a trend where either number is withheld', () => {
    expect(trendOf({ change: WITHHELD, weekAgo: rate(1, 2) })).toBe('unknown');
    expect(trendOf({ change: { kind: 'value', value: 0.1, low: 0.05, high: 0.2 }, weekAgo: WITHHELD })).toBe('unknown');
  });

  it('writes about the mark of the state, and calls learners by what is known', () => {
    const marks = [MARKS.rushing, MARKS.struggling];
    expect(mainMark({ state: 'struggling', marks })?.rule).toBe('struggling');
    expect(mainMark({ state: 'on_track', marks })?.rule).toBe('rushing');
    expect(mainMark({ state: null, marks: [] })).toBeNull();
    expect(calledOf({ id: 'x', username: 'ada', name: ' ' })).toBe('ada');
    expect(calledOf({ id: 'x', username: null, name: null })).toBe('x');
  });

  it('lists whom a withheld count is of, and nobody where there is nobody', () => {
    expect([rate(3, 9), WITHHELD, rate(0, 9), none('nobody')].map(maySome)).toEqual([true, true, false, false]);
  });

  it('keeps blanks, lines and signs of a message for the mail program', () => {
    const address = mailAddress('a+b@example.org', 'One & two', 'Line\n+1');
    expect(address).toBe('mailto:a%2Bb@example.org?subject=One%20%26%20two&body=Line%0D%0A%2B1');
  });
});

describe('with single learners', () => {
  it('says how to write where the address is not known', async () => {
    show(answersWith(judged(), learners([learnerRow({ email: null })])));
    await userEvent.click(await screen.findByRole('button', { name: 'Draft a message' }));
    expect(screen.getByText(/^The address is not known here: copy the text/)).toBeVisible();
    expect(screen.queryByRole('link', { name: 'Open in your mail program' })).toBeNull();
  });

  it('says how many, each state with its rule, how good the rules are, and who', async () => {
    const { container } = show(answersWith(judged()));
    expect(
      await screen.findByText(/^38 of 200 learners may need help/, { selector: '.marginalia-sentence' }),
    ).toHaveTextContent('For 31 of 200 there is not enough to say.');
    const states = await section('How learners stand');
    const struggling = within(states).getByRole('button', { name: /Struggling/ });
    expect(text(struggling)).toContain('few');

    const rules = await section('The rules, and how good they are here');
    const [notStarted, stopped, third, , rushing] = within(rules).getAllByRole('listitem');
    expect(text(notStarted!)).toContain('14 of 200 learners · 7% · likely 2%–9%');
    expect(text(notStarted!)).toContain('More than a week earlier (20 of 198).');
    expect(text(notStarted!)).toContain('Enrolled for 7 days or longer');
    expect(text(notStarted!)).toContain(
      'it held for 40 learners at some time; 9 of 40 of them passed later all the same. Of those who never passed, it found 25 of 60, in the middle 21 days before the end.',
    );
    expect(text(stopped!)).toContain('Fewer than a week earlier (20 of 198).');
    expect(text(stopped!)).toContain('contacted 12, fine 3, wrong 1');
    expect(text(third!)).toContain('How good it was before is not known yet');
    expect(text(rushing!)).toContain('How it was a week earlier is not known, or not shown.');
    expect(text(rushing!)).toContain('Nobody has passed yet, so how often it was wrong cannot be told.');
    expect(text(rules)).toContain('Of all 150 learners 90 of 150 passed');

    const list = await section('Learners');
    expect(await within(list).findByRole('link', { name: 'Ada Lovelace' })).toHaveAttribute(
      'href',
      `#learner/${encodeURIComponent('https://lms.test|7f3a')}`,
    );
    expect(text(list)).toContain(
      '1 of 7 problems in “Loops” right the first time; the course gets 65% there. 9 tries at “Nested loops”, none right.',
    );
    expect(text(list)).toContain('Last active 3 days ago · 40% of the units reached · 8 of 20 problems right');
    await expectAccessible(container);
  });

  it.each<[LearnerRule, string]>([
    ['not_started', 'Enrolled on Oct 1, 2026, and has done nothing in 19 days of the course since.'],
    ['stopped', 'Nothing for 23 days. Came about every 3 days before. Last in “Sorting lists”.'],
    [
      'help_without_success',
      'Took help in 6 of 8 problems lately; 5 of these not mastered. Viewed the answer before being correct in 4.',
    ],
    ['rushing', '12 first answers lately, half of them within 4 seconds; 2 right.'],
  ])('tells what %s rests on, and makes a draft of it', async (rule, sentence) => {
    show(answersWith(judged(), learners([learnerRow({ state: rule, marks: [MARKS[rule]] })])));
    expect(await screen.findByText(sentence)).toBeVisible();
    await userEvent.click(screen.getByRole('button', { name: 'Draft a message' }));
    const body = screen.getByLabelText('Message');
    expect((body as HTMLTextAreaElement).value).toMatch(/^Hello Ada Lovelace,\n\n.+\n\n.*15 problems.*\n\n.+$/s);
    expect(screen.getByText('A draft for you to change. Nothing is sent from here.')).toBeVisible();
  });

  it('filters the list by a state, a rule and a section, and says so', async () => {
    const { host } = show(answersWith(judged()));
    await screen.findByRole('link', { name: 'Ada Lovelace' });
    const lastAsked = () => new URL(host.asked.filter((url) => url.includes('/learners')).at(-1)!).searchParams;
    await userEvent.click(screen.getByRole('button', { name: /Stopped/ }));
    await waitFor(() => expect(lastAsked().get('state')).toBe('stopped'));
    expect(await screen.findByText(/Was active, and has done nothing for two weeks/)).toBeVisible();
    expect(await screen.findByText(/^Only:/)).toHaveTextContent('Only: Stopped');
    const where = await section('Where they struggle');
    await userEvent.click(within(where).getByRole('button', { name: 'Show these learners' }));
    await waitFor(() => expect(lastAsked().get('section')).toBe(SECTION.id));
    expect(lastAsked().get('state')).toBeNull();
    const rules = await section('The rules, and how good they are here');
    await userEvent.click(within(rules).getAllByRole('button', { name: 'Show these learners' })[0]!);
    await waitFor(() => expect(lastAsked().get('rule')).toBe('not_started'));
    await userEvent.click(await screen.findByRole('button', { name: 'Show everybody' }));
    await waitFor(() => expect(screen.queryByText(/^Only:/)).toBeNull());
  });

  it('sorts, narrows and pages where the data is, and asks once the typing stops', async () => {
    const many = learners(
      Array.from({ length: 20 }, (_, i) => learnerRow({ id: `l${i}`, name: `Learner ${i}`, marks: [] })),
      { total: 60 },
    );
    const { host } = show(answersWith(judged(), many));
    expect(await screen.findByText('1–20 of 60')).toBeVisible();
    const asked = () => host.asked.filter((url) => url.includes('/learners')).map((url) => new URL(url).searchParams);
    await userEvent.selectOptions(screen.getByLabelText('Order'), 'Lowest grade first');
    await userEvent.selectOptions(screen.getByLabelText('Track'), 'verified');
    await userEvent.click(screen.getByLabelText('Also who left'));
    await userEvent.type(screen.getByLabelText('Find'), 'love');
    await waitFor(() => expect(asked().at(-1)!.get('search')).toBe('love'));
    expect(Object.fromEntries(asked().at(-1)!)).toEqual({
      sort: 'grade',
      track: 'verified',
      enrolled: 'false',
      search: 'love',
      limit: '20',
    });
    expect(asked().some((query) => query.get('search') === 'l' || query.get('search') === 'lo')).toBe(false);
    await userEvent.click(screen.getByRole('button', { name: 'Next' }));
    await waitFor(() => expect(asked().at(-1)!.get('offset')).toBe('20'));
  });

  it('keeps what the team says to a mark, and takes it back', async () => {
    const { host } = show({ ...answersWith(judged()), '/answers': { answers: [] } });
    await screen.findByRole('link', { name: 'Ada Lovelace' });
    const said = { rule: 'struggling' as const, answer: 'fine' as const, at: '2026-11-03', by: 'grace', current: true };
    host.answer({
      ...answersWith(judged(), learners([learnerRow({ answers: [said] })])),
      '/answers': { answers: [said] },
    });
    await userEvent.click(screen.getByRole('button', { name: 'Fine' }));
    const to = `http://api.test/api/v1/courses/${encodeURIComponent(COURSE)}/learners/${encodeURIComponent('https://lms.test|7f3a')}/answers`;
    expect(host.sent).toEqual([{ method: 'PUT', url: to, body: { rule: 'struggling', answer: 'fine' } }]);
    expect((await screen.findByText('grace')).parentElement).toHaveTextContent('grace said so on Nov 3, 2026.');
    expect(screen.getByRole('button', { name: 'Fine' })).toHaveAttribute('aria-pressed', 'true');
    await userEvent.click(screen.getByRole('button', { name: 'Fine' }));
    await waitFor(() => expect(host.sent.at(-1)?.body).toEqual({ rule: 'struggling', answer: null }));
  });

  it('says where an answer could not be kept', async () => {
    show({ ...answersWith(judged()), '/answers': failure(503, 'engine_unavailable') });
    await userEvent.click(await screen.findByRole('button', { name: 'Wrong' }));
    expect(await screen.findByText('The answer could not be kept. Try again.')).toBeVisible();
  });

  it('tells what is new since a day', async () => {
    const { host } = show(answersWith(judged()));
    const field = await screen.findByLabelText(/^What is new since/);
    host.answer(
      answersWith(
        judged({
          rules: judged().rules.map((one) => ({ ...one, newSince: WITHHELD })),
          since: {
            from: '2026-11-03',
            active: rate(60, 200),
            sections: [{ section: SECTION, tried: 40, firstTry: rate(90, 160) }],
          },
        }),
      ),
    );
    await userEvent.type(field, '2026-11-03');
    const since = await section('Since Nov 3, 2026');
    expect(text(since)).toContain('60 of 200 learners did something in the course.');
    expect(text(since)).toContain('Loops4090 of 160');
    expect(host.asked.some((url) => url.endsWith('/attention?since=2026-11-03'))).toBe(true);
    expect((await screen.findAllByText(/New since Nov 3, 2026: few\./))[0]).toBeVisible();
  });
});

describe('without single learners', () => {
  it.each([
    ['identities_off', /^This site shows how many learners, but not who/],
    ['role_not_enough', /^Your role on this course shows you how many learners, but not who/],
  ])('%s: counts, and why no more', async (code, why) => {
    const { container } = show(answersWith(judged(), failure(403, code)));
    expect(await screen.findByText(why)).toBeVisible();
    expect(screen.getByText(/^38 of 200 learners may need help/)).toBeVisible();
    expect(screen.queryByRole('button', { name: 'Show these learners' })).toBeNull();
    expect(screen.queryByRole('button', { name: 'Try again' })).toBeNull();
    await expectAccessible(container);
  });
});

describe('states of the page', () => {
  it.each<[string, Answers, RegExp]>([
    ['not judged yet', answersWith(learnerAttention), /^The learners of this course are looked at in the background/],
    ['withheld', answersWith(judged({ of: WITHHELD })), /^Fewer than 10 learners so far/],
    ['nobody', answersWith(judged({ of: none('no_learners') })), /^Nobody is enrolled now/],
    [
      'hidden',
      answersWith(judged({ flagged: WITHHELD, rules: [], states: [{ state: 'on_track', learners: 99 }] })),
      /is not shown: the number would tell who/,
    ],
    ['at least', answersWith(judged({ flagged: WITHHELD })), /^At least 26 of 200 learners may need help/],
    [
      'outgrown',
      answersWith({ ...learnerAttention, computedBefore: new Date(Date.now() - 600_000).toISOString() }),
      /^Very much has come in since the learners were looked at, 10 minutes ago/,
    ],
    ['over', answersWith(judged({ running: false })), /^The course is over/],
    ['not permitted', { '/attention': failure(403, 'not_course_team') }, /not on this course’s team/],
    ['away', { '/attention': null }, /^The course itself is not affected/],
    ['failed', { '/attention': failure(500, 'internal') }, /The course itself is not affected/],
  ])('%s', async (_, answers, words) => {
    const { container } = show(answers);
    expect(await screen.findByText(words)).toBeVisible();
    expect(container.textContent).not.toMatch(/Studio/);
    await expectAccessible(container);
  });

  it('asks again where it failed', async () => {
    const { host } = show({ '/attention': failure(500, 'internal') });
    const again = await screen.findByRole('button', { name: 'Try again' });
    host.answer(answersWith(judged()));
    await userEvent.click(again);
    expect(await screen.findByText(/^38 of 200/)).toBeVisible();
  });

  it('speaks Arabic from right to left', async () => {
    const { container } = show(answersWith(judged()), 'ar');
    expect(await screen.findByRole('heading', { name: 'أي المتعلمين قد يحتاجون إلى مساعدة؟' })).toBeVisible();
    expect(container.querySelector('.marginalia')).toHaveAttribute('dir', 'rtl');
    await screen.findByRole('link', { name: 'Ada Lovelace' });
    expect(text(container)).not.toMatch(/may need help|Struggling/);
  });
});

describe('the file of a table', () => {
  const made: Blob[] = [];
  const click = jest.spyOn(HTMLAnchorElement.prototype, 'click').mockImplementation(() => undefined);
  beforeAll(() => {
    URL.createObjectURL = (blob: Blob) => `blob:${made.push(blob)}`;
    URL.revokeObjectURL = () => undefined;
  });
  afterAll(() => click.mockRestore());

  it('is asked for with the filters of the list, and saved', async () => {
    const { host } = show({ ...answersWith(judged()), '/learners.csv': { status: 200, body: '# head\r\nid\r\n' } });
    await screen.findByRole('link', { name: 'Ada Lovelace' });
    await userEvent.selectOptions(screen.getByLabelText('Order'), 'Name');
    const list = await section('Learners');
    await userEvent.click(within(list).getByRole('button', { name: 'Download as CSV' }));
    expect(await within(list).findByText(/^The file is in your downloads/)).toBeVisible();
    expect(lastAsked(host, '/learners.csv')).toMatch(/\/export\/learners\.csv\?sort=name$/);
    expect(made).toHaveLength(1);
    expect(made[0]!.size).toBe('# head\r\nid\r\n'.length + 3);
    expect(click).toHaveBeenCalledTimes(1);
  });

  it('says so where it cannot be had', async () => {
    show({ ...answersWith(judged()), '/learner-attention.csv': failure(429, 'too_many_requests') });
    const rules = await section('The rules, and how good they are here');
    await userEvent.click(within(rules).getByRole('button', { name: 'Download as CSV' }));
    expect(await within(rules).findByText(/^The file could not be made/)).toBeVisible();
  });
});
