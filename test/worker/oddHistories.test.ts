import { Readable } from 'node:stream';
import { operatorScope } from '../../api/auth/scope';
import { loadStatements } from '../../api/pipeline/ingest/load';
import { ALL_TIME, Reports } from '../../api/metrics/reports';
import { loadCourse } from '../../api/pipeline/structure/loadCourse';
import { type TestWorkspace, openTestWorkspace } from '../support/engine';
import { type Statement, evaluate, lines, progress, register, usageKey } from '../support/statements';

/** What real courses bring: late, future and simultaneous statements, people who come and go, and odd places of blocks. */

const DAY = 86_400;
const YEAR = 365 * DAY;
const options = {
  onReject: ({ reason }: { reason: string }) => {
    throw new Error(reason);
  },
  onProgress: () => undefined,
  signal: new AbortController().signal,
};

let at: TestWorkspace;
let ids = 0;
const next = (): number => (ids += 1);
beforeAll(async () => {
  at = await openTestWorkspace('embedded');
});
afterAll(() => at.close());

const load = async (...statements: Statement[]): Promise<void> => {
  await loadStatements(at.engine, Readable.from([Buffer.from(lines(statements))]), options);
  await at.workspace.refresh();
};

/** One course, whose blocks have keys of their own. */
const course = (run: string) => {
  const key = `course-v1:Org+Num+${run}`;
  const block = (type: string, name: string): string => usageKey(type, name).replace('+Run+', `+${run}+`);
  const problem = block('problem', 'p1');
  return {
    key,
    block,
    problem,
    tries: (who: string, seconds: number, success: boolean, attempt = 1, on = problem) =>
      evaluate({ id: next(), who, seconds, attempt, success, course: key }, on),
    comes: (who: string, seconds: number, verb: 'registered' | 'unregistered' = 'registered') =>
      register({ id: next(), who, seconds, course: key }, verb),
    goesTo: (who: string, seconds: number, subsection: string, tab: number): Statement => {
      const made = progress({ id: next(), who, seconds, percent: 0, course: key }, subsection);
      return {
        ...made,
        verb: { id: 'https://w3id.org/xapi/dod-isd/verbs/navigated', display: { en: 'navigated' } },
        object: {
          ...(made.object as object),
          definition: { type: 'http://adlnet.gov/expapi/activities/link' },
        },
        result: undefined,
        context: {
          ...(made.context as object),
          extensions: {
            'http://id.tincanapi.com/extension/starting-position': 1,
            'http://id.tincanapi.com/extension/ending-point': tab,
          },
        },
      };
    },
    publish: (when: string, blocks: readonly (readonly [id: string, parent: string])[]) =>
      loadCourse(
        at.engine,
        Readable.from([
          Buffer.from(
            [
              'org,course_key,location,display_name,xblock_data_json,order,edited_on,dump_id,time_last_dumped',
              ...blocks.map(([id, parent], index) => {
                const type = /type@([^+]+)/.exec(id)?.[1];
                const json = JSON.stringify({ block_type: type, parent: parent || undefined }).replaceAll('"', '""');
                const dump = `00000000-0000-4000-8000-${when.replace(/\D/g, '').slice(0, 12)}`;
                return `Org,${key},${id},${id.split('@').pop()},"${json}",${index},${when},${dump},${when}`;
              }),
            ].join('\n'),
          ),
        ]),
        options,
      ),
    problemReport: (on = problem) => new Reports(at.engine, 1).problem(operatorScope(key), on, ALL_TIME),
    outline: () => new Reports(at.engine, 1).outline(operatorScope(key), ALL_TIME),
    row: async (id: string) =>
      (await new Reports(at.engine, 1).outline(operatorScope(key), ALL_TIME)).blocks.find((one) => one.id === id),
  };
};

