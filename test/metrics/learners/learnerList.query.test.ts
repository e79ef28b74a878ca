import { courseDates, dueDates, publishTimes } from '../../../api/metrics/class/courseDates.query';
import {
  followUpsByRule,
  learnerCount,
  learnerPage,
  followUps,
  tracksOf,
} from '../../../api/metrics/learners/learners.query';
import { courseNotes } from '../../../api/metrics/class/teamRecords.query';
import { recordFollowUp, recordLook, recordNote } from '../../../api/metrics/class/teamRecords.query';
import { auditOf } from '../../support/audit';
import { type TestWorkspace, openTestWorkspace } from '../../support/engine';
import { COURSE, DAY, JUDGED_AT, at, dateOf, fillClass } from '../class/classCourse';

let test: TestWorkspace;
const ids = { ada: '11111111-0000-4000-8000-000000000001', ben: '11111111-0000-4000-8000-000000000002' };
beforeAll(async () => {
  test = await openTestWorkspace('embedded');
  await fillClass(test.engine);
});
afterAll(() => test.close());

const ALL = {
  course: COURSE,
  at: JUDGED_AT,
  registered_only: 1,
  enrolled: 1,
  state: '',
  rule: '',
  flagged: 0,
  section: '',
  track: '',
  since: '',
  said: '',
  search: '',
  units: 4,
};
/** Wednesday of the second week. */
const TODAY = at(9) / DAY;
const PAGE = { day: TODAY, sort: 'state', down: 0, limit: 10, offset: 0 };
type Change = Partial<Record<keyof typeof ALL | keyof typeof PAGE, string | number>>;
const names = async (change: Change = {}): Promise<string[]> => {
  const args = { ...ALL, ...PAGE, ...change } as typeof ALL & typeof PAGE;
  const rows = await learnerPage.run(test.engine, args);
  return rows.map(({ learner }) => learner);
};
const count = async (change: Change = {}): Promise<number> =>
  (await learnerCount.run(test.engine, { ...ALL, ...change } as typeof ALL))[0]!.learners;

describe('the list', () => {
  it.each<[string, Change, string[]]>([
    ['those enrolled, by state', {}, ['dan', 'ben', 'ada']],
    [
      'with those who left; of these nothing is judged, so they come last',
      { enrolled: 0 },
      ['dan', 'ben', 'ada', 'cyd'],
    ],
    ['turned round, who is not judged still last', { enrolled: 0, down: 1 }, ['ada', 'ben', 'dan', 'cyd']],
    ['by the last day of activity', { sort: 'lastActive', down: 1 }, ['ada', 'ben', 'dan']],
    ['by grade: who has none last', { sort: 'grade' }, ['ben', 'ada', 'dan']],
    ['by the share right at first', { sort: 'firstTry', enrolled: 0 }, ['cyd', 'ada', 'ben', 'dan']],
    ['by progress', { sort: 'progress', down: 1 }, ['ada', 'ben', 'dan']],
    ['by name', { sort: 'name' }, ['ada', 'ben', 'dan']],
    ['by name backwards', { sort: 'name', down: 1 }, ['dan', 'ben', 'ada']],
    ['a state', { state: 'stopped' }, ['ben']],
    ['a rule that is not the state', { rule: 'struggling' }, ['ben']],
    ['a section', { section: 's1' }, ['ben']],
    ['a track', { track: 'verified' }, ['dan']],
    ['marks since a day', { since: dateOf(8) }, ['dan', 'ben']],
    ['marks of one rule since a day', { since: dateOf(8), rule: 'struggling' }, []],
    ['an id', { search: 'ada' }, ['ada']],
    ['a page', { limit: 1, offset: 1 }, ['ben']],
  ])('The list is sorted and filtered: %s', async (_, change, expected) => {
    expect(await names(change)).toEqual(expected);
    if (change.limit === undefined) expect(await count(change)).toBe(expected.length);
  });

  it('Everybody seen is in the list where nobody ever registered', async () => {
    expect(await names({ registered_only: 0, sort: 'name' })).toEqual(['ada', 'ben', 'cyd', 'dan', 'eve']);
  });

  it('A row has the figures of its learner', async () => {
    const [row] = await learnerPage.run(test.engine, { ...ALL, ...PAGE, search: 'ada' });
    expect(row).toMatchObject({
      learner: 'ada',
      enrolled: true,
      track: 'audit',
      active_days: 3,
      // Monday and Tuesday nine and eight days ago, Monday two days ago
      weeks: [0, 0, 0, 0, 0, 0, 2, 1],
      progress: 0.5,
      tried: 2,
      first_right: 1,
      ever_right: 2,
      grade: 0.95,
      passed: 1,
      state: 'passed',
    });
  });

  it('Names come from the latest rows of the LMS, and are searched in', async () => {
    const { own, eventSink } = test.engine.databases;
    const rows = await test.engine.rows(`SELECT * FROM ${own}.learner_activity FINAL WHERE course_key = {c:String}`, {
      c: COURSE,
    });
    await test.engine.insert(
      `${own}.learner_activity`,
      rows
        .filter((row) => row.learner === 'ada' || row.learner === 'ben')
        .map((row) => ({ ...row, learner: ids[row.learner as 'ada'], course_key: 'course-v1:Edu+Named+1' })),
    );
    const dump = (time: string) => ({ dump_id: ids.ada, time_last_dumped: time });
    await test.engine.insert(`${eventSink}.external_id`, [
      {
        external_user_id: ids.ada,
        external_id_type: 'xapi',
        username: 'al',
        user_id: 7,
        ...dump('2026-01-01 00:00:00'),
      },
      {
        external_user_id: ids.ada,
        external_id_type: 'xapi',
        username: 'ada',
        user_id: 7,
        ...dump('2026-02-01 00:00:00'),
      },
      {
        external_user_id: ids.ben,
        external_id_type: 'xapi',
        username: 'ben',
        user_id: 8,
        ...dump('2026-02-01 00:00:00'),
      },
    ]);
    const profile = (user_id: number, name: string, email: string, time: string) => ({
      id: user_id,
      user_id,
      name,
      email,
      ...dump(time),
    });
    await test.engine.insert(`${eventSink}.user_profile`, [
      profile(7, 'A. Byron', 'old@example.com', '2026-01-01 00:00:00'),
      profile(7, 'Ada Lovelace', 'ada@example.com', '2026-02-01 00:00:00'),
    ]);
    const named = { ...ALL, ...PAGE, course: 'course-v1:Edu+Named+1' };
    const found = (search: string) => learnerPage.run(test.engine, { ...named, search });
    expect(await found('lovelace')).toMatchObject([
      { learner: ids.ada, user_id: 7, username: 'ada', name: 'Ada Lovelace', email: 'ada@example.com' },
    ]);
    expect(await found('old@')).toEqual([]);
    expect(await found('%')).toEqual([]);
    expect(await learnerPage.run(test.engine, { ...named, sort: 'name' })).toMatchObject([
      { name: 'Ada Lovelace' },
      { username: 'ben' },
    ]);
  });

  it('The tracks of a course are those of its learners', async () => {
    expect(await tracksOf.run(test.engine, { course: COURSE })).toEqual([{ track: 'audit' }, { track: 'verified' }]);
  });
});

