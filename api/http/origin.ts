import type { FastifyRequest } from 'fastify';
import { ApiError } from '../lib/apiError';

/**
 * Against requests that a foreign page has somebody's browser send: who is told by cookies, which a browser adds by
 * itself, has to come from a page that may call the API, or from the API's own address. (Cookies count only with the
 * header USE-JWT-COOKIE anyway, which a foreign page cannot send without being asked about first.) A token in the
 * Authorization header was put there on purpose.
 * @throws ApiError foreign_origin
 */
export const insistOnOrigin = (
  { headers }: Pick<FastifyRequest, 'headers'>,
  allowedOrigins: readonly string[],
): void => {
  const { origin, host, authorization } = headers;
  if (origin === undefined) {
    if (authorization === undefined) throw new ApiError('foreign_origin');
    return;
  }
  if (allowedOrigins.includes(origin) || isAt(origin, host)) return;
  throw new ApiError('foreign_origin');
};

const isAt = (origin: string, host: string | undefined): boolean => {
  try {
    return host !== undefined && new URL(origin).host === host;
  } catch {
    return false;
  }
};
