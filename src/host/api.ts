import * as z from 'zod/mini';
import { fillPath } from '@marginalia/contract/endpoint';
import type { Endpoint, PathParams } from '@marginalia/contract/endpoint';
import { ERRORS, ErrorBody } from '@marginalia/contract/errors';
import type { ErrorCode } from '@marginalia/contract/errors';
import type { HostPort, HttpResponse } from './port';

/**
 * Codes of our own: no response arrived; something before the service refused the request; something answered that is not
 * the Marginalia API.
 */
type ApiErrorCode = ErrorCode | 'unreachable' | 'refused' | 'unexpected_response';

/** Why a request brought no report. `message` is English, for logs; panels have words of their own per code. */
export class ApiError extends Error {
  constructor(
    readonly code: ApiErrorCode,
    readonly requestId: string | null,
    message: string,
  ) {
    super(message);
    this.name = 'ApiError';
  }

  /** True where the same request may succeed later without anybody changing it. */
  get retry(): boolean {
    if (this.code === 'unreachable') return true;
    return this.code in ERRORS && ERRORS[this.code as ErrorCode].retry;
  }

  /** True where the service, or what it cannot do without, is away: panels say so and recover by themselves. */
  get away(): boolean {
    return this.code === 'unreachable' || this.code === 'engine_unavailable' || this.code === 'lms_unavailable';
  }
}

/**
 * What a status says by itself, where no body of ours comes with it: a gateway in front of a service that is down; a
 * service, or what stands before it, in trouble, busy, or refusing.
 */
const BARE: Record<number, ApiErrorCode> = {
  401: 'not_signed_in',
  403: 'refused',
  408: 'query_timeout',
  429: 'too_many_requests',
  502: 'unreachable',
  503: 'unreachable',
  504: 'unreachable',
};
const bareCode = (status: number): ApiErrorCode => BARE[status] ?? (status >= 500 ? 'internal' : 'unexpected_response');

const errorOf = (status: number, body: unknown): ApiError => {
  const parsed = ErrorBody.safeParse(body);
  if (parsed.success) return new ApiError(parsed.data.code, parsed.data.requestId, parsed.data.message);
  return new ApiError(bareCode(status), null, `Status ${status} with a body that is not Marginalia's`);
};

export interface CallArgs<Path extends string, Q extends z.ZodMiniType = z.ZodMiniType> {
  /** Course and usage keys as they are; they are percent-encoded here. */
  readonly params: Record<PathParams<Path>, string>;
  /** What is undefined is not sent. */
  readonly query?: { readonly [Name in keyof z.infer<Q>]?: string | number | undefined };
}

const urlOf = <Path extends string, Q extends z.ZodMiniType>(
  base: string,
  path: Path,
  { params, query }: CallArgs<Path, Q>,
): string => {
  const given = Object.entries<unknown>(query ?? {}).filter(([, value]) => value !== undefined);
  const search = new URLSearchParams(given.map(([name, value]) => [name, String(value)])).toString();
  return `${base}${fillPath(path, params)}${search === '' ? '' : `?${search}`}`;
};

/**
 * Asks one endpoint of the contract and parses the report with the contract's schema.
 *
 * @throws ApiError where there is no response, an error, or a report that breaks the contract.
 */
export const callApi = async <Path extends string, Q extends z.ZodMiniType, R extends z.ZodMiniType>(
  host: HostPort,
  endpoint: Endpoint<Path, Q, R>,
  args: CallArgs<Path, Q>,
  signal: AbortSignal,
): Promise<z.infer<R>> => {
  const url = urlOf(host.config().apiUrl, endpoint.path, args);
  const own = rememberedBy(host);
  const known = own.get(url);
  const response = await arrived(() => host.http(url, signal, known?.etag));
  // the very same object: nothing is drawn again
  if (response.status === 304 && known !== undefined) return known.data as z.infer<R>;
  const data = parsed(host, endpoint, response.body);
  if (response.etag !== undefined) remember(own, url, { etag: response.etag, data });
  return data;
};

interface Remembered {
  readonly etag: string;
  readonly data: unknown;
}

/** The last report of each address, for as long as the page is open. */
const remembered = new WeakMap<HostPort, Map<string, Remembered>>();

const rememberedBy = (host: HostPort): Map<string, Remembered> => {
  const own = remembered.get(host) ?? new Map<string, Remembered>();
  remembered.set(host, own);
  return own;
};

/** More than anybody has open at once. */
const MOST_REMEMBERED = 50;

const remember = (own: Map<string, Remembered>, url: string, report: Remembered): void => {
  own.delete(url);
  own.set(url, report);
  const [oldest] = own.keys();
  if (own.size > MOST_REMEMBERED && oldest !== undefined) own.delete(oldest);
};

/**
 * Changes something by one endpoint of the contract.
 *
 * @throws ApiError as callApi
 */
export const sendApi = async <
  Path extends string,
  Q extends z.ZodMiniType,
  R extends z.ZodMiniType,
  B extends z.ZodMiniType | undefined,
>(
  host: HostPort,
  endpoint: Endpoint<Path, Q, R, B>,
  args: CallArgs<Path, Q>,
  body: BodyOf<B>,
): Promise<z.infer<R>> => {
  const { method } = endpoint;
  if (method === 'GET') throw new TypeError(`${endpoint.path} changes nothing`);
  const url = urlOf(host.config().apiUrl, endpoint.path, args);
  return parsed(host, endpoint, (await arrived(() => host.send(method, url, body))).body);
};

/** What an endpoint is sent: nothing where it takes no body. */
export type BodyOf<B extends z.ZodMiniType | undefined> = B extends z.ZodMiniType ? z.input<B> & object : undefined;

/** A table as CSV text. @throws ApiError where there is no response, or an error. */
export const fetchCsv = async (host: HostPort, path: string, signal: AbortSignal): Promise<string> => {
  const { body } = await arrived(() => host.http(`${host.config().apiUrl}${path}`, signal));
  if (typeof body === 'string') return body;
  throw new ApiError('unexpected_response', null, `${path}: not a text`);
};

/** @throws ApiError where no response arrives, or an error. */
const arrived = async (ask: () => Promise<HttpResponse>): Promise<HttpResponse> => {
  let response;
  try {
    response = await ask();
  } catch (error) {
    throw new ApiError('unreachable', null, error instanceof Error ? error.message : 'No answer');
  }
  if (response.status !== 304 && (response.status < 200 || response.status > 299)) {
    throw errorOf(response.status, response.body);
  }
  return response;
};

/**
 * True where a report has more than this plugin knows of and is else as it should be: a service is mostly upgraded before
 * the plugin in a host's image, and what is added to a report changes nothing of the rest.
 */
const isOnlyNewer = (issues: readonly z.core.$ZodIssue[]): boolean =>
  issues.every(
    (issue) => issue.code === 'unrecognized_keys' || (issue.code === 'invalid_union' && issue.errors.some(isOnlyNewer)),
  );

/** @throws ApiError where a body is not what the contract says. */
const parsed = <R extends z.ZodMiniType>(
  host: HostPort,
  endpoint: { readonly path: string; readonly response: R },
  body: unknown,
): z.infer<R> => {
  const read = z.safeParse(endpoint.response, body);
  if (read.success) return read.data;
  // schemas of the contract change nothing in what they check
  if (isOnlyNewer(read.error.issues)) return body as z.infer<R>;
  const error = new ApiError('unexpected_response', null, `${endpoint.path}: ${z.prettifyError(read.error)}`);
  host.reportError(error);
  throw error;
};
