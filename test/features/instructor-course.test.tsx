import { screen, waitFor, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { WITHHELD, none } from '@marginalia/contract';
import type { Overview, Quantity } from '@marginalia/contract';
import { busiest, weekHours } from '../../src/features/class/week-hours';
import { weeksOfRun } from '../../src/features/class/previous-weeks';
import {
  dayAfter,
  annotationsAfter,
  annotationsBetween,
  passesFrom,
  reachRows,
  roundTop,
  timeOf,
  trackLines,
} from '../../src/features/class/model';
import { COURSE, choices } from '../../src/harness/fixtures/reports';
import { overview, summary } from '../../src/harness/fixtures/class';
import { failure, lastAsked } from '../support-web/host';
import type { Responses } from '../support-web/host';
import { inMenu, rowsIn as rowsOf, section, showInstructor as show, textIn as text } from '../support-web/instructor';
import { inArabic } from '../support-web/draft';
import { expectAccessible } from '../support-web/render';

beforeEach(() => {
  window.location.hash = '#course';
});
afterEach(() => jest.restoreAllMocks());
afterAll(() => {
  window.location.hash = '';
});

describe('the model', () => {
  it('The model of the class page counts days and hours in UTC', () => {
    expect(timeOf('2026-10-05')).toBe(Date.UTC(2026, 9, 5));
    expect(timeOf('2026-10-05T09:00:00Z')).toBe(Date.UTC(2026, 9, 5, 9));
    expect(dayAfter('2026-02-28T23:59:00Z', 1)).toBe('2026-03-01');
  });
  it.each([
    [[], 1],
    [[7], 8],
    [[11], 15],
    [[200, null], 200],
    [[201], 300],
    [[254], 300],
  ])('The axis for %j goes to %d', (values, top) => expect(roundTop(values)).toBe(top));
  it('The model of the class page draws all together first, then the largest tracks, and one track not twice', () => {
    const lines = trackLines(overview().enrolment);
    expect(lines.map(({ track }) => track)).toEqual([null, 'audit', 'verified']);
    expect(lines[2]!.values).toEqual([WITHHELD, 55, 60, 65]);
    expect(trackLines({ tracks: ['audit'], days: [] })).toEqual([{ track: null, values: [] }]);
  });
  it('The model of the class page gives a letter to what lies on the axis, and to nothing beside it', () => {
    const marks = annotationsBetween(overview().annotations, timeOf('2026-10-05'), timeOf('2026-10-08'));
    expect(marks.map(({ letter, text: name }) => [letter, name])).toEqual([
      ['a', 'Quiz 1'],
      ['b', 'Live session'],
    ]);
    expect(annotationsAfter(overview().annotations, timeOf('2026-10-06')).map(({ text: name }) => name)).toEqual([
      'Quiz 1',
      'Live session',
      'Quiz 2',
    ]);
    const many = Array.from({ length: 27 }, () => overview().annotations[2]!);
    expect(annotationsBetween(many, 0, Infinity).at(-1)?.letter).toBe('a1');
  });
  it.each([
    // minutes ahead of UTC, and when an hour that begins on Sunday at 23:00 UTC begins by that clock
    [0, 6, 23 * 60],
    [120, 0, 60],
    [-300, 6, 18 * 60],
    [330, 0, 4 * 60 + 30],
    [-210, 6, 19 * 60 + 30],
    [24 * 60 + 60, 1, 0],
  ])('The map of hours tells hours by the clock of the reader, %d minutes ahead', (offset, weekday, begins) => {
    const week = weekHours([{ weekday: 7, hour: 23, learners: 12 }], offset);
    expect(week.map((day) => day.length)).toEqual([24, 24, 24, 24, 24, 24, 24]);
    expect(busiest(week)).toEqual({ weekday, begins, learners: 12 });
    for (const day of week)
      expect(day.map((one) => one.begins)).toEqual(day.map((_, hour) => hour * 60 + (begins % 60)));
  });
  it('The model of the class page finds the same week of an earlier run by the weeks in which the two began', () => {
    const other = (start: string | null): Pick<Overview, 'course' | 'activity'> => ({
      course: { ...overview().course, start },
      activity: {
        ...overview().activity,
        weeks: [{ date: '2025-09-08', learners: 30, watched: 0, tried: 0, whole: true }],
      },
    });
    // begun on a Tuesday, and on a Sunday a year before: the second week of each
    const at = ['2026-08-31', '2026-09-07'];
    expect(weeksOfRun(at, '2026-09-01', other('2025-09-07T08:00:00Z'))).toEqual([0, 30]);
    expect(weeksOfRun(at, null, other('2025-09-07'))).toBeNull();
    expect(weeksOfRun(at, '2026-09-01', other(null))).toBeNull();
  });
  it('The model of the class page finds the first range of grades that passes', () => {
    const { buckets } = overview().grades;
    expect(passesFrom(buckets, 0.65)).toBe(6);
    expect(passesFrom(buckets, 0.6)).toBe(6);
    expect(passesFrom(buckets, null)).toBeNull();
    expect(passesFrom(buckets, 1)).toBeNull();
  });
  it('The model of the class page leaves out sections without a block of the kind', () => {
    expect(reachRows(overview().reach, 'units', false).map(({ name }) => name)).toEqual(['Loops']);
    expect(reachRows(overview().reach, 'units', true).map(({ name }) => name)).toEqual(['Loops', 'For']);
    expect(reachRows(overview().reach, 'videos', true)).toEqual([]);
  });
});

it('The class page tells of the class: a sentence, five numbers, and pictures with tables', async () => {
  const { container } = show({ '/overview': overview() });
  expect(
    await screen.findByText(/^96 of 212 learners were active in the last 7 days. 31 learners have left the course/),
  ).toBeVisible();
  const tiles = within(screen.getByRole('list', { name: 'Main numbers' }))
    .getAllByRole('listitem')
    .map(text);
  expect(tiles).toHaveLength(5);
  expect(tiles[1]).toBe('Active in 7 days9645% of 212');
  expect(tiles[3]).toBe('Passing25%54 of 212');
  // one number stands for the class, whoever left since
  expect(new Set([...document.body.textContent!.matchAll(/ of (\d+)/g)].map(([, of]) => of))).toEqual(new Set(['212']));
  const enrolment = await section('Enrollment');
  expect(within(enrolment).getByText('150 learners on Oct 5, 180 on Oct 8.', { selector: 'p' })).toBeVisible();
  expect(within(enrolment).getByText('Gaps: hidden to protect small groups.')).toBeVisible();
  expect(await within(enrolment).findByRole('img', { name: 'Enrollment' })).toBeVisible();
  await inMenu(enrolment, 'View as table');
  expect(rowsOf(enrolment).slice(0, 2)).toEqual([
    ['Day', 'all tracks', 'Audit', 'Verified'],
    ['Oct 5', '150', '100', 'Hidden'],
  ]);
  const axis = await section('Course events');
  const [coming, onChart] = within(axis).getAllByRole('list');
  expect(within(coming!).getAllByRole('listitem').map(text)).toEqual(['Nov 2 · Due · Quiz 2 ']);
  expect(text(within(onChart!).getAllByRole('listitem')[0]!)).toBe('a Oct 6 · Due · Quiz 1 ');
  expect(text(within(onChart!).getAllByRole('listitem')[1]!)).toContain('b Oct 7 · Note · Live session by grace');
  await userEvent.click(screen.getByRole('button', { name: 'All numbers' }));
  const more = screen.getByRole('table', { name: 'All numbers' }).parentElement!;
  expect(rowsOf(more)).toEqual(
    expect.arrayContaining([
      ['Days to pass', '28 (typical range 20–41; 54 learners)'],
      ['Days to complete', 'Hidden'],
      ['Course grades', '55% (typical range 30–80%; 150 learners)'],
    ]),
  );
  await expectAccessible(container);
});

it('The class page counts activity by week without the running one, by day, and by hour on demand', async () => {
  const { host } = show({ '/overview': overview() });
  const activity = await section('Active learners');
  expect(within(activity).getByText('Peak: 120 on Sep 21. Latest: 96.', { selector: 'p' })).toBeVisible();
  await userEvent.click(within(activity).getByRole('button', { name: 'By day' }));
  expect(within(activity).getByText('Peak: 63 on Oct 8. Latest: 63.', { selector: 'p' })).toBeVisible();
  expect(host.asked.filter((url) => url.includes('/overview'))).toHaveLength(1);
  jest.spyOn(Date.prototype, 'getTimezoneOffset').mockReturnValue(0);
  const hours = [
    { weekday: 4, hour: 9, learners: 12 },
    { weekday: 7, hour: 23, learners: 31 },
    { weekday: 7, hour: 22, learners: WITHHELD },
  ];
  host.answer({ '/overview': overview({ activity: { ...overview().activity, hours } }) });
  await userEvent.click(within(activity).getByRole('button', { name: /^By hour/ }));
  const most = /^Most active: Sunday, 11:00 PM–12:00 AM \(31 learners\)/;
  expect(await within(activity).findByText((_, element) => most.test(text(element!)), { selector: 'p' })).toBeVisible();
  expect(lastAsked(host, '/overview')).toMatch(/\?hours=true$/);
  const map = within(activity).getByRole('img', { name: /^Active learners by hour of the week\. Most active: Sunday/ });
  expect(map.querySelectorAll('.marginalia-hours-grid .marginalia-hours-cell')).toHaveLength(7 * 24);
  expect(within(activity).getByTitle('Sunday, 10:00 PM: Hidden')).toHaveClass('marginalia-heat-hidden');
  expect(within(activity).getByTitle('Thursday, 9:00 AM: 12')).toHaveClass('marginalia-heat-2');
  await inMenu(activity, 'View as table');
  const table = rowsOf(activity);
  expect(table[0]).toEqual(['Hour', 'Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat', 'Sun']);
  expect(table).toHaveLength(25);
  expect(table[10]).toEqual(['9:00 AM', '0', '0', '0', '12', '0', '0', '0']);
  expect(table.slice(-2).map((row) => row.at(-1))).toEqual(['Hidden', '31']);
  await userEvent.click(within(activity).getByRole('button', { name: 'By day' }));
  expect(rowsOf(activity)[0]).toEqual(['Day', 'active', 'watched a video', 'attempted a problem']);
});

it('The class page says so where no hour of the week may be told, and where nobody was active', async () => {
  const { host } = show({ '/overview': overview() });
  const activity = await section('Active learners');
  const of = (learners: Quantity[]) =>
    overview({
      activity: { ...overview().activity, hours: learners.map((n, hour) => ({ weekday: 1, hour, learners: n })) },
    });
  host.answer({ '/overview': of([WITHHELD]) });
  await userEvent.click(within(activity).getByRole('button', { name: /^By hour/ }));
  expect(await within(activity).findByText('Hidden: every point has too few learners.')).toBeVisible();
});

it('The class page draws the same week of the run before, where one may be seen', async () => {
  // by their names, the run before would come after this one, and a later one before it
  const earlier = COURSE.replace(/[^+]+$/, 'Fall_2025');
  const then = overview({
    course: { ...overview().course, key: earlier, start: '2025-09-02' },
    activity: {
      ...overview().activity,
      weeks: [
        { date: '2025-09-22', learners: 80, watched: 0, tried: 0, whole: true },
        { date: '2025-09-29', learners: 44, watched: 0, tried: 0, whole: true },
      ],
    },
  });
  const runs = [
    { run: '0', name: 'Algorithms', newest: '2027-01-01' },
    { run: 'Fall_2025', name: 'Algorithms', newest: '2025-12-01' },
  ];
  show({
    [`${encodeURIComponent(earlier)}/overview`]: then,
    '/overview': overview(),
    '/choices': choices(runs, { before: 'Fall_2025', after: '0' }),
  });
  const activity = await section('Active learners');
  expect(await within(activity).findByText(/same week of the course/)).toBeVisible();
  await inMenu(activity, 'View as table');
  expect(rowsOf(activity).map((row) => row.at(-1))).toEqual([
    'active in Fall_2025, same week of the course',
    '80',
    '44',
  ]);
  await inMenu(activity, 'View as chart');
  await userEvent.click(within(activity).getByRole('button', { name: 'By day' }));
  expect(within(activity).queryByText(/same week of the course/)).toBeNull();
});

it('The class page says of a line that is hidden as a whole that it is, and draws none', async () => {
  const { activity } = overview();
  const weeks = activity.weeks.map((week) => ({ ...week, watched: WITHHELD }));
  show({ '/overview': overview({ activity: { ...activity, weeks } }) });
  const card = await section('Active learners');
  const legend = card.querySelector('.marginalia-legend')!;
  expect(text(legend)).toContain('watched a video: Hidden');
  expect(legend.querySelectorAll('svg')).toHaveLength(2);
  expect(within(card).queryByText('Gaps: hidden to protect small groups.')).toBeNull();
});

it('The class page says that nobody was active only where nobody was', async () => {
  const of = (learners: Overview['activity']['days'][number]['learners'][]) =>
    overview({
      activity: {
        ...overview().activity,
        weeks: learners.map((n, i) => ({ date: `2026-09-0${i + 1}`, learners: n, watched: n, tried: n, whole: true })),
      },
    });
  const { host, unmount } = show({ '/overview': of([WITHHELD, WITHHELD]) });
  expect(await screen.findByText('Hidden: every point has too few learners.')).toBeVisible();
  unmount();
  host.answer({});
  show({ '/overview': of([]) });
  expect(await screen.findByText('Nobody was active in these dates.')).toBeVisible();
});

it('The class page shows who reached one and who all, of pages, problems and videos', async () => {
  show({ '/overview': overview() });
  const reach = await section('Progress through the course');
  const shown = () => within(reach).getAllByRole('listitem').map(text);
  expect(shown()).toEqual(['Loops200 · all: 120']);
  await userEvent.click(within(reach).getByRole('button', { name: 'Show subsections' }));
  await userEvent.click(within(reach).getByRole('button', { name: 'Problems' }));
  expect(shown()).toEqual(['Loops150 · all: 40', 'For140 · all: Hidden']);
  await inMenu(reach, 'View as table');
  expect(rowsOf(reach)[2]).toEqual(['For', '2', '140', 'Hidden']);
  await inMenu(reach, 'View as chart');
  await userEvent.click(within(reach).getByRole('button', { name: 'Videos' }));
  expect(within(reach).getByText(/^This course has none of these/)).toBeVisible();
});

it('The class page says how many are lost from one section to the next, and nothing where nobody reached it yet', async () => {
  const [section1] = overview().reach;
  const next = (id: string, any: number) => ({
    ...section1!,
    block: { ...section1!.block, id, name: id },
    units: { blocks: 2, any, all: any },
  });
  show({ '/overview': overview({ reach: [section1!, next('Wild', 150), next('Finale', 0)] }) });
  const reach = await section('Progress through the course');
  expect(
    within(reach)
      .getAllByText(/fewer learners?/)
      .map(text),
  ).toEqual(['50 fewer learners']);
});

it('The class page draws the pass line among the grades', async () => {
  show({ '/overview': overview() });
  const grades = await section('Grades');
  const rows = within(grades).getAllByRole('listitem').map(text);
  expect(rows[6]).toBe('Passing grade: 65%');
  expect(rows[2]).toBe('⊘Hidden20%');
  const completion = await section('Completion');
  expect(within(completion).getByText(/completed 52% of the course on average/)).toBeVisible();
  expect(within(completion).getByText(/^This site sends no completion/)).toBeVisible();
  expect(within(completion).queryByText(/^Passing grade/)).toBeNull();
});

it('The class page asks for the days chosen, the last one counted too, and not for a window that ends before it begins', async () => {
  const { host } = show({ '/overview': overview() });
  await userEvent.type(await screen.findByLabelText('From'), '2026-10-01');
  await userEvent.type(screen.getByLabelText('Until'), '2026-10-31');
  await waitFor(() => expect(lastAsked(host, '/overview')).toMatch(/\?from=2026-10-01&to=2026-11-01$/));
  const before = host.asked.length;
  await userEvent.clear(screen.getByLabelText('Until'));
  await userEvent.type(screen.getByLabelText('Until'), '2026-09-01');
  await waitFor(() => expect(screen.getByLabelText('Until')).toHaveValue('2026-09-01'));
  expect(host.asked.slice(before).every((url) => !/from=2026-10-01&to=2026-09/.test(url))).toBe(true);
});

it('The class page adds a note to the axis, and takes it off', async () => {
  const { host } = show({ '/overview': overview(), '/annotations': { annotations: [] }, '/n1': { annotations: [] } });
  const axis = await section('Course events');
  await userEvent.click(within(axis).getByRole('button', { name: 'Add note' }));
  await userEvent.type(within(axis).getByLabelText('Day'), '2026-10-08');
  await userEvent.type(within(axis).getByLabelText('Note'), ' Strike ');
  await userEvent.click(within(axis).getByRole('button', { name: 'Save note' }));
  const base = `http://api.test/api/v1/courses/${encodeURIComponent(COURSE)}/annotations`;
  await waitFor(() =>
    expect(host.sent).toEqual([{ method: 'POST', url: base, body: { date: '2026-10-08', text: 'Strike' } }]),
  );
  await userEvent.click(within(axis).getByRole('button', { name: /^Remove note “.Live session.”$/ }));
  await waitFor(() => expect(host.sent.at(-1)).toEqual({ method: 'DELETE', url: `${base}/n1`, body: undefined }));
  await waitFor(() => expect(host.asked.filter((url) => url.endsWith('/overview')).length).toBeGreaterThan(1));
});

it('The class page tells beside each chart what its letters stand for, and a note once', async () => {
  show({ '/overview': overview() });
  const enrolment = await section('Enrollment');
  const key = await within(enrolment).findByText('a', { selector: 'strong' });
  expect(text(key.closest('p')!)).toBe('a Oct 6 · Due · Quiz 1b Oct 7 · Note · Live session');
  const axis = await section('Course events');
  expect(text(axis).match(/Live session/g)).toHaveLength(1);
});

it('The class page offers to take off only the notes that one may take off', async () => {
  const note = overview().annotations.find(({ kind }) => kind === 'note');
  const notes = [
    { ...note!, id: 'n1', text: 'Mine', mayRemove: true },
    { ...note!, id: 'n2', text: 'Theirs', mayRemove: false },
  ];
  show({ '/overview': overview({ annotations: notes }) });
  const axis = await section('Course events');
  expect(within(axis).getByText('Theirs')).toBeVisible();
  expect(within(axis).getAllByRole('button', { name: /^Remove note/ })).toHaveLength(1);
});

it('The class page says where a note could not be kept', async () => {
  show({ '/overview': overview(), '/n1': failure(500, 'internal') });
  const axis = await section('Course events');
  await userEvent.click(within(axis).getByRole('button', { name: /^Remove note/ }));
  expect(await within(axis).findByText(/^Couldn’t save the change/)).toBeVisible();
});

describe('states of the page', () => {
  const nothing: Partial<Overview> = {
    enrolment: { tracks: [], days: [] },
    activity: { days: [], weeks: [], hours: null },
    reach: [],
    grades: { graded: none('nobody'), passLine: null, buckets: [] },
    completion: { source: 'completion', mean: none('nobody'), buckets: [] },
    annotations: [],
  };
  it.each<[string, Responses, RegExp]>([
    [
      'nobody',
      { '/overview': overview({ summary: summary({ learners: 0 }), ...nothing }) },
      /^Nobody has enrolled yet/,
    ],
    ['withheld', { '/overview': overview({ summary: summary({ learners: WITHHELD }) }) }, /^Fewer than 10 learners/],
    ['no share', { '/overview': overview({ summary: summary({ active: WITHHELD }) }) }, /^Ever enrolled: 212/],
    ['nothing yet', { '/overview': overview(nothing) }, /^No course grades yet/],
    ['over', { '/overview': overview({ course: { ...overview().course, end: '2026-10-01' } }) }, /^This run has ended/],
    ['away', { '/overview': null }, /^The course itself is not affected/],
    ['failed', { '/overview': failure(500, 'internal') }, /The course itself is not affected/],
    ['not permitted', { '/overview': failure(403, 'not_course_team') }, /on this course’s team/],
  ])('The class page has a state of its own: %s', async (_, answers, words) => {
    const { container } = show(answers);
    expect(await screen.findByText(words)).toBeVisible();
    await expectAccessible(container);
  });

  it('The class page speaks Arabic from right to left', async () => {
    const { container } = show({ '/overview': overview() }, 'ar');
    expect(await screen.findByRole('heading', { name: inArabic('marginalia.teach.courseTitle') })).toBeVisible();
    await screen.findAllByRole('img');
    expect(text(container)).not.toMatch(/learners|Enrolled/);
    expect(container.querySelector('.marginalia-chart')).toHaveAttribute('dir', 'ltr');
  });
});

const views = {
  asOf: new Date().toISOString(),
  definitions: ['pageViews'],
  minLearners: 10,
  window: { from: null, to: null },
  places: [
    { block: { ...overview().reach[0]!.block }, views: 900 },
    { block: { ...overview().reach[1]!.block }, views: WITHHELD },
  ],
  weeks: [
    { date: '2026-09-21', views: 500, total: 500, whole: true },
    { date: '2026-09-28', views: WITHHELD, total: 500, whole: true },
    { date: '2026-10-05', views: 30, total: 530, whole: false },
  ],
};

it('The class page counts page views when asked: by week, as a running total, by section', async () => {
  const { container, host } = show({ '/overview': overview(), '/views': views });
  const part = await section('Page views');
  expect(host.asked.some((url) => url.endsWith('/views'))).toBe(false);
  await userEvent.click(within(part).getByRole('button', { name: 'Count page views' }));
  expect(
    await within(part).findByText('500 page views in total; Hidden in the last full week.', { selector: 'p' }),
  ).toBeVisible();
  await userEvent.click(within(part).getByRole('button', { name: 'Running total' }));
  await userEvent.click(within(part).getByRole('button', { name: /^Table/ }));
  const tables = within(part)
    .getAllByRole('table')
    .map((table) => [...table.querySelectorAll('tr')].map((row) => [...row.querySelectorAll('th, td')].map(text)));
  expect(tables).toEqual([
    [
      ['Week from', 'By week', 'Running total'],
      ['Sep 21', '500', '500'],
      ['Sep 28', 'Hidden', '500'],
    ],
    [
      ['Section', 'Page views'],
      ['Loops', '900'],
      ['For', 'Hidden'],
    ],
  ]);
  await expectAccessible(container);
});

it('The class page says so where no page views have arrived', async () => {
  show({ '/overview': overview(), '/views': { ...views, weeks: [], places: [] } });
  await userEvent.click(within(await section('Page views')).getByRole('button', { name: 'Count page views' }));
  expect(await screen.findByText('No page views for a full week yet.')).toBeVisible();
});
