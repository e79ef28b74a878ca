import { type At, checkList, checkObject, element, isNumber, isText, member, must, refuse } from './check';
import {
  hasForbiddenOffset,
  isIri,
  isLanguage,
  isMailto,
  isMediaType,
  isObject,
  isSha1,
  isSha2,
  isUuid,
} from './formats';
import { parseMicros } from '../../lib/time';

/**
 * The parts that statements are made of, each checked as xAPI 1.0.3 describes it. All throw InvalidStatement. What the
 * members of a part are is said once, not at each call: making these objects took longer than the checks.
 */

const iri = must(isIri, 'must be an IRI with a scheme');
export const uuid = must(isUuid, 'must be a UUID');
const only = (word: string) => must((value) => value === word, `must be "${word}"`);

export const timestamp = (at: At): void => {
  if (typeof at.value !== 'string' || !/[T ]/.test(at.value) || parseMicros(at.value) === null) {
    refuse(at, 'must be an ISO 8601 time between 1900 and 2255');
  }
  if (hasForbiddenOffset(at.value as string)) refuse(at, 'must not have an offset of minus zero');
};

const languageMap = (at: At): void => {
  if (!isObject(at.value)) refuse(at, 'must be a language map');
  for (const [language, text] of Object.entries(at.value as object)) {
    if (!isLanguage(language)) refuse(at, 'has a key that is no RFC 5646 language tag');
    if (typeof text !== 'string' && !(at.lenient && text === null)) refuse(at, 'has a value that is no text');
  }
};

/** Keys are IRIs; values are anything, null included. */
export const extensions = (at: At): void => {
  if (!isObject(at.value)) refuse(at, 'must be an object');
  for (const name in at.value as object) if (!isIri(name)) refuse(at, 'has a key that is no IRI');
};

const ACCOUNT = {
  homePage: iri,
  name: must((value) => typeof value === 'string' && value !== '', 'must be a text, not empty'),
};
const account = (at: At): void => checkObject(at, ACCOUNT, ['homePage', 'name']);

const IDENTIFIERS = {
  mbox: must(isMailto, 'must be mailto: and an e-mail address'),
  mbox_sha1sum: must(isSha1, 'must be a SHA-1 in hexadecimal'),
  openid: iri,
  account,
};

const IDENTIFIER_NAMES = Object.keys(IDENTIFIERS);

export const identifiersIn = (at: At): number =>
  IDENTIFIER_NAMES.filter((name) => isObject(at.value) && Object.hasOwn(at.value, name)).length;

const AGENT = { objectType: only('Agent'), name: isText, ...IDENTIFIERS };
export const agent = (at: At): void => {
  checkObject(at, AGENT);
  if (identifiersIn(at) !== 1) refuse(at, 'must have exactly one of mbox, mbox_sha1sum, openid and account');
};

const GROUP = {
  objectType: only('Group'),
  name: isText,
  member: (members: At) => checkList(members, agent),
  ...IDENTIFIERS,
};
export const group = (at: At): void => {
  checkObject(at, GROUP, ['objectType']);
  const identifiers = identifiersIn(at);
  if (identifiers > 1) refuse(at, 'must not have more than one of mbox, mbox_sha1sum, openid and account');
  const members = member(at, 'member');
  if (identifiers === 0 && !(Array.isArray(members.value) && members.value.length > 0)) {
    refuse(at, 'must have members, or one of mbox, mbox_sha1sum, openid and account');
  }
};

export const actor = (at: At): void => (member(at, 'objectType').value === 'Group' ? group(at) : agent(at));

/** Of the agent or identified group that a request or an authority names. */
export const identified = (at: At): void => {
  actor(at);
  if (identifiersIn(at) !== 1) refuse(at, 'must be an agent or an identified group');
};

const VERB = { id: iri, display: languageMap };
export const verb = (at: At): void => checkObject(at, VERB, ['id']);

const STATEMENT_REF = { objectType: only('StatementRef'), id: uuid };
export const statementRef = (at: At): void => checkObject(at, STATEMENT_REF, ['objectType', 'id']);

