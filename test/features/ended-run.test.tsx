import { screen, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { nextRun, runOf, withRun } from '../../src/lib/previous-run';
import { comparison, judged, learners } from '../../src/harness/fixtures/class';
import { COURSE, attention } from '../../src/harness/fixtures/reports';
import { showInstructor as show } from '../support-web/instructor';
import { expectAccessible } from '../support-web/render';

const after = withRun(COURSE, `${runOf(COURSE)}a`);
const answers = (candidates: readonly string[], running = false) => ({
  '/attention': attention([], { learners: judged({ running }) }),
  '/learners': learners(),
  '/comparison': comparison([], { candidates: candidates.map((key) => ({ key, name: 'Loops', run: true })) }),
});
const list = () => screen.queryByRole('grid', { name: 'Learners' });

beforeEach(() => window.history.replaceState(null, '', `/instructor/${encodeURIComponent(COURSE)}`));
afterEach(() => window.history.replaceState(null, '', '/'));

it('The next run is the one of the same course that comes just after this one', () => {
  const keys = ['course-v1:A+B+2024', 'course-v1:A+B+2027', 'course-v1:A+B+2026', 'course-v1:A+C+2026'];
  const candidates = keys.map((key) => ({ key }));
  expect(nextRun(candidates, 'course-v1:A+B+2025')).toBe('course-v1:A+B+2026');
  expect(nextRun(candidates, 'course-v1:A+B+2027')).toBeNull();
});

it('A run that is over leads to the comparison and to the next run, with its list closed', async () => {
  const { container } = show(answers([after]));
  expect(await screen.findByRole('link', { name: 'Compare with other runs' })).toHaveAttribute('href', '#compare');
  expect(await screen.findByRole('link', { name: `Open the next run, ${runOf(after)}` })).toHaveAttribute(
    'href',
    expect.stringContaining(`${encodeURIComponent(after)}#course`),
  );
  expect(list()).toBeNull();
  await expectAccessible(container);
  await userEvent.click(screen.getByRole('button', { name: 'Show the learners' }));
  expect(await screen.findByRole('grid', { name: 'Learners' })).toBeVisible();
  await userEvent.click(screen.getByRole('button', { name: 'Hide the learners' }));
  expect(list()).toBeNull();
});

it('The list of a run that is over opens with a counter', async () => {
  show(answers([]));
  const counters = await screen.findByRole('list', { name: 'Learners by status' });
  expect(list()).toBeNull();
  await userEvent.click(await within(counters).findByRole('button', { name: /Inactive/ }));
  expect(await screen.findByRole('grid', { name: 'Learners' })).toBeVisible();
  expect(screen.queryByRole('link', { name: /next run/ })).toBeNull();
});

it('A run that goes on shows its list, and no way to another run', async () => {
  show(answers([after], true));
  expect(await screen.findByRole('grid', { name: 'Learners' })).toBeVisible();
  expect(screen.queryByRole('link', { name: 'Compare with other runs' })).toBeNull();
});
