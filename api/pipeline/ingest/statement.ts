import type { Micros } from '../../lib/time';
import { parseMicros } from '../../lib/time';

/** A statement that can be stored. */
export interface Accepted {
  readonly id: string;
  readonly time: Micros;
  /** The JSON text as it was sent, but for halves of characters: see `wellFormed`. */
  readonly text: string;
  /** Its verb is `voided`. */
  readonly isVoiding: boolean;
}

/** When the newest of them happened; null: there is none. */
export const newestOf = (statements: readonly Accepted[]): Micros | null =>
  statements.reduce<Micros | null>((newest, { time }) => (newest === null || time > newest ? time : newest), null);

interface Rejected {
  readonly reason: string;
}

const VOIDED = 'http://adlnet.gov/expapi/verbs/voided';

const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i;

export const isUuid = (text: string): boolean => UUID.test(text);

/**
 * Reads one xAPI statement. It must be a JSON object with an id, a verb, an actor and a timestamp; verbs and object
 * types that nobody knows are accepted and kept.
 * @returns the statement, or why it was not accepted and what to do
 */
export const readStatement = (text: string): Accepted | Rejected => {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch (error) {
    return { reason: `not JSON: ${error instanceof Error ? error.message : String(error)}` };
  }
  if (!isObject(value)) return { reason: 'not a statement: a JSON object is needed' };
  if (value.id === undefined)
    return { reason: 'the statement has no id; give it a UUID, the same each time it is sent' };
  if (typeof value.id !== 'string' || !isUuid(value.id)) return { reason: 'the id is not a UUID' };
  if (!isObject(value.actor)) return { reason: 'the statement has no actor' };
  if (!isObject(value.verb) || typeof value.verb.id !== 'string' || value.verb.id === '') {
    return { reason: 'the statement has no verb.id' };
  }
  if (value.timestamp === undefined) return { reason: 'the statement has no timestamp' };
  const time = typeof value.timestamp === 'string' ? parseMicros(value.timestamp) : null;
  if (time === null) return { reason: 'the timestamp is not an ISO 8601 time between 1900 and 2255' };
  const unreadable = text.length > SHORT || LONG_NUMBER.test(text) ? whatTheEngineCannotRead(value) : null;
  if (unreadable) return { reason: unreadable };
  return { id: value.id.toLowerCase(), time, text: wellFormed(text), isVoiding: value.verb.id === VOIDED };
};

/** The engine's JSON reader gives up on a whole statement beyond these; it would be stored and never counted. */
const DEEPEST = 1000;
const LARGEST = 2 ** 64;
const SMALLEST = -(2 ** 63);
/** Nothing shorter is nested as deep, and no number without so many digits or an exponent is as large. */
const SHORT = 2 * DEEPEST;
const LONG_NUMBER = /\d{19}|\d[eE]/;

/** Why the engine could not read a statement that it stored; null where it can. */
export const whatTheEngineCannotRead = (value: unknown, depth = 1): string | null => {
  if (typeof value === 'number')
    return value < LARGEST && value >= SMALLEST ? null : 'a number in it is too large; up to 2^64 works';
  if (typeof value !== 'object' || value === null) return null;
  if (depth > DEEPEST) return `it is nested deeper than ${DEEPEST} levels`;
  for (const member of Object.values(value)) {
    const found = whatTheEngineCannotRead(member, depth + 1);
    if (found) return found;
  }
  return null;
};

const PAIR_OR_HALF = /\\u[dD][89abAB][\da-fA-F]{2}\\u[dD][c-fC-F][\da-fA-F]{2}|\\u[dD][89a-fA-F][\da-fA-F]{2}|\\./g;

/**
 * Half of a character, as a text cut in the middle of an emoji has it (\ud83d without its other half), is legal in JSON
 * but no Unicode, and the engine's reader refuses it: it becomes U+FFFD.
 */
export const wellFormed = (text: string): string =>
  text.includes('\\u') && /\\u[dD][89a-fA-F]/.test(text)
    ? text.replace(PAIR_OR_HALF, (found) => (found.length === 6 ? '\\ufffd' : found))
    : text;

export const isRejected = (read: Accepted | Rejected): read is Rejected => 'reason' in read;

const isObject = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** What two deliveries of one statement may differ in without being a conflict. */
const TRANSFORMER = 'https://w3id.org/xapi/openedx/extension/transformer-version';

/**
 * Whether two texts say the same: member order and white space do not matter, nor what an LRS adds on receipt, nor the
 * version of the program that made the statement.
 */
export const sameStatement = (a: string, b: string): boolean => a === b || canonical(a) === canonical(b);

const canonical = (text: string): string =>
  JSON.stringify(JSON.parse(text), (name, value: unknown) => {
    if (!isObject(value)) return value;
    const members = Object.entries(value).filter(
      ([member]) => !(name === '' && (member === 'stored' || member === 'authority')) && member !== TRANSFORMER,
    );
    return Object.fromEntries(members.sort(([x], [y]) => (x < y ? -1 : 1)));
  });

/** Of statements with one id the earliest stays, then the smallest by bytes. Negative: `a` stays. */
export const byPrecedence = (a: { time: Micros; text: string }, b: { time: Micros; text: string }): number =>
  a.time - b.time || Buffer.compare(Buffer.from(a.text), Buffer.from(b.text));
