import { ApiError } from '../lib/apiError';
import { type ParamValues, type Schema, defaultsOf, valuesOf } from './manifest';
import type { InstalledMetric } from './registry';

/** Who asks. `site`: the operator, at the command line. */
export type Asker = 'team' | 'site';

export type Query = Readonly<Record<string, string | undefined>>;

/** Whether its `allow` names whoever asks: the operator may ask for everything, the team for what is not the site's alone. */
export const isFor = ({ metric }: InstalledMetric, asker: Asker): boolean =>
  asker === 'site' || metric.allow === undefined || metric.allow.some(({ role }) => TEAM.has(role));

/** Roles that a member of a course team may have. */
const TEAM: ReadonlySet<string> = new Set(['team', 'author', 'instructor']);

export const pinsFor = ({ metric }: InstalledMetric, role: Asker): Map<string, string> =>
  new Map(
    Object.entries(metric.allow?.find((one) => one.role === role)?.pin ?? {}).filter(
      (entry): entry is [string, string] => entry[0] !== 'course' && typeof entry[1] === 'string',
    ),
  );

export const pinnedValues = (found: InstalledMetric): ParamValues =>
  Object.fromEntries(
    [...pinsFor(found, 'team')].flatMap(([name, text]) => {
      const value = parsedParam(found.metric.params[name] ?? null, text);
      return value === null ? [] : [[name, value]];
    }),
  );

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
export const paramsOf = (found: InstalledMetric, sent: Query, asker: Asker): ParamValues => {
  const { metric } = found;
  const pins = asker === 'site' ? new Map<string, string>() : pinsFor(found, asker);
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
