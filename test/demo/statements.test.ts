import { isoDuration } from '../../api/pipeline/transform/seconds';
import { type Statement, statementId } from '../../api/pipeline/transform/statement';
import { actorOf, all, at, ATTEMPT, blockNamed, CURRENT, LMS, numberAt, verbOf } from './reading';

const COURSE = {
  id: `${LMS}/course/${CURRENT}`,
  objectType: 'Activity',
  definition: { type: 'http://adlnet.gov/expapi/activities/course', name: { 'en-US': expect.any(String) } },
};
const SESSION = {
  'https://w3id.org/xapi/openedx/extension/transformer-version': expect.stringMatching(/^event-routing-backends@\d+/),
  'https://w3id.org/xapi/openedx/extensions/session-id': expect.stringMatching(/^[0-9a-f]{64}$/),
};
const inCourse = (extensions: object = {}): object => ({
  contextActivities: { parent: [COURSE] },
  extensions: { ...extensions, ...SESSION },
});
const xblock = (name: string, after = ''): string => `${LMS}/xblock/${blockNamed(name)}${after}`;
const first = (holds: (statement: Statement) => boolean): Statement => {
  const found = all.find((statement) => JSON.stringify(statement.context).includes(CURRENT) && holds(statement));
  if (!found) throw new Error('No such statement.');
  return found;
};
const about = (id: string, verb: string): Statement => first((s) => s.object.id === id && verbOf(s) === verb);
const VIDEO = 'https://w3id.org/xapi/video';

describe('every statement', () => {
  it('Every statement has an id of its own, a known actor form, a time with offset, and a course', () => {
    const UUID = (version: number): RegExp =>
      new RegExp(`^[0-9a-f]{8}-[0-9a-f]{4}-${version}[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$`);
    const [byName, random] = [UUID(5), UUID(4)];
    const wrong = all.filter(
      (statement) =>
        !byName.test(statement.id) ||
        !random.test(actorOf(statement)) ||
        !/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d{6})?\+00:00$/.test(statement.timestamp) ||
        !statement.verb.id.endsWith(`/${statement.verb.display.en}`) ||
        !JSON.stringify(statement).includes(`${LMS}/course/course-v1:`),
    );
    expect(wrong).toEqual([]);
  });

  it('Every statement has the id that event-routing-backends gives it', () => {
    const [home, actor] = ['https://lms.example.org', '11111111-2222-4333-8444-555555555555'];
    const time = '2024-05-01T10:20:30.123456+00:00';
    expect(statementId(home, actor, 'registered', time)).toBe('bf28a83f-13e6-50fd-89d9-dd9ba503eaf3');
    expect(statementId(home, actor, 'evaluated', time)).toBe('2b1d11ff-e726-5847-98b2-683c13985306');
    expect(statementId(home, actor, 'evaluated', time, 'q_2_1')).toBe('241a0676-4b19-5baf-bcc1-436c680c8d3a');
  });
});

describe('enrolment', () => {
  it.each(['registered', 'unregistered'])('The statement %s is about the course itself, without a parent', (verb) => {
    const statement = all.find((s) => verbOf(s) === verb && s.object.id === COURSE.id);
    expect(statement?.object).toEqual({
      objectType: 'Activity',
      id: COURSE.id,
      definition: {
        type: COURSE.definition.type,
        name: { en: expect.any(String) },
        extensions: { 'https://w3id.org/xapi/acrossx/extensions/type': expect.stringMatching(/^(audit|verified)$/) },
      },
    });
    expect(statement?.context).toEqual({ extensions: SESSION });
    expect(statement?.result).toBeUndefined();
  });
});

describe('grades', () => {
  it('The statement earned is about the course, with its letter, and is its own parent', () => {
    const statement = first((s) => verbOf(s) === 'earned' && s.object.id === COURSE.id);
    const grade = numberAt(statement, 'result', 'score', 'raw');
    expect(statement.object).toEqual({
      objectType: 'Activity',
      id: COURSE.id,
      definition: { type: COURSE.definition.type, name: { en: expect.any(String) } },
    });
    expect(statement.result).toEqual({
      score: { min: 0, max: 1, raw: grade, scaled: grade },
      extensions: { 'http://www.tincanapi.co.uk/activitytypes/grade_classification': expect.any(String) },
    });
    expect(statement.context).toEqual(inCourse());
  });

  it('The statement earned tells a subsection in points', () => {
    const statement = first((s) => verbOf(s) === 'earned' && s.object.id.includes('@sequential+'));
    const [raw, max] = ['raw', 'max'].map((name) => numberAt(statement, 'result', 'score', name));
    expect(statement.object.definition).toEqual({ type: 'http://id.tincanapi.com/activitytype/resource' });
    expect(statement.result).toEqual({
      success: raw === max,
      score: { min: 0, max, raw, scaled: (raw ?? NaN) / (max ?? NaN) },
    });
    expect(statement.context).toEqual(inCourse());
  });

  it('The statement passed is about the course itself, without a parent', () => {
    const statement = all.find((s) => verbOf(s) === 'passed' && s.object.id === COURSE.id);
    expect(statement?.object.definition).toEqual({
      type: COURSE.definition.type,
      name: { en: expect.any(String) },
      extensions: {},
    });
    expect(statement?.result).toBeUndefined();
    expect(statement?.context).toEqual({ extensions: SESSION });
  });
});

