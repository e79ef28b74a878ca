import { isIP } from 'node:net';
import * as z from 'zod';
import { SHORTCUTS, isShortcut } from './shortcuts';

const identifier = z.string().regex(/^[A-Za-z_][A-Za-z0-9_]*$/, 'use letters, digits and underscores');
/** As a server's configuration may name it; `{cluster}` is a macro that each node fills in for itself. */
const clusterName = z
  .string()
  .regex(/^(\w|\{\w+\})([\w.-]|\{\w+\})*$/, 'use letters, digits, _, - and ., or a macro such as {cluster}');
const httpUrl = z.url({ protocol: /^https?$/, error: 'use an http or https address' });
/** A JWK set as JSON text; its keys are looked at when they are used. */
const jwkSet = z.string().refine(
  (text) => {
    try {
      return Array.isArray((JSON.parse(text) as { keys?: unknown } | null)?.keys);
    } catch {
      return false;
    }
  },
  { error: "use a JWK set as JSON, {\"keys\": [...]}: the LMS's JWT_AUTH['JWT_PUBLIC_SIGNING_JWK_SET']" },
);
const flag = z
  .enum(['0', '1', 'false', 'true', ''])
  .optional()
  .transform((value) => value === '1' || value === 'true');

/** Names of networks that proxies commonly are in; the web framework knows them. */
const NETWORKS = new Set(['loopback', 'linklocal', 'uniquelocal']);

const isNetwork = (text: string): boolean => {
  const [address = '', bits, ...rest] = text.split('/');
  const family = isIP(address);
  const isSize = bits === undefined || (/^\d{1,3}$/.test(bits) && Number(bits) <= (family === 4 ? 32 : 128));
  return NETWORKS.has(text) || (family > 0 && isSize && rest.length === 0);
};

const proxies = z
  .string()
  .transform((text) => text.split(/[\s,]+/).filter((part) => part !== ''))
  .refine((parts) => parts.every(isNetwork), {
    error: 'use addresses and networks such as 10.0.0.5, 172.16.0.0/12 or loopback, separated by commas',
  });

/** The settings, as the environment has them: what each may be, and what to use where it is something else. */
export const Environment = z.object({
  CLICKHOUSE_URL: httpUrl.optional(),
  CLICKHOUSE_CLUSTER: clusterName.optional(),
  CLICKHOUSE_INSERT_QUORUM: z
    .string()
    .regex(/^(auto|[1-9]\d?)$/, 'use auto (more than half of the replicas) or a number of replicas')
    .optional(),
  MARGINALIA_DATA: z.string().min(1).default('.marginalia'),
  MARGINALIA_DATABASE: identifier.default('marginalia'),
  ASPECTS_XAPI_DATABASE: identifier.default('xapi'),
  ASPECTS_EVENT_SINK_DATABASE: identifier.default('event_sink'),
  LMS_BASE_URL: httpUrl.optional(),
  LMS_INTERNAL_URL: httpUrl.optional(),
  STUDIO_BASE_URL: httpUrl.optional(),
  STUDIO_INTERNAL_URL: httpUrl.optional(),
  MFE_BASE_URL: httpUrl.optional(),
  MARGINALIA_JWK_SET: jwkSet.optional(),
  MARGINALIA_JWKS_URL: httpUrl.optional(),
  MARGINALIA_JWT_ISSUER: z.string().min(1).optional(),
  MARGINALIA_JWT_AUDIENCE: z.string().min(1).default('openedx'),
  MARGINALIA_ALLOWED_ORIGINS: z.string().optional(),
  MARGINALIA_MIN_LEARNERS: z.coerce.number().int().min(1).max(1000).default(10),
  MARGINALIA_DEMO: flag,
  MARGINALIA_DEMO_LIVE: z.enum(['off', 'on']).default('on'),
  MARGINALIA_DEMO_STARTS_ON: z.iso.date().optional(),
  MARGINALIA_IDENTITIES: z.enum(['off', 'on']).default('off'),
  MARGINALIA_EXTENSIONS: z.enum(['off', 'on']).default('on'),
  MARGINALIA_ACTOR_KEY: z
    .string()
    .min(32, 'use at least 32 characters, such as `openssl rand -hex 32` makes')
    .optional(),
  MARGINALIA_EXTENSION_RULES: z.string().min(1).optional(),
  MARGINALIA_LEARNER_RULES: z.string().min(1).optional(),
  MARGINALIA_REQUESTS_PER_MINUTE: z.coerce.number().int().min(10).max(1_000_000).default(600),
  MARGINALIA_TRACKING_LOGS: z.string().optional(),
  MARGINALIA_TRUSTED_PROXIES: proxies.optional(),
  MARGINALIA_LRS_CREDENTIALS: z.string().optional(),
  MARGINALIA_SINK_CREDENTIALS: z.string().optional(),
  MARGINALIA_EVENT_BUS_URL: z
    .url({ protocol: /^rediss?$/, error: 'use an address such as redis://redis:6379, as the LMS has it' })
    .optional(),
  MARGINALIA_EVENT_BUS_PREFIX: z
    .string()
    .regex(/^[\w.-]*$/, 'use letters, digits, _, - and .')
    .default('dev'),
  MARGINALIA_EVENT_BUS_TOPICS: z
    .string()
    .default(
      'analytics,course-catalog-info-changed,course-authoring-xblock-lifecycle,learning-course-access-role-lifecycle',
    )
    .transform((text) => text.split(/[\s,]+/).filter((part) => part !== '')),
  MARGINALIA_EVENT_BUS_CONSUMER: z.string().min(1).optional(),
  MARGINALIA_LMS_CLIENT_ID: z.string().min(1).optional(),
  MARGINALIA_LMS_CLIENT_SECRET: z.string().min(1).optional(),
  PORT: z.coerce.number().int().min(0).max(65535).default(8080),
  MARGINALIA_WITHOUT: z
    .string()
    .default('')
    .transform((names) => names.split(/[\s,]+/).filter((name) => name !== ''))
    .refine((names) => names.every(isShortcut), { error: `use names out of ${SHORTCUTS.join(', ')}` })
    .transform((names) => names.filter(isShortcut)),
  MARGINALIA_KEEP_MONTHS: z.coerce.number().int().min(3).max(1200).optional(),
  MARGINALIA_METRICS_PORT: z.coerce.number().int().min(0).max(65535).optional(),
  MARGINALIA_METRICS_TOKEN: z
    .string()
    .min(16, 'use at least 16 characters, such as `openssl rand -hex 32` makes')
    .optional(),
  LOG_LEVEL: z.enum(['fatal', 'error', 'warn', 'info', 'debug', 'trace', 'silent']).default('info'),
});

/** What to do about a value, where the setting itself has no words for it. */
export const remedy: z.core.$ZodErrorMap = (issue) => {
  if (issue.code === 'invalid_value') return `use one of ${issue.values.filter((value) => value !== '').join(', ')}`;
  if (issue.code === 'too_small') return `use ${String(issue.minimum)} or more`;
  if (issue.code === 'too_big') return `use ${String(issue.maximum)} or less`;
  if (issue.code === 'invalid_format') return `use a ${issue.format}, such as 2026-03-02`;
  return 'use a whole number';
};
export type Environment = z.infer<typeof Environment>;
