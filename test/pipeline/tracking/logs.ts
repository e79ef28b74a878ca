import { pseudonymOf } from '../../../api/pipeline/tracking/actors';
import type { Json, TransformOptions } from '../../../api/pipeline/transform';

/** Lines of tracking logs, invented, with everything in them that must never be stored. */

export const LMS = 'https://lms.example.org';
export const COURSE = 'course-v1:Org+Num+Run';
/** How these lines become statements. */
export const TRANSFORM: TransformOptions = {
  lmsUrl: LMS,
  actorOf: pseudonymOf('key', LMS),
  courseNameOf: () => 'Course',
  transformerVersion: 'event-routing-backends@10.0.0',
  strict: false,
  asLive: true,
};
export const SECRETS = ['ana.lopez', 'Ana Lopez', 'ana@example.net', '192.0.2.9', 'Mozilla/5.0 (X11)'];

const event = (seconds: number, user: number, more: Json): Json => ({
  context: {
    user_id: user,
    course_id: COURSE,
    org_id: 'Org',
    path: '/event',
    client: { ip: '192.0.2.9', device: 'Ana Lopez' },
  },
  username: `ana.lopez${user}`,
  session: '0f0e0d0c0b0a09080706050403020100',
  ip: '192.0.2.9',
  agent: 'Mozilla/5.0 (X11)',
  host: 'lms.example.org',
  referer: `${LMS}/xblock/block-v1:Org+Num+Run+type@video+block@v1?email=ana@example.net`,
  accept_language: 'en',
  time: new Date(Date.UTC(2026, 2, 2, 9) + seconds * 1000).toISOString().replace('Z', '456+00:00'),
  page: `${LMS}/courses/${COURSE}?name=ana.lopez`,
  ...more,
});

const tutor = (json: Json): string =>
  `2026-03-02 09:00:00,124 INFO 27 [tracking] [user 7] [ip 192.0.2.9] logger.py:41 - ${JSON.stringify(json)}`;

export const pauseLine = (seconds: number, user = 7): string =>
  tutor(
    event(seconds, user, {
      name: 'pause_video',
      event_type: 'pause_video',
      event_source: 'browser',
      event: JSON.stringify({ id: 'v1', code: 'html5', currentTime: 12.5, duration: 60 }),
    }),
  );

/** A problem of two questions: a parent statement and two children. */
export const checkLine = (seconds: number, user = 7): string => {
  const asked = (answer: string, correct: boolean): Json => ({
    question: 'Sky?',
    answer,
    response_type: 'optionresponse',
    input_type: 'optioninput',
    correct,
    variant: '',
    group_label: '',
  });
  return JSON.stringify(
    event(seconds, user, {
      name: 'problem_check',
      event_type: 'problem_check',
      event_source: 'server',
      page: 'x_module',
      event: {
        problem_id: 'block-v1:Org+Num+Run+type@problem+block@p1',
        attempts: 1,
        grade: 1,
        max_grade: 2,
        success: 'incorrect',
        answers: { p1_2_1: 'choice_0', p1_3_1: 'choice_1' },
        submission: { p1_2_1: asked('blue', true), p1_3_1: asked('red', false) },
        correct_map: {},
        state: {},
      },
    }),
  );
};

/** An event that nothing is made of. */
export const implicitLine = (seconds: number): string =>
  JSON.stringify(
    event(seconds, 7, {
      name: '/courses/x',
      event_type: '/courses/x',
      event_source: 'server',
      event: '{"GET": {"q": ["Ana Lopez"]}, "POST": {}}',
    }),
  );
