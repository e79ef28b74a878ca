import { join, resolve } from 'node:path';
import { ConfigError } from './configError';
import { type Credential, type SinkScope, parseCredentials, parseSinkCredentials } from './credentials';
import { Environment, remedy } from './environment';
import { fromFiles } from './secretFiles';
import type { Without } from './shortcuts';

export { ConfigError };

/** Every setting's name, for the test that compares them with the documentation and .env.development. */
export const SETTINGS = Object.keys(Environment.shape);

export interface Databases {
  /** Ours: typed events and facts. */
  readonly own: string;
  /** Where the statements are, `xapi_events_all`. */
  readonly xapi: string;
  /** Where the course structure and the people are. */
  readonly eventSink: string;
}

export interface LmsConfig {
  /** Where browsers reach it. */
  readonly baseUrl: string;
  /** Where the service itself reaches it. */
  readonly internalUrl: string;
  /** Where the service itself reaches Studio; null: nobody knows. */
  readonly studioUrl: string | null;
  /** A JWK set as JSON text, or where to fetch one. */
  readonly keys: { readonly jwks: string } | { readonly url: string };
  readonly issuer: string;
  readonly audience: string;
}

/** The event bus of the platform, in Redis. */
export interface BusConfig {
  readonly url: string;
  /** What names of streams begin with. */
  readonly prefix: string;
  readonly topics: readonly string[];
  /** null: the name of this machine. */
  readonly consumer: string | null;
}

export interface Config {
  readonly engine:
    | { readonly kind: 'embedded'; readonly path: string }
    | {
        readonly kind: 'server';
        readonly url: string;
        readonly cluster: string | null;
        /** On how many replicas what is written has to be before it counts as stored; undefined: on one. */
        readonly quorum?: string | undefined;
      };
  /** Absolute path of the folder for the embedded database and working files. */
  readonly dataFolder: string;
  readonly databases: Databases;
  /** null: no LMS is configured, so nobody can sign in; only commands that need none run. */
  readonly lms: LmsConfig | null;
  readonly allowedOrigins: readonly string[];
  /** Absolute paths of the tracking logs that the service goes on reading. */
  readonly trackingLogs: readonly string[];
  /** Who may use the xAPI endpoint; none: there is no endpoint. */
  readonly lrs: readonly Credential[];
  /** Who may publish courses and have learners forgotten, over HTTP; none: nobody. */
  readonly sink: readonly Credential<SinkScope>[];
  /** null: the event bus is not followed. */
  readonly bus: BusConfig | null;
  /** As whom we ask the LMS for courses; null: not configured. */
  readonly lmsClient: { readonly id: string; readonly secret: string } | null;
  readonly minLearners: number;
  /** How the demonstration runs: its learners go on; the Monday its run begins on, null: so that today is in week 7. */
  readonly demo: { readonly isLive: boolean; readonly startsOn: string | null };
  /** Single learners are shown to the roles that may see them. */
  readonly identities: boolean;
  /** False: no extension runs. Undefined: they do. */
  readonly extensions?: boolean;
  /** Absolute path of what the operator lets be asked of extensions; absent or null: what they allow. */
  readonly extensionRules?: string | null;
  /** Absolute path of the thresholds of the rules for learners; null: the defaults. */
  readonly learnerRules: string | null;
  /** How often one person may ask the API. */
  readonly requestsPerMinute: number;
  /** Addresses and networks of the proxies in front of the service; undefined: none. */
  readonly trustedProxies?: readonly string[] | undefined;
  readonly port: number;
  readonly logLevel: string;
  /** For how many months before the current one raw statements are kept; undefined: all are. */
  readonly keepMonths?: number | undefined;
  /** Ways of saving work that are left out: for developers. */
  readonly without?: Without;
  /** Where Prometheus reads: on a port of its own, on that of the API by a token, or (both null) nowhere. */
  readonly metrics?: { readonly port: number | null; readonly token: string | null } | undefined;
  /** What learners' pseudonyms are made with; null: a key in the data folder. */
  readonly actorKey: string | null;
}

