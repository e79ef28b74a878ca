/** One event of each kind that event-routing-backends transforms, made by hand, in the form of live traffic. */
export type Event = Record<string, unknown>;

export const COURSE = 'course-v1:Org+Num+Run';
export const LMS = 'https://lms.example.org';
export const ACTOR = '11111111-2222-4333-8444-555555555555';
export const TIME = '2024-05-01T10:20:30.123456+00:00';
export const SESSION = '0123456789abcdef0123456789abcdef';
export const key = (type: string, id: string): string => `block-v1:Org+Num+Run+type@${type}+block@${id}`;
export const PROBLEM = key('problem', 'p1');
export const VIDEO = key('video', 'v1');
const SEQUENTIAL = key('sequential', 's1');

/** @param module what an event from a block's handler says of the block */
const event = (name: string, data: unknown, context: Event = {}): Event => ({
  name,
  timestamp: TIME,
  data,
  context: {
    course_id: COURSE,
    org_id: 'Org',
    user_id: 7,
    username: 'ana',
    session: SESSION,
    referer: `${LMS}/xblock/${key('vertical', 'u1')}`,
    path: '/event',
    ...context,
  },
});
const browser = (name: string, data: unknown, context: Event = {}): Event =>
  event(name, data, { event_source: 'browser', event_type: name, page: `${LMS}/x`, ...context });

const enrolment = { user_id: 7, course_id: COURSE, mode: 'verified' };
const course = { user_id: '7', course_id: COURSE, percent_grade: 0.57, letter_grade: 'B' };
const tabs = { id: SEQUENTIAL, current_tab: 2, tab_count: 5, widget_placement: 'top' };
const video = { id: 'v1', code: 'html5', duration: 195.123456, currentTime: 12.3456 };
const exam = {
  exam_content_id: key('sequential', 'e1'),
  exam_name: 'Final exam',
  exam_default_time_limit_mins: 30,
  attempt_code: 'ABCDEF01-2222-4333-8444-555555555555',
  attempt_started_at: '2024-05-01T10:00:00+00:00',
  attempt_completed_at: null,
  attempt_event_elapsed_time_secs: 12.5,
  attempt_id: 3,
};

const forumPath = (what: string, kind: string): string => {
  const id = `${kind}1`;
  if (kind === 'thread' && what === 'viewed') return `/api/discussion/v1/comments/`;
  return kind === 'thread' ? `/api/discussion/v1/threads/${id}/` : `/api/discussion/v1/comments/${id}/`;
};
const forum = (kind: string, what: string, data: Event = {}): Event =>
  event(
    `edx.forum.${kind}.${what}`,
    { id: `${kind}1`, commentable_id: 'c', ...(kind === 'thread' ? { title: 'Help?' } : {}), ...data },
    { path: what === 'created' ? forumPath(what, kind).replace(`${kind}1/`, '') : forumPath(what, kind) },
  );
const inThread = { discussion: { id: 'thread1' } };

/** One question of a submission. */
export const question = (answer: unknown, correct: unknown, type = 'optionresponse', text = 'Sky?'): Event => ({
  question: text,
  answer,
  response_type: type,
  input_type: 'optioninput',
  correct,
  variant: '',
  group_label: '',
});

/** @param submission the questions by their ids; undefined as before March 2014 */
export const check = (submission: Event | undefined, more: Event = {}): Event =>
  event(
    'problem_check',
    {
      state: { seed: 1, done: null, student_answers: {}, correct_map: {}, input_state: { p1_2_1: {} } },
      problem_id: PROBLEM,
      answers: { p1_2_1: 'choice_0' },
      grade: 1,
      max_grade: 2,
      success: 'incorrect',
      attempts: 3,
      ...(submission ? { submission } : {}),
      ...more,
    },
    {
      event_source: 'server',
      module: { usage_key: PROBLEM, display_name: 'Sky and sea' },
      path: '/handler/xmodule_handler/problem_check',
    },
  );

const withName = (name: string, data: unknown): Event => browser(name, data);

