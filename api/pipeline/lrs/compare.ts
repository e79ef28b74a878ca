import { parseMicros } from '../../lib/time';
import { isObject } from './formats';

const TRANSFORMER = 'https://w3id.org/xapi/openedx/extension/transformer-version';

/** What the standard counts as words about a thing, not as part of the statement. */
const WORDS_OF_DEFINITION = new Set(['name', 'description', 'moreInfo']);
const COMPONENT_LISTS = new Set(['choices', 'scale', 'source', 'target', 'steps']);
const GIVEN_BY_US = new Set(['id', 'stored', 'authority', 'version']);

/**
 * Whether a statement that arrives says the same as the stored one with its id, as xAPI 1.0.3 compares (Data, 2.3.1):
 * member order, what an LRS adds, the spelling of times, the order of a group's members, displays of verbs and the words
 * of definitions do not matter. Nor does the version of the program that made it. Stricter than the standard in one
 * thing: extensions and types inside a definition do matter, because Open edX states the number of the attempt there.
 */
export const matches = (arriving: string, stored: string): boolean => {
  if (arriving === stored) return true;
  const [one, other] = [JSON.parse(arriving) as unknown, JSON.parse(stored) as unknown];
  const withTime = isObject(one) && one.timestamp !== undefined;
  return essence(one, withTime) === essence(other, withTime);
};

const essence = (statement: unknown, withTime: boolean): string => {
  if (!isObject(statement)) return JSON.stringify(statement);
  const kept = Object.entries(statement).filter(
    ([name]) => !GIVEN_BY_US.has(name) && (withTime || name !== 'timestamp'),
  );
  return canonical(statementParts(Object.fromEntries(kept)));
};

const statementParts = (statement: Record<string, unknown>): unknown => {
  const parts = { ...statement };
  if (typeof parts.timestamp === 'string') parts.timestamp = parseMicros(parts.timestamp) ?? parts.timestamp;
  if (isObject(parts.verb)) parts.verb = without(parts.verb, (name) => name === 'display');
  for (const name of ['actor', 'authority']) parts[name] = agent(parts[name]);
  if (isObject(parts.object)) {
    parts.object =
      parts.object.objectType === 'SubStatement' ? statementParts(parts.object) : agent(activity(parts.object));
  }
  if (isObject(parts.context)) parts.context = context(parts.context);
  return parts;
};

const context = (value: Record<string, unknown>): unknown => {
  const parts = { ...value };
  for (const name of ['instructor', 'team']) parts[name] = agent(parts[name]);
  if (isObject(parts.extensions)) parts.extensions = without(parts.extensions, (name) => name === TRANSFORMER);
  if (isObject(parts.contextActivities)) {
    parts.contextActivities = Object.fromEntries(
      Object.entries(parts.contextActivities).map(([kind, some]) => [
        kind,
        (Array.isArray(some) ? some : [some]).map(activity),
      ]),
    );
  }
  return parts;
};

/** Members of a group are a set. */
const agent = (value: unknown): unknown => {
  if (!isObject(value) || !Array.isArray(value.member)) return value;
  const members = [...value.member].sort((a, b) => (canonical(a) < canonical(b) ? -1 : 1));
  return { ...value, member: members };
};

const activity = (value: unknown): unknown => {
  if (!isObject(value) || !isObject(value.definition)) return value;
  const definition = without(value.definition, (name) => WORDS_OF_DEFINITION.has(name));
  for (const name of COMPONENT_LISTS) {
    const list = definition[name];
    if (Array.isArray(list)) {
      definition[name] = list.map((one: unknown) =>
        isObject(one) ? without(one, (part) => part === 'description') : one,
      );
    }
  }
  // A definition of words only says as much as none.
  return Object.keys(definition).length > 0
    ? { ...value, definition }
    : without(value, (name) => name === 'definition');
};

const without = (value: Record<string, unknown>, drop: (name: string) => boolean): Record<string, unknown> =>
  Object.fromEntries(Object.entries(value).filter(([name]) => !drop(name)));

const canonical = (value: unknown): string =>
  JSON.stringify(value, (_, inside: unknown) =>
    isObject(inside) ? Object.fromEntries(Object.entries(inside).sort(([a], [b]) => (a < b ? -1 : 1))) : inside,
  ) ?? '';
