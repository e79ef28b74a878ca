import { cleanup, screen, waitFor, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { type Problem, type Quantity, WITHHELD, none } from '@marginalia/contract';
import { ProblemPanel } from '../../src/features/problem';
import { COURSE, PROBLEM, part, problem, rate } from '../../src/harness/fixtures/reports';
import { failure, fakeHost } from '../support-web/host';
import type { FakeHost, Responses } from '../support-web/host';
import { expectAccessible, renderIn } from '../support-web/render';

const show = (answers: Responses | object, { draft = false, tag = 'en' } = {}) => {
  const host = fakeHost('/problem' in answers ? (answers as Responses) : { '/problem': answers }, tag);
  const view = renderIn(host, <ProblemPanel courseId={COURSE} blockId={PROBLEM} draft={draft} />);
  return { host, ...view };
};
/** Requests of its own, beside those for other runs. */
const own = ({ asked }: FakeHost): string[] => asked.filter((url) => url.endsWith('/problem'));
/** Text without the invisible characters that keep ranges together. */
const seen = (element: Element): string => (element.textContent ?? '').replace(/[\u2060\u2066\u2069]/g, '');

describe('the panel of a problem', () => {
  it('The panel of a problem asks for the block with its keys percent-encoded', async () => {
    const { host } = show(problem());
    await screen.findByText(/38 of 61 learners/);
    const block = `http://api.test/api/v1/courses/${encodeURIComponent(COURSE)}/blocks/${encodeURIComponent(PROBLEM)}`;
    expect(host.asked[0]).toBe(`${block}/problem`);
  });

  it('The panel of a problem opens with the answer, its range, and the commonest wrong answer', async () => {
    show(problem());
    const sentence = await screen.findByText(/38 of 61 learners/);
    expect(seen(sentence)).toBe(
      '38 of 61 learners were correct on the first attempt (likely 50–73%). Most common wrong answer: “n²” (14 first attempts).',
    );
  });

  it('The panel of a problem shows four numbers with their company, and a definition one press away', async () => {
    show(problem());
    const numbers = await screen.findByRole('list', { name: 'Main numbers' });
    expect(within(numbers).getAllByRole('listitem').map(seen)).toEqual([
      '61Attempted',
      '62%Correct on first attempt38 of 61',
      '89%Eventually correct54 of 61',
      '1.6Attempts98 in total, at most 5',
    ]);
    const title = within(numbers).getByRole('button', { name: 'Correct on first attempt' });
    title.focus();
    await userEvent.keyboard('{Enter}');
    expect(title).toHaveAttribute('aria-expanded', 'true');
    expect(screen.getByText(/every question, full points/)).toBeVisible();
  });

  it('The panel of a problem tells which first answer led to which last one: in words, as bands, and in a table that says few', async () => {
    const disclosed: [string, string, Quantity][] = [
      ['n²', 'n log n', 11],
      ['n²', 'n²', WITHHELD],
      ['n log n', 'n log n', 38],
      ['n log n', 'n²', 0],
    ];
    const flow = disclosed.map(([from, to, learners]) => ({ from, to, learners }));
    const { container } = show(problem({ parts: [part({ flow })] }));
    await userEvent.click(await screen.findByRole('button', { name: 'How answers changed' }));
    const heading = await screen.findByRole('heading', { name: 'From first answer to last' });
    expect(seen(heading.nextElementSibling as Element).trim()).toBe(
      '11 of 14 learners who first answered n² changed to n log n.',
    );
    expect(container.querySelectorAll('.marginalia-bands path')).toHaveLength(2);
    const bands = container.querySelector('.marginalia-answer-flow');
    expect(bands?.nextElementSibling).toHaveTextContent(
      'Moves by few learners are not drawn, to protect small groups.',
    );
    const table = bands?.nextElementSibling?.nextElementSibling as HTMLElement;
    await userEvent.click(within(table).getByRole('button', { name: /Table/ }));
    const rows = screen.getByRole('table', { name: 'Learners by their first and their last answer' });
    expect(within(rows).getAllByRole('row').slice(1).map(seen)).toEqual([
      'n log nn log n38',
      'n²n log n11',
      'n²n²Hidden',
    ]);
    await expectAccessible(container);
  });

  it('The panel of a problem marks the right answer with a tick and a word, first in the list, and says few where withheld', async () => {
    show(problem());
    const right = await screen.findByText('correct');
    const rows = within(right.closest('ul') as HTMLElement).getAllByRole('listitem');
    expect(rows.map(seen)).toEqual([
      'n log ncorrect62% 38 first attempt',
      'n²23% 14 first attempt',
      'Other answers (3 texts, each from few learners)Hidden first attempt',
    ]);
    expect(rows[0]?.querySelectorAll('svg')).toHaveLength(1);
    expect(rows[1]?.querySelectorAll('svg')).toHaveLength(0);
    // A withheld number has no bar: its length would tell.
    expect(rows[1]?.querySelectorAll('.marginalia-bar-fill')).toHaveLength(1);
    expect(rows[2]?.querySelectorAll('.marginalia-bar-fill')).toHaveLength(0);
  });

  it('The panel of a problem has the same numbers as a table, one press away', async () => {
    show(problem());
    await screen.findByText('correct');
    expect(screen.queryByRole('table')).toBeNull();
    await userEvent.click(screen.getAllByRole('button', { name: /^Table/ })[0]!);
    const rows = within(screen.getByRole('table')).getAllByRole('row').map(seen);
    expect(rows).toEqual([
      'AnswerGradingfirst attemptlast attempt',
      'n log ncorrect3854',
      'n²incorrect14Hidden',
      'Other answers (3 texts, each from few learners)HiddenHidden',
    ]);
  });

  it('The panel of a problem shows one question at a time and all of them in the table', async () => {
    const second = part({
      part: '3_1',
      question: 'Which are stable?',
      answers: [{ value: '["insertion","merge"]', correct: true, first: 22, last: 40 }],
      choices: [{ value: 'merge', first: 48, last: 55 }],
      other: null,
    });
    show(problem({ parts: [part({ part: '2_1' }), second] }));
    const select = await screen.findByLabelText('Question');
    expect(screen.queryByText('insertion, merge')).toBeNull();
    await userEvent.selectOptions(select, '2 of 2: \u2068Which are stable?\u2069');
    expect(screen.getByText('insertion, merge')).toBeVisible();
    expect(screen.getByRole('heading', { name: 'Single choices' })).toBeVisible();
    await userEvent.click(screen.getAllByRole('button', { name: /^Table/ })[0]!);
    const rows = within(screen.getByRole('table')).getAllByRole('row').map(seen);
    expect(rows).toHaveLength(6);
    expect(rows[5]).toBe('merge2single choice4855');
  });

  it('The panel of a problem places the problem beside the others, and tells who never got it right', async () => {
    const difficulty = {
      kind: 'value',
      model: '2pl',
      value: 1.1,
      low: 0.7,
      high: 1.5,
      percentile: 0.76,
      problems: 30,
      of: 61,
      computedAt: '2026-10-20T10:00:00Z',
    } as const;
    const known = show(problem({ difficulty }));
    expect(seen(await screen.findByText(/Harder than about three quarters/))).toBe(
      'Harder than about three quarters of the problems in this course. 7 of 61 learners were never correct (likely 50–73%).',
    );
    known.unmount();
    show(problem({ difficulty: none('not_computed_yet'), giveUp: WITHHELD }));
    await screen.findByText(/38 of 61 learners/);
    expect(screen.queryByText(/Harder than|were never correct/)).toBeNull();
  });

  it('The panel of a problem shows who chooses what by dots and in the table, and no dot where a third is withheld', async () => {
    const answers = [
      { value: 'n log n', correct: true, first: 38, last: 54, strongest: 20, weakest: 5 },
      { value: 'n²', correct: false, first: 14, last: 7, strongest: WITHHELD, weakest: 12 },
    ];
    const parts = [part({ answers, thirds: { strongest: 25, weakest: 20 }, other: null })];
    const { container } = show(problem({ parts }));
    const section = (await screen.findByRole('heading', { name: 'Answers by learner group' })).closest(
      'section',
    ) as HTMLElement;
    expect(within(section).getAllByRole('listitem').map(seen)).toEqual([
      'n log ntop third 20 of 25, bottom third 5 of 20',
      'n²top third Hidden of 25, bottom third 12 of 20',
    ]);
    const dots = Array.from(section.querySelectorAll<HTMLElement>('.marginalia-dots .marginalia-dot'));
    expect(dots.map(({ style }) => style.insetInlineStart)).toEqual(['25.0%', '80.0%', '60.0%']);
    await userEvent.click(screen.getAllByRole('button', { name: /^Table/ })[0]!);
    expect(within(screen.getByRole('table')).getAllByRole('row').map(seen)).toEqual([
      'AnswerGradingfirst attemptlast attempttop thirdbottom third',
      'n log ncorrect3854205',
      'n²incorrect147Hidden12',
    ]);
    await expectAccessible(container);
  });

  it('The panel of a problem draws the trend as an image with words, with the edit', async () => {
    show(problem());
    expect(await screen.findByRole('heading', { name: 'Over time' })).toBeVisible();
    expect(await screen.findByRole('img', { name: 'Correct on first attempt, by week' })).toHaveAccessibleDescription(
      'Week of Oct 5: 67% of 30 learners. Week of Oct 19: 56% of 16 learners.',
    );
    expect(screen.getByText(/▲ changed and published Oct 7/)).toBeVisible();
  });

  it('The panel of a problem tells discrimination in plain words', async () => {
    show(problem({ discrimination: { kind: 'value', value: -0.3, low: -0.5, high: -0.1, of: 61 } }));
    expect(await screen.findByText(/Learners who do well elsewhere do worse here/)).toBeVisible();
    const numbers = screen.getByText(/^Correlation/);
    expect(numbers).toBeVisible();
    expect(seen(numbers)).toBe('Correlation −0.30, likely −0.50 to −0.10, 61 learners.');
  });
});

describe('tries', () => {
  const said = async (attempts: Problem['attempts']): Promise<string> => {
    const { container } = show(problem({ attempts }));
    await screen.findByText('Attempts');
    return seen(container.querySelector('.marginalia-stats') as HTMLElement);
  };

  it('The most attempts are named only where enough learners made as many, else that some made as many or more', async () => {
    expect(await said({ total: 90, mean: 1.8, median: 2, max: 7 })).toContain('1.8Attempts90 in total, at most 7');
    cleanup();
    expect(await said({ total: 90, mean: 1.8, median: 2, max: 4, orMore: true })).toContain(
      '1.8Attempts90 in total; some made 4 or more',
    );
  });

  it('Attempts are those of the middle learner where the mean is hidden', async () => {
    const hidden = { total: WITHHELD, mean: WITHHELD, median: 1 };
    expect(await said({ ...hidden, max: 1, orMore: true })).toContain('1Attemptsmedian; some made 1 or more');
    cleanup();
    expect(await said({ ...hidden, max: 2 })).toContain('1Attemptsmedian; at most 2');
  });
});

it('The correlation goes without a number of learners where that is hidden', async () => {
  const { container } = show(
    problem({ discrimination: { kind: 'value', value: 0.4, low: 0.1, high: 0.6, of: WITHHELD } }),
  );
  const numbers = await screen.findByText(/^Correlation/);
  expect(numbers).toBeVisible();
  expect(seen(numbers)).toBe('Correlation 0.40, likely 0.10 to 0.60.');
  expect(seen(container)).not.toMatch(/\b0 learners/);
});

it('The newest event is a date alone where it is told by the day', async () => {
  show(problem({ asOf: '2026-10-14' }));
  expect((await screen.findByText(/latest event/)).textContent).toMatch(/latest event Oct 14 ·/);
});

describe('steps of evidence', () => {
  it('The panel of a problem says only that there are too few, below the threshold', async () => {
    const { container } = show(
      problem({ learners: WITHHELD, firstTry: WITHHELD, eventual: WITHHELD, attempts: WITHHELD, parts: [], trend: [] }),
    );
    expect(await screen.findByText(/Fewer than 10 learners so far/)).toBeVisible();
    expect(container.querySelectorAll('.marginalia-stats, .marginalia-section')).toHaveLength(0);
  });

  it('The panel of a problem shows counts without shares and comparisons from 10 to 19', async () => {
    const { container } = show(problem({ learners: 14, firstTry: rate(9, 14), eventual: rate(12, 14) }));
    expect(await screen.findByText(/9 of 14 learners were correct on the first attempt\./)).toBeVisible();
    expect(screen.getByText(/Too early to rate/)).toBeVisible();
    expect(seen(container)).not.toMatch(/%|likely|stronger learners/);
    expect(container.querySelectorAll('.marginalia-bar-info')).toHaveLength(0);
  });

  it('The panel of a problem calls 20 to 49 early and shows no trend', async () => {
    const { container } = show(problem({ learners: 31, firstTry: rate(19, 31) }));
    expect(await screen.findByText('Early: 31 learners. This can still change a lot.')).toBeVisible();
    expect(seen(container)).toMatch(/likely 50–73%/);
    expect(container.querySelector('.marginalia-chart')).toBeNull();
  });
});

describe('states', () => {
  it('The panel of a problem is a named skeleton while pending', () => {
    show(problem());
    expect(screen.getByRole('img', { name: 'Loading…' })).toBeInTheDocument();
  });

  it('The panel of a problem says what failed with the request id, and tries again', async () => {
    const { host } = show({ '/problem': failure(500, 'internal', 'abc-123') });
    expect(await screen.findByText('abc-123')).toBeVisible();
    expect(own(host)).toHaveLength(1);
    host.answer({ '/problem': problem() });
    await userEvent.click(screen.getByRole('button', { name: 'Try again' }));
    expect(await screen.findByText(/38 of 61 learners/)).toBeVisible();
  });

  it.each([
    ['not_course_team', 403, 'The LMS says you aren’t on this course’s team.'],
    ['not_signed_in', 401, /Your session has ended/],
    ['unknown_block', 404, /No learners have opened this yet/],
    ['unknown_course', 404, /No learner events arrive from this course/],
    ['result_too_large', 500, /Something went wrong in the analytics service/],
  ])('The panel of a problem has its own words for %s and does not ask again', async (code, status, words) => {
    const { host } = show({ '/problem': failure(status, code) });
    expect(await screen.findByText(words)).toBeVisible();
    expect(own(host)).toHaveLength(1);
  });

  it('The panel of a problem says why there is nothing', async () => {
    const empty = problem({ learners: 0, firstTry: none('no_attempts'), eventual: none('no_attempts'), parts: [] });
    show(empty, { draft: true });
    expect(await screen.findByText(/No attempts yet\./)).toHaveTextContent('Not published yet');
  });

  it('The panel of a problem refuses an answer that breaks the contract, and reports it', async () => {
    const { host } = show({ '/problem': { status: 200, body: { ...problem(), learners: 'many' } } });
    expect(await screen.findByText(/didn’t come from this plugin’s analytics service/)).toBeVisible();
    expect(host.reported).toHaveLength(1);
  });

  it('The panel of a problem does not worry about old events: the learners are simply past this block', async () => {
    show(problem({ asOf: new Date(Date.now() - 3 * 86_400_000).toISOString() }));
    await screen.findByText(/38 of 61 learners/);
    expect(screen.queryByText(/^Latest event: /)).toBeNull();
  });

  it('The panel of a problem tells age, window and definitions at its foot', async () => {
    show(problem());
    expect(await screen.findByText(/^Updated .* · latest event .* · all time$/)).toBeVisible();
    await userEvent.click(screen.getByRole('button', { name: 'Definitions' }));
    expect(screen.getByText('Learners who submitted an answer at least once.')).toBeVisible();
    expect(screen.getByText(/could reveal fewer than 10 learners/)).toHaveTextContent(
      /^Hidden to protect a small group\. This number, or what it leaves over, could reveal fewer than 10 learners\.$/,
    );
  });

  it.each([
    [84, 'Catching up: these numbers may be up to 2 minutes old.'],
    [12, 'Catching up: these numbers may be up to 1 minute old.'],
  ])('The panel of a problem says that it is behind by %d seconds, in minutes', async (seconds, text) => {
    show(problem({ backlog: { learners: 40, seconds } }));
    expect(await screen.findByText(text)).toBeVisible();
  });

  it('The panel of a problem says nothing of being behind where it is not', async () => {
    show(problem());
    await screen.findByText(/38 of 61 learners/);
    expect(screen.queryByText(/Catching up/)).toBeNull();
  });

  it('The panel of a problem keeps the old figures, quietly, while new ones are fetched and when that fails', async () => {
    const { host, client } = show(problem());
    await screen.findByText(/38 of 61 learners/);
    host.answer({ '/problem': failure(500, 'internal') });
    await client.invalidateQueries({ queryKey: ['marginalia'] });
    expect(await screen.findByText(/Couldn’t refresh/)).toBeVisible();
    expect(screen.getByText(/38 of 61 learners/)).toBeVisible();
  });
});

describe('when the service is away', () => {
  beforeEach(() => jest.useFakeTimers());
  afterEach(() => jest.useRealTimers());

  it('The panel of a problem says that Studio is not affected, and recovers by itself within ten seconds', async () => {
    const { host } = show({ '/problem': null });
    await jest.advanceTimersByTimeAsync(3_000);
    expect(screen.getByText('Can’t reach analytics')).toBeVisible();
    expect(own(host)).toHaveLength(3);
    await jest.advanceTimersByTimeAsync(9_000);
    // Asking again in vain does not bring the skeleton back.
    expect(screen.getByText('Can’t reach analytics')).toBeVisible();
    host.answer({ '/problem': problem() });
    await jest.advanceTimersByTimeAsync(11_000);
    expect(screen.getByText(/38 of 61 learners/)).toBeVisible();
  });
});

describe('for everybody', () => {
  it('The panel of a problem breaks no accessibility rule, with everything open', async () => {
    const { container } = show(problem());
    await screen.findByText(/38 of 61 learners/);
    for (const button of screen.getAllByRole('button', { name: /Table|Definitions/ })) {
      await userEvent.click(button);
    }
    await waitFor(() => expect(container.querySelector('[role="img"] svg')).not.toBeNull());
    await expectAccessible(container);
  });

  it('The panel of a problem speaks Arabic from right to left', async () => {
    const { container } = show(problem(), { tag: 'ar' });
    expect(await screen.findByText(/من المحاولة الأولى \(/)).toBeVisible();
    expect(container.querySelector('.marginalia')).toHaveAttribute('dir', 'rtl');
    expect(container.querySelector('.marginalia')).toHaveAttribute('lang', 'ar');
    expect(seen(container)).not.toMatch(/[Ll]earners|first time|Counted/);
    await expectAccessible(container);
  });
});

describe('what the course says of a problem', () => {
  const settings = {
    hints: ['Halve it.', 'Then halve the halves.'],
    maxAttempts: 2,
    weight: 1.5,
    showAnswer: 'finished',
    graded: true,
    format: 'Homework',
    due: '2026-02-01T12:00:00Z',
    isHidden: false,
  };
  const choice = (text: string | null, right: boolean | null, hint = '') => ({ text, right, hint });
  const answers = [
    { value: 'n²', correct: false, first: 14, last: 5, choice: choice('n²', false, 'Too slow.') },
    { value: '<b>n log n</b>', correct: null, first: 38, last: 54, choice: choice('n log n', true) },
    { value: 'log n', correct: false, first: 0, last: 0, choice: choice('log n', false) },
    { value: 'n!', correct: true, first: 9, last: 2, choice: choice(null, null) },
  ];

  it('What the course says of a problem is every choice in its words, the right one of today first, and what is offered no more', async () => {
    const { container } = show(problem({ parts: [part({ answers, other: null })], settings }));
    const right = await screen.findByText('correct');
    const rows = within(right.closest('ul') as HTMLElement).getAllByRole('listitem');
    expect(rows.map(seen)).toEqual([
      'n log ncorrectgraded differently over time62% 38 first attempt',
      'n²Feedback: Too slow.23% 14 first attempt',
      'n!no longer offered15% 9 first attempt',
      'log n0% 0 first attempt',
    ]);
    expect(rows.map((row) => row.querySelectorAll('svg').length)).toEqual([1, 0, 0, 0]);
    await userEvent.click(screen.getByRole('button', { name: 'Show the 2 hints' }));
    expect(screen.getByText('Then halve the halves.')).toBeVisible();
    expect(seen(screen.getByText('2 attempts allowed').closest('ul') as HTMLElement)).toBe(
      '2 attempts allowed1.5 pointsCounts to HomeworkDue Feb 1',
    );
    await expectAccessible(container);
  });

  it('What the course says of a problem is that learners get different values, and an answer right for some is not one that was marked anew', async () => {
    const drawn = answers.map(({ choice: _, ...answer }) => answer);
    const { container } = show(
      problem({ parts: [part({ answers: drawn, other: null })], settings: { ...settings, variants: true } }),
    );
    expect(await screen.findByText(/^Values are randomized per learner/)).toBeVisible();
    expect(seen(container)).toContain('n log n</b>correct for some, incorrect for others62% 38 first attempt');
    expect(seen(container)).not.toContain('graded differently over time');
    await expectAccessible(container);
  });

  it('What the course says of a problem is there before anybody tried', async () => {
    show(
      problem({
        learners: 0,
        firstTry: none('no_attempts'),
        parts: [],
        settings: { ...settings, maxAttempts: null, isHidden: true },
      }),
    );
    expect(await screen.findByText(/^No attempts yet\./)).toBeVisible();
    expect(screen.getByText('Unlimited attempts')).toBeVisible();
    expect(screen.getByText('Hidden from learners')).toBeVisible();
  });

  it('What the course says of a problem is what a field accepts', async () => {
    const accepted = [
      { text: '3.14', tolerance: '5%', isPattern: false },
      { text: 'pi', tolerance: '', isPattern: false },
      { text: '^pi$', tolerance: '', isPattern: true },
    ];
    show(problem({ parts: [part({ accepted })] }));
    expect(seen(await screen.findByText(/^Accepted/))).toBe('Accepted: 3.14 ± 5%, pi, the pattern ^pi$');
  });
});

describe('the edits of a problem', () => {
  type Edit = Problem['edits'][number];
  const edit = (at: string, low: number, high: number): Edit => ({
    at,
    before: rate(12, 40),
    after: rate(26, 41),
    difference: { kind: 'value', value: (low + high) / 2, low, high },
  });
  const sentences = async (...edits: Edit[]): Promise<string[]> => {
    const { container } = show(problem({ edits }));
    const heading = await screen.findByRole('heading', { name: 'Did the edit help?' });
    await expectAccessible(container);
    return [...(heading.closest('section') as HTMLElement).querySelectorAll('p')].map(seen);
  };
  const WARNING = 'Learners before and after differ, so the edit may not explain all of it.';

  it('The edits of a problem are compared, newest first, with what the difference likely is and a warning', async () => {
    expect(
      await sentences(edit('2026-10-07T10:00:00Z', 0.12, 0.53), edit('2026-10-14T10:00:00Z', -0.3, -0.021)),
    ).toEqual([
      'Changed Oct 14: 12 of 40 correct on first attempt before, 26 of 41 after. Likely 2 to 30 points lower.',
      'Changed Oct 7: 12 of 40 correct on first attempt before, 26 of 41 after. Likely 12 to 53 points higher.',
      WARNING,
    ]);
  });

  it('The edits of a problem are called chance where they can be', async () => {
    expect(await sentences(edit('2026-10-07T10:00:00Z', -0.21, 0.29))).toEqual([
      'Changed Oct 7: 12 of 40 correct on first attempt before, 26 of 41 after. Could be chance (likely −21 to +29 points).',
      WARNING,
    ]);
  });

  it('The edits of a problem are told without a comparison where there is none', async () => {
    const [at, before] = ['2026-10-07T10:00:00Z', rate(12, 40)];
    expect(
      await sentences(
        { at, before, after: WITHHELD, difference: WITHHELD },
        { at: '2026-10-08T10:00:00Z', before, after: none('no_attempts'), difference: none('no_attempts') },
      ),
    ).toEqual([
      'Changed Oct 8. No first attempts since.',
      'Changed Oct 7. Too few attempts before or after to compare.',
    ]);
  });

  it('The edits of a problem are none where they came before anybody', async () => {
    const nobody = none('no_attempts');
    show(problem({ edits: [{ at: '2026-09-01T10:00:00Z', before: nobody, after: rate(38, 61), difference: nobody }] }));
    await screen.findByText(/38 of 61 learners/);
    expect(screen.queryByRole('heading', { name: 'Did the edit help?' })).toBeNull();
    expect(screen.queryByText(/changed and published/)).toBeNull();
  });
});
