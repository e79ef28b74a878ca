/**
 * Courses, blocks and their numbers as objects: the same in the process of Marginalia and over HTTP, of one server or of
 * several. Where several are asked, each has until its deadline; what is missing then is named.
 */

/** Parameters of a metric, and what is set for all questions. */
export type Query = Readonly<Record<string, string | number | boolean>>;
/** A number with its company, as the API describes it. */
export type Report = Readonly<Record<string, unknown>>;
/** A metric in words. */
export interface Definition {
  readonly id: string;
  readonly title: string;
  readonly sentence: string;
}

/** Whoever can be asked: a server, or Marginalia in this process. */
export interface Provider {
  metric(course: string, id: string, query: Readonly<Record<string, string>>, signal: AbortSignal): Promise<Report>;
  metrics(signal: AbortSignal): Promise<readonly Definition[]>;
}

/** A report that could not be had; `code` is that of the API. */
export class ClientError extends Error {
  override readonly name = 'ClientError';
  constructor(
    readonly code: string,
    message: string,
  ) {
    super(message);
  }
}

type Fetch = (url: string, init: { headers: Record<string, string>; signal: AbortSignal }) => Promise<Response>;

/** A server. @param token the JWT that the LMS gave, or how to get a fresh one */
export const overHttp = (
  url: string,
  token: Token,
  fetchUrl: Fetch = (address, init) => fetch(address, init),
): Provider => {
  const get = async (path: string, signal: AbortSignal): Promise<unknown> => {
    const jwt = typeof token === 'string' ? token : await token();
    const response = await fetchUrl(`${url.replace(/\/$/, '')}/api/v1${path}`, {
      headers: { authorization: `JWT ${jwt}` },
      signal,
    });
    const text = await response.text();
    const body = (text === '' ? {} : JSON.parse(text)) as { code?: string; message?: string };
    if (!response.ok) throw new ClientError(body.code ?? 'failed', body.message ?? `answered with ${response.status}`);
    return body;
  };
  return {
    metric: async (course, id, query, signal) => {
      const [name = '', metric = ''] = id.split('.');
      const path = ['courses', course, 'extensions', name, metric].map(encodeURIComponent).join('/');
      return (await get(`/${path}?${new URLSearchParams(query).toString()}`, signal)) as Report;
    },
    metrics: async (signal) => ((await get('/metrics', signal)) as { metrics: Definition[] }).metrics,
  };
};

/** Marginalia in this process. @param reports its ExtensionReports @param scopeOf who may see a course: from `auth` */
export const inProcess = <Scope>(
  reports: {
    metric(scope: Scope, id: string, query: Readonly<Record<string, string>>): Promise<object>;
    definitions(): Promise<readonly Definition[]>;
  },
  scopeOf: (course: string) => Promise<Scope> | Scope,
): Provider => ({
  metric: async (course, id, query) => {
    try {
      // as it would come over the wire: without what is undefined
      return JSON.parse(JSON.stringify(await reports.metric(await scopeOf(course), id, query))) as Report;
    } catch (error) {
      const { code, message } = error as { code?: unknown; message: string };
      throw typeof code === 'string' ? new ClientError(code, message) : error;
    }
  },
  metrics: () => reports.definitions(),
});

/** A provider that did not answer, and why: one of several leaves the others their reports. */
export interface Missing {
  readonly provider: string;
  readonly reason: string;
}

interface Known {
  readonly name: string;
  readonly provider: Provider;
  /** Milliseconds. */
  readonly timeout: number;
}

const TIMEOUT_MS = 5000;

/** Whether somebody is asked by its own name: `lab/acme.x`. */
const splitName = (id: string): [provider: string | null, id: string] => {
  const at = id.indexOf('/');
  return at < 0 ? [null, id] : [id.slice(0, at), id.slice(at + 1)];
};

const textOf = (query: Query): Record<string, string> =>
  Object.fromEntries(Object.entries(query).map(([name, value]) => [name, String(value)]));

