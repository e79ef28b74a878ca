/** The page about all courses, of a site with many. */
import { operatorScope } from '../../../api/auth/scope';
import { openServices } from '../../../api/metrics';
import { NO_RULES } from '../../../api/metrics/learners/thresholds';
import { SiteReports } from '../../../api/metrics/class/siteReports.service';
import { Structures } from '../../../api/metrics/kit/structures';
import type { Engine } from '../../../api/store/engine';
import { StatementMaker } from '../../../api/demo/statements';
import { WITHHELD } from '@marginalia/contract';
import { lines, loadText, statementsOf } from '../../http/smallCourse';
import { type TestWorkspace, openTestWorkspace } from '../../support/engine';

const COURSES = Array.from({ length: 20 }, (_, n) => `course-v1:Edu+Ada${n}+2026`);

/** The engine, how many questions it is asked at the same time at most, and how many in all. */
const counted = (engine: Engine): { engine: Engine; most: () => number; all: () => number } => {
  let [now, most, all] = [0, 0, 0];
  const rows: Engine['rows'] = async (...question) => {
    all += 1;
    most = Math.max(most, ++now);
    try {
      return await engine.rows(...question);
    } finally {
      now -= 1;
    }
  };
  return { engine: Object.assign(Object.create(engine) as Engine, { rows }), most: () => most, all: () => all };
};

describe('a site of twenty courses', () => {
  let site: TestWorkspace;
  beforeAll(async () => {
    site = await openTestWorkspace('embedded');
    await loadText(site.workspace, lines(COURSES.flatMap((course) => statementsOf(course))));
  });
  afterAll(() => site.close());

  it('A site of twenty courses is read a few questions at a time, so that a panel opened meanwhile need not wait', async () => {
    const { engine, most } = counted(site.workspace.engine);
    const overview = await new SiteReports(engine, 10, new Structures(engine)).of(COURSES.map(operatorScope), 'site');
    expect(overview.courses.map(({ key }) => key).sort()).toEqual([...COURSES].sort());
    expect(most()).toBeGreaterThan(0);
    expect(most()).toBeLessThanOrEqual(4);
  });

  it('A site of twenty courses is not asked about course by course, but for their structures, which are remembered', async () => {
    const asked = async (courses: readonly string[]): Promise<number> => {
      const { engine, all } = counted(site.workspace.engine);
      const reports = new SiteReports(engine, 10, new Structures(site.workspace.engine));
      await reports.of(courses.map(operatorScope), 'site');
      return all();
    };
    expect(await asked(COURSES)).toBe(await asked(COURSES.slice(0, 1)));
  });
});

it('A site tells by how many more are enrolled than a week ago, which its list says by name anyway', async () => {
  const site = await openTestWorkspace('embedded');
  const course = 'course-v1:Edu+Grows+2026';
  const make = new StatementMaker('https://lms.example.org', course, 'Grows');
  const enrolled = (number: number, daysAgo: number) =>
    make.enrolment(
      { actor: `a${number}`, time: (Date.now() - daysAgo * 86_400_000) * 1000, session: 's' },
      'registered',
      'audit',
    );
  await loadText(site.workspace, lines(Array.from({ length: 23 }, (_, n) => enrolled(n, n < 20 ? 30 : 2)).flat()));
  const told = async (minLearners: number) => {
    const { site: reports } = openServices(site.engine, minLearners, NO_RULES);
    return (await reports.of([operatorScope(course)], 'site')).courses[0];
  };
  expect(await told(10)).toMatchObject({ enrolledNow: 23, enrolledChange: 3 });
  // as on the days of the page of the class
  const { enrolment } = await openServices(site.engine, 10, NO_RULES).overview.of(operatorScope(course), {});
  expect([enrolment.days.at(-1)?.total, enrolment.days.at(-8)?.total]).toEqual([23, 20]);
  // 20 of a week ago are too few
  expect((await told(21))?.enrolledChange).toEqual({ kind: 'withheld', reason: 'too_few_learners' });
  await site.close();
});