describe('when statements come', () => {
  it('A first try that arrives a year late becomes the first try', async () => {
    const one = course('late');
    await load(one.tries('ada', YEAR, true, 2), one.tries('ben', YEAR, true));
    expect(await one.problemReport()).toMatchObject({ learners: 2, firstTry: { count: 2, of: 2 } });
    await load(one.tries('ada', 0, false, 1));
    expect(await one.problemReport()).toMatchObject({ learners: 2, firstTry: { count: 1, of: 2 } });
  });

  it('A statement of a clock that runs ahead is counted, and is after those of clocks that do not', async () => {
    const one = course('ahead');
    await load(one.tries('ada', 100 * YEAR, true, 2), one.tries('ada', 0, false, 1));
    expect(await one.problemReport()).toMatchObject({
      firstTry: { count: 0, of: 1 },
      eventual: { count: 1, of: 1 },
    });
  });

  it('The attempt number decides what was first, then the time, then the id', async () => {
    const one = course('ties');
    const [first, second] = [one.tries('ada', 5, false, 1), one.tries('ada', 5, true, 1)];
    await load(second, first);
    expect(await one.problemReport()).toMatchObject({ firstTry: { count: 0, of: 1 } });
    await load(one.tries('ben', 5, true, 2), one.tries('ben', 5, false, 1));
    expect(await one.problemReport()).toMatchObject({ firstTry: { count: 0, of: 2 } });
  });
});

describe('what happens to answers later', () => {
  /** What the LMS sends when a problem is scored anew: an attempt with a score, without number or answers. */
  const rescored = (course: string, problem: string, who: string, seconds: number, scaled: number): Statement => {
    const made = evaluate({ id: next(), who, seconds, attempt: 1, success: scaled === 1, course }, problem);
    return {
      ...made,
      verb: { id: 'http://adlnet.gov/expapi/verbs/attempted', display: { en: 'attempted' } },
      object: {
        objectType: 'Activity',
        id: (made.object as { id: string }).id,
        definition: { type: 'http://adlnet.gov/expapi/activities/question' },
      },
      result: { success: scaled === 1, score: { min: 0, max: 1, raw: scaled, scaled } },
    };
  };

  it('Scoring a problem anew is no submission: what learners sent stays judged as it was then', async () => {
    const one = course('rescored');
    await load(one.tries('ada', 0, false), one.tries('ben', 0, true));
    const before = await one.problemReport();
    await load(rescored(one.key, one.problem, 'ada', DAY, 1), rescored(one.key, one.problem, 'ben', DAY, 0));
    const after = await one.problemReport();
    expect(after).toMatchObject({
      attempts: { total: 2 },
      firstTry: { count: 1, of: 2 },
      eventual: { count: 1, of: 2 },
    });
    expect(after).toMatchObject({ parts: (before as { parts: unknown }).parts as object });
    // who tries again after it is judged by the key of that day
    await load(one.tries('ada', 2 * DAY, true, 2));
    expect(await one.problemReport()).toMatchObject({
      attempts: { total: 3 },
      firstTry: { count: 1, of: 2 },
      eventual: { count: 2, of: 2 },
    });
  });

  it('One answer that is right for one learner and wrong for another, as of drawn values, is one answer, marked neither', async () => {
    const one = course('drawn');
    const says = (who: string, success: boolean): Statement =>
      evaluate(
        { id: next(), who, seconds: 0, attempt: 1, success, response: '42', type: 'numeric', course: one.key },
        one.problem,
      );
    await load(says('ada', true), says('ben', false), says('cyd', false));
    expect(await one.problemReport()).toMatchObject({
      firstTry: { count: 1, of: 3 },
      parts: [{ answers: [{ value: '42', correct: null, first: 3, last: 3 }] }],
    });
  });
});

describe('who comes and goes', () => {
  it('Work from before the enrolment counts, of those who left too, but of nobody who never registered', async () => {
    const one = course('people');
    await load(
      one.tries('early', 0, true),
      one.comes('early', DAY),
      one.comes('gone', 0),
      one.tries('gone', 5, false),
      one.comes('gone', DAY, 'unregistered'),
      one.comes('back', 0),
      one.comes('back', DAY, 'unregistered'),
      one.tries('back', 2 * DAY, true),
      one.comes('back', 3 * DAY),
      one.tries('visitor', 5, true),
    );
    expect(await one.problemReport()).toMatchObject({ learners: 3, firstTry: { count: 2, of: 3 } });
    expect(await one.outline()).toMatchObject({ learners: 3 });
  });
});