/** One provider, until its deadline. @throws ClientError timeout */
const within = async <T>({ timeout }: Known, ask: (signal: AbortSignal) => Promise<T>): Promise<T> => {
  const stop = new AbortController();
  let timer: ReturnType<typeof setTimeout> | undefined;
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => {
      reject(new ClientError('timeout', `no answer within ${timeout} ms`));
      stop.abort();
    }, timeout);
  });
  try {
    return await Promise.race([ask(stop.signal), late]);
  } finally {
    clearTimeout(timer);
  }
};

class Block {
  constructor(
    private readonly site: Site,
    private readonly course: string,
    readonly id: string,
  ) {}

  /** A metric or a property of the block: `acme.time-on-task`, `problem.difficulty`, `lab/acme.x`. @throws ClientError */
  get(name: string, query: Query = {}): Promise<Report> {
    return this.site.metric(name, { ...query, course: this.course, block: this.id });
  }

  /** Several of them, of whichever providers; those that are not there in time are named. */
  async all(names: readonly string[]): Promise<{ answers: Record<string, Report>; missing: Missing[] }> {
    const reports: Record<string, Report> = {};
    const missing: Missing[] = [];
    await Promise.all(
      names.map(async (name) => {
        try {
          reports[name] = await this.get(name);
        } catch (error) {
          missing.push({ provider: name, reason: (error as Error).message });
        }
      }),
    );
    return { answers: reports, missing };
  }
}

/** What was connected. */
export class Site {
  constructor(
    private readonly providers: readonly Known[],
    private readonly pinned: Query = {},
  ) {}

  /** The same with some parameters set: to send one of them is an error. */
  pin(query: Query): Site {
    return new Site(this.providers, { ...this.pinned, ...query });
  }

  course(key: string): { block(id: string): Block } {
    return { block: (id) => new Block(this, key, id) };
  }

  /** One metric, of the first provider or of the one that its name begins with. @throws ClientError */
  async metric(name: string, query: Query = {}): Promise<Report> {
    const taken = Object.keys(query).find((one) => Object.hasOwn(this.pinned, one));
    if (taken !== undefined) throw new ClientError('unknown_parameter', `${taken} is set already`);
    const { course, ...others } = { ...this.pinned, ...query };
    if (typeof course !== 'string') throw new ClientError('invalid_request', 'say of which course');
    const [who, id] = splitName(name);
    const known = who === null ? this.providers[0] : this.providers.find((one) => one.name === who);
    if (!known) throw new ClientError('unknown_provider', `nobody named ${who ?? ''} is connected`);
    return within(known, (signal) => known.provider.metric(course, id, textOf(others), signal));
  }

  /** What can be asked of all of them: of the first by its own names, of the others with theirs before it. */
  async metrics(): Promise<{ metrics: Definition[]; missing: Missing[] }> {
    const missing: Missing[] = [];
    const found = await Promise.all(
      this.providers.map(async (known, at) => {
        try {
          const own = await within(known, (signal) => known.provider.metrics(signal));
          return own.map((one) => (at === 0 ? one : { ...one, id: `${known.name}/${one.id}` }));
        } catch (error) {
          missing.push({ provider: known.name, reason: (error as Error).message });
          return [];
        }
      }),
    );
    return { metrics: found.flat(), missing };
  }
}

/** A token, or how to get a fresh one. */
export type Token = string | (() => Promise<string>);

/** A server by its address, or anybody who can be asked. `timeout`: milliseconds; `token`: for this server alone. */
export type Connected =
  | string
  | Provider
  | { readonly url: string; readonly token?: Token; readonly timeout?: number }
  | { readonly provider: Provider; readonly timeout?: number };

/**
 * Who is connected, by name: the first is asked where no name is said. The common token goes to every server without
 * one of its own, so a server of somebody else wants its own.
 */
export const connect = (
  providers: Readonly<Record<string, Connected>>,
  { token = '' }: { readonly token?: Token } = {},
): Site =>
  new Site(
    Object.entries(providers).map(([name, one]): Known => {
      if (typeof one === 'string') return { name, provider: overHttp(one, token), timeout: TIMEOUT_MS };
      if ('url' in one)
        return { name, provider: overHttp(one.url, one.token ?? token), timeout: one.timeout ?? TIMEOUT_MS };
      if ('provider' in one) return { name, provider: one.provider, timeout: one.timeout ?? TIMEOUT_MS };
      return { name, provider: one, timeout: TIMEOUT_MS };
    }),
  );
