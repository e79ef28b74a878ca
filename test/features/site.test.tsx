import { screen, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { type SiteCourse, type SiteHealth, type SiteOverview, WITHHELD, none } from '@marginalia/contract';
import { SitePage } from '../../src/features/site/SitePage';
import { daysAgo, siteCourse, siteHealth as health, siteOverview as site } from '../../src/harness/fixtures/site';
import { fakeHost } from '../support-web/host';
import { answerMedia, forgetMedia } from '../support-web/media';
import type { Responses } from '../support-web/host';
import { expectAccessible, renderIn } from '../support-web/render';

const DAY = 86_400_000;

const course = (name: string, over: Partial<SiteCourse> = {}): SiteCourse =>
  siteCourse(name, {
    enrolledWeeks: [],
    tracks: [],
    weeks: [
      { date: '2026-11-09', learners: 120 },
      { date: '2026-11-16', learners: WITHHELD },
      { date: '2026-11-23', learners: 131 },
    ],
    ...over,
  });

const show = (answers: Responses) => {
  const host = fakeHost(answers);
  return { host, user: userEvent.setup(), ...renderIn(host, <SitePage />) };
};
beforeEach(() => {
  window.location.hash = '';
});
afterEach(forgetMedia);
const cells = async (name: string): Promise<(string | null)[]> => {
  const row = within(await screen.findByRole('grid'))
    .getByRole('link', { name })
    .closest('tr');
  return within(row as HTMLElement)
    .getAllByRole('cell')
    .map(({ textContent }) => textContent);
};

describe('the table of courses', () => {
  it('The table of courses tells who is active and who may need help of running courses only', async () => {
    const { container } = show({
      '/overview': site([
        course('Runs'),
        course('Over', { end: daysAgo(30), asOf: daysAgo(40) }),
        course('Silent', { asOf: daysAgo(9) }),
        course('Late', { asOf: daysAgo(3.1) }),
        course('Rare', { asOf: daysAgo(3.1), usualGapDays: 2 }),
        course('New', { asOf: daysAgo(6), usualGapDays: null }),
        course('Small', { needHelp: WITHHELD }),
      ]),
    });
    expect((await cells('Runs')).join(' ')).toMatch(
      /Running 384 36% Active in each past week: 120, Hidden, 131 53% 50% 88/,
    );
    expect((await cells('Over')).join(' ')).toMatch(/Ended .* 384 — 53% 50% —/);
    expect((await cells('Silent')).join(' ')).toMatch(/ 384 — 53% 50% —/);
    expect((await cells('Late')).join(' ')).toMatch(/Delayed 384 36% Active.* 53% 50% 88/);
    expect((await cells('Rare')).join(' ')).toMatch(/Running/);
    expect((await cells('New')).join(' ')).toMatch(/Running/);
    expect((await cells('Small')).join(' ')).toMatch(/50% Hidden/);
    expect(screen.getByText(/^5 of 7 courses had events in the last 7 days/)).toBeVisible();
    expect(screen.getByText(/is running but has sent no events for a week/)).toHaveTextContent(/“Silent”/);
    await expectAccessible(container);
  });

  it('The table of courses tells by how many more or fewer are enrolled than a week ago, and the page of all of them', async () => {
    const { container } = show({
      '/overview': site([
        course('More', { enrolledChange: 6 }),
        course('Fewer', { enrolledChange: -12 }),
        course('Same'),
      ]),
    });
    expect(await cells('More')).toContain('384 ▲\u206066 more than a week ago');
    expect(await cells('Fewer')).toContain('384 ▼\u20601212 fewer than a week ago');
    expect(await cells('Same')).toContain('384');
    const tile = screen.getByText('Current enrollments').closest('li');
    expect(tile).toHaveTextContent('1,1526 fewer than a week ago');
    await expectAccessible(container);
  });

  it.each([WITHHELD, none('nobody_registered')])(
    'The page of all courses says nothing of a week where a course does not: %j',
    async (enrolledChange) => {
      show({ '/overview': site([course('More', { enrolledChange: 6 }), course('Other', { enrolledChange })]) });
      expect(await cells('Other')).toContain('384');
      expect(await cells('More')).toContain('384 ▲\u206066 more than a week ago');
      expect(screen.getByText('Current enrollments').closest('li')).not.toHaveTextContent(/week ago/);
    },
  );

  it('The page of all courses says how many are silent where several are', async () => {
    show({ '/overview': site([course('One', { asOf: daysAgo(9) }), course('Other', { asOf: daysAgo(9) })]) });
    expect(await screen.findByText(/2 running courses have sent no events for a week/)).toBeVisible();
  });
});

describe('what the table of courses is narrowed by', () => {
  const shown = (): (string | null)[] => screen.getAllByRole('link').map(({ textContent }) => textContent);

  it('The table of courses is narrowed by status and by organization, each offered where there are several', async () => {
    const { user, container } = show({
      '/overview': site([
        course('Runs'),
        course('Over', { end: daysAgo(30) }),
        course('Elsewhere', { org: 'Other', end: daysAgo(30) }),
      ]),
    });
    const status = await screen.findByRole('combobox', { name: 'Status' });
    expect(
      within(status)
        .getAllByRole('option')
        .map(({ textContent }) => textContent),
    ).toEqual(['Any status', 'Running', 'Ended']);
    await user.selectOptions(status, 'Ended');
    expect(shown().sort()).toEqual(['Elsewhere', 'Over']);
    await user.selectOptions(screen.getByRole('combobox', { name: 'Organization' }), 'Other');
    expect(shown()).toEqual(['Elsewhere']);
    await user.selectOptions(status, 'Running');
    expect(screen.getByText('No course matches.')).toBeVisible();
    await expectAccessible(container);
  });

  it('A site of one organization and one status is narrowed by words and dates alone', async () => {
    show({ '/overview': site([course('Runs')]) });
    expect(await screen.findByRole('searchbox', { name: 'Find a course' })).toBeVisible();
    expect(screen.getAllByRole('combobox')).toEqual([screen.getByRole('combobox', { name: 'Dates' })]);
  });
});

it('A running course tells how many were active week by week, and how many flags it has', async () => {
  show({ '/overview': site([course('Runs'), course('Over', { end: daysAgo(30), flags: null })]) });
  const [, , , active, , , , flags] = await cells('Runs');
  expect(active).toBe('36% Active in each past week: 120, Hidden, 131');
  expect(flags).toBe('4');
  expect((await cells('Over'))[7]).toBe('—');
});

it('A course tells how far its learners are, hides that of few, and has nothing to tell of one without a structure', async () => {
  show({
    '/overview': site([
      course('Runs'),
      course('Small', { progress: WITHHELD }),
      course('Unknown', { progress: { kind: 'none', reason: 'no_structure' } }),
    ]),
  });
  expect((await cells('Runs'))[4]).toBe('53%');
  expect((await cells('Small'))[4]).toBe('Hidden');
  expect((await cells('Unknown'))[4]).toBe('—');
});

describe('dates', () => {
  const dated = (over: Partial<SiteOverview> = {}): SiteOverview =>
    site(
      [
        course('Runs', { inDates: { activePerWeek: 120.5, passed: 40 } }),
        course('Small', { inDates: { activePerWeek: WITHHELD, passed: WITHHELD } }),
        course('Then not', { inDates: null }),
      ],
      { window: { from: '2026-09-07', to: '2026-11-30' }, ...over },
    );

  it('The dates are asked of the service and kept in the address, and narrow the table to courses that ran then', async () => {
    const { host, user, container } = show({ '/overview': site([course('Runs'), course('Then not')]) });
    await screen.findByRole('link', { name: 'Then not' });
    expect(screen.getByRole('button', { name: 'Active, 7 days' })).toBeVisible();
    host.answer({ '/overview': dated() });
    await user.selectOptions(screen.getByRole('combobox', { name: 'Dates' }), 'Last 90 days');
    expect(await screen.findByRole('button', { name: 'Newly passed' })).toBeVisible();
    const from = new Date(Date.now() - 89 * DAY).toISOString().slice(0, 10);
    expect(host.asked.at(-1)).toBe(`http://api.test/api/v1/site/overview?from=${from}`);
    expect(window.location.hash).toBe('#courses?dates=90');
    expect(screen.queryByRole('link', { name: 'Then not' })).toBeNull();
    expect((await cells('Runs')).join(' ')).toMatch(/384 120\.5 Active.* 53% 50% 40 88/);
    expect((await cells('Small')).join(' ')).toMatch(/384 Hidden Active.* 53% 50% Hidden 88/);
    expect(screen.getByText(/cover whole weeks, Sep 7 to Nov 29\. All other columns show today\./)).toBeVisible();
    expect(screen.getByText('Newly passed', { selector: '.marginalia-tile-title' }).closest('li')).toHaveTextContent(
      'Newly passed40without 1 hidden course',
    );
    await expectAccessible(container);
  });

  it('Two dates of one’s own count both days, and are not asked for the wrong way round', async () => {
    window.location.hash = '#courses?dates=between&from=2026-09-07&to=2026-11-29';
    const { host, user } = show({ '/overview': dated() });
    const until = await screen.findByLabelText('Until');
    expect(host.asked.at(-1)).toMatch(/from=2026-09-07&to=2026-11-30$/);
    await user.clear(until);
    await user.type(until, '2026-09-01');
    expect(await screen.findByText('The start date must be before the end date.')).toBeVisible();
    expect(host.asked.at(-1)).toMatch(/overview$/);
  });

  it.each([
    [{ from: '2026-09-07', to: null }, 'cover whole weeks from Sep 7.'],
    [{ from: null, to: '2026-11-30' }, 'cover whole weeks until Nov 29.'],
    [{ from: '2026-09-07', to: '2026-09-07' }, 'The dates hold no whole week.'],
  ])('The weeks of %j are told in words', async (window, words) => {
    show({ '/overview': dated({ window }) });
    expect(await screen.findByText((text) => text.includes(words))).toBeVisible();
  });

  it('The file of the courses is asked for with the dates', async () => {
    window.location.hash = '#courses?dates=between&from=2026-09-07';
    Object.assign(URL, { createObjectURL: () => 'blob:file', revokeObjectURL: () => undefined });
    const { host, user } = show({
      '/overview': dated(),
      '/courses.csv': { status: 200, body: 'course\r\n' as unknown as object },
    });
    await user.click(await screen.findByRole('button', { name: 'More for the table of courses' }));
    await user.click(await screen.findByRole('button', { name: 'Download as CSV' }));
    expect(await screen.findByText(/saved|downloaded/i)).toBeVisible();
    expect(host.asked).toContain('http://api.test/api/v1/site/export/courses.csv?from=2026-09-07');
  });
});

describe('the numbers of all courses', () => {
  const tiles = async (): Promise<(string | null)[]> =>
    within(await screen.findByRole('list', { name: 'Main numbers' }))
      .getAllByRole('listitem')
      .map(({ textContent }) => textContent);

  it('The numbers of all courses are sums of what is disclosed, and say how many courses they leave out', async () => {
    const { container } = show({
      '/overview': site([
        course('Runs'),
        course('Over', { end: daysAgo(30), asOf: daysAgo(40), enrolledNow: 100 }),
        course('Small', { enrolledNow: WITHHELD, active: WITHHELD, needHelp: WITHHELD }),
      ]),
    });
    expect(await tiles()).toEqual([
      'Active courses2of 3 courses',
      'Current enrollments484without 1 hidden course',
      // of courses that run
      'Active in 7 days138without 1 hidden course',
      'May need help88without 1 hidden course',
      'Latest event3 days ago',
    ]);
    await expectAccessible(container);
  });

  it('The numbers of all courses say how many may need help at least, where a course tells no more', async () => {
    show({
      '/overview': site([
        course('Runs'),
        course('Overlaps', { needHelp: WITHHELD, needHelpAtLeast: 30 }),
        course('Small', { needHelp: WITHHELD }),
      ]),
    });
    expect(await tiles()).toContain('May need helpAt least 118without 1 hidden course');
    expect(await cells('Overlaps')).toContain('At least 30');
  });

  it('The numbers of all courses are hidden where all of them are', async () => {
    show({ '/overview': site([course('Small', { enrolledNow: WITHHELD, active: WITHHELD, needHelp: WITHHELD })]) });
    expect(await tiles()).toEqual([
      'Active courses1of 1 course',
      'Current enrollmentsHidden',
      'Active in 7 daysHidden',
      'May need helpHidden',
      'Latest event3 days ago',
    ]);
  });

  it('The months of all courses are told without a gap, the running one apart, and as a table', async () => {
    const { user } = show({
      '/overview': site([course('Runs')], {
        months: [
          { month: '2025-11', learners: 40, whole: true },
          { month: '2026-01', learners: WITHHELD, whole: true },
          { month: '2026-02', learners: 20, whole: false },
        ],
      }),
    });
    const card = (await screen.findByRole('heading', { name: 'Monthly active learners' })).closest('section')!;
    const columns = within(card).getAllByRole('listitem');
    expect(columns.map(({ textContent }) => textContent?.trim())).toEqual([
      '40Nov2025',
      '0Dec',
      '⊘HiddenJan2026',
      '20Feb',
    ]);
    expect(columns.map((column) => column.querySelector('.marginalia-bar-second') !== null)).toEqual([
      false,
      false,
      false,
      true,
    ]);
    expect(card).toHaveTextContent('Peak: 40 in November 2025. This month so far: 20.');
    await user.click(within(card).getByRole('button', { name: /^More for/ }));
    await user.click(await screen.findByRole('button', { name: 'View as table' }));
    expect(within(card).getByRole('row', { name: /December 2025/ })).toHaveTextContent(/0$/);
  });

  it('The months of all courses are one letter each where there is no room for more', async () => {
    answerMedia(true);
    show({
      '/overview': site([course('Runs')], {
        months: [
          { month: '2025-11', learners: 40, whole: true },
          { month: '2026-01', learners: WITHHELD, whole: true },
        ],
      }),
    });
    const card = (await screen.findByRole('heading', { name: 'Monthly active learners' })).closest('section')!;
    expect(
      within(card)
        .getAllByRole('listitem')
        .map(({ textContent }) => textContent?.trim()),
    ).toEqual(['40N2025', '0D', '⊘HiddenJ2026']);
    expect(card).toHaveTextContent('Peak: 40 in November 2025. Latest month: Hidden.');
  });
});

describe('how all courses are used week by week', () => {
  const today = new Date();
  /** The day on which the week so many before this one begins. */
  const monday = (weeksAgo: number): string =>
    new Date(
      Date.UTC(
        today.getUTCFullYear(),
        today.getUTCMonth(),
        today.getUTCDate() - ((today.getUTCDay() + 6) % 7) - 7 * weeksAgo,
      ),
    )
      .toISOString()
      .slice(0, 10);
  /** As many learners in each of the last weeks, the oldest first. */
  const weeks = (...learners: SiteCourse['weeks'][number]['learners'][]): SiteCourse['weeks'] =>
    learners.map((count, i) => ({ date: monday(learners.length - i), learners: count }));
  const card = async (): Promise<HTMLElement> =>
    (await screen.findByRole('heading', { name: 'Activity by week' })).closest('section')!;
  /** The number of each column, the oldest first. */
  const numbers = async (): Promise<(string | null | undefined)[]> =>
    within(await card())
      .getAllByRole('listitem')
      .map((column) => column.querySelector('.marginalia-columns-value')?.textContent);

  const three = [
    course('Runs', { weeks: weeks(100, 110, 120, 130, 140, 150, 160, 170) }),
    course('Begun', { weeks: weeks(20, 0), org: 'Other' }),
    course('Small', { weeks: weeks(WITHHELD, 12, 12) }),
  ];

  it('Active learners by week are what the courses tell, without a course that hides one of its weeks', async () => {
    const { user, container } = show({ '/overview': site(three) });
    expect(await numbers()).toEqual(['100', '110', '120', '130', '140', '150', '180', '170']);
    expect(await card()).toHaveTextContent(/Peak: 180 in the week of .*\. Latest week: 170\./);
    expect(await card()).toHaveTextContent(
      /A learner in several courses counts in each of them\. 1 course is left out because one of its weeks is hidden\./,
    );
    await user.click(within(await card()).getByRole('button', { name: /^More for/ }));
    await user.click(await screen.findByRole('button', { name: 'View as table' }));
    const rows = within(await card()).getAllByRole('row');
    expect(rows.map(({ textContent }) => textContent).at(-2)).toMatch(/180$/);
    expect(rows).toHaveLength(9);
    await expectAccessible(container);
  });

  it('Active courses by week are those with a learner at least, also where it is hidden how many', async () => {
    const { user } = show({ '/overview': site(three) });
    await user.click(within(await card()).getByRole('button', { name: 'Active courses' }));
    expect(await numbers()).toEqual(['1', '1', '1', '1', '1', '2', '3', '2']);
    expect(await card()).not.toHaveTextContent(/left out/);
  });

  it('Activity by week is of the courses that the table is narrowed to, and the months are not', async () => {
    const months = [{ month: '2026-02', learners: 20, whole: false }];
    const { user } = show({ '/overview': site(three, { months }) });
    expect(await card()).toHaveClass('marginalia-span-6');
    expect(screen.queryByText(/Only the dates apply here/)).toBeNull();
    await user.selectOptions(screen.getByRole('combobox', { name: 'Organization' }), 'Other');
    expect(await numbers()).toEqual(['0', '0', '0', '0', '0', '0', '20', '0']);
    expect(screen.getByText(/Covers all courses of this page\. Only the dates apply here\./)).toBeVisible();
  });

  it('Activity by week of courses that all hide a week says nothing of learners', async () => {
    show({ '/overview': site([course('Small', { weeks: weeks(WITHHELD, 12) })]) });
    expect(await numbers()).toEqual(Array.from({ length: 8 }, () => '⊘Hidden'));
    expect(await card()).not.toHaveTextContent(/Peak/);
  });

  it('Activity by week of dates is that of their last weeks, and says so', async () => {
    const window = { from: monday(20), to: monday(2) };
    const { unmount } = show({
      '/overview': site([course('Runs', { weeks: weeks(7, 15, 16, 17), inDates: { activePerWeek: 1, passed: 0 } })], {
        window,
      }),
    });
    expect(await numbers()).toEqual(['0', '0', '0', '0', '0', '0', '7', '15']);
    expect(await card()).toHaveTextContent(/Shows the last 8 weeks of the dates\./);
    unmount();
    show({
      '/overview': site([course('Runs', { weeks: weeks(15, 16), inDates: { activePerWeek: 1, passed: 0 } })], {
        window: { from: monday(2), to: null },
      }),
    });
    expect(await numbers()).toEqual(['15', '16']);
    expect(await card()).not.toHaveTextContent(/Shows the last/);
  });

  it.each([
    ['in the middle of a week', -4, true],
    // of which it tells as of every other
    ['on a Sunday', -1, false],
    ['at the end of a week', 0, false],
    ['before', -90, false],
  ])('Activity by week says where it leaves out the end of a course: %s', async (_, days, isSaid) => {
    const end = new Date(Date.parse(monday(2)) + days * DAY).toISOString();
    show({ '/overview': site([course('Over', { end, weeks: weeks(20, 20, 20) })]) });
    expect(/The week in which a course ended is left out\./.test((await card()).textContent ?? '')).toBe(isSaid);
  });
});

describe('who is enrolled', () => {
  const DATES = ['2026-11-15', '2026-11-22', '2026-11-29'];
  const enrolled = (...learners: SiteCourse['weeks'][number]['learners'][]): SiteCourse['enrolledWeeks'] =>
    learners.map((count, i) => ({ date: DATES[i] ?? '', learners: count }));
  const three = [
    course('Runs', {
      enrolledWeeks: enrolled(300, 350, 384),
      tracks: [
        { tracks: ['audit'], enrolledNow: 290 },
        { tracks: ['verified', ''], enrolledNow: 94 },
      ],
    }),
    course('Grows', {
      org: 'Other',
      enrolledWeeks: enrolled(0, WITHHELD, 20),
      tracks: [{ tracks: ['audit'], enrolledNow: 20 }],
    }),
    course('Small', {
      enrolledWeeks: enrolled(WITHHELD, WITHHELD, WITHHELD),
      tracks: [{ tracks: ['audit', 'verified'], enrolledNow: WITHHELD }],
    }),
    course('Open'),
  ];
  const open = async (courses: readonly SiteCourse[], more: Responses = {}) => {
    const shown = show({ '/overview': site(courses), ...more });
    await shown.user.click(await screen.findByRole('button', { name: 'Enrollment' }));
    return shown;
  };
  const card = async (): Promise<HTMLElement> =>
    (await screen.findByRole('heading', { name: 'Enrollment by week' })).closest('section')!;
  /** The rows of the table, the cells of each apart. */
  const rows = (): string[] =>
    within(screen.getByRole('grid', { name: 'Enrolled now, by track' }))
      .getAllByRole('row')
      .slice(1)
      .map((row) => [...row.children].map(({ textContent }) => textContent).join(' | '));

  it('The courses’ enrollment by week is what each tells of the end of the week, and says what is left out', async () => {
    const { user, container } = await open(three);
    expect(window.location.hash).toBe('#enrollment');
    const columns = within(await card()).getAllByRole('listitem');
    expect(columns.map(({ textContent }) => textContent)).toEqual(['30015Nov', '35022Nov', '40429Nov']);
    expect(await card()).toHaveTextContent('300 enrolled on Nov 15, 404 on Nov 29.');
    expect(await card()).toHaveTextContent('2 courses are left out while fewer than 10 learners are enrolled.');
    expect(await card()).toHaveTextContent('1 course has no enrollment data.');
    expect(await card()).not.toHaveTextContent(/After a course ends/);
    await user.click(within(await card()).getByRole('button', { name: /^More for/ }));
    await user.click(await screen.findByRole('button', { name: 'View as table' }));
    expect(within(await card()).getByRole('row', { name: /Nov 29/ })).toHaveTextContent(/404$/);
    await expectAccessible(container);
  });

  it('The courses’ enrollment by track has a total, of what a search leaves, that says what it lacks', async () => {
    const { user, container } = await open(three);
    await card();
    expect(rows()).toEqual([
      'Runscourse-v1:Org+Runs+1 | Org | Audit | 290',
      'Runscourse-v1:Org+Runs+1 | Org | Verified and No enrollment track | 94',
      'Growscourse-v1:Org+Grows+1 | Other | Audit | 20',
      'Smallcourse-v1:Org+Small+1 | Org | Audit and Verified | Hidden',
      'Total |  |  | 404without 1 hidden number',
    ]);
    await user.click(screen.getByRole('button', { name: 'Course' }));
    expect(rows().at(0)).toMatch(/^Grows/);
    expect(rows().at(-1)).toMatch(/^Total/);
    const find = screen.getByRole('searchbox', { name: 'Find a course or track' });
    await user.type(find, 'other');
    expect(rows()).toEqual(['Growscourse-v1:Org+Grows+1 | Other | Audit | 20', 'Total |  |  | 20']);
    expect(window.location.hash).toBe('#enrollment?find=other');
    await user.clear(find);
    await user.type(find, 'VERIFIED');
    expect(rows().at(-1)).toBe('Total |  |  | 94without 1 hidden number');
    await user.type(find, ' nowhere');
    expect(screen.getByText('No course or track matches.')).toBeVisible();
    await expectAccessible(container);
  });

  it('Enrollment of courses that are over says what counts after their end, and small ones tell no number', async () => {
    await open([course('Over', { end: daysAgo(30), enrolledWeeks: enrolled(WITHHELD, WITHHELD, WITHHELD) })]);
    expect(
      within(await card())
        .getAllByRole('listitem')
        .map(({ textContent }) => textContent?.slice(0, 7)),
    ).toEqual(['⊘Hidden', '⊘Hidden', '⊘Hidden']);
    expect(await card()).toHaveTextContent(/After a course ends, its current enrollment counts\./);
    expect(await card()).not.toHaveTextContent(/enrolled on/);
    expect(screen.queryByRole('grid')).toBeNull();
  });

  it('Courses in which nobody ever enrolled say so', async () => {
    await open([course('Open')]);
    expect(await screen.findByText(/^No enrollment data yet\./)).toBeVisible();
  });

  it('The file of enrollment by track is asked for', async () => {
    Object.assign(URL, { createObjectURL: () => 'blob:file', revokeObjectURL: () => undefined });
    const { host, user } = await open(three, {
      '/tracks.csv': { status: 200, body: 'course\r\n' as unknown as object },
    });
    await user.click(await screen.findByRole('button', { name: 'More for Enrolled now, by track' }));
    await user.click(await screen.findByRole('button', { name: 'Download as CSV' }));
    expect(await screen.findByText(/saved|downloaded/i)).toBeVisible();
    expect(host.asked).toContain('http://api.test/api/v1/site/export/tracks.csv');
  });
});

describe('data health', () => {
  const open = async (answers: Responses) => {
    const shown = show({ '/overview': site([course('Runs')]), ...answers });
    await shown.user.click(await screen.findByRole('button', { name: 'Data health' }));
    return shown;
  };

  it('Data health says what was found, and what to do where somebody should look', async () => {
    const { container, user } = await open({ '/health': health });
    const rejected = (await screen.findByText(/30 of 1,000 incoming records rejected/)).closest('li') as HTMLElement;
    expect(rejected).toHaveTextContent('The service log gives the reason for each.');
    await user.click(screen.getByRole('button', { name: /table/i }));
    expect(screen.getByRole('row', { name: /statements/ })).toHaveTextContent('2.4 MB');
    await expectAccessible(container);
  });

  it('Data health tells when a course was last published, where all of it is counted', async () => {
    const checks: SiteHealth['checks'] = [{ id: 'publishes', state: 'ok', count: 0, at: daysAgo(3) }];
    await open({ '/health': { ...health, checks } });
    expect(await screen.findByText(/^Every published change/)).toHaveTextContent(
      'Every published change is counted. Latest publish: 3 days ago.',
    );
  });

  it('Data health and the list of courses tell the date of what is more than a week old', async () => {
    const sources = [
      { source: 'bus' as const, accepted: 1, duplicate: 0, conflict: 0, rejected: 0, newest: '2025-12-26T12:00:00Z' },
    ];
    const checks: SiteHealth['checks'] = [{ id: 'latest', state: 'mend', at: '2026-10-31T12:00:00Z' }];
    const { container, user } = await open({
      '/overview': site([course('Old', { asOf: '2025-12-26T12:00:00Z' })]),
      '/health': { ...health, checks, sources },
    });
    expect(await screen.findByText(/^Latest event stored/)).toHaveTextContent('Latest event stored Oct 31.');
    for (const more of screen.getAllByRole('button', { expanded: false })) await user.click(more);
    expect(within(container).getAllByText('Dec 26, 2025')).toHaveLength(2);
  });

  it('Data health tells courses of one name apart by their keys, and no others', async () => {
    const over = { name: 'Loops', asOf: daysAgo(20) };
    const use = ['Runs', 'A', 'B'].map((key) => ({
      course: key,
      name: key === 'Runs' ? 'Runs' : 'Loops',
      people: 1,
      days: 1,
    }));
    const { user } = await open({
      '/overview': site([course('Runs'), course('A', over), course('B', { name: 'Loops' })]),
      '/health': { ...health, use },
    });
    const first = (table: HTMLElement): (string | null)[] =>
      [...table.querySelectorAll('tbody tr')].map((row) => row.querySelector('th, td')!.textContent);
    expect(first(await screen.findByRole('table', { name: 'Latest event' }))).toEqual([
      'Runs',
      'Loops course-v1:Org+A+1',
      'Loops course-v1:Org+B+1',
    ]);
    await user.click(await screen.findByRole('button', { name: 'By course' }));
    expect(first(await screen.findByRole('table', { name: 'By course' }))).toEqual(['Runs', 'Loops A', 'Loops B']);
    expect(screen.getByText(/is running but has sent no events/)).toHaveTextContent('“Loops course-v1:Org+A+1” is');
  });

  it('Data health can be asked for again after it failed', async () => {
    const { host, user } = await open({ '/health': { status: 500, body: '' } });
    const again = await screen.findByRole('button', { name: 'Try again' }, { timeout: 10_000 });
    host.answer({ '/overview': site([course('Runs')]), '/health': health });
    await user.click(again);
    expect(await screen.findByText(/30 of 1,000/)).toBeVisible();
  });

  it('Data health is not offered to somebody who sees the courses of a team', async () => {
    show({ '/overview': site([course('Runs')], { scope: 'team' }) });
    await screen.findByRole('link', { name: 'Runs' });
    expect(screen.queryByRole('button', { name: 'Data health' })).toBeNull();
  });
});
