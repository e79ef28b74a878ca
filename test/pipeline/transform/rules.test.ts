/** What all events share: ids, times, users, courses, where fields are looked for, and what is refused. */
import { transformEvent } from '../../../api/pipeline/transform';
import { isoDuration, round3 } from '../../../api/pipeline/transform/seconds';
import { statementId } from '../../../api/pipeline/transform/statement';
import { ACTOR, EVENTS, type Event, LMS, TIME, VIDEO, check, named, onDisk, question } from './events';
import { OPTIONS, refusal, statementOf, statementsOf } from './surroundings';

const withContext = (event: Event, context: Event): Event => ({
  ...event,
  context: { ...(event.context as Event), ...context },
});
const withData = (event: Event, data: Event): Event => ({ ...event, data: { ...(event.data as Event), ...data } });
const enrolled = named('edx.course.enrollment.activated');

describe('ids', () => {
  it.each([
    ['2024-05-01T10:20:30.123456+00:00', 'bf28a83f-13e6-50fd-89d9-dd9ba503eaf3'],
    ['2024-05-01T10:20:30.123456Z', 'f417cfc3-6220-5f90-b847-ea8e8892188d'],
    ['2024-05-01 10:20:30.123456+00:00', 'f8edbead-07a5-5a0d-b3c5-a168004a6fb6'],
  ])('The id is the same for the time %s', (timestamp, id) => {
    expect(statementOf({ ...enrolled, timestamp })).toMatchObject({ id, timestamp: TIME });
  });

  it('The ids of a problem and its questions are told apart', () => {
    const event = check({ q_2_1: question('a', true), q_3_1: question('b', true) });
    expect(statementsOf(event).map(({ id }) => id)).toEqual([
      '2b1d11ff-e726-5847-98b2-683c13985306',
      '241a0676-4b19-5baf-bcc1-436c680c8d3a',
      statementId(LMS, ACTOR, 'evaluated', TIME, 'q_3_1'),
    ]);
  });

  it('Other alphabets are escaped in ids, as Python does', () => {
    // worked out with Python's uuid and json
    expect(statementId('https://lms.example.org', 'é😀', 'registered', TIME)).toBe(
      'c5ec6303-b4a6-56d9-b7b9-7f309302ab2c',
    );
  });

  it('Ids are the same in both forms, and do not depend on the object', () => {
    for (const event of EVENTS.filter(({ name }) => !String(name).startsWith('edx.special_exam'))) {
      expect(statementOf(onDisk(event)).id).toBe(statementOf(event).id);
    }
    expect(statementOf(named('edx.forum.thread.edited')).id).toBe(statementOf(named('edx.forum.comment.edited')).id);
  });
});

describe('times', () => {
  it.each([
    ['2024-05-01T10:20:30Z', '2024-05-01T10:20:30+00:00'],
    ['2024-05-01T10:20:30.000000+00:00', '2024-05-01T10:20:30+00:00'],
    ['2024-05-01T10:20:30.5+05:30', '2024-05-01T10:20:30.500000+05:30'],
    ['2024-05-01T10:20:30,123456789-0800', '2024-05-01T10:20:30.123456-08:00'],
    ['2024-02-29T23:59+00', '2024-02-29T23:59:00+00:00'],
  ])('The time %s is printed as %s', (timestamp, printed) => {
    expect(statementOf({ ...enrolled, timestamp }).timestamp).toBe(printed);
  });

  it.each([
    ['2024-05-01T10:20:30.123456', 'its time says no zone; nobody can tell when that was'],
    ['2023-02-29T10:20:30Z', 'its time does not exist'],
    ['2024-05-01T24:00:00Z', 'its time does not exist'],
    ['2024-13-01T10:00:00Z', 'its time does not exist'],
    ['2024-05-01T10:20:30+99:00', 'its time does not exist'],
    ['yesterday', 'its time is not an ISO 8601 time'],
    [1714558830, 'its time is not a text'],
    [null, 'it has no time'],
  ])('The time %s is refused', (timestamp, reason) => {
    expect(refusal({ ...enrolled, timestamp })).toBe(`rejected: edx.course.enrollment.activated: ${reason}`);
  });
});

describe('users', () => {
  const asked: string[] = [];
  const actorOf = (user: string): string | null => {
    asked.push(user);
    return ACTOR;
  };
  it.each([
    ['the payload before the context', withData(enrolled, { user_id: 8, username: 'ben' }), '8'],
    ['an id before a name', withContext(withData(enrolled, { user_id: null }), { user_id: ' 09 ' }), '9'],
    ['a name of the payload', withData(enrolled, { user_id: null, username: 'ben' }), 'ben'],
    ['0 is nobody', withContext(withData(enrolled, { user_id: 0 }), { user_id: 0 }), 'ana'],
    ['blanks around a name', withContext(withData(enrolled, { user_id: '' }), { user_id: '', username: 'cy\n' }), 'cy'],
  ])('The user is told by %s', (_rule, event, user) => {
    asked.length = 0;
    statementOf(event, { actorOf });
    expect(asked).toEqual([user]);
  });

  it('Nobody and nobody known are told apart', () => {
    const nobody = withContext(withData(enrolled, { user_id: null }), { user_id: null, username: '' });
    expect(refusal(nobody)).toContain('it names no user');
    expect(refusal(withData(enrolled, { user_id: 99 }))).toContain('nobody knows the user');
    expect(refusal(withData(enrolled, { user_id: ['7'] }))).toContain('its user is neither an id nor a name');
  });
});

