import { useState } from 'react';
import { screen, waitFor, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { none } from '@marginalia/contract';
import { Margin } from '../../src/features/margin';
import type { HostBlock } from '../../src/features/margin';
import {
  COURSE,
  PROBLEM,
  UNIT,
  attention,
  blockRuns,
  choices,
  key,
  outline,
  ownReport,
  ownPath,
  problem,
  rate,
} from '../../src/harness/fixtures/reports';
import { fakeHost } from '../support-web/host';
import type { Responses } from '../support-web/host';
import { expectAccessible, renderIn } from '../support-web/render';

const CHOICES = {
  minLearners: 10,
  tracks: [
    { track: 'audit', learners: 180 },
    { track: 'verified', learners: 32 },
  ],
  runs: [{ run: '0', name: 'Algorithms, first run', newest: '2025-06-01T00:00:00Z' }],
  before: '0',
  after: null,
};

const show = (
  start: string | null = null,
  answers: Responses = {},
  hostBlocks: ReadonlyMap<string, HostBlock> = new Map(),
) => {
  const host = fakeHost({
    '/outline': outline(),
    '/attention': attention(),
    '/problem': problem(),
    '/runs': blockRuns(),
    '/choices': CHOICES,
    '/cards': [],
    [ownPath(UNIT)]: ownReport(),
    ...answers,
  });

  const Page = () => {
    const [selected, setSelected] = useState(start);
    return (
      <Margin
        courseId={COURSE}
        courseName="Algorithms"
        home={null}
        selected={selected}
        onSelect={setSelected}
        hostBlocks={hostBlocks}
        takeFocus={false}
      />
    );
  };
  return { host, ...renderIn(host, <Page />) };
};

const FIRST = `/api/v1/courses/${encodeURIComponent(COURSE)}`;
const paths = (asked: readonly string[]): string[] => asked.map((url) => url.replace(`http://api.test${FIRST}`, ''));

it('The page of a course limits all numbers to dates, a track, another run; and takes that back', async () => {
  const { host, container } = show();
  await screen.findByText(/74 of 212/);
  expect(paths(host.asked)).toEqual(['/outline', '/attention', '/cards']);
  await userEvent.click(screen.getByRole('button', { name: 'Filters: All time · all tracks' }));
  await screen.findByRole('option', { name: /^.Verified. \(32\)$/ });
  await expectAccessible(container);
  await userEvent.type(screen.getByLabelText('From'), '2026-10-01');
  await userEvent.type(screen.getByLabelText('To'), '2026-09-01');
  await userEvent.selectOptions(screen.getByLabelText('Enrollment track'), 'verified');
  await userEvent.click(screen.getByRole('button', { name: 'Apply' }));
  expect(screen.getByRole('alert')).toHaveTextContent('The start date must be before the end date.');

  await userEvent.clear(screen.getByLabelText('To'));
  await userEvent.selectOptions(screen.getByLabelText('Run'), '0');
  await userEvent.click(screen.getByRole('button', { name: 'Apply' }));
  await waitFor(() => expect(paths(host.asked).at(-1)).toBe('/outline?from=2026-10-01&track=verified&run=0'));
  const now = 'Filters: Since Oct 1 · Verified track · run 0';
  await userEvent.click(screen.getByRole('button', { name: now }));
  expect(screen.queryByRole('heading', { name: 'Worth a look' })).toBeNull();
  await userEvent.click(screen.getByRole('button', { name: 'Clear filters' }));
  expect(screen.getByRole('button', { name: 'Filters: All time · all tracks' })).toBeVisible();
  expect(screen.getByRole('heading', { name: 'Worth a look' })).toBeVisible();
});

it('The page of a course asks about the block of this run where another one is shown', async () => {
  const old = outline().blocks.map((one) => ({
    ...one,
    id: one.id.replace('+1+', '+0+'),
    parent: one.parent?.replace('+1+', '+0+') ?? null,
  }));
  const { host } = show();
  await screen.findByText(/74 of 212/);
  await userEvent.click(screen.getByRole('button', { name: /^Filters:/ }));
  await screen.findByRole('option', { name: /^.0.:/ });
  await userEvent.selectOptions(screen.getByLabelText('Run'), '0');
  host.answer({ '/outline': outline({ blocks: old }), '/problem': problem() });
  await userEvent.click(screen.getByRole('button', { name: 'Apply' }));
  await userEvent.click(await screen.findByRole('button', { name: /Problem Sorting lists 150/ }));
  await screen.findByText(/38 of 61 learners/);
  expect(paths(host.asked).at(-1)).toBe(`/blocks/${encodeURIComponent(PROBLEM)}/problem?run=0`);
  await userEvent.click(screen.getByRole('button', { name: /^Filters:/ }));
  await userEvent.click(screen.getByRole('button', { name: 'Clear filters' }));
});

it('The page of a course finds blocks by name and kind, whatever the accents, and opens one', async () => {
  show();
  await screen.findByText(/74 of 212/);
  const search = screen.getByRole('searchbox', { name: /Search by name or type/ });
  await userEvent.type(search, 'SÓRT');
  expect(screen.getByText('1 found')).toBeVisible();
  await userEvent.clear(search);
  await userEvent.type(search, 'zebra');
  expect(screen.getByText('Nothing found')).toBeVisible();
  await userEvent.clear(search);
  await userEvent.type(search, 'problem');
  await userEvent.click(screen.getByRole('button', { name: /Sorting lists.*Week 1 › Lesson › Loops/ }));
  expect(await screen.findByText(/38 of 61 learners/)).toBeVisible();
});

it('The page of a course shows how far learners get in a unit, and who never opened it', async () => {
  const before = {
    block: { id: key('vertical', 'u0'), type: 'vertical', name: 'Variables', parent: null },
    notReached: rate(41, 212),
  };
  show(UNIT, { [ownPath(UNIT)]: ownReport(UNIT, { before }) });
  expect(await screen.findByText(/stopped after/)).toHaveTextContent('41 of 212 stopped after Variables.');
  const step = (name: string) => screen.getByText(name).closest('li');
  expect(step('Eventually correct')).toHaveTextContent('90 of 100');
  expect(step('Completed')).toHaveTextContent('70 of 150');
});

it('The page of a course leaves out of the funnel what was not measured, and shows it without its own answer too', async () => {
  show(UNIT, { [ownPath(UNIT)]: ownReport(UNIT, { finished: none('no_completion') }) });
  await screen.findByText('Eventually correct');
  expect(screen.queryByText('Completed')).toBeNull();
});

it('The page of a course lists what Studio has in the unit and no answer knows', async () => {
  const draft = key('problem', 'draft');
  const host = new Map<string, HostBlock>([
    [UNIT, { name: 'Loops', type: 'vertical', parent: null, published: true }],
    [PROBLEM, { name: 'Sorting lists', type: 'problem', parent: UNIT, published: true }],
    [draft, { name: 'Brand new', type: 'problem', parent: UNIT, published: true }],
  ]);
  show(UNIT, {}, host);
  const list = await screen.findByRole('button', { name: /Brand new/ });
  expect(list).toHaveTextContent('Not known yet');
  expect(screen.getAllByRole('button', { name: /Sorting lists 150/ })).toHaveLength(1);
});

it('The page of a course says how the block fared in other runs', async () => {
  const nothing = none('another_type');
  const run = {
    run: '0',
    name: 'Algorithms',
    newest: '2025-06-01T00:00:00Z',
    reach: 420,
    attempted: 412,
    firstTry: rate(239, 412),
    viewers: nothing,
    coverage: nothing,
    completion: nothing,
  };
  show(PROBLEM, { '/choices': choices([run]), '/runs': blockRuns([run]) });
  const section = (await screen.findByRole('heading', { name: 'In other runs' })).closest('section');
  expect(section).not.toBeNull();
  expect(
    within(section as HTMLElement)
      .getByText('0')
      .closest('div'),
  ).toHaveTextContent('0 until Jun 1, 2025');
  expect(section).toHaveTextContent('58% correct on first attempt (239 of 412)');
});

it('The page of a course shows where first tries led', async () => {
  show(PROBLEM);
  await userEvent.click(await screen.findByRole('button', { name: 'How answers changed' }));
  expect(
    await screen.findByText('16 of 23 learners who were wrong at first got it correct later; 7 did not.'),
  ).toBeVisible();
});

it('The page of a course says of a block that nothing is sent for that nothing is known, not that nobody came', async () => {
  const talk = key('discussion', 'd1');
  const blocks = outline().blocks.map((one) =>
    one.id === PROBLEM ? { ...one, id: talk, type: 'discussion', reach: none('not_measured') } : one,
  );
  show(talk, { '/outline': outline({ blocks }) });
  expect(await screen.findByText(/there is nothing to count/)).toBeVisible();
  expect(screen.queryByText('No learners have opened this yet.')).toBeNull();
});