describe('what the team records', () => {
  const said = (learner: string, rule: string, followUp: string, second: number) =>
    recordFollowUp(test.engine, {
      course: COURSE,
      learner,
      rule,
      followUp,
      at: `2026-03-12 10:00:0${second}.000000`,
      person: '7',
      username: 'staff',
    });

  it('What the team answers to flags counts last, and not at all where it was taken back', async () => {
    await said('ben', 'stopped', 'wrong', 1);
    await said('ben', 'stopped', 'contacted', 2);
    await said('dan', 'not_started', 'fine', 1);
    await said('ada', 'rushing', 'wrong', 1);
    await said('ada', 'rushing', '', 2);
    const rows = await followUps.run(test.engine, { course: COURSE, learners: ['ben', 'ada'] });
    expect(rows).toMatchObject([{ learner: 'ben', rule: 'stopped', answer: 'contacted', username: 'staff' }]);
    // the list by what was said last
    expect(await names({ said: 'contacted' })).toEqual(['ben']);
    expect(await names({ said: 'wrong' })).toEqual([]);
    expect(await count({ said: 'fine' })).toBe(1);
    expect(await followUpsByRule.run(test.engine, { course: COURSE })).toEqual([
      { rule: 'not_started', contacted: 0, fine: 1, wrong: 0 },
      { rule: 'rushing', contacted: 0, fine: 0, wrong: 0 },
      { rule: 'stopped', contacted: 1, fine: 0, wrong: 0 },
    ]);
  });

  it('The list has those who still wait for an answer before the others of the same status', async () => {
    const course = 'course-v1:Edu+Waiting+1';
    const { own } = test.engine.databases;
    const flagged = { xia: dateOf(8), yan: dateOf(6), zoe: dateOf(7) };
    for (const table of ['learner_activity', 'learner_states']) {
      const [row] = await test.engine.rows(
        `SELECT * FROM ${own}.${table} FINAL WHERE course_key = {c:String} AND learner = 'ben'`,
        { c: COURSE },
      );
      await test.engine.insert(
        `${own}.${table}`,
        Object.entries(flagged).map(([learner, since]) => ({
          ...row,
          course_key: course,
          learner,
          ...(table === 'learner_states' && { rules: ['stopped'], since: [since] }),
        })),
      );
    }
    const answerTo = (learner: string, followUp: string, at: string) =>
      recordFollowUp(test.engine, {
        course,
        learner,
        rule: 'stopped',
        followUp,
        at: `${at} 10:00:00.000000`,
        person: '7',
        username: 'staff',
      });
    expect(await names({ course })).toEqual(['xia', 'zoe', 'yan']);
    await answerTo('xia', 'contacted', '2026-03-12');
    // of a flag that has come up again since
    await answerTo('zoe', 'contacted', dateOf(5));
    expect(await names({ course })).toEqual(['zoe', 'yan', 'xia']);
    expect(await names({ course, down: 1 })).toEqual(['zoe', 'yan', 'xia']);
    expect(await names({ course, sort: 'name' })).toEqual(['xia', 'yan', 'zoe']);
    await answerTo('xia', '', '2026-03-13');
    expect(await names({ course })).toEqual(['xia', 'zoe', 'yan']);
  });

  it('Notes that were taken off are gone', async () => {
    const note = (id: string, day: string, text: string, second: number) =>
      recordNote(test.engine, {
        course: COURSE,
        id,
        day,
        text,
        at: `2026-03-12 10:00:0${second}.000000`,
        person: '7',
        username: 'staff',
      });
    await note(ids.ada, '2026-03-05', 'mail sent', 1);
    await note(ids.ben, '2026-03-03', 'holiday', 1);
    await note(ids.ada, '2026-03-05', '', 2);
    expect(await courseNotes.run(test.engine, { course: COURSE })).toEqual([
      { id: ids.ben, day: '2026-03-03', text: 'holiday', person: '7', username: 'staff' },
    ]);
  });

  it('The records tell who looked at whom', async () => {
    const look = { person: '7', username: 'staff', course: COURSE, details: { state: 'stopped' }, requestId: 'r' };
    await recordLook(test.engine, { ...look, action: 'learners', learner: '', learners: 3 });
    expect(await auditOf.run(test.engine, { course: COURSE, limit: 10 })).toMatchObject([
      { username: 'staff', action: 'learners', learner: '', learners: 3, details: '{"state":"stopped"}' },
    ]);
  });
});

