import { NO_RULES } from '../../api/metrics/learners/thresholds';
import { openServices } from '../../api/metrics';
import {
  Attention,
  Comparison,
  Content,
  Group,
  Learner,
  Learners,
  Overview,
  SiteOverview,
  Views,
  exportPath,
  fillPath,
  getAttention,
  getComparison,
  getContent,
  getGroup,
  getLearner,
  getLearners,
  getOverview,
  getSiteOverview,
  getViews,
  postAnnotation,
  putFollowUp,
  siteExportPath,
} from '@marginalia/contract';
import { auditOf } from '../support/audit';
import { type TestWorkspace, openTestWorkspace } from '../support/engine';
import { type TestApi, openTestApi } from './api';
import { COURSE, PROBLEM, lines, loadCsv, loadText, statementsOf, structureCsv } from './smallCourse';

/**
 * Thirty learners who registered, tried the one problem (every second wrongly at first) and watched half of the video,
 * all within some minutes of 2 March 2026; none came back until the course ended on 1 April.
 */
const LEARNERS = 30;
const WITHHELD = { kind: 'withheld', reason: 'too_few_learners' };
const path = (template: Parameters<typeof fillPath>[0], params: Record<string, string> = {}): string =>
  fillPath(template, { course: COURSE, ...params });

/** A second unit, which nobody reaches: so nobody completed the course. */
const withAnotherUnit = structureCsv((all) => [
  ...all,
  ...all
    .filter((line) => line.includes('@u1'))
    .map((line) => line.replace('@u1', '@u2').replace('Wheels', 'Levers').replace('""unit"":1', '""unit"":2')),
]);

let at: TestWorkspace;
let api: TestApi;
beforeAll(async () => {
  at = await openTestWorkspace('embedded');
  await loadCsv(at.workspace, withAnotherUnit);
  await loadText(at.workspace, lines(statementsOf(COURSE, PROBLEM, undefined, LEARNERS)));
  await at.engine.insert(`${at.engine.databases.eventSink}.course_overviews`, [
    {
      org: 'Edu',
      course_key: COURSE,
      display_name: 'Ada',
      course_start: '2026-02-20 00:00:00+00:00',
      course_end: '2026-04-01 00:00:00+00:00',
      course_data_json: '{"lowest_passing_grade":0.7}',
      modified: '2026-02-01 00:00:00',
      time_last_dumped: '2026-02-01 00:00:00',
    },
  ]);
  await at.workspace.states.ensure(COURSE);
  const services = openServices(at.engine, 10, NO_RULES);
  api = await openTestApi({ services: () => services, identities: true });
});
afterAll(async () => {
  await api.close();
  await at.close();
});

const send = async (method: 'POST' | 'PUT' | 'DELETE', url: string, payload?: object, username = 'staff') =>
  api.app.inject({
    method,
    url,
    headers: { authorization: `JWT ${await api.lms.signToken(username)}` },
    ...(payload ? { payload } : {}),
  });
const audit = () => auditOf.run(at.engine, { course: COURSE, limit: 100 });

