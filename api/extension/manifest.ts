import * as z from 'zod';
import { scopeOf } from './package/bundle';
import { isSchedule } from './schedule';

/** What an extension says of itself, derived inside the closed machine and checked here. */

/** The version of this agreement between an extension and Marginalia. */
export const CONTRACT = 1;

const Id = z.string().regex(/^[a-z][a-z0-9-]{0,59}$/, 'an id has small letters, digits and hyphens');
const MetricName = z
  .string()
  .regex(/^[A-Za-z][\w-]*(\.[\w-]+)?$/, 'a metric is named as firstTry or acme.time-on-task');
const Verb = z.string().regex(/^[a-z][\w-]*(\.[\w-]+)?$/i, 'a verb is one word, such as evaluated, or acme.stuck');
const Among = z.enum(['enrolled', 'reached', 'tried', 'viewers', 'valued']);
export type Among = z.infer<typeof Among>;

const Filter = z.strictObject({
  verbs: z.array(Verb).min(1).max(50).optional(),
  types: z.array(z.string()).min(1).max(50).optional(),
  context: z.enum(['matching', 'all']).optional(),
});
export type Filter = z.infer<typeof Filter>;

const amount = {
  unit: z.enum(['seconds', 'events', 'points', 'days']),
  min: z.number(),
  max: z.number(),
};
const isOrdered = ({ min, max }: { min: number; max: number }): boolean => min < max;
const ORDER = { error: 'min must be below max' };
const As = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('share'), among: Among }),
  z.strictObject({ kind: z.literal('middle'), ...amount, among: Among.optional() }).refine(isOrdered, ORDER),
  z.strictObject({ kind: z.literal('total'), ...amount }).refine(isOrdered, ORDER),
  z.strictObject({
    kind: z.literal('counts'),
    among: Among,
    categories: z.array(z.string().min(1).max(60)).min(2).max(12),
  }),
  z
    .strictObject({ kind: z.literal('histogram'), ...amount, steps: z.array(z.number()).min(2).max(30) })
    .refine(isOrdered, ORDER)
    .refine(({ steps }) => steps.every((step, at) => at === 0 || step > (steps[at - 1] ?? step)), {
      error: 'steps have to ascend',
    }),
]);
export type As = z.infer<typeof As>;

/** What operators grant: `net:HOST` only to the `fetch` of sources, for code has no network. */
export const GRANT = /^(class|exact|mail|net:[a-z0-9.-]+)$/;
const Grants = z.array(z.enum(['class', 'exact', 'mail'])).default([]);
const Role = z.enum(['team', 'author', 'instructor', 'site']);
const Allow = z.array(z.strictObject({ role: Role, pin: z.record(z.string(), z.string()).optional() })).min(1);
const Words = z.record(z.string(), z.strictObject({ title: z.string().min(1), sentence: z.string().min(1) }));
const Chart = z.enum(['stat', 'rate', 'bars', 'histogram', 'weeks', 'lines', 'curve', 'table']);
/** JSON Schema of one parameter. */
const Schema = z.looseObject({
  type: z.string().optional(),
  enum: z.array(z.union([z.string(), z.number(), z.boolean()])).optional(),
  minimum: z.number().optional(),
  maximum: z.number().optional(),
  default: z.unknown().optional(),
});
export type Schema = z.infer<typeof Schema>;

const one = z.union([z.string().transform((type) => [type]), z.array(z.string()).min(1)]);
const head = {
  id: Id,
  title: z.string().min(1).max(80),
  sentence: z.string().min(10).max(600),
  words: Words.optional(),
};

const MetricManifest = z.object({
  ...head,
  define: z.literal('metric').optional(),
  on: one,
  params: z.record(z.string().regex(/^[a-z]\w{0,30}$/i), z.nullable(Schema)).default({}),
  chart: Chart.optional(),
  allow: Allow.optional(),
  sample: z.unknown().optional(),
  grants: Grants,
  source: z.string().max(300).optional(),
  tier: z.enum(['each', 'sql', 'combine', 'model']),
  as: z.union([As, z.literal('score')]),
  events: Filter.optional(),
  sql: z.strictObject({ value: z.string().min(1).max(2000) }).optional(),
  from: z.array(MetricName).min(1).max(20).optional(),
  rollUp: z.enum(['sum', 'max', 'any']).optional(),
});
export type MetricManifest = z.infer<typeof MetricManifest>;