/** @throws TypeError where it is no web address: a page of another kind has the origin `null`, and so has any sandbox. */
const origin = (url: string): string => {
  const { protocol, origin: found } = new URL(url);
  if (!/^https?:$/.test(protocol)) throw new TypeError(`${url} is no web address`);
  return found;
};

/**
 * Reads the environment once.
 * @throws ConfigError naming every setting that cannot be used, with the remedy.
 */
export const readConfig = (env: Record<string, string | undefined>): Config => {
  const given = fromFiles(env, SETTINGS);
  const filled = Object.fromEntries(Object.entries(given).filter(([, value]) => value !== undefined && value !== ''));
  const parsed = Environment.safeParse(filled, { error: remedy });
  if (!parsed.success) {
    const lines = parsed.error.issues.map((issue) => `${issue.path.join('.')}: ${issue.message}`);
    throw new ConfigError(`These settings cannot be used:\n  ${lines.join('\n  ')}`);
  }
  const e = parsed.data;
  if (e.MARGINALIA_MIN_LEARNERS < 5 && !e.MARGINALIA_DEMO) {
    throw new ConfigError(
      `MARGINALIA_MIN_LEARNERS: ${e.MARGINALIA_MIN_LEARNERS} would show groups in which one can guess who is who. ` +
        'Use 5 or more (only a demonstration, MARGINALIA_DEMO=1, may go below).',
    );
  }
  const dataFolder = resolve(e.MARGINALIA_DATA);
  const databases: Databases = {
    own: e.MARGINALIA_DATABASE,
    xapi: e.ASPECTS_XAPI_DATABASE,
    eventSink: e.ASPECTS_EVENT_SINK_DATABASE,
  };
  return Object.freeze({
    engine: e.CLICKHOUSE_URL
      ? ({
          kind: 'server',
          url: e.CLICKHOUSE_URL,
          cluster: e.CLICKHOUSE_CLUSTER ?? null,
          quorum: e.CLICKHOUSE_INSERT_QUORUM,
        } as const)
      : ({ kind: 'embedded', path: join(dataFolder, 'clickhouse') } as const),
    dataFolder,
    databases,
    lms: lmsConfig(e),
    allowedOrigins: allowedOrigins(e),
    trackingLogs: (e.MARGINALIA_TRACKING_LOGS ?? '')
      .split(',')
      .map((path) => path.trim())
      .filter((path) => path !== '')
      .map((path) => resolve(path)),
    lrs: lrsCredentials(e),
    sink: sinkCredentials(e),
    bus: e.MARGINALIA_EVENT_BUS_URL
      ? {
          url: e.MARGINALIA_EVENT_BUS_URL,
          prefix: e.MARGINALIA_EVENT_BUS_PREFIX,
          topics: e.MARGINALIA_EVENT_BUS_TOPICS,
          consumer: e.MARGINALIA_EVENT_BUS_CONSUMER ?? null,
        }
      : null,
    lmsClient: lmsClient(e),
    minLearners: e.MARGINALIA_MIN_LEARNERS,
    demo: { isLive: e.MARGINALIA_DEMO_LIVE === 'on', startsOn: e.MARGINALIA_DEMO_STARTS_ON ?? null },
    identities: e.MARGINALIA_IDENTITIES === 'on',
    extensions: e.MARGINALIA_EXTENSIONS === 'on',
    extensionRules: e.MARGINALIA_EXTENSION_RULES ? resolve(e.MARGINALIA_EXTENSION_RULES) : null,
    learnerRules: e.MARGINALIA_LEARNER_RULES ? resolve(e.MARGINALIA_LEARNER_RULES) : null,
    requestsPerMinute: e.MARGINALIA_REQUESTS_PER_MINUTE,
    trustedProxies: e.MARGINALIA_TRUSTED_PROXIES,
    port: e.PORT,
    logLevel: e.LOG_LEVEL,
    keepMonths: e.MARGINALIA_KEEP_MONTHS,
    without: new Set(e.MARGINALIA_WITHOUT),
    metrics: { port: e.MARGINALIA_METRICS_PORT ?? null, token: e.MARGINALIA_METRICS_TOKEN ?? null },
    actorKey: e.MARGINALIA_ACTOR_KEY ?? null,
  });
};