describe('who was enrolled when', () => {
  const DAY = 86_400_000;
  const keyOf = (name: string): string => `course-v1:Edu+${name}+2026`;
  const isoDay = (daysAgo: number): string => new Date(Date.now() - daysAgo * DAY).toISOString().slice(0, 10);
  let site: TestWorkspace;
  beforeAll(async () => {
    site = await openTestWorkspace('embedded');
    const statements = (name: string) => {
      const make = new StatementMaker('https://lms.example.org', keyOf(name), name);
      const moment = (number: number, daysAgo: number) => ({
        actor: `a${number}`,
        time: (Date.now() - daysAgo * DAY) * 1000,
        session: 's',
      });
      return {
        enters: (number: number, daysAgo: number, track = 'audit') =>
          make.enrolment(moment(number, daysAgo), 'registered', track),
        leaves: (number: number, daysAgo: number) => make.enrolment(moment(number, daysAgo), 'unregistered', 'audit'),
        comes: (number: number, daysAgo: number) =>
          make.completion(moment(number, daysAgo), `block-v1:Edu+${name}+2026+type@html+block@h1`),
      };
    };
    const each = (count: number, of: (number: number) => object[]): object[] =>
      Array.from({ length: count }, (_, number) => of(number)).flat();
    const [runs, over, small, open] = ['Runs', 'Over', 'Small', 'Open'].map(statements) as [
      ReturnType<typeof statements>,
      ReturnType<typeof statements>,
      ReturnType<typeof statements>,
      ReturnType<typeof statements>,
    ];
    await loadText(
      site.workspace,
      lines([
        // 40 since long ago and 20 more of late; 15 changed their track, 4 of them to a small one; 8 left
        ...each(60, (n) => [
          ...runs.enters(n, n < 40 ? 90 : 20),
          ...(n < 15 ? runs.enters(n, 30, n < 4 ? 'masters' : 'verified') : []),
          ...(n >= 30 && n < 38 ? runs.leaves(n, 10) : []),
          ...(n < 20 ? runs.comes(n, 1) : []),
        ]),
        // ended 20 days ago; 3 left before, 2 after it
        ...each(25, (n) => [
          ...over.enters(n, 60, n < 12 ? 'verified' : 'audit'),
          ...over.comes(n, 40),
          ...(n < 3 ? over.leaves(n, 35) : n < 5 ? over.leaves(n, 3) : []),
        ]),
        ...each(12, (n) => small.enters(n, n < 6 ? 40 : 2)),
        ...each(12, (n) => open.comes(n, 2)),
      ]),
    );
    await site.engine.insert(`${site.engine.databases.eventSink}.course_overviews`, [
      {
        ...{ org: 'Edu', course_key: keyOf('Over'), display_name: 'Over', course_data_json: '{}' },
        ...{ course_start: `${isoDay(70)} 00:00:00+00:00`, course_end: `${isoDay(20)} 12:00:00+00:00` },
        ...{ modified: '2026-02-01 00:00:00', time_last_dumped: '2026-02-01 00:00:00' },
      },
    ]);
  });
  afterAll(() => site.close());
  const told = async (name: string) => {
    const { site: reports, overview, comparisons } = openServices(site.engine, 10, NO_RULES);
    const scope = operatorScope(keyOf(name));
    const { courses } = await reports.of(['Runs', 'Over', 'Small', 'Open'].map(keyOf).map(operatorScope), 'site');
    return {
      ofSite: courses.find(({ key }) => key === keyOf(name))!,
      page: await overview.of(scope, {}),
      compared: (await comparisons.of(scope, [], [])).courses[0]!,
    };
  };

  it.each(['Runs', 'Over', 'Small', 'Open'])(
    'Who was enrolled is told of the site as on the page of the course and in its comparison, and nothing else: %s',
    async (name) => {
      const { ofSite, page, compared } = await told(name);
      const { days } = page.enrolment;
      const [first, last] = [days.at(0)?.date ?? '', days.at(-1)?.date ?? ''];
      for (const { date, learners } of ofSite.enrolledWeeks) {
        const day = days.find((one) => one.date === date);
        expect([date, learners]).toEqual([
          date,
          date < first ? 0 : date > last ? page.summary.enrolledNow : day?.total,
        ]);
      }
      const own = compared.tracks.filter(({ enrolledNow }) => typeof enrolledNow === 'number');
      const alone = ofSite.tracks.filter(({ tracks }) => tracks.length === 1 && own.length > 0);
      expect(alone).toEqual(own.map(({ track, enrolledNow }) => ({ tracks: [track], enrolledNow })));
      // the others are what is left of all
      const left = page.summary.enrolledNow;
      const rest = ofSite.tracks.filter((one) => !alone.includes(one));
      if (typeof left === 'number' && rest.length > 0)
        expect(rest.map(({ enrolledNow }) => enrolledNow)).toEqual([
          own.reduce((less, { enrolledNow }) => less - Number(enrolledNow), left),
        ]);
      else expect(rest.every(({ enrolledNow }) => enrolledNow === WITHHELD)).toBe(true);
      expect(ofSite.enrolledWeeks).toHaveLength(name === 'Open' ? 0 : 8);
    },
  );

  it('The ends of weeks are the last eight Sundays, and the tracks those of the last day while a course runs', async () => {
    const { ofSite, page } = await told('Runs');
    const sundays = ofSite.enrolledWeeks.map(({ date }) => date);
    expect(sundays.map((date) => new Date(date).getUTCDay())).toEqual([0, 0, 0, 0, 0, 0, 0, 0]);
    expect(Date.parse(sundays[7]!) - Date.parse(sundays[0]!)).toBe(49 * DAY);
    expect(Date.now() - Date.parse(sundays[7]!)).toBeLessThan(8 * DAY);
    expect(Date.now() - Date.parse(sundays[7]!)).toBeGreaterThanOrEqual(DAY);
    expect(ofSite.enrolledWeeks[0]?.learners).toBe(40);
    const { tracks, days } = page.enrolment;
    expect(tracks).toEqual(['audit', 'masters', 'verified']);
    // 4 are in a track of their own, and the 11 of another one hide them
    expect(days.at(-1)).toMatchObject({ total: 52, byTrack: [37, WITHHELD, WITHHELD] });
    expect(ofSite.tracks).toEqual([
      { tracks: ['audit'], enrolledNow: 37 },
      { tracks: ['masters', 'verified'], enrolledNow: 15 },
    ]);
  });

  it('The ends of weeks of a course that is over tell who was enrolled until then, and later ones who is now', async () => {
    const counts = (await told('Over')).ofSite.enrolledWeeks.map(({ learners }) => learners);
    // 25 at first, 22 when it ended, 20 now
    expect([...new Set(counts)]).toEqual([25, 22, 20]);
    expect((await told('Small')).ofSite.enrolledWeeks.map(({ learners }) => learners)).toContainEqual(WITHHELD);
  });
});

