import { type At, checkList, checkObject, isBoolean, isText, member, must, refuse } from './check';
import { isDuration, isLanguage, isObject, isVersion } from './formats';
import * as part from './parts';

const VOIDED = 'http://adlnet.gov/expapi/verbs/voided';
const TRANSFORMER = 'https://w3id.org/xapi/openedx/extension/transformer-version';
const SIGNATURE = 'http://adlnet.gov/expapi/attachments/signature';

/** Whether a statement says that Open edX's event-routing-backends made it. */
const isFromOpenEdx = (value: unknown): boolean => {
  const extensions = isObject(value) && isObject(value.context) ? value.context.extensions : undefined;
  return isObject(extensions) && typeof extensions[TRANSFORMER] === 'string';
};

/** Whether a statement voids another, as the standard describes it. */
export const voids = (value: unknown): string | null => {
  if (!isObject(value) || !isObject(value.verb) || value.verb.id !== VOIDED || !isObject(value.object)) return null;
  return value.object.objectType === 'StatementRef' && typeof value.object.id === 'string' ? value.object.id : null;
};

/**
 * Checks one statement by the letter of xAPI 1.0.3, but for the places in which Open edX is known to break it.
 * @throws InvalidStatement with the first thing that is wrong
 */
export const checkStatement = (value: unknown): void => {
  const at: At = { value, where: '', lenient: isFromOpenEdx(value) };
  checkObject(at, STATEMENT, ['actor', 'verb', 'object']);
  checkTogether(at);
};

const RESULT = {
  score: part.score,
  success: isBoolean,
  completion: isBoolean,
  response: isText,
  duration: must(isDuration, 'must be an ISO 8601 duration'),
  extensions: part.extensions,
};
const result = (at: At): void => checkObject(at, RESULT);

const CONTEXT = {
  registration: part.uuid,
  instructor: part.actor,
  team: part.group,
  contextActivities: part.contextActivities,
  revision: isText,
  platform: isText,
  language: must(isLanguage, 'must be an RFC 5646 language tag'),
  statement: part.statementRef,
  extensions: part.extensions,
};
const context = (at: At): void => checkObject(at, CONTEXT);

const COMMON = {
  actor: part.actor,
  verb: part.verb,
  result,
  context,
  timestamp: part.timestamp,
  attachments: (at: At) => checkList(at, attachment),
};

const attachment = (at: At): void => {
  part.attachment(at);
  if (member(at, 'usageType').value === SIGNATURE)
    refuse(at, 'is a signature, which cannot be verified without its data');
};

/** One agent, or the two of OAuth: an application and a user, who as a group have no identifier. */
const authority = (at: At): void => {
  part.actor(at);
  const { objectType, member: members } = at.value as { objectType?: string; member?: unknown[] };
  if (objectType !== 'Group') return;
  if (part.identifiersIn(at) > 0 || members?.length !== 2) refuse(at, 'must be an agent, or an anonymous group of two');
};

const STATEMENT = {
  ...COMMON,
  object: (object: At) => objectOf(object, true),
  id: part.uuid,
  stored: part.timestamp,
  authority,
  version: must(isVersion, 'must be 1.0 or 1.0.x'),
};

const SUB_STATEMENT = {
  ...COMMON,
  objectType: must((value) => value === 'SubStatement', 'must be "SubStatement"'),
  object: (object: At) => objectOf(object, false),
};
const subStatement = (at: At): void => {
  checkObject(at, SUB_STATEMENT, ['actor', 'verb', 'object']);
  checkTogether(at);
};

const objectOf = (at: At, mayBeSubStatement: boolean): void => {
  switch (member(at, 'objectType').value) {
    case 'Agent':
      return part.agent(at);
    case 'Group':
      return part.group(at);
    case 'StatementRef':
      return part.statementRef(at);
    case 'SubStatement':
      return mayBeSubStatement ? subStatement(at) : refuse(at, 'must not be a SubStatement in a SubStatement');
    default:
      return part.activity(at);
  }
};

const checkTogether = (at: At): void => {
  const { verb, object, context: about } = at.value as Record<string, Record<string, unknown> | undefined>;
  const type = object?.objectType ?? 'Activity';
  if (verb?.id === VOIDED && type !== 'StatementRef')
    refuse(member(at, 'object'), 'of a voiding statement must be a StatementRef');
  const isActivity = type === 'Activity' || type === 'GroupActivity';
  for (const name of ['revision', 'platform']) {
    if (!isActivity && isObject(about) && name in about) {
      refuse(member(member(at, 'context'), name), 'goes with an activity only');
    }
  }
};
