/** Every kind of event that event-routing-backends transforms: what its statement says, field by field. */
import { TRANSFORMERS } from '../../../api/pipeline/transform/registry';
import { ACTOR, COURSE, EVENTS, type Event, LMS, PROBLEM, SESSION, TIME, key, named, onDisk } from './events';
import { statementOf } from './surroundings';

const ADL = 'http://adlnet.gov/expapi';
const TC = 'http://id.tincanapi.com';
const W3 = 'https://w3id.org/xapi';
const EXT = {
  type: `${W3}/acrossx/extensions/type`,
  total: `${W3}/acrossx/extensions/total-items`,
  limit: `${W3}/acrossx/extensions/time-limit`,
  attempt: `${TC}/extension/attempt-id`,
  start: `${TC}/extension/starting-position`,
  end: `${TC}/extension/ending-point`,
  duration: `${TC}/extension/duration`,
  started: `${W3}/openedx/extension/attempt-started`,
  progress: `${W3}/cmi5/result/extensions/progress`,
  grade: 'http://www.tincanapi.co.uk/activitytypes/grade_classification',
  length: `${W3}/video/extensions/length`,
  time: `${W3}/video/extensions/time`,
  from: `${W3}/video/extensions/time-from`,
  to: `${W3}/video/extensions/time-to`,
  cc: `${W3}/video/extensions/cc-enabled`,
  speedFrom: `${W3}/openedx/extension/speed-from`,
  speedTo: `${W3}/openedx/extension/speed-to`,
};
const COURSE_TYPE = `${ADL}/activities/course`;
const RESOURCE = { type: `${TC}/activitytype/resource` };
const DISCUSSION = { type: `${TC}/activitytype/discussion` };
const xblock = (usageKey: string): string => `${LMS}/xblock/${usageKey}`;
const SEQUENTIAL = xblock(key('sequential', 's1'));

interface Expected {
  readonly names: readonly string[];
  /** The whole IRI; its last part is what is shown. */
  readonly verb: string;
  readonly id: string;
  readonly definition: Event;
  readonly result?: Event;
  readonly extensions?: Event;
  readonly grouping?: Event[];
  readonly isOutsideCourse?: boolean;
}

const enrolment = (names: string[], verb: string, extensions: Event): Expected => ({
  names,
  verb,
  id: `${LMS}/course/${COURSE}`,
  definition: { type: COURSE_TYPE, name: { en: 'A course' }, extensions },
  isOutsideCourse: true,
});
const asked = (name: string, id: string, type: string): Expected => ({
  names: [name],
  verb: `${ADL}/verbs/asked`,
  id: xblock(id),
  definition: { type },
});
const tab = (name: string, end: unknown): Expected => ({
  names: [`edx.ui.lms.sequence.${name}_selected`],
  verb: `${W3}/dod-isd/verbs/navigated`,
  id: SEQUENTIAL,
  definition: { ...RESOURCE, extensions: { [EXT.total]: 5 } },
  extensions: { [EXT.start]: 2, [EXT.end]: end },
});
const forum = (kind: string, what: string, verb: string, more: Partial<Expected> = {}): Expected => ({
  names: [`edx.forum.${kind}.${what}`],
  verb,
  id: `${LMS}/api/discussion/v1/${kind === 'thread' && what !== 'viewed' ? 'threads' : 'comments'}/${kind}1`,
  definition: kind === 'thread' ? { ...DISCUSSION, name: { en: 'Help?' } } : DISCUSSION,
  ...more,
});
const inThread = {
  grouping: [{ objectType: 'Activity', id: `${LMS}/api/discussion/v1/threads/thread1`, definition: DISCUSSION }],
};
const exam = (what: string, verb: string): Expected[] =>
  ['timed', 'practice', 'proctored'].map((kind) => ({
    names: [`edx.special_exam.${kind}.attempt.${what}`],
    verb: `${ADL}/verbs/${verb}`,
    id: key('sequential', 'e1'),
    definition: {
      type: `${W3}/openedx/activity/${kind}-assessment`,
      name: { en: 'Final exam' },
      extensions: { [EXT.limit]: 30 },
    },
    grouping: [
      {
        objectType: 'Activity',
        id: 'ABCDEF01-2222-4333-8444-555555555555',
        definition: {
          type: `${ADL}/activities/attempt`,
          name: { en: 'Final exam' },
          extensions: { [EXT.started]: '2024-05-01T10:00:00+00:00', [EXT.duration]: 12.5, [EXT.attempt]: 3 },
        },
      },
    ],
  }));
const video = (names: string[], verb: string, result?: Event): Expected => ({
  names,
  verb,
  id: xblock(key('video', 'v1')),
  definition: { type: `${W3}/video/activity-type/video` },
  ...(result ? { result } : {}),
  extensions: { [EXT.length]: 195.123 },
});
const at = { extensions: { [EXT.time]: 12.346 } };
const W3V = `${W3}/video/verbs`;

