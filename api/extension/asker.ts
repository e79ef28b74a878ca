import { ApiError } from '../lib/apiError';
import { type ParamValues, type Schema, defaultsOf, valuesOf } from './manifest';
import type { InstalledMetric } from './registry';

/** What somebody is in a course: on its team at all, who writes it, who sees its learners, who runs the site. */
export type Role = 'team' | 'author' | 'instructor' | 'site';
/** Who asks. `operator`: at the command line, of whom nothing is kept. */
export type Asker = 'operator' | ReadonlySet<Role>;
/** A member of the team who may be anything on it. */
export const TEAM: Asker = new Set<Role>(['team', 'author', 'instructor']);
/** Of the roles that somebody has, the one that goes furthest counts. */
const FURTHEST_FIRST = ['site', 'instructor', 'author', 'team'] as const;

/** What the operator lets be asked: by `acme.confusion`, or `acme.*`. It can only be less than extensions allow. */
export type Rules = Readonly<
  Record<
    string,
    {
      readonly deny?: readonly Role[] | undefined;
      readonly pin?: Readonly<Record<string, string>> | undefined;
    }
  >
>;

export type Query = Readonly<Record<string, string | undefined>>;

const rulesFor = (id: string, rules: Rules) =>
  [`${id.split('.')[0] ?? ''}.*`, id].flatMap((name) => (Object.hasOwn(rules, name) ? (rules[name] ?? []) : []));

interface Allowed {
  readonly role: string;
  readonly pin?: Readonly<Record<string, string>> | undefined;
}

/** The entry of `allow` that counts for whoever asks; undefined: it may not be asked. */
const entryFor = (
  id: string,
  allow: readonly Allowed[] | undefined,
  asker: ReadonlySet<Role>,
  rules: Rules,
): Pick<Allowed, 'pin'> | undefined => {
  if (rulesFor(id, rules).some(({ deny = [] }) => deny.some((role) => asker.has(role)))) return undefined;
  if (allow === undefined) return {};
  const role = FURTHEST_FIRST.find((one) => asker.has(one) && allow.some((entry) => entry.role === one));
  return allow.find((entry) => entry.role === role);
};

/** Whether the extension and the operator let somebody see what is called `id`. @param allow undefined: everybody */
export const isAllowed = (id: string, allow: readonly Allowed[] | undefined, asker: Asker, rules: Rules): boolean =>
  asker === 'operator' || entryFor(id, allow, asker, rules) !== undefined;

/** Whether the extension and the operator let somebody ask. */
export const isFor = ({ id, metric }: InstalledMetric, asker: Asker, rules: Rules): boolean =>
  isAllowed(id, metric.allow, asker, rules);

/** Parameters that are set for whoever asks: the operator's word counts more than the extension's. */
export const pinsFor = (found: InstalledMetric, asker: Asker, rules: Rules): Map<string, string> => {
  if (asker === 'operator') return new Map();
  const { pin: own = {} } = entryFor(found.id, found.metric.allow, asker, rules) ?? {};
  const pins = [own, ...rulesFor(found.id, rules).map(({ pin = {} }) => pin)];
  return new Map(
    pins
      .flatMap((pin) => Object.entries(pin))
      .filter((entry): entry is [string, string] => entry[0] !== 'course' && typeof entry[1] === 'string'),
  );
};

/** Null where it is none of the values that the parameter may have. */
const parsedParam = (schema: Schema | null, text: string): string | number | boolean | null => {
  const values = valuesOf(schema);
  if (values) return values.find((value) => String(value) === text) ?? null;
  if (schema?.type !== 'number' && schema?.type !== 'integer') return schema?.type === 'string' ? text : null;
  const number = text.trim() === '' ? NaN : Number(text);
  const isIn = number >= (schema.minimum ?? -Infinity) && number <= (schema.maximum ?? Infinity);
  return isIn && (schema.type === 'number' || Number.isInteger(number)) ? number : null;
};

const wordsOf = (schema: Schema | null): string => {
  const values = valuesOf(schema);
  if (values) return `one of ${values.join(', ')}`;
  return `a number from ${schema?.minimum ?? '…'} to ${schema?.maximum ?? '…'}`;
};

/** Parameters as they are counted with. @throws ApiError unknown_parameter, invalid_request */
export const paramsOf = (found: InstalledMetric, sent: Query, asker: Asker, rules: Rules): ParamValues => {
  const { metric } = found;
  const pins = pinsFor(found, asker, rules);
  const params: Record<string, string | number | boolean> = { ...defaultsOf(metric) };
  for (const [name, text] of [...Object.entries(sent), ...pins]) {
    if (text === undefined) continue;
    const isSent = Object.hasOwn(sent, name);
    const schema = metric.params[name];
    if (schema === undefined || (isSent && pins.has(name))) {
      if (!isSent) continue;
      throw new ApiError('unknown_parameter', { parameter: name });
    }
    const value = parsedParam(schema, text);
    if (value === null)
      throw new ApiError('invalid_request', { issues: [{ where: `/${name}`, message: wordsOf(schema) }] });
    params[name] = value;
  }
  return params;
};
