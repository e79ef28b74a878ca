import { screen, waitFor, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { WITHHELD, none } from '@marginalia/contract';
import { inPart, leastSeen, mostTries } from '../../src/features/content/model';
import { choicesOf, joinedGrades, shareOf, visitWords } from '../../src/features/group/model';
import { fragmentOf, placeOf } from '../../src/panels/place';
import { selectBlock } from '../../src/panels/selection';
import { COURSE, PROBLEM, attention, outline, ownReport, ownPath, problem } from '../../src/harness/fixtures/reports';
import { content, group, judged, overview } from '../../src/harness/fixtures/class';
import { failure } from '../support-web/host';
import type { Responses } from '../support-web/host';
import { arrive, rowsIn, section, showInstructor, textIn as text } from '../support-web/instructor';
import { expectAccessible } from '../support-web/render';

const TRACKS = {
  minLearners: 10,
  tracks: [
    { track: 'audit', learners: 150 },
    { track: 'verified', learners: 62 },
  ],
  runs: [],
  before: null,
  after: null,
};
const show = (answers: Responses = {}, tag = 'en') => {
  const responses = {
    '/group': group(),
    '/content': content(true),
    '/attention': attention([], { learners: judged() }),
    '/choices': TRACKS,
    ...answers,
  };
  return showInstructor(responses, tag);
};
const rowsOf = async (part: HTMLElement): Promise<string[][]> => {
  if (within(part).queryByRole('table') === null) {
    await userEvent.click(within(part).getByRole('button', { name: /^More for/ }));
    await userEvent.click(await screen.findByRole('button', { name: 'View as table' }));
  }
  return rowsIn(part);
};
const at = (fragment: string): void => {
  window.location.hash = fragment;
};

beforeEach(() => {
  at('#course/stopped');
  selectBlock(COURSE, null);
});
afterAll(() => at(''));

describe('the model', () => {
  it('The model of a group has an address for each group, and leads anything else to the class', () => {
    for (const one of ['need_help', 'on_track', 'track:with space/é'] as const)
      expect(placeOf(fragmentOf({ page: 'course', group: one }))).toEqual({ page: 'course', group: one });
    expect(placeOf('#course/nothing')).toEqual({ page: 'course' });
    expect(placeOf('#course')).toEqual({ page: 'course' });
  });
  it('The model of a group shares what is told only', () => {
    expect(shareOf(17, 34)).toBe(0.5);
    expect([shareOf(WITHHELD, 34), shareOf(3, WITHHELD), shareOf(0, 0)]).toEqual([null, null, null]);
  });
  it.each([
    [{ from: 0, to: 7, never: false }, 'daysAgo'],
    [{ from: 56, to: null, never: false }, 'daysOrMore'],
    [{ from: 0, to: null, never: false }, 'anyTime'],
    [{ from: 56, to: null, never: true }, 'daysOrNever'],
    [{ from: 0, to: null, never: true }, 'anyOrNever'],
    [{ from: null, to: null, never: true }, 'never'],
  ])('The model of a group says %j as %s', (visit, words) =>
    expect(visitWords({ ...visit, group: 0, course: 0 })).toBe(words),
  );
  it('The model of a group offers no group that is empty or too small', () => {
    const choices = [
      { key: 'stopped' as const, learners: 12 },
      { key: 'rushing' as const, learners: 0 },
      { key: 'struggling' as const, learners: WITHHELD },
    ];
    expect(choicesOf(choices).map(({ key }) => key)).toEqual(['stopped']);
  });
  it('The model of a group finds the extremes of a table among those that enough learners met', () => {
    expect(mostTries(content().problems)?.block.name).toBe('Sorting lists');
    expect(mostTries(content(true).problems)?.block.name).toBe('Sorting lists');
    const few = content().problems.map((row) => ({ ...row, course: { ...row.course, learners: 19 } }));
    expect(mostTries(few)).toBeNull();
    expect(leastSeen(content().videos)?.block.name).toBe('Recursion');
    expect(leastSeen([])).toBeNull();
    const [video] = content().videos;
    expect(inPart(video!.course)).toBe(74);
    expect(inPart({ ...video!.course, completion: none('no_duration') })).toEqual(none('no_duration'));
    expect(inPart({ ...video!.course, viewers: WITHHELD, completion: WITHHELD })).toEqual(WITHHELD);
  });
});

it('The page of a group tells of one group beside the class: numbers, weeks, reach, steps, and a table of each', async () => {
  const { container, host } = show();
  expect(await screen.findByText(/^Inactive: 34 learners, compared with the class/)).toBeVisible();
  expect(host.asked.filter((url) => url.includes('group='))).toEqual(
    ['group', 'content'].map(
      (route) => `http://api.test/api/v1/courses/${encodeURIComponent(COURSE)}/${route}?group=stopped`,
    ),
  );
  const nav = screen.getByRole('navigation', { name: 'Group' });
  expect(
    within(nav)
      .getAllByRole('link')
      .map((link) => [text(link), link.getAttribute('href')]),
  ).toEqual([
    ['Whole class', '#course'],
    ['May need help (38)', '#course/need_help'],
    ['Not started (14)', '#course/not_started'],
    ['Inactive (12)', '#course/stopped'],
    // struggling is too small to be offered
    ['On track (131)', '#course/on_track'],
    ['Too early to tell (31)', '#course/not_enough_evidence'],
    ['Track: Audit (150)', '#course/track%3Aaudit'],
    ['Track: Verified (62)', '#course/track%3Averified'],
  ]);
  expect(within(nav).getByRole('link', { current: 'page' })).toHaveTextContent('Inactive (12)');

  const numbers = await rowsOf(await section('Compared with the class'));
  expect(numbers[1]).toEqual(['Learners', '34', '212', '']);
  expect(numbers[3]![1]).toMatch(/^40% · 80 of 200$/);
  expect(numbers.at(-1)![1]).toBe('Hidden');

  const weeks = await section('Active by week');
  expect(
    within(weeks).getByText('Peak: 30 of this group in one week. Latest week: 0.', { selector: 'p' }),
  ).toBeVisible();
  expect((await rowsOf(weeks)).slice(1)).toEqual([
    ['Sep 21', '30', '120'],
    ['Sep 28', 'Hidden', '96'],
    ['Oct 5', '0', '90'],
  ]);

  const reach = await section('Progress through the course');
  expect(within(reach).getAllByRole('listitem').map(text)).toEqual(['LoopsGroup 34 · 100%Class 200 · 94%']);
  await userEvent.click(within(reach).getByRole('button', { name: 'Problems' }));
  expect((await rowsOf(reach)).slice(1)).toEqual([
    ['Loops', '4', '17', '150', 'Hidden', '40'],
    ['For', '2', '10', '140', '0', 'Hidden'],
  ]);

  const visits = await section('Last visit');
  expect(within(visits).getAllByRole('listitem').map(text)).toEqual([
    '0–14 days agoGroup 0 · 0%Class 90 · 50%',
    '14–28 days agoGroup 24 · 71%Class 40 · 22%',
    'more than 28 days ago, or neverGroup 10 · 29%Class 51 · 28%',
  ]);
  expect((await rowsOf(await section('Enrollment tracks'))).slice(1)).toEqual([
    ['Audit', '22', '120'],
    ['Verified, no track', '12', '61'],
  ]);
  // of what was joined to one range nothing is drawn
  expect(text(container)).toContain('Not shown, to protect small groups: Grades and Enrollment week.');

  const problems = await section('Problems');
  expect(text(problems)).toContain('Most attempts: “Sorting lists”, 3.1 per learner on average (30 learners).');
  const table = await rowsOf(problems);
  expect(table[0]!.slice(0, 4)).toEqual(['Problem', 'In', 'Attempted, group', 'Attempted, class']);
  expect(table.slice(1)).toEqual([
    [
      'Sorting lists',
      'Loops › For · graded',
      '30',
      '150',
      '6 of 30 · 20%',
      '90 of 150 · 60%',
      '30 of 30 · 100%',
      '150 of 150 · 100%',
      '3.1',
      '2.4',
      '1',
      '1',
    ],
    [
      'Nested loops',
      '',
      'Hidden',
      '120',
      'Hidden',
      '100 of 120 · 83%',
      'Hidden',
      '120 of 120 · 100%',
      'Hidden',
      '1.2',
      'Hidden',
      '1',
    ],
  ]);
  const videos = await rowsOf(await section('Videos'));
  expect(videos[1]).toEqual([
    'Recursion',
    'Loops › For',
    '9:40',
    '20',
    '132',
    '9',
    '126.7',
    '30%',
    '64%',
    '4 of 20 · 20%',
    '58 of 132 · 44%',
    '16',
    '74',
    '25%',
    '25%',
  ]);
  await userEvent.click(within(weeks).getByRole('button', { name: /^More for/ }));
  await userEvent.click(within(weeks).getByRole('button', { name: 'View as chart' }));
  await screen.findByRole('img', { name: 'Active by week' });
  await expectAccessible(container);
});

it('The page of a group has files of the group', async () => {
  const created = jest.fn(() => 'blob:x');
  Object.assign(URL, { createObjectURL: created, revokeObjectURL: jest.fn() });
  jest.spyOn(HTMLAnchorElement.prototype, 'click').mockImplementation(() => undefined);
  const { host } = show({ '.csv': { status: 200, body: '# x' } });
  for (const name of ['Active by week', 'Progress through the course', 'Problems', 'Videos']) {
    const part = await section(name);
    await userEvent.click(within(part).getByRole('button', { name: /^More for/ }));
    await userEvent.click(await within(part).findByRole('button', { name: 'Download as CSV' }));
  }
  expect(host.asked.filter((url) => url.includes('.csv')).map((url) => url.split('/export/')[1])).toEqual(
    ['group-weeks', 'group-sections', 'problems', 'videos'].map((report) => `${report}.csv?group=stopped`),
  );
});

it.each<[string, Responses, RegExp]>([
  ['withheld', { '/group': group({ group: { ...group().group, learners: WITHHELD } }) }, /Fewer than 10 learners/],
  ['nobody', { '/group': group({ group: { ...group().group, learners: 0 } }) }, /^Inactive: nobody now/],
  [
    'not yet',
    { '/group': group({ group: { ...group().group, learners: none('not_computed_yet') } }) },
    /haven’t been checked yet/,
  ],
  ['away', { '/group': null }, /^The course itself is not affected/],
  ['not permitted', { '/group': failure(403, 'not_course_team') }, /^The LMS says you aren’t on this course/],
])('The page of a group has a state of its own: %s', async (_, answers, words) => {
  const { container } = show(answers);
  expect(await screen.findByText(words)).toBeVisible();
  expect(screen.queryByRole('table')).toBeNull();
  await expectAccessible(container);
});

it('The class has the way to its groups, and nothing where there are none', async () => {
  at('#course');
  const { unmount } = show({ '/overview': overview() });
  expect(await screen.findByRole('link', { name: 'May need help (38)' })).toBeVisible();
  unmount();
  show({
    '/overview': overview(),
    '/choices': { ...TRACKS, tracks: [] },
    '/attention': attention([]),
  });
  await screen.findByText(/^96 of 212 learners/);
  expect(screen.queryByRole('navigation', { name: 'Group' })).toBeNull();
});

it('A state of learners leads to what they did', async () => {
  at('#attention');
  show({ '/learners': failure(403, 'identities_off') });
  expect(await screen.findByRole('link', { name: /Inactive/ })).toHaveAttribute('href', '#course/stopped');
});

it('All problems and videos of the class stand in one table, each a way to its own numbers', async () => {
  at('#content?show=problems');
  const { container } = show({
    '/outline': outline(),
    '/content': content(),
    [ownPath(PROBLEM)]: ownReport(PROBLEM),
    '/problem': problem(),
  });
  const table = await screen.findByRole('grid', { name: 'Problems' });
  const rows = (): string[][] =>
    within(table)
      .getAllByRole('row')
      .map((row) => [...row.querySelectorAll('th, td')].map(text));
  expect(rows()[0]).toEqual(['Name', 'Reached', 'First attempt', 'Eventually', 'Attempts', 'Flags']);
  await waitFor(() =>
    expect(
      rows()
        .find(([name]) => name === 'Sorting lists')
        ?.slice(3, 5),
    ).toEqual(['100%', '2.4']),
  );
  await expectAccessible(container);
  await userEvent.click(within(table).getByRole('button', { name: 'Sorting lists' }));
  expect(await screen.findByRole('heading', { name: 'Sorting lists', level: 2 })).toHaveFocus();
});

it('The page of a group takes the focus to its heading when it is come to from another page', async () => {
  at('#compare');
  show({ '/outline': outline(), '/content': content(false, { problems: [], videos: [] }) });
  await arrive(() => at('#content'));
  await waitFor(() => expect(screen.getByRole('heading', { level: 2 })).toHaveFocus());
});

it('The page of a group says so where a course has neither', async () => {
  at('#content?show=videos');
  const { blocks, ...rest } = outline();
  show({
    '/outline': { ...rest, blocks: blocks.filter(({ type }) => type !== 'video') },
    '/content': content(false, { problems: [], videos: [] }),
  });
  expect(await screen.findByText(/^No videos in this course/)).toBeVisible();
});

it('The page of a group speaks Arabic', async () => {
  const { container } = show({}, 'ar');
  expect(await screen.findByRole('heading', { name: 'المسائل' })).toBeVisible();
  expect(screen.getByText(/متعلمًا، مقارنةً بالصف\./)).toBeVisible();
  expect(text(container)).not.toMatch(/class|group|Stopped|learners|few|point|Difference|Active by week|Last visit/);
});

it('The grades of a group stand in no more rows than the cards beside it have', () => {
  const step = (from: number, to: number, learners: number) => ({ from, to, group: learners, course: 10 });
  const tenths = [1, 2, 3, 4, 5, 6, 7, 8].map((n) => step((n - 1) / 10, n / 10, n));
  expect(joinedGrades([...tenths, step(0.8, 1, 9)])).toEqual([
    { from: 0, to: 0.2, group: 3, course: 20 },
    { from: 0.2, to: 0.4, group: 7, course: 20 },
    { from: 0.4, to: 0.6, group: 11, course: 20 },
    { from: 0.6, to: 0.8, group: 15, course: 20 },
    { from: 0.8, to: 1, group: 9, course: 10 },
  ]);
  expect(joinedGrades(tenths.slice(0, 6))).toEqual(tenths.slice(0, 6));
});