const INTERACTION_TYPES = [
  'true-false',
  'choice',
  'fill-in',
  'long-fill-in',
  'matching',
  'performance',
  'sequencing',
  'likert',
  'numeric',
  'other',
];

/** Which kind of interaction may list which components. */
const COMPONENTS: Readonly<Record<string, readonly string[]>> = {
  choices: ['choice', 'sequencing'],
  scale: ['likert'],
  source: ['matching'],
  target: ['matching'],
  steps: ['performance'],
};
const COMPONENT_NAMES = Object.keys(COMPONENTS);

const COMPONENT = { id: isText, description: languageMap };
const components = (at: At): void => {
  checkList(at, (one) => checkObject(one, COMPONENT, ['id']));
  const ids = (at.value as { id: string }[]).map((one) => one.id);
  if (new Set(ids).size !== ids.length) refuse(at, 'has two components with one id');
};

const DEFINITION = {
  name: languageMap,
  description: languageMap,
  type: iri,
  moreInfo: iri,
  extensions,
  interactionType: must((value) => INTERACTION_TYPES.includes(value as string), 'must be an interaction type'),
  correctResponsesPattern: (patterns: At) => checkList(patterns, isText),
  ...Object.fromEntries(COMPONENT_NAMES.map((name) => [name, components])),
};
const definition = (at: At): void => {
  checkObject(at, DEFINITION);
  const value = at.value as Record<string, unknown>;
  const type = value.interactionType;
  if (type === undefined && ('correctResponsesPattern' in value || COMPONENT_NAMES.some((name) => name in value))) {
    refuse(member(at, 'interactionType'), 'is missing');
  }
  for (const name of COMPONENT_NAMES) {
    if (name in value && !COMPONENTS[name]?.includes(type as string))
      refuse(member(at, name), 'does not go with the interactionType');
  }
};

/** In the statements of Open edX, ids may be what a page linked to, or bare UUIDs, and a group has a type of its own. */
const activityId = (at: At): void => (at.lenient && typeof at.value === 'string' ? undefined : iri(at));
const activityType = (at: At): void => {
  if (at.value !== 'Activity' && !(at.lenient && at.value === 'GroupActivity')) refuse(at, 'must be "Activity"');
};

const ACTIVITY = { objectType: activityType, id: activityId, definition };
export const activity = (at: At): void => checkObject(at, ACTIVITY, ['id']);

const activities = (kind: At): void => {
  if (Array.isArray(kind.value)) kind.value.forEach((one, index) => activity(element(kind, index, one)));
  else activity(kind);
};
const CONTEXT_ACTIVITIES = { parent: activities, grouping: activities, category: activities, other: activities };
export const contextActivities = (at: At): void => checkObject(at, CONTEXT_ACTIVITIES);

const ATTACHMENT = {
  usageType: iri,
  display: languageMap,
  description: languageMap,
  contentType: must(isMediaType, 'must be a media type'),
  length: must((value) => Number.isInteger(value) && (value as number) >= 0, 'must be a whole number'),
  sha2: must(isSha2, 'must be a SHA-2 in hexadecimal'),
  fileUrl: iri,
};
export const attachment = (at: At): void => {
  checkObject(at, ATTACHMENT, ['usageType', 'display', 'contentType', 'length', 'sha2']);
  // Data of attachments is neither taken nor kept, so where it is has to be said.
  if (member(at, 'fileUrl').value === undefined) refuse(member(at, 'fileUrl'), 'is missing: data is not taken here');
};

const SCORE = { scaled: isNumber, raw: isNumber, min: isNumber, max: isNumber };
export const score = (at: At): void => {
  checkObject(at, SCORE);
  if (at.lenient) return;
  const { scaled, raw, min, max } = at.value as Record<string, number | undefined>;
  if (scaled !== undefined && (scaled < -1 || scaled > 1)) refuse(member(at, 'scaled'), 'must lie between -1 and 1');
  if (min !== undefined && max !== undefined && min >= max) refuse(member(at, 'max'), 'must be greater than min');
  if (raw !== undefined && ((min !== undefined && raw < min) || (max !== undefined && raw > max))) {
    refuse(member(at, 'raw'), 'must lie between min and max');
  }
};
