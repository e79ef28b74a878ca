import type { FastifyRequest } from 'fastify';
import { ApiError } from '../lib/apiError';
import type { Parameters } from '../pipeline/lrs/query';

/** A request to the xAPI endpoint, whichever of the two syntaxes it came in. */
export interface XapiRequest {
  readonly method: string;
  readonly headers: Readonly<Record<string, string | undefined>>;
  readonly parameters: Parameters;
  /** Null where it has none. */
  readonly body: string | null;
}

const FORM = 'application/x-www-form-urlencoded';
/** Form parameters that stand for headers. */
const AS_HEADERS = new Set([
  'authorization',
  'x-experience-api-version',
  'content-type',
  'content-length',
  'if-match',
  'if-none-match',
  'accept-language',
]);

const mediaType = (header: string | undefined): string => (header ?? '').split(';')[0]?.trim().toLowerCase() ?? '';

/** Whether a request says its method in its address, and everything else in a form. */
export const isAlternate = (request: FastifyRequest): boolean =>
  request.method === 'POST' && Object.hasOwn(request.query as object, 'method');

/** The method that the address of a request in the alternate syntax says. */
export const alternateMethod = (request: FastifyRequest): string =>
  String((request.query as Record<string, unknown>).method);

const refuse = (where: string, message: string): never => {
  throw new ApiError('invalid_request', { issues: [{ where, message }] });
};

/** @throws ApiError invalid_request */
export const readXapiRequest = (request: FastifyRequest): XapiRequest => {
  const headers = single(request.headers, () => undefined);
  const parameters = single(request.query as Record<string, unknown>, (name) =>
    refuse(`parameter ${name}`, 'must be given once'),
  ) as Parameters;
  if (!isAlternate(request)) return { method: request.method, headers, parameters, body: bodyText(request) };
  const { method = '', ...others } = parameters;
  if (Object.keys(others).length > 0) refuse('parameter method', 'must be the only one in the address');
  if (!['GET', 'HEAD', 'POST', 'PUT', 'DELETE'].includes(method)) refuse('parameter method', 'must be a method');
  if (mediaType(headers['content-type']) !== FORM) refuse('header content-type', `must be ${FORM}`);
  const form: Record<string, string> = {};
  const named: Record<string, string | undefined> = { ...headers, 'content-type': 'application/json' };
  let body: string | null = null;
  for (const [name, value] of new URLSearchParams(bodyText(request) ?? '')) {
    if (name === 'content') body = value;
    else if (AS_HEADERS.has(name.toLowerCase())) named[name.toLowerCase()] = value;
    else if (Object.hasOwn(form, name)) refuse(`parameter ${name}`, 'must be given once');
    else form[name] = value;
  }
  return { method, headers: named, parameters: form, body };
};

const single = (
  values: Record<string, unknown>,
  onMany: (name: string) => undefined,
): Record<string, string | undefined> =>
  Object.fromEntries(
    Object.entries(values).map(([name, value]) => [name, Array.isArray(value) ? onMany(name) : String(value)]),
  );

const utf8 = new TextDecoder('utf-8', { fatal: true });

const bodyText = (request: FastifyRequest): string | null => {
  if (!Buffer.isBuffer(request.body)) return null;
  try {
    return utf8.decode(request.body);
  } catch {
    return refuse('body', 'must be UTF-8');
  }
};

/** The statements of a request that stores some. @throws ApiError invalid_request */
export const jsonBody = ({ headers, body }: XapiRequest): string => {
  const type = mediaType(headers['content-type']);
  if (type === 'multipart/mixed') refuse('header content-type', 'data of attachments is not taken: name a fileUrl');
  if (type !== 'application/json') refuse('header content-type', 'must be application/json');
  if (body === null || body.trim() === '') return refuse('body', 'is missing');
  return body;
};