const KINDS: readonly Expected[] = [
  enrolment(['edx.course.enrollment.activated', 'edx.course.enrollment.mode_changed'], `${ADL}/verbs/registered`, {
    [EXT.type]: 'verified',
  }),
  enrolment(['edx.course.enrollment.deactivated'], `${TC}/verb/unregistered`, { [EXT.type]: 'verified' }),
  enrolment(['edx.course.grade.passed.first_time', 'edx.course.grade.now_passed'], `${ADL}/verbs/passed`, {}),
  enrolment(['edx.course.grade.now_failed'], `${ADL}/verbs/failed`, {}),
  {
    names: ['edx.grades.course.grade_calculated'],
    verb: `${TC}/verb/earned`,
    id: `${LMS}/course/${COURSE}`,
    definition: { type: COURSE_TYPE, name: { en: 'A course' } },
    result: { score: { min: 0, max: 1, raw: 0.57, scaled: 0.57 }, extensions: { [EXT.grade]: 'B' } },
  },
  {
    names: ['edx.grades.subsection.grade_calculated'],
    verb: `${TC}/verb/earned`,
    id: SEQUENTIAL,
    definition: RESOURCE,
    result: { score: { min: 0, max: 4, raw: 3, scaled: 0.75 }, success: false },
  },
  {
    names: ['edx.grades.problem.submitted'],
    verb: `${ADL}/verbs/attempted`,
    id: xblock(PROBLEM),
    definition: { type: `${ADL}/activities/question` },
    result: { score: { min: 0, max: 3, raw: 1, scaled: 1 / 3 }, success: false },
  },
  {
    names: ['edx.completion.block_completion.changed'],
    verb: `${ADL}/verbs/progressed`,
    id: xblock(key('video', 'v1')),
    definition: RESOURCE,
    // as floats have it
    result: { completion: false, extensions: { [EXT.progress]: 56.99999999999999 } },
  },
  {
    names: ['problem_check'],
    verb: `${W3}/acrossx/verbs/evaluated`,
    id: xblock(PROBLEM),
    definition: {
      type: `${ADL}/activities/cmi.interaction`,
      description: { 'en-US': 'Sky?' },
      interactionType: 'choice',
      extensions: { [EXT.attempt]: 3 },
    },
    result: { score: { min: 0, max: 2, raw: 1, scaled: 0.5 }, success: true, response: 'blue' },
  },
  {
    names: ['edx.problem.completed'],
    verb: `${ADL}/verbs/completed`,
    id: PROBLEM,
    definition: { type: `${ADL}/activities/cmi.interaction` },
  },
  asked('showanswer', `${PROBLEM}/answer`, `${TC}/activitytype/solution`),
  asked('edx.problem.hint.demandhint_displayed', `${PROBLEM}/hint/0`, `${W3}/acrossx/extensions/supplemental-info`),
  {
    names: ['edx.ui.lms.link_clicked'],
    verb: `${W3}/dod-isd/verbs/navigated`,
    id: '/b#c',
    definition: { type: `${ADL}/activities/link` },
  },
  {
    names: ['edx.ui.lms.outline.selected', 'edx.ui.lms.sequence.outline.selected'],
    verb: `${W3}/dod-isd/verbs/navigated`,
    id: `${LMS}/jump_to/x`,
    definition: { type: `${ADL}/activities/module`, name: { en: 'Week 1' } },
  },
  tab('next', 'next unit'),
  tab('previous', 'previous unit'),
  tab('tab', 4),
  forum('thread', 'created', `${W3}/acrossx/verbs/posted`, { extensions: { [EXT.type]: 'question' } }),
  forum('response', 'created', `${W3}/acrossx/verbs/posted`, inThread),
  forum('comment', 'created', `${W3}/acrossx/verbs/posted`, inThread),
  ...['thread', 'response', 'comment'].flatMap((kind) => [
    forum(kind, 'edited', `${W3}/acrossx/verbs/edited`),
    forum(kind, 'deleted', `${W3}/dod-isd/verbs/deleted`),
    forum(kind, 'reported', `${W3}/acrossx/verbs/reported`),
    forum(kind, 'unreported', `${W3}/openedx/verb/unreported`),
  ]),
  forum('thread', 'viewed', `${TC}/verb/viewed`),
  forum('thread', 'voted', `${W3}/openedx/verb/voted`, { extensions: { [EXT.type]: 'up' } }),
  forum('response', 'voted', `${W3}/openedx/verb/voted`, { extensions: { [EXT.type]: 'down' } }),
  ...exam('created', 'initialized'),
  ...exam('submitted', 'terminated'),
  video(['load_video', 'edx.video.loaded'], `${ADL}/verbs/initialized`),
  video(['play_video', 'edx.video.played'], `${W3V}/played`, at),
  video(['pause_video', 'edx.video.paused'], `${W3V}/paused`, at),
  video(['stop_video', 'edx.video.stopped'], `${ADL}/verbs/terminated`, at),
  video(['complete_video', 'edx.video.completed'], `${ADL}/verbs/completed`, {
    completion: true,
    duration: 'PT03M15.123S',
    extensions: { [EXT.time]: 195.123 },
  }),
  // a sixteenth lies halfway between two thousandths: to the even one
  video(['seek_video', 'edx.video.position.changed'], `${W3V}/seeked`, {
    extensions: { [EXT.from]: 0.062, [EXT.to]: 60 },
  }),
  video(['speed_change_video'], `${ADL}/verbs/interacted`, {
    extensions: { [EXT.speedFrom]: '1.0x', [EXT.speedTo]: '1.50x' },
  }),
  video(
    ['show_transcript', 'edx.video.transcript.shown', 'video_show_cc_menu', 'edx.video.closed_captions.shown'],
    `${ADL}/verbs/interacted`,
    { extensions: { [EXT.time]: 7, [EXT.cc]: true } },
  ),
  video(
    ['hide_transcript', 'edx.video.transcript.hidden', 'video_hide_cc_menu', 'edx.video.closed_captions.hidden'],
    `${ADL}/verbs/interacted`,
    { extensions: { [EXT.time]: 7, [EXT.cc]: false } },
  ),
];

