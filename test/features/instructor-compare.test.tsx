import { screen, waitFor, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { WITHHELD } from '@marginalia/contract';
import { clearOf, clearShares, pointsOf, tracksOf } from '../../src/features/compare/model';
import { COURSE } from '../../src/harness/fixtures/reports';
import { OTHER, before, comparison } from '../../src/harness/fixtures/class';
import { failure, lastAsked } from '../support-web/host';
import type { Responses } from '../support-web/host';
import { section, showInstructor as show, textIn as text } from '../support-web/instructor';
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

it('The comparison asks for what is ticked, at most five, and says what differs for certain', async () => {
  const { host, container } = show({ '/comparison': comparison([before]) });
  // the run before this one is chosen already
  const run = await screen.findByRole('checkbox', { name: /another run$/ });
  await waitFor(() => expect(run).toBeChecked());
  expect(await screen.findByText(/^1 clear difference/)).toBeVisible();
  expect(new URL(lastAsked(host, '/comparison')!).searchParams.get('with')).toBe(OTHER);
  expect(lastAsked(host, '/comparison')).toContain('%2BCourse%2B0');
  const passing = await section('Passing');
  const [own, other] = within(passing).getAllByRole('listitem').map(text);
  expect(own).toBe('Algorithms 1 · This run25% · 54 of 212');
  expect(other).toBe('Algorithms 0 · 8 to 22 points lower than this run10% · 20 of 200');
  expect(text(await section('Active'))).toContain('No clear difference (-9 to 11 points)');
  expect(text(await section('Completed'))).toContain('Difference hidden');
  const table = await section('About these runs');
  const row = within(table).getByRole('row', { name: /^Enrollment track: honor/ });
  expect(within(row).getAllByRole('cell').map(text)).toEqual(['0', '80']);
  await expectAccessible(container);
  for (const box of screen.getAllByRole('checkbox').slice(1, 5)) await userEvent.click(box);
  expect(screen.getAllByRole('checkbox')[5]).toBeDisabled();
});

it.each<[string, Responses, RegExp]>([
  ['alone', { '/comparison': comparison([], { candidates: [] }) }, /^You aren’t on the team of any other course/],
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
  await userEvent.click(await screen.findByRole('checkbox', { name: /another run$/ }));
  const row = await rowsIn();
  expect(row(/^Videos/).map(text)).toEqual(['12', '12']);
  expect(row(/^Average video length/).map(text)).toEqual(['6:41', '6:41']);
  expect(row(/^Seen twice/).map(text)).toEqual(['18%', '18%']);
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
  expect(await screen.findByRole('heading', { name: 'كيف يقارن هذا المقرر؟' })).toBeVisible();
  await screen.findAllByRole('checkbox');
  expect(text(container)).not.toMatch(/difference|this course/);
});
