import type { Micros } from '../../lib/time';
import { isoTime } from '../../lib/time';
import { isObject } from './formats';
import type { Format } from './query';

/** A stored statement and when it was stored. */
export interface StoredStatement {
  readonly text: string;
  readonly time: Micros;
  readonly stored: Micros;
}

type Json = Record<string, unknown>;

/**
 * A statement as it leaves: with everything that an LRS has to add, and its context activities as lists.
 * @param vouching who stands for statements that came without an authority, from a file for instance
 * @param languages of the reader, best first: `canonical` gives one language of each map
 * @returns JSON text
 */
export const present = (
  stored: StoredStatement,
  format: Format,
  vouching: object,
  languages: readonly string[],
): string => {
  const statement = JSON.parse(stored.text) as Json;
  const added: Json = {
    ...(statement.timestamp === undefined ? { timestamp: isoTime(stored.time) } : {}),
    ...(statement.stored === undefined ? { stored: isoTime(stored.stored) } : {}),
    ...(statement.authority === undefined ? { authority: vouching } : {}),
    ...(statement.version === undefined ? { version: '1.0.0' } : {}),
  };
  if (format === 'exact' && hasLists(statement) && hasLists(statement.object)) return withMembers(stored.text, added);
  const whole = listed({ ...statement, ...added });
  if (format === 'exact') return JSON.stringify(whole);
  return JSON.stringify(format === 'ids' ? identifying(whole) : inOneLanguage(whole, languages));
};

/** Untouched where nothing has to be added: the numbers of the sender keep their form. */
const withMembers = (text: string, members: Json): string => {
  if (Object.keys(members).length === 0) return text;
  return `${text.slice(0, text.lastIndexOf('}')).trimEnd()},${JSON.stringify(members).slice(1)}`;
};

const contextOf = (value: unknown): Json | null => {
  const activities = isObject(value) && isObject(value.context) ? value.context.contextActivities : null;
  return isObject(activities) ? activities : null;
};

const hasLists = (value: unknown): boolean =>
  Object.values(contextOf(value) ?? {}).every((some) => Array.isArray(some));

/** A lone context activity becomes a list of one. */
const listed = (statement: Json): Json => {
  const parts = { ...statement };
  const activities = contextOf(statement);
  if (activities) {
    const lists = Object.entries(activities).map(([kind, some]) => [kind, Array.isArray(some) ? some : [some]]);
    parts.context = { ...(statement.context as Json), contextActivities: Object.fromEntries(lists) as Json };
  }
  if (isObject(parts.object) && parts.object.objectType === 'SubStatement') parts.object = listed(parts.object);
  return parts;
};

/** Applies to each agent, verb and activity of a statement, contained statements included. */
const eachPart = (
  statement: Json,
  agent: (value: unknown) => unknown,
  verb: (value: unknown) => unknown,
  activity: (value: unknown) => unknown,
): Json => {
  const parts = { ...statement };
  const apply = (holder: Json, name: string, change: (value: unknown) => unknown): void => {
    if (isObject(holder[name])) holder[name] = change(holder[name]);
  };
  apply(parts, 'actor', agent);
  apply(parts, 'authority', agent);
  apply(parts, 'verb', verb);
  if (isObject(parts.object)) {
    const { objectType = 'Activity' } = parts.object;
    if (objectType === 'SubStatement') parts.object = eachPart(parts.object, agent, verb, activity);
    else if (objectType === 'Agent' || objectType === 'Group') parts.object = agent(parts.object);
    else if (objectType !== 'StatementRef') parts.object = activity(parts.object);
  }
  if (isObject(parts.context)) {
    const context = { ...parts.context };
    apply(context, 'instructor', agent);
    apply(context, 'team', agent);
    const lists = contextOf(parts);
    if (lists) {
      context.contextActivities = Object.fromEntries(
        Object.entries(lists).map(([kind, some]) => [kind, (some as unknown[]).map(activity)]),
      );
    }
    parts.context = context;
  }
  return parts;
};

const only = (value: unknown, names: readonly string[]): unknown =>
  isObject(value) ? Object.fromEntries(Object.entries(value).filter(([name]) => names.includes(name))) : value;

const IDENTIFIERS = ['objectType', 'mbox', 'mbox_sha1sum', 'openid', 'account'];

const identifying = (statement: Json): Json => {
  const agent = (value: unknown): unknown => {
    const parts = only(value, IDENTIFIERS) as Json;
    const isAnonymous = isObject(value) && IDENTIFIERS.slice(1).every((name) => value[name] === undefined);
    if (!isAnonymous || !isObject(value) || !Array.isArray(value.member)) return parts;
    return { ...parts, member: value.member.map(agent) };
  };
  return eachPart(
    statement,
    agent,
    (verb) => only(verb, ['id']),
    (activity) => only(activity, ['id']),
  );
};

const LANGUAGE_MAPS = new Set(['name', 'description', 'display']);

const inOneLanguage = (statement: Json, languages: readonly string[]): Json => {
  const maps = (value: unknown): unknown => {
    if (Array.isArray(value)) return value.map(maps);
    if (!isObject(value)) return value;
    return Object.fromEntries(
      Object.entries(value).map(([name, inside]) => {
        if (LANGUAGE_MAPS.has(name) && isObject(inside)) return [name, bestLanguage(inside, languages)];
        return [name, name === 'extensions' ? inside : maps(inside)];
      }),
    );
  };
  return eachPart(statement, (agent) => agent, maps, maps);
};

/**
 * The language that the reader likes best: the very one, else a variety of it, else what it is a variety of; else the
 * first there is.
 */
const bestLanguage = (map: Json, languages: readonly string[]): Json => {
  const there = Object.keys(map);
  for (const wanted of languages.map((tag) => tag.toLowerCase())) {
    const found =
      there.find((tag) => tag.toLowerCase() === wanted) ??
      there.find((tag) => tag.toLowerCase().startsWith(`${wanted}-`)) ??
      there.find((tag) => wanted.startsWith(`${tag.toLowerCase()}-`));
    if (found !== undefined) return { [found]: map[found] };
  }
  return Object.fromEntries(Object.entries(map).slice(0, 1));
};

/** The languages of an `Accept-Language` header, best first. */
export const languagesOf = (header = ''): string[] =>
  header
    .split(',')
    .map((part) => {
      const [tag = '', ...options] = part.trim().split(/\s*;\s*/);
      const quality = options.map((option) => /^q=([\d.]+)$/.exec(option)?.[1]).find((found) => found !== undefined);
      return { tag, quality: Number(quality ?? 1) };
    })
    .filter(({ tag, quality }) => tag !== '' && tag !== '*' && quality > 0)
    .sort((a, b) => b.quality - a.quality)
    .map(({ tag }) => tag);