const ViewManifest = z.object({
  id: Id,
  title: z.string().min(1).max(80),
  place: z.string(),
  text: z.union([z.string().max(2000), z.strictObject({ computed: z.literal(true) })]).optional(),
  show: z
    .array(
      z.union([
        z.string().transform((metric) => ({ metric })),
        z.object({ metric: z.string(), chart: Chart.optional(), params: z.record(z.string(), z.unknown()).optional() }),
      ]),
    )
    .optional(),
  html: z.string().optional(),
  allow: z.array(z.strictObject({ role: Role })).optional(),
});
export type ViewManifest = z.infer<typeof ViewManifest>;

const HandlerManifest = z.object({
  id: Id,
  filter: Filter,
  tier: z.enum(['derive', 'react', 'loop']),
  grants: Grants,
});
export type HandlerManifest = z.infer<typeof HandlerManifest>;

const Every = z.string().refine(isSchedule, { error: 'must be as in 5m, 2h, 1d or, for Monday at six, 0 6 * * 1' });
const JobManifest = z.object({
  id: Id,
  every: Every,
  scope: z.enum(['course', 'site']),
  grants: Grants,
});
export type JobManifest = z.infer<typeof JobManifest>;

const isFetchable = (text: string): boolean => {
  if (!URL.canParse(text)) return false;
  const { protocol, username, password, hostname } = new URL(text);
  return protocol === 'https:' && username === '' && password === '' && GRANT.test(`net:${hostname}`);
};

const PropertyManifest = z.union([
  z.object({
    on: z.literal('event'),
    name: z.string().regex(/^[a-z]\w*\.\w+$/i, 'an event property has a namespace, as in xapi.device'),
    cases: z
      .array(z.strictObject({ when: z.string().max(500).optional(), value: z.string().max(1000) }))
      .min(1)
      .max(20),
  }),
  z.object({ on: z.string(), name: z.string().regex(/^[a-z]\w*$/i), from: MetricName }),
]);
export type PropertyManifest = z.infer<typeof PropertyManifest>;

/** What no definition may send in the place of ours: how the request is made. */
const OURS =
  /^(host|connection|content-.*|transfer-encoding|te|trailer|upgrade|expect|keep-alive|proxy-.*|accept-encoding)\b/i;
const Fetch = z.strictObject({
  url: z.string().max(2000).refine(isFetchable, {
    error: 'must be an https address of a named host, without a name and password in it',
  }),
  every: Every,
  secret: Id.optional(),
  header: z
    .string()
    .regex(/^[a-z][a-z0-9-]{0,59}(: [\w-]{1,30})?$/i, 'must be as in x-api-token or authorization: Token')
    .refine((text) => !OURS.test(text), { error: 'is a header that Marginalia sends itself' })
    .optional(),
});
export type Fetch = z.infer<typeof Fetch>;
const SourceManifest = z.object({ id: Id, title: z.string().min(1), row: z.unknown(), fetch: Fetch.optional() });
export type SourceManifest = z.infer<typeof SourceManifest>;

/** The only host that the rows of a source are fetched from, and its secret is sent to. */
export const hostOf = ({ url }: Fetch): string => new URL(url).hostname;
/** What the operator has to grant, or they are not fetched. */
export const grantOf = (fetch: Fetch): string => `net:${hostOf(fetch)}`;

const Manifest = z.object({
  metrics: z.array(MetricManifest),
  views: z.array(ViewManifest),
  handlers: z.array(HandlerManifest),
  jobs: z.array(JobManifest),
  properties: z.array(PropertyManifest),
  sources: z.array(SourceManifest),
});
export type Manifest = z.infer<typeof Manifest>;

/** The definition cannot be used; each of the messages names what and says what to do. */
export class ManifestError extends Error {
  override readonly name = 'ManifestError';
  constructor(readonly problems: readonly string[]) {
    super(problems.join('\n'));
  }
}

/** Combinations of parameters that one metric may have: each is a cell of one breakdown. */
const MOST_VARIANTS = 24;