describe('a site with a course that is over', () => {
  const COURSE = 'course-v1:Edu+Over+2026';
  let site: TestWorkspace;
  let reports: SiteReports;
  beforeAll(async () => {
    site = await openTestWorkspace('embedded');
    const make = new StatementMaker('https://lms.example.org', COURSE, 'Over');
    const at = (day: string): number => Date.parse(`${day}T10:00:00Z`) * 1000;
    const came = (number: number, ...days: string[]) => [
      ...make.enrolment({ actor: `a${number}`, time: at('2026-03-01'), session: 's' }, 'registered', 'audit'),
      ...days.flatMap((day) =>
        make.completion(
          { actor: `a${number}`, time: at(day), session: 's' },
          `block-v1:Edu+Over+2026+type@html+block@h1`,
        ),
      ),
    ];
    const passed = (number: number, day: string) => make.passed({ actor: `a${number}`, time: at(day), session: 's' });
    await loadText(
      site.workspace,
      lines([
        // 30 came in the first week, 20 of them in the second and 12 in the fourth, the third is empty
        ...Array.from({ length: 30 }, (_, n) => [
          ...came(n, '2026-03-03', ...(n < 20 ? ['2026-03-10'] : []), ...(n < 12 ? ['2026-03-24'] : [])),
          ...(n < 10 ? passed(n, '2026-03-11') : []),
          ...(n >= 10 && n < 20 ? passed(n, '2026-03-25') : []),
        ]).flat(),
      ]),
    );
    await site.engine.insert(`${site.engine.databases.eventSink}.course_overviews`, [
      {
        ...{ org: 'Edu', course_key: COURSE, display_name: 'Over', course_data_json: '{}' },
        ...{ course_start: '2026-03-02 00:00:00+00:00', course_end: '2026-03-30 00:00:00+00:00' },
        ...{ modified: '2026-02-01 00:00:00', time_last_dumped: '2026-02-01 00:00:00' },
      },
    ]);
    reports = new SiteReports(site.engine, 10, new Structures(site.engine));
  });
  afterAll(() => site.close());
  const inDates = async (from: string | null, to: string | null) => {
    const { courses, window, months } = await reports.of([operatorScope(COURSE)], 'site', { from, to });
    return { ...courses[0]!, window, months };
  };

  it('A course tells of dates the weeks that lie wholly in them, their average, and who passed first in them', async () => {
    expect(await inDates(null, null)).toMatchObject({ inDates: null, window: { from: null, to: null } });
    const all = await inDates('2026-02-01', '2026-05-01');
    expect(all.window).toEqual({ from: '2026-02-02', to: '2026-04-27' });
    expect(all.weeks.map(({ date, learners }) => [date, learners])).toEqual([
      ['2026-03-02', 30],
      ['2026-03-09', 20],
      ['2026-03-16', 0],
      ['2026-03-23', 12],
    ]);
    expect(all.inDates).toEqual({ activePerWeek: (30 + 20 + 0 + 12) / 4, passed: 20 });
    // begun on a Monday, and on the Tuesday after it
    expect(await inDates('2026-03-09', '2026-03-23')).toMatchObject({ inDates: { activePerWeek: 10, passed: 10 } });
    expect(await inDates('2026-03-10', '2026-03-29')).toMatchObject({
      window: { from: '2026-03-16', to: '2026-03-23' },
      inDates: { activePerWeek: 0, passed: 0 },
    });
    expect(await inDates(null, '2026-03-16')).toMatchObject({ inDates: { activePerWeek: 25, passed: 10 } });
    expect(await inDates('2026-03-16', null)).toMatchObject({ inDates: { activePerWeek: 6, passed: 10 } });
  });

  it('Dates without a whole week, or in which a course did not run, tell nothing of it', async () => {
    const none = { kind: 'none', reason: 'no_whole_week' };
    expect(await inDates('2026-03-03', '2026-03-08')).toMatchObject({ inDates: null, weeks: [] });
    expect((await inDates('2026-03-24', '2026-04-15')).inDates).toEqual({ activePerWeek: none, passed: 0 });
    for (const [from, to] of [
      ['2026-05-01', '2026-06-01'],
      ['2025-05-01', '2025-06-01'],
    ] as const)
      expect((await inDates(from, to)).inDates).toBeNull();
  });

  it('The months are those in which the weeks of the dates lie', async () => {
    expect((await inDates(null, null)).months.map(({ month }) => month)).toEqual(['2026-03']);
    expect((await inDates('2026-03-20', '2026-04-20')).months.map(({ month }) => month)).toEqual(['2026-03']);
    expect((await inDates('2026-04-01', null)).months).toEqual([]);
  });
});