const lmsConfig = (e: Environment): LmsConfig | null => {
  if (!e.LMS_BASE_URL) return null;
  const baseUrl = e.LMS_BASE_URL.replace(/\/+$/, '');
  if (!e.MARGINALIA_JWK_SET && !e.MARGINALIA_JWKS_URL) {
    throw new ConfigError(
      "MARGINALIA_JWK_SET or MARGINALIA_JWKS_URL: one is needed to verify the LMS's tokens. " +
        "Use the LMS's JWT_AUTH['JWT_PUBLIC_SIGNING_JWK_SET'].",
    );
  }
  return {
    baseUrl,
    internalUrl: e.LMS_INTERNAL_URL?.replace(/\/+$/, '') ?? baseUrl,
    studioUrl: (e.STUDIO_INTERNAL_URL ?? studioOf(e))?.replace(/\/+$/, '') ?? null,
    keys: e.MARGINALIA_JWK_SET ? { jwks: e.MARGINALIA_JWK_SET } : { url: e.MARGINALIA_JWKS_URL ?? '' },
    issuer: e.MARGINALIA_JWT_ISSUER ?? `${baseUrl}/oauth2`,
    audience: e.MARGINALIA_JWT_AUDIENCE,
  };
};

/** Null: it cannot be known. */
const studioOf = (e: Environment): string | null =>
  e.STUDIO_BASE_URL ?? (e.LMS_BASE_URL === undefined ? null : below(e.LMS_BASE_URL, 'studio'));

const lrsCredentials = (e: Environment): Credential[] => {
  try {
    return parseCredentials(e.MARGINALIA_LRS_CREDENTIALS ?? '');
  } catch (error) {
    throw new ConfigError(
      `MARGINALIA_LRS_CREDENTIALS: ${(error as Error).message}. Use user:password pairs separated by commas, each with ` +
        'scopes behind it where it may not do everything (reader:secret:statements/read).',
    );
  }
};

const lmsClient = (e: Environment): Config['lmsClient'] => {
  const { MARGINALIA_LMS_CLIENT_ID: id, MARGINALIA_LMS_CLIENT_SECRET: secret } = e;
  if (id && secret) return { id, secret };
  if (!id && !secret) return null;
  throw new ConfigError('MARGINALIA_LMS_CLIENT_ID and MARGINALIA_LMS_CLIENT_SECRET: set both, or neither.');
};

const sinkCredentials = (e: Environment): Credential<SinkScope>[] => {
  try {
    return parseSinkCredentials(e.MARGINALIA_SINK_CREDENTIALS ?? '');
  } catch (error) {
    throw new ConfigError(
      `MARGINALIA_SINK_CREDENTIALS: ${(error as Error).message}. Use user:password pairs separated by commas, each with ` +
        'a scope behind it where it may do one thing only (driver:secret:retire).',
    );
  }
};

const allowedOrigins = (e: Environment): string[] => {
  if (e.MARGINALIA_ALLOWED_ORIGINS) {
    return e.MARGINALIA_ALLOWED_ORIGINS.split(',').map((part) => {
      try {
        return origin(part.trim());
      } catch {
        throw new ConfigError(
          `MARGINALIA_ALLOWED_ORIGINS: "${part.trim()}" is not an address such as https://apps.example.org`,
        );
      }
    });
  }
  if (!e.LMS_BASE_URL) return [];
  const studio = studioOf(e);
  const mfe = e.MFE_BASE_URL ?? below(e.LMS_BASE_URL, 'apps');
  return [...new Set([e.LMS_BASE_URL, studio, mfe].flatMap((url) => (url ? [origin(url)] : [])))];
};

/**
 * Where Open edX has its other parts unless the settings say otherwise. Whoever is there gets the LMS's cookies anyway.
 * @returns null where the LMS's host can have none below it, or has a port of its own, as while developing
 */
const below = (lms: string, name: string): string | null => {
  const { protocol, hostname, port } = new URL(lms);
  const isName = hostname.includes('.') && !/^[\d.]+$/.test(hostname);
  return isName && port === '' ? `${protocol}//${name}.${hostname}` : null;
};