describe('navigation', () => {
  const END = 'http://id.tincanapi.com/extension/ending-point';
  const START = 'http://id.tincanapi.com/extension/starting-position';
  const isTab = (s: Statement): boolean => at(s, 'context', 'extensions', END) !== undefined;

  it.each([['next unit'], ['previous unit'], ['number']])('The statement navigated leads to %s', (end) => {
    const is = (value: unknown): boolean => (end === 'number' ? typeof value === 'number' : value === end);
    const statement = first((s) => is(at(s, 'context', 'extensions', END)));
    expect(verbOf(statement)).toBe('navigated');
    expect(statement.object).toEqual({
      objectType: 'Activity',
      id: expect.stringMatching(/\/xblock\/block-v1:.*type@sequential\+block@[0-9a-f]{32}$/),
      definition: {
        type: 'http://id.tincanapi.com/activitytype/resource',
        extensions: { 'https://w3id.org/xapi/acrossx/extensions/total-items': expect.any(Number) },
      },
    });
    expect(statement.context).toEqual(
      inCourse({ [START]: expect.any(Number), [END]: at(statement, 'context', 'extensions', END) }),
    );
  });

  it('Navigation starts at a tab that is there', () => {
    const total = 'https://w3id.org/xapi/acrossx/extensions/total-items';
    for (const s of all.filter(isTab)) {
      const from = at(s, 'context', 'extensions', START);
      expect(from).toBeGreaterThanOrEqual(1);
      expect(from).toBeLessThanOrEqual(at(s, 'object', 'definition', 'extensions', total) as number);
    }
  });

  it('The statement navigated by the outline has an address, not a block', () => {
    const statement = first((s) => verbOf(s) === 'navigated' && !isTab(s));
    expect(statement.object.definition).toEqual({
      type: 'http://adlnet.gov/expapi/activities/module',
      name: { en: expect.any(String) },
    });
    expect(statement.context).toEqual(inCourse());
  });
});

describe('work on blocks', () => {
  it('The statement progressed tells how far a block is complete', () => {
    const statement = about(xblock('How this course works'), 'progressed');
    expect(statement.object.definition).toEqual({ type: 'http://id.tincanapi.com/activitytype/resource' });
    expect(statement.result).toEqual({
      completion: true,
      extensions: { 'https://w3id.org/xapi/cmi5/result/extensions/progress': 100 },
    });
    expect(statement.context).toEqual(inCourse());
  });

  it('The statement asked tells a hint, and the answer', () => {
    expect(about(xblock('Stop the loop', '/hint/0'), 'asked').object.definition).toEqual({
      type: 'https://w3id.org/xapi/acrossx/extensions/supplemental-info',
    });
    expect(about(xblock('Stop the loop', '/answer'), 'asked').object.definition).toEqual({
      type: 'http://id.tincanapi.com/activitytype/solution',
    });
  });

  it('The statement evaluated tells one question', () => {
    const statement = about(xblock('Count to five'), 'evaluated');
    const right = at(statement, 'result', 'success') === true;
    expect(statement.object).toEqual({
      objectType: 'Activity',
      id: xblock('Count to five'),
      definition: {
        type: 'http://adlnet.gov/expapi/activities/cmi.interaction',
        description: { 'en-US': expect.stringContaining('How many lines') },
        interactionType: 'numeric',
        extensions: { [ATTEMPT]: 1 },
      },
    });
    const raw = right ? 1 : 0;
    expect(statement.result).toEqual({
      score: { min: 0, max: 1, raw, scaled: raw },
      success: right,
      response: expect.any(String),
    });
    expect(statement.context).toEqual(inCourse());
  });

  it('Several questions are told by a parent with the score and a child for each', () => {
    const id = xblock('Three short loops');
    const parents = all.filter((s) => s.object.id === id && verbOf(s) === 'evaluated');
    const children = new Map<string, Statement[]>();
    for (const s of all.filter((one) => one.object.id.startsWith(`${id}_`))) {
      const parent = String(at(s, 'context', 'statement', 'id'));
      children.set(parent, [...(children.get(parent) ?? []), s]);
    }
    expect(parents.length).toBeGreaterThan(300);
    expect(children.size).toBe(parents.length);
    for (const parent of parents) {
      const own = children.get(parent.id) ?? [];
      expect(own.map((s) => s.object.id).sort()).toEqual(['_2_1', '_3_1', '_4_1'].map((part) => id + part));
      expect(at(parent, 'object', 'definition', 'interactionType')).toBe('other');
      expect(parent.object.objectType).toBe('GroupActivity');
      const right = own.filter((s) => at(s, 'result', 'success') === true).length;
      expect(at(parent, 'result', 'score')).toEqual({ min: 0, max: 3, raw: right, scaled: right / 3 });
      // as live traffic has it: the parent repeats its first question
      const firstQuestion = own.find((s) => s.object.id === `${id}_2_1`);
      expect(at(parent, 'result', 'response')).toBe(at(firstQuestion, 'result', 'response'));
      expect(at(parent, 'result', 'success')).toBe(at(firstQuestion, 'result', 'success'));
      for (const child of own) {
        expect(child.timestamp).toBe(parent.timestamp);
        expect(Object.keys(child.result ?? {}).sort()).toEqual(['response', 'success']);
        expect(child.context).toEqual({
          contextActivities: {
            parent: [parent.object],
            grouping: [expect.objectContaining({ objectType: 'Activity', id: expect.stringContaining('/course/') })],
          },
          statement: { objectType: 'StatementRef', id: parent.id },
          extensions: SESSION,
        });
      }
    }
  });

  it('A list is printed as JSON with blanks, free text as it was typed', () => {
    const lists = all.filter((s) => s.object.id === xblock('Select every loop that ends') && verbOf(s) === 'evaluated');
    const texts = lists.map((s) => String(at(s, 'result', 'response')));
    expect(texts).toContain('["for i in range(3)", "while i < 3: i = i + 1"]');
    expect(new Set(lists.map((s) => at(s, 'object', 'definition', 'interactionType')))).toEqual(new Set(['choice']));
    const words = all.filter((s) => s.object.id === xblock('Leave early') && verbOf(s) === 'evaluated');
    const right = words
      .filter((s) => at(s, 'result', 'success') === true)
      .map((s) => String(at(s, 'result', 'response')));
    expect(new Set(right.map((text) => text.trim().toLowerCase()))).toEqual(new Set(['break']));
    expect(new Set(right).size).toBeGreaterThan(2);
    expect(at(words[0], 'object', 'definition', 'interactionType')).toBe('fill-in');
  });
});