describe('the class', () => {
  it('The overview tells how the class is doing', async () => {
    const overview = Overview.parse((await api.get(path(getOverview.path))).json());
    expect(overview.summary).toMatchObject({
      learners: 30,
      enrolledNow: 30,
      started: { kind: 'value', count: 30, of: 30 },
      passing: { kind: 'value', count: 0, of: 30 },
      firstTry: { kind: 'value', count: 15, of: 30 },
      grade: { kind: 'none', reason: 'no_grades' },
    });
    expect(overview.enrolment.tracks).toEqual(['audit']);
    expect(overview.enrolment.days[0]).toEqual({ date: '2026-03-02', total: 30, byTrack: [30] });
    expect(overview.activity.days[0]).toEqual({ date: '2026-03-02', learners: 30, watched: 30, tried: 30 });
    expect(overview.activity.weeks[0]).toEqual({
      date: '2026-03-02',
      learners: 30,
      watched: 30,
      tried: 30,
      whole: true,
    });
    const units = { blocks: 2, any: 30, all: 0 };
    const one = { blocks: 1, any: 30, all: 30 };
    expect(overview.reach.map(({ units, problems, videos }) => [units, problems, videos])).toEqual([
      [units, one, one],
      [units, one, one],
    ]);
    expect(overview.activity.hours).toBeNull();
  });

  it('The overview tells on demand at which hours of the week learners come, and hides an hour of a single day', async () => {
    const { activity } = Overview.parse((await api.get(`${path(getOverview.path)}?hours=true`)).json());
    expect(activity.hours).toEqual([{ weekday: 1, hour: 10, learners: WITHHELD }]);
  });

  it('The list tells who may need help, and what is new since a day', async () => {
    const url = path(getAttention.path);
    const { learners } = Attention.parse((await api.get(url)).json());
    expect(learners).toMatchObject({ of: 30, flagged: { count: 30, of: 30 }, since: null, thresholdsFrom: 'default' });
    expect(learners.rules.find(({ rule }) => rule === 'stopped')?.learners).toMatchObject({ count: 30 });
    expect(learners.states.find(({ state }) => state === 'stopped')?.learners).toBe(30);
    const since = async (day: string) => Attention.parse((await api.get(`${url}?since=${day}`)).json()).learners.since;
    expect(await since('2026-03-02')).toMatchObject({
      from: '2026-03-02',
      active: { count: 30, of: 30 },
      sections: [{ tried: 30, firstTry: { count: 15, of: 30 } }],
    });
    expect(await since('2026-03-03')).toMatchObject({ active: { count: 0, of: 30 }, sections: [] });
  });

  it('How learners stood in the weeks before is told to who may see single learners, and to nobody else', async () => {
    const past = async (username: string) =>
      Attention.parse((await api.get(path(getAttention.path), username)).json()).learners.past.map(
        ({ at: when, states }) => [
          when.slice(0, 10),
          ...states.filter(({ learners }) => learners > 0).map(({ state, learners }) => `${state} ${learners}`),
        ],
      );
    // the course began on 20 February, all came on 2 March and tried one problem, and it ended on 1 April
    expect(await past('staff')).toEqual([
      ['2026-02-27'],
      ['2026-03-06', 'not_enough_evidence 30'],
      ['2026-03-13', 'not_enough_evidence 30'],
      ['2026-03-20', 'stopped 30'],
      ['2026-03-27', 'stopped 30'],
    ]);
    expect(await past('limited')).toEqual([]);
  });

  it('The comparison stands beside other courses that one may see, and lists these', async () => {
    const comparison = Comparison.parse((await api.get(path(getComparison.path))).json());
    expect(comparison.courses.map(({ key, tracks, videos, tags }) => [key, tracks, videos, tags])).toEqual([
      [
        COURSE,
        [{ track: 'audit', enrolledNow: 30 }],
        { count: 1, meanSeconds: expect.any(Number), seenTwice: 0 },
        null,
      ],
    ]);
    const elsewhere = encodeURIComponent('course-v1:Elsewhere+Knots+2026');
    expect((await api.get(`${path(getComparison.path)}?with=${elsewhere}`)).json()).toMatchObject({
      code: 'not_course_team',
    });
    const file = `/api/v1/courses/${encodeURIComponent(COURSE)}/export/comparison.csv`;
    expect((await api.get(file)).body).toContain(COURSE);
    expect((await api.get(`${file}?with=${elsewhere}`)).json()).toMatchObject({ code: 'not_course_team' });
    const site = SiteOverview.parse((await api.get(getSiteOverview.path)).json());
    expect(site).toMatchObject({ scope: 'team', courses: [{ key: COURSE, learners: 30 }] });
    expect(site.months).toMatchObject([{ month: '2026-03', learners: 30 }]);
    // as the page of the course tells them, and no week that is not over
    const { activity } = Overview.parse((await api.get(path(getOverview.path))).json());
    const over = activity.weeks.filter(({ whole }) => whole);
    expect(over.length).toBeGreaterThan(0);
    expect(site.courses[0]?.weeks).toEqual(over.slice(-8).map(({ date, learners }) => ({ date, learners })));
    expect(site.courses[0]?.flags).toBeNull();
    // every learner was in the one of two units
    expect(site.courses[0]?.progress).toBe(0.5);
    expect(Overview.parse((await api.get(path(getOverview.path))).json()).completion.mean).toBe(0.5);
    expect(SiteOverview.parse((await api.get(getSiteOverview.path, 'neighbour')).json()).courses).toEqual([]);
  });

  it('Problems and videos stand in one table each, and are there as files', async () => {
    const { problems, videos } = Content.parse((await api.get(path(getContent.path))).json());
    expect(problems).toMatchObject([
      {
        block: { id: PROBLEM, type: 'problem' },
        section: 'Week 1',
        course: {
          learners: 30,
          firstTry: { count: 15, of: 30 },
          eventual: { count: 30, of: 30 },
          meanTries: 1.5, // every second tried twice
          medianTries: 1.5,
        },
        group: null,
      },
    ]);
    expect(videos).toMatchObject([
      {
        course: { viewers: 30, viewings: 15, coverage: 0.5, completion: { count: 0, of: 30 }, seenTwice: 0 },
        group: null,
      },
    ]);
    const file = (await api.get(exportPath(COURSE, 'problems'))).body;
    expect(file).toContain('attempted,correct_on_first_attempt,correct_on_first_attempt_count');
    expect(file).toContain(',30,0.5,15,30,');
    expect(file).toContain('time_to_first_attempt_low,time_to_first_attempt_median');
  });

  it('Page views are none where nobody turned a page, and stand by place and week', async () => {
    const views = Views.parse((await api.get(path(getViews.path))).json());
    expect(views.places.map(({ block, views: one }) => [block.type, one])).toEqual([
      ['chapter', 0],
      ['sequential', 0],
    ]);
    expect(views.weeks).toEqual([]);
    expect((await api.get(exportPath(COURSE, 'views'))).body).toContain('id,type,name,views');
    expect((await api.get(exportPath(COURSE, 'views-weeks'))).body).toContain('week_of,views,running_total');
    expect((await api.get(exportPath(COURSE, 'views', { from: '2026-03-02' }))).json()).toMatchObject({
      code: 'invalid_request',
    });
  });

  it('The report of a group has one group of the class beside the whole', async () => {
    const of = async (group: string, on = api) =>
      Group.parse((await on.get(`${path(getGroup.path)}?group=${encodeURIComponent(group)}`)).json());
    const stopped = await of('stopped');
    const all = { group: 30, course: 30 };
    expect(stopped).toMatchObject({
      key: 'stopped',
      group: { learners: 30, firstTry: { count: 15, of: 30 }, passing: { count: 0, of: 30 } },
      course: { learners: 30, firstTry: { count: 15, of: 30 } },
      visits: [
        { from: 0, to: 28, never: false, group: 0, course: 0 },
        { from: 28, to: 56, never: false, ...all }, // 30 days before the end
        { from: 56, to: null, never: false, group: 0, course: 0 },
        { from: null, to: null, never: true, group: 0, course: 0 },
      ],
      enrolled: [{ from: '2026-03-02', to: '2026-03-09', ...all }],
      tracks: [{ tracks: ['audit'], ...all }],
      grades: [],
    });
    expect(stopped.weeks.slice(0, 2)).toEqual([
      { date: '2026-03-02', ...all },
      { date: '2026-03-09', group: 0, course: 0 },
    ]);
    expect(stopped.reach[0]).toMatchObject({
      block: { type: 'chapter' },
      units: { blocks: 2, any: all, all: { group: 0, course: 0 } },
      problems: { blocks: 1, any: all, all },
    });
    expect(Group.parse((await api.get(path(getGroup.path))).json())).toEqual(await of('need_help'));
    expect(await of('need_help')).toMatchObject({ group: stopped.group, reach: stopped.reach });
    expect(await of('track:audit')).toMatchObject({ group: stopped.group, reach: stopped.reach, tracks: [] });
    expect((await of('on_track')).group).toMatchObject({ learners: 0, passing: { kind: 'none' } });
    expect((await of('track:none')).group).toMatchObject({ learners: WITHHELD, passing: WITHHELD });
    const strict = openServices(at.engine, 31, NO_RULES);
    const closed = await openTestApi({ services: () => strict });
    const few = await of('stopped', closed);
    expect(JSON.stringify([few.group, few.course, few.weeks, few.reach, few.visits])).not.toMatch(/[:[,](30|15)[,}\]]/);
    await closed.close();
  });

  it('A group that there cannot be is refused, in answers and in files', async () => {
    const asked = [
      `${path(getGroup.path)}?group=nobody`,
      `${path(getContent.path)}?group=nobody`,
      exportPath(COURSE, 'group-weeks', { group: 'nobody' }),
    ];
    for (const url of asked) expect((await api.get(url)).json()).toMatchObject({ code: 'invalid_request' });
    const { body } = await api.get(exportPath(COURSE, 'videos', { group: 'stopped' }));
    expect(body).toContain('group_viewers');
    expect((await api.get(exportPath(COURSE, 'group-sections', { group: 'stopped' }))).body).toContain(
      'group_units_any',
    );
    expect((await api.get(exportPath(COURSE, 'group-steps', { group: 'stopped' }))).body).toContain(
      'days since the last visit,28,56,30,30',
    );
  });

  it('Notes stand on the time axis until they are taken off', async () => {
    const post = await send('POST', path(postAnnotation.path), { date: '2026-03-05', text: ' mail sent ' });
    const [note] = (post.json() as { annotations: { id: string; kind: string }[] }).annotations.filter(
      ({ kind }) => kind === 'note',
    );
    expect(note).toMatchObject({ at: '2026-03-05', text: 'mail sent', by: 'staff' });
    const { annotations } = Overview.parse((await api.get(path(getOverview.path))).json());
    expect(annotations).toContainEqual(note);
    const off = await send('DELETE', `${path(postAnnotation.path)}/${note!.id}`);
    expect((off.json() as { annotations: { kind: string }[] }).annotations.some(({ kind }) => kind === 'note')).toBe(
      false,
    );
    expect((await send('DELETE', `${path(postAnnotation.path)}/${note!.id}`)).json()).toMatchObject({
      code: 'not_found',
    });
  });

  it('Notes of days that cannot be stored are refused; half of a character becomes the sign for one', async () => {
    for (const date of ['1969-12-31', '0001-01-01', '2149-06-07', '9999-12-31']) {
      const refused = await send('POST', path(postAnnotation.path), { date, text: 'x' });
      expect([date, refused.statusCode, refused.json().code]).toEqual([date, 400, 'invalid_request']);
    }
    for (const date of ['1970-01-01', '2149-06-06']) {
      const text = `\ud83d ${date}`;
      const { annotations } = (await send('POST', path(postAnnotation.path), { date, text })).json() as Overview;
      const note = annotations.find((one) => one.kind === 'note');
      expect(note).toMatchObject({ at: date, text: `\ufffd ${date}` });
      await send('DELETE', `${path(postAnnotation.path)}/${note?.id}`);
    }
  });

  it.each([
    ['limited', 'limited', 200],
    ['limited', 'researcher', 403],
    ['staff', 'researcher', 403],
    ['staff', 'limited', 403],
    ['limited', 'staff', 200],
    ['staff', 'author', 200],
    ['researcher', 'global', 200],
    ['researcher', 'orgstaff', 200],
  ])('The note of %s is taken off by %s: %d', async (writer, remover, status) => {
    const post = await send('POST', path(postAnnotation.path), { date: '2026-03-06', text: 'call' }, writer);
    const noteFor = async (username: string): Promise<{ id: string; mayRemove: boolean }> =>
      Overview.parse((await api.get(path(getOverview.path), username)).json()).annotations.find(
        ({ text }) => text === 'call',
      ) as { id: string; mayRemove: boolean };
    expect(post.statusCode).toBe(200);
    const { id, mayRemove } = await noteFor(remover);
    expect(mayRemove).toBe(status === 200);
    const off = await send('DELETE', `${path(postAnnotation.path)}/${id}`, undefined, remover);
    expect(off.statusCode).toBe(status);
    if (status === 200) return expect(await noteFor(writer)).toBeUndefined();
    expect(off.json()).toMatchObject({ code: 'not_course_author' });
    expect((await send('DELETE', `${path(postAnnotation.path)}/${id}`, undefined, writer)).statusCode).toBe(200);
  });

  it('A page of a foreign site cannot write in somebody’s name', async () => {
    const cookie = api.lms.cookiesOf(await api.lms.signToken('staff'));
    const response = await api.app.inject({
      method: 'POST',
      url: path(postAnnotation.path),
      headers: { cookie, 'use-jwt-cookie': 'true', origin: 'https://evil.example.org' },
      payload: { date: '2026-03-05', text: 'mail sent' },
    });
    expect(response.json()).toMatchObject({ code: 'foreign_origin' });
  });
});