describe('courses', () => {
  it('A course that nobody knows has its key', () => {
    const there = (course_id: unknown): string => refusal(withContext(named('showanswer'), { course_id }));
    expect(there('course-v1:Org+Unknown+Run')).toContain('nobody knows the course course-v1:Org+Unknown+Run');
    expect(there('what is it')).toContain('context.course_id is not a course key');
    expect(there(5)).toContain('context.course_id is not a text');
  });

  it('An event outside any course has no course as its parent', () => {
    const { context } = statementOf(withContext(named('showanswer'), { course_id: '' }));
    expect(Object.keys(context)).toEqual(['extensions']);
  });

  it('The old form of key is enough where blocks need not be named from it', () => {
    expect(statementOf(withContext(enrolled, { course_id: 'Org/Num/Run' })).object.id).toBe(
      `${LMS}/course/Org/Num/Run`,
    );
  });
});

describe('fields', () => {
  const SESSION = 'https://w3id.org/xapi/openedx/extensions/session-id';
  const sessionOf = (event: Event): unknown => (statementOf(event).context.extensions as Event)[SESSION];

  it('Fields are found at the top first, then in objects in their order, never in lists', () => {
    const { session, ...context } = enrolled.context as Event;
    const bare = { ...enrolled, context };
    expect(sessionOf({ ...bare, session: 's' })).toBe('s');
    expect(sessionOf({ ...bare, a: { b: { session: 'deep' } }, c: { session: 'later' } })).toBe('deep');
    expect(sessionOf({ ...bare, a: { session: null }, c: { session: 'later' } })).toBe('later');
    expect(sessionOf({ ...enrolled, session: null })).toBeUndefined();
    expect(sessionOf({ ...bare, a: [{ session: 'listed' }] })).toBeUndefined();
    expect(session).toBeTruthy();
  });

  it('Fields are never taken from what every object has', () => {
    expect(refusal({ ...enrolled, data: undefined, name: 'constructor' })).toContain('ignored');
    expect(
      refusal(
        withData(named('showanswer'), JSON.parse('{"problem_id": null, "__proto__": {"problem_id": 1}}') as Event),
      ),
    ).toContain('rejected');
  });
});

describe('seconds', () => {
  // worked out with Python: float('{0:.3f}'.format(x))
  it.each([
    [12.3456, 12.346],
    [0.0625, 0.062],
    [0.1875, 0.188],
    [1.0625, 1.062],
    [-0.0625, -0.062],
    [1.0005, 1.0],
    [0.0005, 0.001],
    [2.0015, 2.002],
    [195, 195],
  ])('The second %d is rounded to %d', (value, rounded) => expect(round3(value)).toBe(rounded));

  it.each([
    [5, 'PT05S'],
    [195, 'PT03M15S'],
    [3605, 'PT01H00M05S'],
    [75.4, 'PT01M15.4S'],
    [3600.001, 'PT01H00M00.001S'],
    [86400, 'P1DT00H00M00S'],
    [90061.25, 'P1DT01H01M01.25S'],
    [0, 'PT00S'],
  ])('A time of %d lasts %s', (value, printed) => expect(isoDuration(value)).toBe(printed));

  const play = named('play_video');
  const TIME_IN = 'https://w3id.org/xapi/video/extensions/time';
  const timeOf = (data: Event): unknown => (statementOf(withData(play, data)).result?.extensions as Event)[TIME_IN];

  it('The position 0 gives way to the other spelling', () => {
    expect(timeOf({ current_time: 0, currentTime: 3 })).toBe(3);
    expect(timeOf({ current_time: 4, currentTime: 3 })).toBe(4);
    expect(timeOf({ currentTime: 0 })).toBe(0);
    expect(timeOf({ currentTime: '12.5' })).toBe(12.5);
    expect(timeOf({ currentTime: null })).toBeUndefined();
    expect(statementOf(withData(play, { currentTime: null })).result).toEqual({ extensions: {} });
  });

  it('A video without a length has none in its statement', () => {
    const done = statementOf(withData(named('complete_video'), { duration: null }));
    expect(done.result).toEqual({ completion: true, extensions: {} });
    expect(JSON.stringify(done.context)).not.toContain('length');
  });
});

describe('grades', () => {
  const graded = named('edx.grades.course.grade_calculated');
  it('No letter is a fail, and no grade is 0', () => {
    expect(statementOf(withData(graded, { percent_grade: null, letter_grade: '' })).result).toEqual({
      score: { min: 0, max: 1, raw: 0, scaled: 0 },
      extensions: { 'http://www.tincanapi.co.uk/activitytypes/grade_classification': 'Fail' },
    });
  });

  it('Nothing of nothing is a success', () => {
    const event = withData(named('edx.grades.subsection.grade_calculated'), {
      weighted_total_possible: 0,
      weighted_total_earned: null,
    });
    expect(statementOf(event).result).toEqual({ score: { min: 0, max: 0, raw: 0, scaled: 0 }, success: true });
  });
});

