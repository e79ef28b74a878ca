/** The IRIs that event-routing-backends writes. The words are xAPI's and Open edX's. */

const ADL = 'http://adlnet.gov/expapi/';
const TINCAN = 'http://id.tincanapi.com/';
const W3 = 'https://w3id.org/xapi/';

export const VERB = {
  registered: `${ADL}verbs/registered`,
  unregistered: `${TINCAN}verb/unregistered`,
  navigated: `${W3}dod-isd/verbs/navigated`,
  progressed: `${ADL}verbs/progressed`,
  evaluated: `${W3}acrossx/verbs/evaluated`,
  asked: `${ADL}verbs/asked`,
  initialized: `${ADL}verbs/initialized`,
  played: `${W3}video/verbs/played`,
  paused: `${W3}video/verbs/paused`,
  seeked: `${W3}video/verbs/seeked`,
  terminated: `${ADL}verbs/terminated`,
  completed: `${ADL}verbs/completed`,
  interacted: `${ADL}verbs/interacted`,
} as const;
export type Verb = keyof typeof VERB;

export const TYPE = {
  course: `${ADL}activities/course`,
  interaction: `${ADL}activities/cmi.interaction`,
  module: `${ADL}activities/module`,
  resource: `${TINCAN}activitytype/resource`,
  solution: `${TINCAN}activitytype/solution`,
  supplement: `${W3}acrossx/extensions/supplemental-info`,
  video: `${W3}video/activity-type/video`,
} as const;

export const EXTENSION = {
  transformerVersion: `${W3}openedx/extension/transformer-version`,
  sessionId: `${W3}openedx/extensions/session-id`,
  mode: `${W3}acrossx/extensions/type`,
  totalItems: `${W3}acrossx/extensions/total-items`,
  attempt: `${TINCAN}extension/attempt-id`,
  start: `${TINCAN}extension/starting-position`,
  end: `${TINCAN}extension/ending-point`,
  progress: `${W3}cmi5/result/extensions/progress`,
  length: `${W3}video/extensions/length`,
  time: `${W3}video/extensions/time`,
  timeFrom: `${W3}video/extensions/time-from`,
  timeTo: `${W3}video/extensions/time-to`,
  captions: `${W3}video/extensions/cc-enabled`,
  speedFrom: `${W3}openedx/extension/speed-from`,
  speedTo: `${W3}openedx/extension/speed-to`,
} as const;