describe('single learners', () => {
  it('The list of learners comes in pages, each look recorded with what was asked for', async () => {
    const before = (await audit()).length;
    const first = Learners.parse((await api.get(`${path(getLearners.path)}?state=stopped&limit=20`)).json());
    const second = Learners.parse((await api.get(`${path(getLearners.path)}?state=stopped&limit=20&offset=20`)).json());
    expect([first.total, first.learners.length, second.learners.length]).toEqual([30, 20, 10]);
    expect(new Set([...first.learners, ...second.learners].map(({ id }) => id)).size).toBe(30);
    expect(first.learners[0]).toMatchObject({ state: 'stopped', tried: 1, track: 'audit', progress: 0.5, answers: [] });
    expect(first.learners[0]?.marks[0]).toMatchObject({ rule: 'stopped', lastBlock: { type: 'video' } });
    const looks = (await audit()).slice(0, -before || undefined);
    expect(looks).toMatchObject([
      { username: 'staff', action: 'learners', learners: 10 },
      { username: 'staff', action: 'learners', learners: 20 },
    ]);
    expect(JSON.parse(looks[1]!.details)).toMatchObject({ state: 'stopped' });
  });

  it('The page of one learner stands beside the middle half; a mark is answered, and the answers say what they say of the rule', async () => {
    const { learners } = Learners.parse((await api.get(path(getLearners.path))).json());
    const { id } = learners[0]!;
    const one = Learner.parse((await api.get(path(getLearner.path, { learner: id }))).json());
    expect(one).toMatchObject({
      id,
      state: 'stopped',
      lastActivity: { what: 'watched' },
      beside: { tried: { kind: 'value', low: 1, middle: 1, high: 1, of: 30 } },
      sections: [{ block: { type: 'chapter' } }, { block: { type: 'sequential' }, units: { reached: 1, of: 2 } }],
      problems: [{ attempts: expect.any(Number), everRight: true, courseMeanTries: 1.5 }],
      videos: [{ plays: 1, coverage: 0.5, watched: [{ from: 0, times: 1 }] }],
    });
    expect((await audit())[0]).toMatchObject({ action: 'learner', learner: id, learners: 1 });
    const url = (learner: string) => path(putFollowUp.path, { learner });
    for (const [at_, { id: learner }] of learners.slice(0, 24).entries())
      await send('PUT', url(learner), { rule: 'stopped', answer: at_ < 12 ? 'contacted' : 'fine' });
    const { learners: disclosed } = Attention.parse((await api.get(path(getAttention.path))).json());
    expect(disclosed.rules.find(({ rule }) => rule === 'stopped')?.answers).toMatchObject({
      contacted: 12,
      fine: 12,
      wrong: 0,
      right: { count: 12, of: 24 },
    });
    const back = await send('PUT', url(id), { rule: 'stopped', answer: null });
    expect(back.json()).toEqual({ answers: [] });
    expect((await audit())[0]).toMatchObject({ action: 'answer', learner: id });
  });

  it('Nobody has a page who is not here', async () => {
    expect((await api.get(path(getLearner.path, { learner: 'nobody' }))).json()).toMatchObject({
      code: 'unknown_learner',
    });
  });
});