const browsersCheck = ((): Event & { context: object } => {
  const event = check(undefined);
  return { ...event, context: { ...(event.context as object), event_source: 'browser' } };
})();

describe('what stops event-routing-backends is rejected, and says why', () => {
  const oldCourse = withContext(named('play_video'), { course_id: 'Org/Num/Run' });
  it.each([
    ['slash-form course in a video event', oldCourse, 'context.course_id has the old form'],
    [
      'a speed that is a number',
      withData(named('speed_change_video'), { old_speed: 1 }),
      'data.old_speed is not a text',
    ],
    [
      'no completion',
      withData(named('edx.completion.block_completion.changed'), { completion: null }),
      'data.completion is missing',
    ],
    ['a question without text', check({ q: { answer: 'a', response_type: 'stringresponse' } }), 'has no question'],
    ['a question without answer', check({ q: { question: 'a', response_type: 'stringresponse' } }), 'has no answer'],
    [
      'an outline entry without a name',
      withData(named('edx.ui.lms.outline.selected'), { target_name: null }),
      'data.target_name is missing',
    ],
    [
      'an outline entry without an address',
      withData(named('edx.ui.lms.outline.selected'), { target_url: null }),
      'data.target_url is missing',
    ],
    [
      'a sequence without an id',
      withData(named('edx.ui.lms.sequence.next_selected'), { id: '' }),
      'data.id is missing',
    ],
    [
      'a duration that is no number',
      withData(named('load_video'), { duration: 'long' }),
      'data.duration is not a number of seconds',
    ],
    [
      'a position that is not a number',
      withData(named('play_video'), { currentTime: 'NaN' }),
      'data.currentTime is not a number',
    ],
    ['a live exam', named('edx.special_exam.timed.attempt.created'), 'event is missing'],
    ['a server check without problem', withData(check(undefined), { problem_id: null }), 'data.problem_id is missing'],
    [
      'a browser’s check without referer',
      { ...browsersCheck, context: { ...browsersCheck.context, referer: '' } },
      'referer is missing',
    ],
    [
      'a forum post without a path',
      withContext(named('edx.forum.thread.edited'), { path: '' }),
      'context.path is missing',
    ],
    ['a video without an id', { ...named('play_video'), data: 'cut off' }, 'data.id is missing'],
    [
      'questions, but no course',
      withContext(check({ a_2_1: question('a', true), a_3_1: question('b', true) }), { course_id: null }),
      'context.course_id is missing',
    ],
  ])('What stops event-routing-backends is rejected, and says why: %s', (_what, event, reason) => {
    expect(refusal(event)).toMatch(/^rejected: /);
    expect(refusal(event)).toContain(reason);
  });

  it.each([[''], [null], [undefined]])(
    'The referer of a server’s check is needed in strict mode only: %j',
    (referer) => {
      const event = withContext(check(undefined), { referer });
      expect(refusal(event)).toBe('statements');
      expect(refusal(event, { strict: true })).toContain('referer is missing');
    },
  );

  it('A reason never says who the learner is', () => {
    for (const event of EVENTS) {
      for (const broken of [
        { ...event, timestamp: 'ana' },
        { ...event, data: { user_id: 7 } },
        withContext(event, { course_id: 'ana' }),
      ]) {
        expect(refusal(broken)).not.toMatch(/\bana\b/);
      }
    }
  });
});

describe('what nothing is made of is ignored', () => {
  it.each([
    [{ ...enrolled, name: '/courses/x/', event_type: '/courses/x/' }, 'nothing is made of /courses/x/'],
    [{ ...enrolled, name: 'page_close' }, 'nothing is made of page_close'],
    [{ ...enrolled, name: 'edx.video.language_menu.shown' }, 'nothing is made of edx.video.language_menu.shown'],
    [{ ...enrolled, name: 5 }, 'it has no name'],
    [{}, 'it has no name'],
  ])('What nothing is made of is ignored: number %#', (event, reason) =>
    expect(refusal(event)).toBe(`ignored: ${reason}`),
  );

  it('Logs of before 2014 name the event by its type, which event-routing-backends does not read', () => {
    const { name, ...old } = onDisk(named('play_video'));
    expect(statementOf(old)).toEqual(statementOf(named('play_video')));
    // their times are UTC and do not say so
    expect(statementOf({ ...old, time: TIME.slice(0, -6) }).timestamp).toBe(TIME);
    expect(refusal(old, { strict: true })).toBe('ignored: it has no name');
    expect(name).toBe('play_video');
  });
});

it('The same event gives the same statements, and stays as it was', () => {
  for (const event of EVENTS) {
    const before = JSON.stringify(event);
    expect(transformEvent(event, OPTIONS)).toEqual(transformEvent(event, OPTIONS));
    expect(JSON.stringify(event)).toBe(before);
  }
  expect(VIDEO).toContain('video');
});