describe('videos', () => {
  const id = xblock('for, step by step');
  const EXT = `${VIDEO}/extensions`;
  const SPEED = 'https://w3id.org/xapi/openedx/extension/speed';
  const is = (verb: string, key: string): Statement =>
    first((s) => s.object.id === id && verbOf(s) === verb && at(s, 'result', 'extensions', key) !== undefined);

  it('The statement initialized has no result', () => {
    const statement = about(id, 'initialized');
    expect(statement.object).toEqual({
      objectType: 'Activity',
      id,
      definition: { type: `${VIDEO}/activity-type/video` },
    });
    expect(statement.result).toBeUndefined();
    expect(statement.context).toEqual(inCourse({ [`${EXT}/length`]: 360 }));
  });

  it.each(['played', 'paused', 'terminated'])('The statement %s has a position', (verb) => {
    const statement = about(id, verb);
    expect(statement.result).toEqual({ extensions: { [`${EXT}/time`]: expect.any(Number) } });
    expect(statement.context).toEqual(inCourse({ [`${EXT}/length`]: 360 }));
  });

  it('The statements seeked, completed, speed and captions have what players send', () => {
    expect(about(id, 'seeked').result).toEqual({
      extensions: { [`${EXT}/time-from`]: expect.any(Number), [`${EXT}/time-to`]: expect.any(Number) },
    });
    expect(about(id, 'completed').result).toEqual({
      completion: true,
      duration: 'PT06M00S',
      extensions: { [`${EXT}/time`]: 360 },
    });
    expect(is('interacted', `${SPEED}-to`).result).toEqual({
      extensions: { [`${SPEED}-from`]: '1.0x', [`${SPEED}-to`]: expect.stringMatching(/^(0\.75|1\.25|1\.50)x$/) },
    });
    expect(is('interacted', `${EXT}/cc-enabled`).result).toEqual({
      extensions: { [`${EXT}/time`]: expect.any(Number), [`${EXT}/cc-enabled`]: true },
    });
  });

  it('Plays of the demo never leave the video', () => {
    const outside = all.filter((s) => {
      const length = at(s, 'context', 'extensions', `${EXT}/length`);
      return ['time', 'time-from', 'time-to'].some((key) => {
        const position = at(s, 'result', 'extensions', `${EXT}/${key}`);
        return typeof position === 'number' && typeof length === 'number' && (position < 0 || position > length);
      });
    });
    expect(outside).toEqual([]);
  });

  it.each([
    [5, 'PT05S'],
    [195, 'PT03M15S'],
    [3605, 'PT01H00M05S'],
    [75.4, 'PT01M15.4S'],
  ])('A duration of %d seconds is %s', (seconds, printed) => expect(isoDuration(seconds)).toBe(printed));
});