const PARENT = {
  objectType: 'Activity',
  id: `${LMS}/course/${COURSE}`,
  definition: { type: COURSE_TYPE, name: { 'en-US': 'A course' } },
};

const cases = KINDS.flatMap((kind) => kind.names.map((name) => [name, kind] as const));

it('The list of kinds has 65 kinds, an event and an expectation of each', () => {
  const names = [...TRANSFORMERS.keys()].sort();
  expect(names).toHaveLength(65);
  expect(EVENTS.map(({ name }) => name as string).sort()).toEqual(names);
  expect(cases.map(([name]) => name).sort()).toEqual(names);
});

const statementExpected = ({ verb, id, definition, result, extensions, grouping, isOutsideCourse }: Expected) => ({
  id: expect.stringMatching(/^[0-9a-f]{8}-[0-9a-f]{4}-5[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/),
  version: '1.0.3',
  actor: { objectType: 'Agent', account: { name: ACTOR, homePage: LMS } },
  verb: { id: verb, display: { en: verb.split('/').at(-1) } },
  object: { objectType: 'Activity', id, definition },
  ...(result ? { result } : {}),
  timestamp: TIME,
  context: {
    ...(isOutsideCourse ? {} : { contextActivities: { parent: [PARENT], ...(grouping ? { grouping } : {}) } }),
    extensions: {
      [`${W3}/openedx/extension/transformer-version`]: 'event-routing-backends@10.0.0',
      [`${W3}/openedx/extensions/session-id`]: SESSION,
      ...extensions,
    },
  },
});

describe('as logged', () => {
  it.each(cases)('The kind of line %s gives its statements as logged', (name, kind) => {
    expect(JSON.parse(JSON.stringify(statementOf(onDisk(named(name)))))).toEqual(statementExpected(kind));
  });
});

describe('live', () => {
  it.each(cases.filter(([name]) => !name.startsWith('edx.special_exam.')))(
    'The kind of line %s gives its statements live',
    (name, kind) => {
      expect(JSON.parse(JSON.stringify(statementOf(named(name))))).toEqual(statementExpected(kind));
    },
  );
});

describe('white space around the id of a block', () => {
  const padded = (event: Record<string, unknown>): Record<string, unknown> => {
    const data = event.data as Record<string, unknown>;
    const names = ['id', 'block_id', 'problem_id', 'module_id', 'usage_key'].filter(
      (name) => typeof data[name] === 'string',
    );
    return {
      ...event,
      data: { ...data, ...Object.fromEntries(names.map((name) => [name, `\n ${String(data[name])}\t`])) },
    };
  };
  const withBlocks = EVENTS.filter(({ name }) => !/^edx\.(forum|special_exam)\./.test(String(name)));
  it.each(withBlocks.map((event) => [event.name as string, event] as const))(
    'White space around the id of a block is no part of it: %s',
    (_name, event) => {
      const idOf = (one: typeof event) =>
        (JSON.parse(JSON.stringify(statementOf(one))) as { object: { id: string } }).object.id;
      expect(idOf(padded(event) as typeof event)).toBe(idOf(event));
    },
  );
});
