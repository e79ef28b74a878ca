/** The IRIs that event-routing-backends writes. The words are xAPI's and Open edX's. */

const ADL = 'http://adlnet.gov/expapi/';
const TINCAN = 'http://id.tincanapi.com/';
const W3 = 'https://w3id.org/xapi/';

/** By the word that a verb shows in English. */
export const VERB = {
  asked: `${ADL}verbs/asked`,
  attempted: `${ADL}verbs/attempted`,
  completed: `${ADL}verbs/completed`,
  deleted: `${W3}dod-isd/verbs/deleted`,
  earned: `${TINCAN}verb/earned`,
  edited: `${W3}acrossx/verbs/edited`,
  evaluated: `${W3}acrossx/verbs/evaluated`,
  failed: `${ADL}verbs/failed`,
  initialized: `${ADL}verbs/initialized`,
  interacted: `${ADL}verbs/interacted`,
  navigated: `${W3}dod-isd/verbs/navigated`,
  passed: `${ADL}verbs/passed`,
  paused: `${W3}video/verbs/paused`,
  played: `${W3}video/verbs/played`,
  posted: `${W3}acrossx/verbs/posted`,
  progressed: `${ADL}verbs/progressed`,
  registered: `${ADL}verbs/registered`,
  reported: `${W3}acrossx/verbs/reported`,
  seeked: `${W3}video/verbs/seeked`,
  terminated: `${ADL}verbs/terminated`,
  unregistered: `${TINCAN}verb/unregistered`,
  unreported: `${W3}openedx/verb/unreported`,
  viewed: `${TINCAN}verb/viewed`,
  voted: `${W3}openedx/verb/voted`,
} as const;

/**
 * Verbs of our own, for events that event-routing-backends leaves aside. Other words than its verbs have, so that
 * nobody takes one for the other.
 */
export const OWN_VERB = {
  assessed: 'urn:marginalia:xapi:verb/assessed',
  bookmarked: 'urn:marginalia:xapi:verb/bookmarked',
  dropped: 'urn:marginalia:xapi:verb/dropped',
  reset: 'urn:marginalia:xapi:verb/reset',
  saved: 'urn:marginalia:xapi:verb/saved',
  submitted: 'urn:marginalia:xapi:verb/submitted',
  unbookmarked: 'urn:marginalia:xapi:verb/unbookmarked',
} as const;

export type Verb = keyof typeof VERB | keyof typeof OWN_VERB;

/** Activity types. */
export const TYPE = {
  assessment: `${ADL}activities/assessment`,
  attempt: `${ADL}activities/attempt`,
  course: `${ADL}activities/course`,
  discussion: `${TINCAN}activitytype/discussion`,
  interaction: `${ADL}activities/cmi.interaction`,
  link: `${ADL}activities/link`,
  module: `${ADL}activities/module`,
  practiceExam: `${W3}openedx/activity/practice-assessment`,
  proctoredExam: `${W3}openedx/activity/proctored-assessment`,
  question: `${ADL}activities/question`,
  resource: `${TINCAN}activitytype/resource`,
  solution: `${TINCAN}activitytype/solution`,
  supplement: `${W3}acrossx/extensions/supplemental-info`,
  timedExam: `${W3}openedx/activity/timed-assessment`,
  video: `${W3}video/activity-type/video`,
} as const;

export const EXTENSION = {
  transformerVersion: `${W3}openedx/extension/transformer-version`,
  sessionId: `${W3}openedx/extensions/session-id`,
  /** An enrolment's mode, a thread's type, a vote. */
  type: `${W3}acrossx/extensions/type`,
  totalItems: `${W3}acrossx/extensions/total-items`,
  timeLimit: `${W3}acrossx/extensions/time-limit`,
  attempt: `${TINCAN}extension/attempt-id`,
  start: `${TINCAN}extension/starting-position`,
  end: `${TINCAN}extension/ending-point`,
  duration: `${TINCAN}extension/duration`,
  attemptStarted: `${W3}openedx/extension/attempt-started`,
  attemptCompleted: `${W3}openedx/extension/attempt-completed`,
  progress: `${W3}cmi5/result/extensions/progress`,
  /** An activity type's IRI, but this is what the grade's letter stands under. */
  grade: 'http://www.tincanapi.co.uk/activitytypes/grade_classification',
  length: `${W3}video/extensions/length`,
  time: `${W3}video/extensions/time`,
  timeFrom: `${W3}video/extensions/time-from`,
  timeTo: `${W3}video/extensions/time-to`,
  captions: `${W3}video/extensions/cc-enabled`,
  speedFrom: `${W3}openedx/extension/speed-from`,
  speedTo: `${W3}openedx/extension/speed-to`,
  /** Our own: whose judgement an assessment is, `self`, `peer` or `staff`. */
  assessor: 'urn:marginalia:xapi:extension/assessor',
} as const;
