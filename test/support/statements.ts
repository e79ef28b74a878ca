/** xAPI statements as Open edX sends them, in few words. Actors and ids are made of small numbers. */

export const LMS = 'https://lms.example.org';
export const COURSE = 'course-v1:Org+Num+Run';

export type Statement = Record<string, unknown> & { id: string; timestamp: string };

export const uuid = (n: number): string => `00000000-0000-4000-8000-${String(n).padStart(12, '0')}`;
export const usageKey = (type: string, name: string): string => `block-v1:Org+Num+Run+type@${type}+block@${name}`;

const START = Date.UTC(2026, 2, 2, 9);
export const time = (seconds: number): string => new Date(START + seconds * 1000).toISOString().replace('Z', '+00:00');

const VERBS: Record<string, string> = {
  evaluated: 'https://w3id.org/xapi/acrossx/verbs/evaluated',
  asked: 'http://adlnet.gov/expapi/verbs/asked',
  registered: 'http://adlnet.gov/expapi/verbs/registered',
  unregistered: 'http://id.tincanapi.com/verb/unregistered',
  navigated: 'https://w3id.org/xapi/dod-isd/verbs/navigated',
  progressed: 'http://adlnet.gov/expapi/verbs/progressed',
  initialized: 'http://adlnet.gov/expapi/verbs/initialized',
  terminated: 'http://adlnet.gov/expapi/verbs/terminated',
  completed: 'http://adlnet.gov/expapi/verbs/completed',
  interacted: 'http://adlnet.gov/expapi/verbs/interacted',
  played: 'https://w3id.org/xapi/video/verbs/played',
  paused: 'https://w3id.org/xapi/video/verbs/paused',
  seeked: 'https://w3id.org/xapi/video/verbs/seeked',
};

const X = 'https://w3id.org/xapi/video/extensions';
const courseActivity = (course: string) => ({
  id: `${LMS}/course/${course}`,
  objectType: 'Activity',
  definition: { type: 'http://adlnet.gov/expapi/activities/course' },
});

interface Common {
  id: number;
  who: string;
  seconds: number;
  course?: string;
}

const base = ({ id, who, seconds, course = COURSE }: Common, verb: string, block: string): Statement => ({
  id: uuid(id),
  version: '1.0.3',
  actor: { objectType: 'Agent', account: { homePage: LMS, name: who } },
  verb: { id: VERBS[verb] ?? verb, display: { en: verb } },
  object: { objectType: 'Activity', id: `${LMS}/xblock/${block}`, definition: {} },
  timestamp: time(seconds),
  context: { contextActivities: { parent: [courseActivity(course)] }, extensions: {} },
});

export const register = (
  common: Common,
  verb: 'registered' | 'unregistered' = 'registered',
  mode = 'audit',
): Statement => ({
  ...base(common, verb, ''),
  object: {
    ...courseActivity(common.course ?? COURSE),
    definition: {
      type: 'http://adlnet.gov/expapi/activities/course',
      extensions: { 'https://w3id.org/xapi/acrossx/extensions/type': mode },
    },
  },
  context: { extensions: {} },
});

export const evaluate = (
  common: Common & { attempt: number; success: boolean; response?: string; type?: string },
  block = usageKey('problem', 'p1'),
): Statement => ({
  ...base(common, 'evaluated', block),
  object: {
    objectType: 'Activity',
    id: `${LMS}/xblock/${block}`,
    definition: {
      type: 'http://adlnet.gov/expapi/activities/cmi.interaction',
      interactionType: common.type ?? 'choice',
      description: { 'en-US': 'How many?' },
      extensions: { 'http://id.tincanapi.com/extension/attempt-id': common.attempt },
    },
  },
  result: {
    success: common.success,
    response: common.response ?? (common.success ? 'right' : 'wrong'),
    score: { min: 0, max: 1, raw: common.success ? 1 : 0, scaled: common.success ? 1 : 0 },
  },
});

/** Video statements; `position` and `to` in seconds of the video. */
export const watching = (
  common: Common & { verb: string; position?: number; to?: number; length?: number; segments?: string },
  block = usageKey('video', 'v1'),
): Statement => ({
  ...base(common, common.verb, block),
  result: {
    extensions: {
      ...(common.verb === 'seeked'
        ? { [`${X}/time-from`]: common.position, [`${X}/time-to`]: common.to }
        : common.position === undefined
          ? {}
          : { [`${X}/time`]: common.position }),
      ...(common.segments === undefined ? {} : { [`${X}/played-segments`]: common.segments }),
    },
  },
  context: {
    contextActivities: { parent: [courseActivity(common.course ?? COURSE)] },
    extensions: { [`${X}/length`]: common.length ?? 60 },
  },
});

export const progress = (common: Common & { percent: number }, block: string): Statement => ({
  ...base(common, 'progressed', block),
  result: {
    completion: common.percent === 100,
    extensions: { 'https://w3id.org/xapi/cmi5/result/extensions/progress': common.percent },
  },
});

export const lines = (statements: readonly unknown[]): string =>
  statements.map((one) => JSON.stringify(one)).join('\n');
