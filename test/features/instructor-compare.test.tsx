import { screen, waitFor, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { WITHHELD, none } from '@marginalia/contract';
import type { Rate, WeekShares } from '@marginalia/contract';
import { clearShares, tracksOf } from '../../src/features/compare/model';
import { clearOf, pointsOf } from '../../src/panels/difference';
import { COURSE, rate } from '../../src/harness/fixtures/reports';
import { OTHER, before, comparison, overview } from '../../src/harness/fixtures/class';
import { failure, lastAsked } from '../support-web/host';
import type { Responses } from '../support-web/host';
import { section, showInstructor as show, textIn as text } from '../support-web/instructor';
import { inArabic } from '../support-web/draft';
import { expectAccessible } from '../support-web/render';

beforeEach(() => {
  window.location.hash = '#compare';
});
afterAll(() => {
  window.location.hash = '';
});

describe('the model', () => {
  it.each([
    [0.02, 0.1, 'more'],
    [-0.1, -0.02, 'less'],
    [-0.1, 0, 'unclear'],
    [0, 0.1, 'unclear'],
  ])('A difference from %d to %d is %s', (low, high, clear) =>
    expect(clearOf({ kind: 'value', value: 0, low, high })).toBe(clear),
  );
  it('The model of the comparison never takes what is withheld for no difference', () => {
    expect(clearOf(WITHHELD)).toBe('undisclosed');
    expect(clearOf(undefined)).toBe('undisclosed');
  });
  it('The model of the comparison tells points without a sign where the words have it', () => {
    expect(pointsOf({ low: -0.22, high: -0.08 })).toEqual([8, 22]);
    expect(pointsOf({ low: 0.08, high: 0.22 })).toEqual([8, 22]);
    expect(pointsOf({ low: -0.09, high: 0.11 })).toEqual([-9, 11]);
    expect(pointsOf({ low: -0.11, high: -0.004 })).toEqual([0.4, 11]);
  });
  it('The model of the comparison counts each share once, and each track', () => {
    expect(clearShares([before, before])).toBe(1);
    expect(tracksOf([{ tracks: [] }, before, before])).toEqual(['honor']);
  });
});

/** What the columns of the comparison say of a share. */
const cellsOf = (metric: string): string[] =>
  within(within(screen.getByRole('table', { name: 'Comparison' })).getByRole('row', { name: new RegExp(`^${metric}`) }))
    .getAllByRole('cell')
    .map((cell) => text(cell).replaceAll('\u2060', ''));

const absent = { kind: 'none', reason: 'not_at_this_week' } as const;
const atWeek = (passing: Rate, differences: WeekShares['differences'] = []): WeekShares => ({
  active: absent,
  started: absent,
  passing,
  completed: WITHHELD,
  firstTry: absent,
  needHelp: absent,
  differences,
});

it('The comparison is of the same week while the run is on, and of now where one asks', async () => {
  const own = comparison().courses[0]!;
  const then = [{ metric: 'passing', difference: { kind: 'value', value: 0.02, low: -0.04, high: 0.08 } }] as const;
  const { container } = show({
    '/comparison': comparison([{ ...before, atWeek: atWeek(rate(20, 200, 0.06, 0.15), [...then]) }], {
      week: 6,
      courses: [
        { ...own, atWeek: atWeek(rate(17, 212, 0.05, 0.12)) },
        { ...before, atWeek: atWeek(rate(20, 200, 0.06, 0.15), [...then]) },
      ],
    }),
  });
  expect(await screen.findByRole('button', { name: 'Same week (end of week 6)' })).toHaveAttribute(
    'aria-pressed',
    'true',
  );
  expect(screen.getByText('At the end of week 6: no clear differences.')).toBeVisible();
  expect(cellsOf('Passing')).toEqual(['8%17 of 212', '10%20 of 200', '', 'No clear difference (−8 to 4 points)']);
  // what is not known of that week is a dash, and never the number of now
  expect(cellsOf('Active')).toEqual([
    '—Not available for this week',
    '—Not available for this week',
    '',
    'Not available for this week',
  ]);
  // why stands once in the row for who looks, and in each cell for who listens
  const active = within(screen.getByRole('table', { name: 'Comparison' })).getByRole('row', { name: /^Active/ });
  const seen = within(active).getAllByText('Not available for this week', { ignore: '.sr-only' });
  expect(seen).toHaveLength(1);
  expect(cellsOf('Completed').slice(0, 2)).toEqual(['Hidden', 'Hidden']);
  expect(screen.getByText(/end of week 6\. Shares are of everyone/)).toBeVisible();
  await expectAccessible(container);
  await userEvent.click(screen.getByRole('button', { name: 'As they stand now' }));
  expect(window.location.hash).toBe('#compare?at=now');
  expect(cellsOf('Passing').at(-1)).toBe('15 points higher (8–22)');
  expect(screen.getByText(/An unfinished run is compared as it is now/)).toBeVisible();
});

it('The comparison gives a week for the reason only of what is not counted by week', async () => {
  const own = comparison().courses[0]!;
  const nobody = { ...own, summary: { ...own.summary, needHelp: none('not_computed_yet') } };
  const differences = [{ metric: 'needHelp' as const, difference: none('not_computed_yet') }];
  show({ '/comparison': comparison([], { courses: [nobody, { ...before, differences }] }) });
  await screen.findByRole('table', { name: 'Comparison' });
  expect(cellsOf('May need help')).toEqual(['—', expect.any(String), '', '—']);
});

it('The comparison of several courses says of each how it differs from this run', async () => {
  show({ '/comparison': comparison([before, { ...before, key: 'course-v1:Test+Other+0' }]) });
  await screen.findByRole('table', { name: 'Comparison' });
  expect(cellsOf('Passing')).toEqual([
    '25%54 of 212',
    '10%20 of 20015 points lower (8–22)',
    '10%20 of 20015 points lower (8–22)',
  ]);
  expect(screen.queryByRole('columnheader', { name: 'Verdict' })).toBeNull();
});

it('The comparison draws weeks and sections of two runs, and names the problems that changed most', async () => {
  const start = '2026-03-02T00:00:00Z';
  const now = overview();
  const week = (date: string, learners: number) => ({ date, learners, watched: 0, tried: 0, whole: true });
  const own = {
    ...now,
    course: { ...now.course, start },
    activity: { ...now.activity, weeks: [week('2026-03-02', 106), week('2026-03-09', 53)] },
  };
  const then = {
    ...own,
    course: { ...own.course, key: OTHER, start: '2025-03-03T00:00:00Z' },
    activity: { ...now.activity, weeks: [week('2025-03-03', 53)] },
  };
  show({
    '/comparison': comparison([before]),
    [`/${encodeURIComponent(OTHER)}/overview`]: then,
    '/overview': own,
  });
  const byWeek = await section('Active by week of the course');
  await userEvent.click(within(byWeek).getByRole('button', { name: /^More for/ }));
  await userEvent.click(await screen.findByRole('button', { name: 'View as table' }));
  expect(
    within(byWeek)
      .getAllByRole('row')
      .slice(1)
      .map((row) => Array.from(row.children, (cell) => cell.textContent)),
  ).toEqual([
    ['1', '50%', '25%'],
    ['2', '25%', '0%'],
  ]);
  const sections = await section('Reached, by section');
  expect(within(sections).getAllByRole('listitem').length).toBeGreaterThan(0);
});

it('The comparison asks for what is ticked, at most five, and says what differs for certain', async () => {
  const { host, container } = show({ '/comparison': comparison([before]) });
  // the run before this one is chosen already
  const run = await screen.findByRole('checkbox', { name: /another run · until Jun 1, 2025$/ });
  await waitFor(() => expect(run).toBeChecked());
  expect(await screen.findByText(/^1 clear difference/)).toBeVisible();
  expect(new URL(lastAsked(host, '/comparison')!).searchParams.get('with')).toBe(OTHER);
  expect(lastAsked(host, '/comparison')).toContain('%2BCourse%2B0');
  expect(screen.getByText(/^1 clear difference/)).toHaveTextContent('Higher than in 0: Passing.');
  expect(cellsOf('Passing')).toEqual(['25%54 of 212', '10%20 of 200', '', '15 points higher (8–22)']);
  expect(cellsOf('Active').at(-1)).toBe('No clear difference (−11 to 9 points)');
  expect(cellsOf('Completed').at(-1)).toBe('Difference hidden');
  const table = await section('About these runs');
  const row = within(table).getByRole('row', { name: /^Enrollment track: Honor/ });
  expect(within(row).getAllByRole('cell').map(text)).toEqual(['0', '80']);
  await expectAccessible(container);
  for (const box of screen.getAllByRole('checkbox').slice(1, 5)) await userEvent.click(box);
  expect(screen.getAllByRole('checkbox')[5]).toBeDisabled();
});

it('The comparison begins with the run that the service calls the one before, whatever its name, and says when each was', async () => {
  const earlier = 'course-v1:Test+Course+Fall_2025';
  const candidates = [
    { key: OTHER, name: 'Algorithms', run: true, newest: '2027-06-01' },
    { key: earlier, name: 'Algorithms', run: true, newest: '2025-12-01T10:00:00Z' },
    { key: 'course-v1:Test+Other+0', name: 'Other', run: false, newest: '2025-06-01' },
  ];
  const { host } = show({
    '/comparison': comparison([{ ...before, key: earlier }], { candidates, before: earlier }),
  });
  const picked = async (name: RegExp) => screen.findByRole('checkbox', { name });
  await waitFor(async () => expect(await picked(/Fall_2025 · another run · until Dec 1, 2025$/)).toBeChecked());
  expect(await picked(/Course\+0 · another run · until Jun 1, 2027$/)).not.toBeChecked();
  expect(await picked(/Other\+0$/)).not.toBeChecked();
  expect(new URL(lastAsked(host, '/comparison')!).searchParams.get('with')).toBe(earlier);
});

it.each<[string, Responses, RegExp]>([
  [
    'alone',
    { '/comparison': comparison([], { candidates: [], before: null }) },
    /^You aren’t on the team of any other course/,
  ],
  ['away', { '/comparison': null }, /^The course itself is not affected/],
  ['failed', { '/comparison': failure(500, 'internal') }, /The course itself is not affected/],
])('The page of comparisons has a state of its own: %s', async (_, answers, words) => {
  const { container } = show(answers);
  expect(await screen.findByText(words)).toBeVisible();
  await expectAccessible(container);
});

it('The comparison has videos and, where the site knows them, tags; and the way to the other course’s own page', async () => {
  const before_ = { ...before, tags: ['Algebra', 'Mathematics'] };
  const rowsIn = async () => {
    const table = await section('About these runs');
    return (name: RegExp) => within(within(table).getByRole('row', { name })).getAllByRole('cell');
  };
  window.history.replaceState(null, '', `/instructor/${encodeURIComponent(COURSE)}#compare`);
  const { unmount } = show({ '/comparison': comparison([before_]) });
  await userEvent.click(await screen.findByRole('checkbox', { name: /another run · until Jun 1, 2025$/ }));
  const row = await rowsIn();
  expect(row(/^Videos/).map(text)).toEqual(['12', '12']);
  expect(row(/^Average video length/).map(text)).toEqual(['6:41', '6:41']);
  expect(row(/^Rewatched/).map(text)).toEqual(['18%', '18%']);
  expect(row(/^Tags/).map(text)).toEqual(['', 'Algebra, Mathematics']);
  const [own, other] = row(/^Course key/);
  expect(within(own!).queryByRole('link')).toBeNull();
  expect(within(other!).getByRole('link')).toHaveAttribute(
    'href',
    `http://localhost/instructor/${encodeURIComponent(OTHER)}#course`,
  );
  unmount();
  window.history.replaceState(null, '', '/#compare');
  show({ '/comparison': comparison([before]) });
  const plain = await rowsIn();
  expect(plain(/^Course key/).flatMap((cell) => within(cell).queryAllByRole('link'))).toEqual([]);
  expect(screen.queryByRole('row', { name: /^Tags/ })).toBeNull();
});

it('The comparison makes a file of the same comparison', async () => {
  const { host } = show({ '/comparison': comparison([before]), '/comparison.csv': failure(500, 'internal') });
  await waitFor(() => expect(lastAsked(host, '/comparison')).toContain('with='));
  await userEvent.click(await screen.findByRole('button', { name: 'More for About these runs' }));
  await userEvent.click(await screen.findByRole('button', { name: 'Download as CSV' }));
  expect(await screen.findByText(/^Couldn’t make the file/)).toBeVisible();
  const file = host.asked.find((url) => url.includes('/export/comparison.csv')) ?? '';
  expect(new URL(file).searchParams.get('with')).toBe(OTHER);
});

it('The comparison speaks Arabic', async () => {
  const { container } = show({ '/comparison': comparison([before]) }, 'ar');
  expect(await screen.findByRole('heading', { name: inArabic('marginalia.teach.compareTitle') })).toBeVisible();
  await screen.findAllByRole('checkbox');
  expect(text(container)).not.toMatch(/difference|this course/);
});
