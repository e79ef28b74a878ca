import { ERRORS, type ErrorCode } from '@marginalia/contract';

/** An error of the catalogue, as the API sends it. */
export class ApiError extends Error {
  override readonly name = 'ApiError';
  constructor(
    readonly code: ErrorCode,
    readonly details?: Record<string, unknown>,
    options?: ErrorOptions,
  ) {
    super(ERRORS[code].message, options);
  }
}
