import { operatorScope } from '../../../api/auth/scope';
import { StatementMaker } from '../../../api/demo/statements';
import { CourseModels } from '../../../api/metrics/attention/courseModels';
import { Reports } from '../../../api/metrics/reports';
import { sqlTime } from '../../../api/lib/time';
import { LMS, loadCsv, loadText } from '../../http/smallCourse';
import { type TestWorkspace, openTestWorkspace } from '../../support/engine';
import { lines } from '../../support/statements';

/** A problem of which nobody is correct, renamed, said to be fixed, mended or not: from statements to the list. */
const START = Date.UTC(2026, 2, 2, 10) * 1000;
const HOUR = 3_600e6;
const DUMP = '1111111-2222-4333-8444-555555555555';
const ORIGIN = '2026-02-01 08:00:00.000000';
/** Learner n comes in the n-th hour. */
const hour = (n: number): number => START + n * HOUR;

let at: TestWorkspace;
beforeAll(async () => {
  at = await openTestWorkspace('embedded');
});
afterAll(() => at.close());

const courseOf = (name: string) => {
  const course = `course-v1:Edu+Life+${name}`;
  const key = (type: string, id: string): string => `block-v1:Edu+Life+${name}+type@${type}+block@${id}`;
  const problem = key('problem', 'p');
  const make = new StatementMaker(LMS, course, 'Life');
  return {
    /** The course as published. @param edited when the problem was changed */
    publish: (dump: number, title: string, edited: string) => {
      const rows = [
        ['course', key('course', 'course'), 'Life', [0, 0, 0], ORIGIN],
        ['chapter', key('chapter', 'c'), 'Week', [1, 0, 0], ORIGIN],
        ['sequential', key('sequential', 's'), 'Lesson', [1, 1, 0], ORIGIN],
        ['vertical', key('vertical', 'u'), 'Unit', [1, 1, 1], ORIGIN],
        ['problem', problem, title, [1, 1, 1], edited],
      ] as const;
      const text = rows.map(([type, id, named, [section, subsection, unit], time], order) => {
        const data = JSON.stringify({ block_type: type, section, subsection, unit, graded: 0 }).replaceAll('"', '""');
        return ['Edu', course, id, named, `"${data}"`, order, time, `${dump}${DUMP}`, edited].join(',');
      });
      const head = 'org,course_key,location,display_name,xblock_data_json,order,edited_on,dump_id,time_last_dumped';
      return loadCsv(at.workspace, `${[head, ...text].join('\n')}\n`);
    },
    come: (from: number, to: number, isRight: boolean) =>
      loadText(
        at.workspace,
        lines(
          Array.from({ length: to - from }, (_, i) => {
            const moment = (second: number) => ({
              actor: `${name}${String(from + i).padStart(30, '0')}`,
              time: hour(from + i) + second * 1e6,
              session: 's',
            });
            const answer = { part: '2_1', question: 'Which?', interactionType: 'choice', response: 'A' };
            return [
              make.enrolment(moment(0), 'registered', 'audit'),
              make.submission(moment(5), problem, 1, [{ ...answer, correct: isRight }]),
            ].flat();
          }).flat(),
        ),
      ),
    say: (status: 'fixed', n: number) =>
      at.engine.insert(`${at.engine.databases.own}.attention_notes`, [
        {
          ...{ course_key: course, item: `nobody_correct ${problem}`, at: sqlTime(hour(n)), request_id: 'r' },
          ...{ status, note: '', author: 'ada' },
          evidence: JSON.stringify({ learners: n, affected: n, of: n, editedAt: null, since: 0 }),
        },
      ]),
    list: async () => {
      await new CourseModels(at.engine).ensure(course);
      const { items } = await new Reports(at.engine, 10).attention(operatorScope(course));
      return items.map(({ reason, state, edit, learners }) => ({ reason, state, edit, learners }));
    },
  };
};

it('Another title is no change: all learners count, and nothing is watched', async () => {
  const course = courseOf('Title');
  await course.publish(1, 'Sorting', ORIGIN);
  await course.publish(2, 'Sorting lists', sqlTime(hour(25)));
  await course.come(0, 40, false);
  expect(await course.list()).toEqual([{ reason: 'nobody_correct', state: 'new', edit: null, learners: 40 }]);
});

it('What was said to be fixed and is not is watched, and comes back when who came since show it', async () => {
  const course = courseOf('Broken');
  await course.publish(1, 'Sorting', ORIGIN);
  await course.come(0, 40, false);
  expect(await course.list()).toMatchObject([{ state: 'new', learners: 40 }]);
  await course.say('fixed', 40);
  await course.come(40, 55, false);
  expect(await course.list()).toMatchObject([{ state: 'watching', edit: { needed: 80 } }]);
  // (6/7)²⁵ is 0.021
  await course.come(55, 65, false);
  expect(await course.list()).toMatchObject([{ state: 'back', learners: { kind: 'withheld' } }]);
});

it('What was mended stays watched until it would have shown, goes, and does not come back', async () => {
  const course = courseOf('Mended');
  await course.publish(1, 'Sorting', ORIGIN);
  await course.come(0, 40, false);
  await course.list();
  await course.say('fixed', 40);
  await course.come(40, 90, true);
  // (6/7)⁴⁰ has a z of 2.87: 40 (4 / 2.87)² learners, which is 78
  expect(await course.list()).toMatchObject([{ state: 'watching', edit: { needed: 80 } }]);
  await course.come(90, 125, true);
  expect(await course.list()).toEqual([]);
  await course.come(125, 160, true);
  expect(await course.list()).toEqual([]);
});