describe('as a file', () => {
  const rowsOf = (body: string): string[] =>
    body
      .replace(/^\uFEFF/, '')
      .trimEnd()
      .split('\r\n');

  it('A table as a file says what it holds, for what was asked, and what is withheld', async () => {
    const response = await api.get(exportPath(COURSE, 'weeks', { from: '2026-03-02', to: '2026-03-09' }));
    expect(response.headers).toMatchObject({
      'cache-control': 'no-store',
      'content-type': 'text/csv; charset=utf-8',
      'content-disposition': expect.stringMatching(/^attachment; filename="weeks-\d{4}-\d\d-\d\d\.csv"$/),
    });
    const rows = rowsOf(response.body);
    const head = rows.filter((line) => line.startsWith('# '));
    expect(head.join('\n')).toMatch(/course: course-v1:Edu\+Ada\+2026/);
    expect(head.join('\n')).toMatch(/filters: from=2026-03-02, to=2026-03-09/);
    expect(head.join('\n')).toMatch(/groups of 1 to 9 learners are hidden/);
    expect(head.join('\n')).toMatch(/Active \(active\): Learners with any activity/);
    expect(rows.slice(head.length)).toEqual([
      'week_of,learners,watched_a_video,attempted_a_problem,week_is_over',
      '2026-03-02,30,30,30,1',
    ]);
  });

  it('A file of single learners is recorded before the first row, and needs the role', async () => {
    const before = await audit();
    const response = await api.get(exportPath(COURSE, 'learners', { state: 'stopped' }));
    expect(rowsOf(response.body).filter((line) => !line.startsWith('# '))).toHaveLength(31);
    const [look] = await audit();
    expect((await audit()).length).toBe(before.length + 1);
    expect(look).toMatchObject({ action: 'export', learners: 30, details: '{"state":"stopped"}' });
    expect((await api.get(exportPath(COURSE, 'learners'), 'limited')).json()).toMatchObject({
      code: 'role_not_enough',
    });
    expect((await audit()).length).toBe(before.length + 1);
  });

  it('Every table of the class is there as a file: states, quadrants, sections, hours', async () => {
    const table = async (...args: Parameters<typeof exportPath> extends [string, ...infer R] ? R : never) =>
      rowsOf((await api.get(exportPath(COURSE, ...args))).body).filter((line) => !line.startsWith('# '));
    expect((await table('states')).slice(0, 3)).toEqual(['status,learners', 'not_started,0', 'stopped,30']);
    expect((await table('quadrants')).slice(1)).toEqual(['1,1,0', '1,0,0', '0,1,15', '0,0,15']);
    expect((await table('struggling'))[0]).toMatch(/^id,name,attempted_enough,struggling,/);
    expect((await table('since', { since: '2026-03-01' }))[0]).toMatch(/^id,name,attempted,correct_on_first_attempt,/);
    expect(await table('hours')).toEqual(['weekday_utc,hour_utc,learners', '1,10,withheld']);
    for (const url of [exportPath(COURSE, 'since'), exportPath(COURSE, 'states', { state: 'x' })])
      expect((await api.get(url)).json()).toMatchObject({ code: 'invalid_request' });
  });

  it('The tables of one learner are recorded each; nobody else may take them', async () => {
    const list = Learners.parse((await api.get(path(getLearners.path))).json());
    const learner = list.learners[0]?.id ?? '';
    const reports = [
      'learner-days',
      'learner-sections',
      'learner-problems',
      'learner-videos',
      'learner-timeline',
    ] as const;
    for (const report of reports) {
      const before = (await audit()).length;
      const { body } = await api.get(exportPath(COURSE, report, { learner }));
      expect(body).toContain('# individual learners: treat this file as personal data');
      expect(rowsOf(body).filter((line) => !line.startsWith('# ')).length).toBeGreaterThan(1);
      const after = await audit();
      expect(after).toHaveLength(before + 1);
      expect(after[0]).toMatchObject({
        action: 'export',
        learner,
        learners: 1,
        details: JSON.stringify({ file: report }),
      });
      expect((await api.get(exportPath(COURSE, report, { learner }), 'limited')).json()).toMatchObject({
        code: 'role_not_enough',
      });
      expect((await api.get(exportPath(COURSE, report))).json()).toMatchObject({ code: 'invalid_request' });
      expect((await api.get(exportPath(COURSE, report, { learner: 'nobody' }))).json()).toMatchObject({
        code: 'unknown_learner',
      });
      expect(await audit()).toHaveLength(before + 1);
    }
  });

  it('The tables of the site are of the courses somebody may see', async () => {
    const response = await api.get(siteExportPath('courses'));
    expect(response.headers).toMatchObject({
      'cache-control': 'no-store',
      'content-disposition': expect.stringMatching(/^attachment; filename="site-courses-/),
    });
    expect(response.body).toMatch(/groups of 1 to 9 learners are hidden/);
    expect(rowsOf(response.body).filter((line) => line.startsWith('course-v1'))).toHaveLength(1);
    const march = { from: '2026-03-01', to: '2026-04-01' };
    const dated = await api.get(siteExportPath('courses', march));
    expect(dated.body).toMatch(/# filters: from=2026-03-01, to=2026-04-01/);
    expect(rowsOf(dated.body).filter((line) => line.startsWith('course-v1'))).toHaveLength(1);
    const later = await api.get(siteExportPath('courses', { from: '2026-05-01' }));
    expect(rowsOf(later.body).filter((line) => line.startsWith('course-v1'))).toEqual([]);
    expect((await api.get(siteExportPath('months', march))).statusCode).toBe(200);
    // what dates do not narrow says so
    expect((await api.get(siteExportPath('organisations', march))).json()).toMatchObject({ code: 'invalid_request' });
    expect((await api.get(siteExportPath('courses', { from: '2026-05-01', to: '2026-05-01' }))).json()).toMatchObject({
      code: 'invalid_request',
    });
    for (const report of ['tracks', 'months', 'organisations', 'coverage'] as const)
      expect((await api.get(siteExportPath(report))).statusCode).toBe(200);
    expect((await api.get(siteExportPath('nothing' as 'months'))).json()).toMatchObject({ code: 'not_found' });
  });

  it('A table as a file runs no formula in a spreadsheet', async () => {
    const formula = '=HYPERLINK("https://evil.example.org";"x")';
    const other = 'course-v1:Edu+Ada+2027';
    await loadCsv(
      at.workspace,
      structureCsv((all) =>
        all.map((line) =>
          line.replaceAll('Ada+2026', 'Ada+2027').replace('Week 1', `"${formula.replaceAll('"', '""')}"`),
        ),
      ),
    );
    const { body } = await api.get(exportPath(other, 'outline'), 'orgstaff');
    expect(body).toContain(`"'${formula.replaceAll('"', '""')}"`);
    expect(body).not.toMatch(/(^|[,"])=HYPERLINK/m);
  });

  it('A table as a file has the other courses asked for, as far as one may see them', async () => {
    const other = 'course-v1:Edu+Ada+2027';
    const rows = async (username: string) => {
      const { body } = await api.get(exportPath(COURSE, 'comparison', { with: other }), username);
      return rowsOf(body).filter((line) => line.startsWith('course-v1'));
    };
    expect(await rows('orgstaff')).toEqual([]);
    await loadText(at.workspace, lines(statementsOf(other, PROBLEM.replace('2026', '2027'), undefined, LEARNERS)));
    expect((await rows('orgstaff')).map((line) => line.split(',')[0])).toEqual([COURSE, other]);
    expect(await rows('staff')).toEqual([]);
  });

  it('A query that the answer does not know is refused, and so is a file that is none', async () => {
    expect((await api.get(exportPath(COURSE, 'weeks', { frm: '2026-03-02' }))).json()).toMatchObject({
      code: 'invalid_request',
    });
    for (const report of ['attention', 'learner-attention', 'comparison', 'outline'] as const)
      expect((await api.get(exportPath(COURSE, report, { run: '2027' }))).json()).toMatchObject({
        code: 'invalid_request',
      });
    expect((await api.get(exportPath(COURSE, 'nothing' as 'weeks'))).json()).toMatchObject({ code: 'not_found' });
  });
});

it('Nothing is told of a class that is too small', async () => {
  const strict = openServices(at.engine, 31, NO_RULES);
  const closed = await openTestApi({ services: () => strict });
  const overview = Overview.parse((await closed.get(path(getOverview.path))).json());
  expect(overview.summary).toMatchObject({
    learners: WITHHELD,
    enrolledNow: WITHHELD,
    active: WITHHELD,
    needHelp: WITHHELD,
  });
  expect(overview.activity.days[0]).toMatchObject({ learners: WITHHELD, watched: WITHHELD, tried: WITHHELD });
  const { learners } = Attention.parse((await closed.get(path(getAttention.path))).json());
  expect([learners.of, learners.flagged]).toEqual([WITHHELD, WITHHELD]);
  const rest = JSON.stringify([
    overview.summary,
    overview.activity,
    overview.enrolment,
    overview.reach,
    learners.rules,
  ]);
  expect(rest).not.toMatch(/[:[,](30|15)[,}\]]/);
  await closed.close();
});