/** The values that a parameter may have; null where they are not few. */
export const valuesOf = (schema: Schema | null): readonly (string | number | boolean)[] | null => {
  if (schema === null) return null;
  if (schema.enum) return schema.enum;
  if (schema.type === 'boolean') return [false, true];
  const { type, minimum, maximum } = schema;
  if (type !== 'integer' || minimum === undefined || maximum === undefined || maximum - minimum >= MOST_VARIANTS)
    return null;
  return Array.from({ length: maximum - minimum + 1 }, (_, at) => minimum + at);
};

export type ParamValues = Readonly<Record<string, string | number | boolean>>;

/** Every combination of the parameters of a metric that looks at learners; one without any where it has none. */
export const variantsOf = ({ params, tier }: MetricManifest): ParamValues[] =>
  tier === 'combine'
    ? [{}]
    : Object.entries(params).reduce<ParamValues[]>(
        (all, [name, schema]) =>
          all.flatMap((variant) => (valuesOf(schema) ?? []).map((value) => ({ ...variant, [name]: value }))),
        [{}],
      );

/** Which combination these values are. */
export const variantOf = (metric: MetricManifest, params: ParamValues): number =>
  variantsOf(metric).findIndex((one) => Object.entries(one).every(([name, value]) => params[name] === value));

/** The values of parameters that are used where nobody sets them. */
export const defaultsOf = ({ params }: MetricManifest): ParamValues =>
  Object.fromEntries(
    Object.entries(params).flatMap(([name, schema]) => {
      const value = schema?.default ?? valuesOf(schema)?.[0];
      return typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean'
        ? [[name, value]]
        : [];
    }),
  );

/** `acme.time-on-task`, for people and for other extensions. */
export const fullId = (name: string, id: string): string => `${scopeOf(name)}.${id}`;

const problemsOf = (name: string, manifest: Manifest): string[] => {
  const problems: string[] = [];
  const scope = scopeOf(name);
  const ids = [...manifest.metrics, ...manifest.views, ...manifest.handlers, ...manifest.jobs, ...manifest.sources].map(
    ({ id }) => id,
  );
  for (const id of new Set(ids.filter((id, at) => ids.indexOf(id) !== at)))
    problems.push(`the id ${id} is used twice: each definition needs one of its own`);
  const all = Object.values(manifest).flat();
  if (all.length === 0)
    problems.push('nothing is defined: export what defineMetric, defineView or another of them returns');
  for (const metric of manifest.metrics) {
    const say = (text: string): void => void problems.push(`${metric.id}: ${text}`);
    if (metric.tier === 'combine' && metric.as !== 'score') say("a combine is of one kind: as: 'score'");
    if (metric.tier !== 'combine' && metric.as === 'score') say('only a combine can be a score');
    if ((metric.tier === 'combine' || metric.tier === 'model') && !metric.from)
      say('name the metrics that it is made from');
    if (metric.tier === 'model') {
      if (!metric.grants.includes('class')) say("a model sees the whole class: say so with grants: ['class']");
      if (metric.rollUp) say('a model has no rollUp: give it to the metrics that it is made from');
      for (const one of metric.from ?? [])
        if (!one.includes('.'))
          say(
            `${one} is a number of a class; a model is made from what extensions say of each learner, as in acme.pace`,
          );
    }
    if ((metric.tier === 'each' || metric.tier === 'sql') && !metric.events) say('say which events it needs');
    if (metric.tier === 'sql' && Object.keys(metric.params).length > 0) say('an SQL expression takes no parameters');
    if (metric.tier !== 'combine') {
      for (const [param, schema] of Object.entries(metric.params))
        if (valuesOf(schema) === null)
          say(`the parameter ${param} needs a few values: an enum, a boolean, or whole numbers from and to`);
      if (variantsOf(metric).length > MOST_VARIANTS)
        say(`its parameters have ${variantsOf(metric).length} combinations; at most ${MOST_VARIANTS} are allowed`);
    }
    for (const { pin = {} } of metric.allow ?? [])
      for (const param of Object.keys(pin))
        if (param !== 'course' && !Object.hasOwn(metric.params, param))
          say(`${param} is pinned, but it is no parameter`);
  }
  for (const { id, tier, grants } of manifest.handlers)
    if (tier !== 'derive' && !grants.includes('class'))
      problems.push(`${id}: a ${tier} handler sees the whole class: say so with grants: ['class']`);
  for (const view of manifest.views) {
    if (view.text === undefined && !view.show?.length && view.html === undefined)
      problems.push(`${view.id}: a view needs a text, metrics to show, or an html file`);
    if (view.place === 'site')
      problems.push(`${view.id}: there are no views of the site: its place is course, instructor or a type of block`);
  }
  for (const { id, fetch } of manifest.sources) {
    if (!fetch) continue;
    if (fetch.header !== undefined && fetch.secret === undefined)
      problems.push(`${id}: fetch.header is for a secret: name it with fetch.secret`);
    const other = manifest.sources.find((one) => one.fetch?.secret && one.fetch.secret === fetch.secret)?.fetch;
    if (other && hostOf(other) !== hostOf(fetch))
      problems.push(`${id}: the secret ${fetch.secret ?? ''} goes to ${hostOf(other)}: give each host one of its own`);
  }
  for (const { verbs = [] } of [
    ...manifest.metrics.map(({ events }) => events ?? {}),
    ...manifest.handlers.map(({ filter }) => filter),
  ])
    for (const verb of verbs)
      if (verb.startsWith(`${scope}.`) === false && verb.includes('.') && !/^[a-z][a-z0-9-]*\./.test(verb))
        problems.push(`${verb} is no verb`);
  return problems;
};

