import * as z from 'zod/mini';

/** Every error the API can respond with. `retry`: the same request may succeed later without anybody changing it. */
export const ERRORS = {
  invalid_request: { status: 400, retry: false, message: 'The request is not well formed.' },
  invalid_statement: { status: 400, retry: false, message: 'A statement is not as xAPI 1.0.3 wants it.' },
  not_signed_in: { status: 401, retry: false, message: 'Sign in to the LMS first.' },
  wrong_credentials: { status: 401, retry: false, message: 'A user and password of this endpoint are needed.' },
  not_course_team: { status: 403, retry: false, message: "The LMS says you are not on this course's team." },
  identities_off: {
    status: 403,
    retry: false,
    message: 'The operator has not switched on what shows single learners.',
  },
  not_course_author: { status: 403, retry: false, message: 'Only who writes the course in Studio may do this.' },
  not_site_staff: { status: 403, retry: false, message: 'Only global staff of the site may see this.' },
  extensions_off: { status: 404, retry: false, message: 'The operator has switched extensions off.' },
  unknown_extension: { status: 404, retry: false, message: 'No enabled extension has this metric in this course.' },
  unknown_parameter: { status: 400, retry: false, message: 'This parameter is not there, or is set for your role.' },
  foreign_origin: { status: 403, retry: false, message: 'The page this comes from may not change anything here.' },
  role_not_enough: { status: 403, retry: false, message: 'Your role on this course may not see single learners.' },
  not_in_scope: { status: 403, retry: false, message: 'These credentials may not do that.' },
  not_taken_here: { status: 403, retry: false, message: 'This site does not take that.' },
  not_found: { status: 404, retry: false, message: 'There is nothing at this address.' },
  unknown_course: { status: 404, retry: false, message: 'No events and no structure of this course are here.' },
  unknown_block: { status: 404, retry: false, message: 'This course has no such block, and no event names it.' },
  wrong_block_type: { status: 404, retry: false, message: 'The block is of another type.' },
  unknown_learner: { status: 404, retry: false, message: 'This course has no such learner.' },
  unknown_statement: { status: 404, retry: false, message: 'There is no such statement.' },
  statement_conflict: {
    status: 409,
    retry: false,
    message: 'A statement with this id is stored already and says something else.',
  },
  too_slow: { status: 408, retry: true, message: 'The request came too slowly.' },
  nobody_waits: { status: 408, retry: true, message: 'Whoever asked did not wait for the answer.' },
  too_large: { status: 413, retry: false, message: 'The request is too large.' },
  too_many_requests: { status: 429, retry: true, message: 'Too many requests in a short time.' },
  overloaded: { status: 503, retry: true, message: 'More arrives than can be stored at the moment.' },
  indexing: { status: 503, retry: true, message: 'Statements stored earlier are still being indexed.' },
  engine_unavailable: { status: 503, retry: true, message: 'The database cannot be reached.' },
  storage_unavailable: { status: 503, retry: true, message: 'Nothing can be stored now.' },
  lms_unavailable: {
    status: 503,
    retry: true,
    message: 'The LMS cannot be asked who you are, so nobody new is let in.',
  },
  query_timeout: { status: 503, retry: true, message: 'The answer took too long and was stopped.' },
  result_too_large: { status: 500, retry: false, message: 'The answer is larger than the service allows.' },
  contract_violation: {
    status: 500,
    retry: false,
    message: 'The service made an answer that breaks its own contract.',
  },
  internal: { status: 500, retry: false, message: 'Something went wrong in the service.' },
} as const satisfies Record<string, { status: number; retry: boolean; message: string }>;

export type ErrorCode = keyof typeof ERRORS;

export const ErrorBody = z.strictObject({
  code: z.enum(Object.keys(ERRORS) as [ErrorCode, ...ErrorCode[]]),
  message: z.string(),
  requestId: z.string(),
  details: z.optional(z.record(z.string(), z.unknown())),
});
export type ErrorBody = z.infer<typeof ErrorBody>;
