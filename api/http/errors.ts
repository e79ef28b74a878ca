import type { FastifyError, FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { hasZodFastifySchemaValidationErrors, isResponseSerializationError } from 'fastify-type-provider-zod';
import { ERRORS, type ErrorBody, type ErrorCode } from '@marginalia/contract';
import { EngineError, isNotWritable } from '../store/engine';
import { ApiError } from '../lib/apiError';

/** ClickHouse's codes that mean something to a caller; every other one is a fault of ours. */
const BY_ENGINE_CODE: Record<string, ErrorCode> = {
  unreachable: 'engine_unavailable',
  locked: 'engine_unavailable',
  '159': 'query_timeout',
  '160': 'query_timeout',
  '241': 'result_too_large',
  '396': 'result_too_large',
  '209': 'engine_unavailable',
  '210': 'engine_unavailable',
  // too many queries at once, no replica, no keeper, an insert nobody knows the end of
  '202': 'engine_unavailable',
  '279': 'engine_unavailable',
  '225': 'engine_unavailable',
  '999': 'engine_unavailable',
  '319': 'engine_unavailable',
};

interface Classified {
  readonly code: ErrorCode;
  readonly details?: Record<string, unknown>;
}

/** Which error of the catalogue an error is. */
export const classify = (error: unknown): Classified => {
  if (typeof error !== 'object' || error === null) return { code: 'internal' };
  if (error instanceof ApiError) return { code: error.code, ...(error.details ? { details: error.details } : {}) };
  if (isNotWritable(error)) return { code: 'storage_unavailable' };
  if (error instanceof EngineError) return { code: BY_ENGINE_CODE[error.code] ?? 'internal' };
  if (hasZodFastifySchemaValidationErrors(error)) {
    return {
      code: 'invalid_request',
      details: { issues: error.validation.map((issue) => ({ where: issue.instancePath, message: issue.message })) },
    };
  }
  if (isResponseSerializationError(error)) return { code: 'contract_violation' };
  const { statusCode } = error as Partial<FastifyError>;
  if (statusCode === 413) return { code: 'too_large' };
  if (statusCode !== undefined && statusCode >= 400 && statusCode < 500) return { code: 'invalid_request' };
  return { code: 'internal' };
};

const body = (code: ErrorCode, requestId: string, details?: Record<string, unknown>): ErrorBody => ({
  code,
  message: ERRORS[code].message,
  requestId,
  ...(details ? { details } : {}),
});

const ADDRESS: Record<string, string> = {
  FST_ERR_BAD_URL: 'not percent-encoded',
  FST_ERR_MAX_PARAM_LENGTH: 'a key in it is too long',
};

/** An address that cannot be decoded, or is too long, reaches no route and none of the hooks. */
export const sendBadAddress = (error: FastifyError, request: FastifyRequest, reply: FastifyReply): void => {
  reply
    .status(400)
    .headers({ 'x-request-id': request.id, 'x-content-type-options': 'nosniff', 'cache-control': 'no-store' })
    .type('application/json')
    .send(
      JSON.stringify(
        body('invalid_request', request.id, {
          issues: [{ where: 'address', message: ADDRESS[error.code] ?? 'not well formed' }],
        }),
      ),
    );
};

/** Responds with an error of the catalogue. */
export const sendError = (
  request: FastifyRequest,
  reply: FastifyReply,
  code: ErrorCode,
  details?: Record<string, unknown>,
): FastifyReply => {
  if (ERRORS[code].retry && !reply.hasHeader('retry-after')) reply.header('retry-after', '10');
  return reply
    .status(ERRORS[code].status)
    .type('application/json')
    .send(body(code, request.id, details));
};

/**
 * Every error leaves in one shape; what is behind it goes to the log only.
 * @param onDenied called for each request that somebody had no right to
 */
export const handleErrors = (app: FastifyInstance, onDenied: (code: ErrorCode) => void): void => {
  app.setErrorHandler((error, request, reply) => {
    const { code, details } = classify(error);
    const { status } = ERRORS[code];
    if (status >= 500) request.log.error({ err: error, code }, 'request failed');
    if (status === 401 || status === 403) onDenied(code);
    if (status === 401) reply.header('www-authenticate', 'JWT realm="api"');
    return sendError(request, reply, code, details);
  });
  app.setNotFoundHandler((request, reply) => reply.status(404).send(body('not_found', request.id)));
};