describe('where blocks are', () => {
  it('A block that was never published is answered, and is not in the outline', async () => {
    const one = course('draft');
    const [root, unit] = [one.block('course', 'course'), one.block('vertical', 'u1')];
    await one.publish('2026-01-01 00:00:00', [
      [root, ''],
      [unit, root],
    ]);
    await load(one.tries('ada', 0, true));
    expect(await one.problemReport()).toMatchObject({ learners: 1, block: { name: one.problem, parent: null } });
    expect((await one.outline()).blocks.map(({ id }) => id)).toEqual([root, unit]);
    // what is not in the course as published is in none of its totals
    expect(await one.row(root)).toMatchObject({ attempted: 0 });
  });

  it('The n-th tab is the n-th unit of the latest publish, also for those who were there before', async () => {
    const one = course('tabs');
    const [root, section, subsection] = ['course', 'chapter', 'sequential'].map((type) => one.block(type, type)) as [
      string,
      string,
      string,
    ];
    const [u1, u2] = [one.block('vertical', 'u1'), one.block('vertical', 'u2')];
    const top: [string, string][] = [
      [root, ''],
      [section, root],
      [subsection, section],
    ];
    await one.publish('2026-01-01 00:00:00', [...top, [u1, subsection], [u2, subsection]]);
    await load(one.goesTo('ada', 0, subsection, 2));
    expect([await one.row(u1), await one.row(u2)]).toMatchObject([
      { reach: 1, reachSource: 'navigation' },
      { reach: 1 },
    ]);
    await one.publish('2026-02-01 00:00:00', [...top, [u2, subsection]]);
    await at.workspace.refresh();
    expect((await one.outline()).blocks.map(({ id, reach }) => [id, reach])).toEqual([
      [root, 1],
      [section, 1],
      [subsection, 1],
      [u2, 1],
    ]);
  });

  it('Blocks of a library or of a split test count in the unit around them, each with the learners who got it', async () => {
    const one = course('pool');
    const [root, unit, pool, split] = [
      one.block('course', 'course'),
      one.block('vertical', 'u1'),
      one.block('library_content', 'lib'),
      one.block('split_test', 'split'),
    ];
    const [groupA, groupB] = [one.block('vertical', 'a'), one.block('vertical', 'b')];
    const [l1, l2, sa, sb] = ['l1', 'l2', 'sa', 'sb'].map((name) => one.block('problem', name)) as [
      string,
      string,
      string,
      string,
    ];
    await one.publish('2026-01-01 00:00:00', [
      [root, ''],
      [unit, root],
      [pool, unit],
      [l1, pool],
      [l2, pool],
      [split, unit],
      [groupA, split],
      [sa, groupA],
      [groupB, split],
      [sb, groupB],
    ]);
    await load(
      one.tries('ada', 0, true, 1, l1),
      one.tries('ada', 1, true, 1, sa),
      one.tries('ben', 0, false, 1, l2),
      one.tries('ben', 1, false, 1, sb),
      one.tries('cy', 0, true, 1, l2),
    );
    expect(await one.row(l1)).toMatchObject({ attempted: 1, firstTry: { count: 1, of: 1 } });
    expect(await one.row(l2)).toMatchObject({ attempted: 2, firstTry: { count: 1, of: 2 } });
    expect(await one.row(unit)).toMatchObject({ reach: 3, attempted: 3, firstTry: { count: 3, of: 5 } });
    expect(await one.row(groupA)).toMatchObject({ reach: 1, attempted: 1, firstTry: { count: 1, of: 1 } });
    expect(await one.row(groupB)).toMatchObject({ reach: 1, firstTry: { count: 0, of: 1 } });
  });

  it('A custom course (CCX) is a course of its own', async () => {
    const mother = course('ccx');
    const key = 'ccx-v1:Org+Num+ccx+ccx@1';
    const problem = 'ccx-block-v1:Org+Num+ccx+ccx@1+type@problem+block@p1';
    await load(
      mother.tries('ada', 0, true),
      evaluate({ id: next(), who: 'ada', seconds: 5, attempt: 1, success: false, course: key }, problem),
      evaluate({ id: next(), who: 'ben', seconds: 5, attempt: 1, success: false, course: key }, problem),
    );
    expect(await mother.problemReport()).toMatchObject({ learners: 1, firstTry: { count: 1, of: 1 } });
    const inside = new Reports(at.engine, 1);
    expect(await inside.problem(operatorScope(key), problem, ALL_TIME)).toMatchObject({
      learners: 2,
      firstTry: { count: 0, of: 2 },
    });
    await expect(inside.problem(operatorScope(key), mother.problem, ALL_TIME)).rejects.toMatchObject({
      code: 'unknown_block',
    });
  });
});