/**
 * Reads what the closed machine said.
 * @throws ManifestError
 */
export const parseManifest = (name: string, text: string): Manifest => {
  let said: unknown;
  try {
    said = JSON.parse(text);
  } catch {
    throw new ManifestError(['what the extension says of itself is not JSON']);
  }
  const found = Manifest.safeParse(said);
  if (!found.success)
    throw new ManifestError(
      found.error.issues.flatMap(closest).map((issue) => `${placeOf(said, issue.path)}${wordsOf(issue)}`),
    );
  const problems = problemsOf(name, found.data);
  if (problems.length > 0) throw new ManifestError(problems);
  return found.data;
};

type Issue = z.core.$ZodIssue;

/** Where one of several shapes is wanted, what is wrong with the one that came nearest. */
const closest = (issue: Issue): Issue[] => {
  if (issue.code !== 'invalid_union' || issue.errors.length === 0) return [issue];
  const depthOf = (issues: readonly Issue[]): number => Math.max(...issues.map(({ path }) => path.length));
  const [nearest = []] = [...issue.errors].sort((a, b) => depthOf(b) - depthOf(a));
  return nearest.flatMap((one) => closest({ ...one, path: [...issue.path, ...one.path] }));
};

/** What is wrong, for whoever wrote it. */
const wordsOf = (issue: Issue): string => {
  switch (issue.code) {
    case 'invalid_type':
      return issue.message.endsWith('received undefined')
        ? `is missing; it must be of type ${issue.expected}`
        : `must be of type ${issue.expected}`;
    case 'invalid_value':
      return `must be ${issue.values.length > 1 ? 'one of ' : ''}${issue.values.map(String).join(', ')}`;
    case 'too_small':
    case 'too_big': {
      const [how, bound] = issue.code === 'too_small' ? ['at least', issue.minimum] : ['at most', issue.maximum];
      const of = issue.origin === 'string' ? ' characters' : issue.origin === 'array' ? ' entries' : '';
      return `has to have ${how} ${bound}${of}`;
    }
    case 'unrecognized_keys':
      return `${issue.keys.join(', ')} is not known here`;
    default:
      return issue.message;
  }
};

/** `time-on-task: as.min: ` instead of `metrics.0.as.min`. */
const placeOf = (said: unknown, path: readonly PropertyKey[]): string => {
  const [list, at, ...rest] = path;
  const item = (said as Record<string, { id?: unknown; name?: unknown }[]>)?.[String(list)]?.[Number(at)];
  const id = item?.id ?? item?.name;
  return `${typeof id === 'string' ? id : path.slice(0, 2).map(String).join(' ')}: ${rest.length > 0 ? `${rest.map(String).join('.')}: ` : ''}`;
};
