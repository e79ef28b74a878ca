import { screen, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { withRun } from '../../src/lib/run-key';
import { judged, learners } from '../../src/harness/fixtures/class';
import { COURSE, attention, choices } from '../../src/harness/fixtures/reports';
import { showInstructor as show } from '../support-web/instructor';
import { expectAccessible } from '../support-web/render';

// by its name it would come before this run
const after = '0_Autumn';
const answers = (runs: readonly string[], running = false) => ({
  '/attention': attention([], { learners: judged({ running }) }),
  '/learners': learners(),
  '/choices': choices(
    runs.map((run) => ({ run, name: 'Loops', newest: '2027-01-01' })),
    { before: null, after: runs[0] ?? null },
  ),
});
const list = () => screen.queryByRole('grid', { name: 'Learners' });

beforeEach(() => window.history.replaceState(null, '', `/instructor/${encodeURIComponent(COURSE)}`));
afterEach(() => window.history.replaceState(null, '', '/'));

it('A run that is over leads to the comparison and to the next run, with its list closed', async () => {
  const { container } = show(answers([after]));
  expect(await screen.findByRole('link', { name: 'Compare with other runs' })).toHaveAttribute('href', '#compare');
  expect(await screen.findByRole('link', { name: `Open the next run, ${after}` })).toHaveAttribute(
    'href',
    expect.stringContaining(`${encodeURIComponent(withRun(COURSE, after))}#course`),
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