describe('dates of a course', () => {
  const dump = (n: number, time: string) => ({
    dump_id: `22222222-0000-4000-8000-00000000000${n}`,
    time_last_dumped: time,
  });

  it('The dates of a course are those of its latest overview', async () => {
    const { eventSink } = test.engine.databases;
    const overview = (name: string, end: string, pass: string, time: string, n: number) => ({
      org: 'Edu',
      course_key: COURSE,
      display_name: name,
      course_start: '2026-03-02 00:00:00+00:00',
      course_end: end,
      course_data_json: pass,
      modified: time,
      ...dump(n, time),
    });
    await test.engine.insert(`${eventSink}.course_overviews`, [
      overview('Old', '2026-05-01 00:00:00+00:00', '{"lowest_passing_grade":0.5}', '2026-01-01 00:00:00', 1),
      overview('Class', '2026-06-01 00:00:00+00:00', '{"lowest_passing_grade":0.7}', '2026-02-01 00:00:00', 2),
    ]);
    expect(await courseDates.run(test.engine, { courses: [COURSE] })).toMatchObject([
      { name: 'Class', org: 'Edu', ends: '2026-06-01 00:00:00+00:00', pass_line: 0.7 },
    ]);
  });

  it('What is due is that of the latest publish, and it is known when the publishes were', async () => {
    const { eventSink } = test.engine.databases;
    const block = (id: string, due: string, n: number, time: string) => ({
      org: 'Edu',
      course_key: COURSE,
      location: id,
      display_name: id.toUpperCase(),
      xblock_data_json: JSON.stringify(due ? { due } : {}),
      order: 1,
      edited_on: time,
      ...dump(n, time),
    });
    await test.engine.insert(`${eventSink}.course_blocks`, [
      block('quiz', '2026-03-20 00:00:00', 1, '2026-01-01 00:00:00'),
      block('gone', '2026-03-21 00:00:00', 1, '2026-01-01 00:00:00'),
      block('quiz', '2026-03-27 00:00:00', 2, '2026-02-01 00:00:00'),
      block('free', '', 2, '2026-02-01 00:00:00'),
    ]);
    expect(await dueDates.run(test.engine, { course: COURSE })).toEqual([
      { block: 'quiz', name: 'QUIZ', due: '2026-03-27 00:00:00' },
    ]);
    const times = await publishTimes.run(test.engine, { course: COURSE });
    expect(times.map((row) => row.at.slice(0, 10))).toEqual(['2026-01-01', '2026-02-01']);
  });
});