export const EVENTS: readonly Event[] = [
  event('edx.course.enrollment.activated', enrolment),
  event('edx.course.enrollment.mode_changed', enrolment),
  event('edx.course.enrollment.deactivated', enrolment),
  event('edx.course.grade.passed.first_time', { user_id: 7 }),
  event('edx.course.grade.now_passed', { user_id: 7 }),
  event('edx.course.grade.now_failed', { user_id: 7 }),
  event('edx.grades.course.grade_calculated', course),
  event('edx.grades.subsection.grade_calculated', {
    block_id: SEQUENTIAL,
    weighted_total_possible: 4,
    weighted_total_earned: 3,
  }),
  event('edx.grades.problem.submitted', { problem_id: PROBLEM, weighted_possible: 3, weighted_earned: 1 }),
  event('edx.completion.block_completion.changed', { block_id: VIDEO, completion: 0.57 }),
  check({ p1_2_1: question('blue', true) }),
  event('edx.problem.completed', { problem_id: PROBLEM }),
  event('showanswer', { problem_id: PROBLEM }),
  event('edx.problem.hint.demandhint_displayed', { module_id: PROBLEM, hint_index: 0, hint_len: 2 }),
  browser('edx.ui.lms.link_clicked', { current_url: `${LMS}/a`, target_url: '/b#c' }),
  browser('edx.ui.lms.outline.selected', { target_url: `${LMS}/jump_to/x`, target_name: 'Week 1' }),
  browser('edx.ui.lms.sequence.outline.selected', { target_url: `${LMS}/jump_to/x`, target_name: 'Week 1' }),
  browser('edx.ui.lms.sequence.next_selected', tabs),
  browser('edx.ui.lms.sequence.previous_selected', tabs),
  browser('edx.ui.lms.sequence.tab_selected', { ...tabs, target_tab: 4 }),
  forum('thread', 'created', { thread_type: 'question' }),
  forum('response', 'created', inThread),
  forum('comment', 'created', inThread),
  ...['edited', 'deleted', 'reported', 'unreported'].flatMap((what) =>
    ['thread', 'response', 'comment'].map((kind) => forum(kind, what)),
  ),
  forum('thread', 'viewed'),
  forum('thread', 'voted', { vote_value: 'up', undo_vote: false }),
  forum('response', 'voted', { vote_value: 'down', undo_vote: true }),
  ...['created', 'submitted'].flatMap((what) =>
    ['timed', 'practice', 'proctored'].map((kind) => event(`edx.special_exam.${kind}.attempt.${what}`, exam)),
  ),
  ...['load_video', 'edx.video.loaded'].map((name) => withName(name, { ...video, currentTime: undefined })),
  ...['play_video', 'pause_video', 'stop_video'].map((name) => withName(name, video)),
  ...['edx.video.played', 'edx.video.paused', 'edx.video.stopped'].map((name) =>
    withName(name, { id: 'v1', code: 'mobile', duration: 195.123456, current_time: 12.3456 }),
  ),
  ...['complete_video', 'edx.video.completed'].map((name) => withName(name, video)),
  ...['seek_video', 'edx.video.position.changed'].map((name) =>
    withName(name, { ...video, old_time: 0.0625, new_time: 60, type: 'onSlideSeek' }),
  ),
  withName('speed_change_video', { ...video, old_speed: '1.0', new_speed: '1.50' }),
  ...[
    'show_transcript',
    'edx.video.transcript.shown',
    'video_show_cc_menu',
    'edx.video.closed_captions.shown',
    'hide_transcript',
    'edx.video.transcript.hidden',
    'video_hide_cc_menu',
    'edx.video.closed_captions.hidden',
  ].map((name) => withName(name, { ...video, currentTime: undefined, current_time: 7 })),
];

export const named = (name: string): Event => {
  const found = EVENTS.find((one) => one.name === name);
  if (!found) throw new Error(`No event ${name}.`);
  return structuredClone(found);
};

const FROM_CONTEXT = ['username', 'session', 'ip', 'agent', 'host', 'referer', 'accept_language'];

/** The same event as a log on disk has it: browsers' payloads are JSON in a text there. */
export const onDisk = (live: Event): Event => {
  const { name, timestamp, data } = live;
  const context = { ...(live.context as Event) };
  const moved = Object.fromEntries(FROM_CONTEXT.map((field) => [field, context[field] ?? '']));
  const { event_source: source = 'server', event_type: type = name, page = null } = context;
  for (const field of [...FROM_CONTEXT, 'event_source', 'event_type', 'page']) Reflect.deleteProperty(context, field);
  const payload = source === 'browser' && typeof data === 'object' ? JSON.stringify(data) : data;
  return { name, context, ...moved, event: payload, time: timestamp, event_type: type, event_source: source, page };
};
