import * as z from 'zod/mini';

/** Every error the API can respond with. `retry`: the same request may succeed later without anybody changing it. */
export const ERRORS = {
  invalid_request: { status: 400, retry: false, message: 'The request is malformed.' },
  invalid_statement: { status: 400, retry: false, message: 'A statement breaks the xAPI 1.0.3 standard.' },
  not_signed_in: { status: 401, retry: false, message: 'Sign in to the LMS first.' },
  wrong_credentials: { status: 401, retry: false, message: 'This needs a user and password of this endpoint.' },
  not_course_team: { status: 403, retry: false, message: "The LMS says you are not on this course's team." },
  identities_off: {
    status: 403,
    retry: false,
    message: "The operator hasn't turned on individual learners.",
  },
  not_course_author: {
    status: 403,
    retry: false,
    message: 'Only people who can edit the course in Studio may do this.',
  },
  not_site_staff: { status: 403, retry: false, message: 'Only global staff of the site may see this.' },
  extensions_off: { status: 404, retry: false, message: 'The operator has turned extensions off.' },
  unknown_extension: { status: 404, retry: false, message: 'No enabled extension has this metric in this course.' },
  unknown_parameter: {
    status: 400,
    retry: false,
    message: 'There is no such parameter, or your role has a fixed value for it.',
  },
  foreign_origin: { status: 403, retry: false, message: 'Requests from this page may not change anything here.' },
  role_not_enough: { status: 403, retry: false, message: 'Your role on this course may not see individual learners.' },
  not_in_scope: { status: 403, retry: false, message: 'These credentials do not allow that.' },
  not_taken_here: { status: 403, retry: false, message: 'This site does not accept that.' },
  not_found: { status: 404, retry: false, message: 'There is nothing at this address.' },
  unknown_course: { status: 404, retry: false, message: 'There are no events and no structure of this course.' },
  unknown_block: { status: 404, retry: false, message: 'This course has no such block.' },
  wrong_block_type: { status: 404, retry: false, message: 'The block has another type.' },
  unknown_learner: { status: 404, retry: false, message: 'This course has no such learner.' },
  unknown_statement: { status: 404, retry: false, message: 'There is no such statement.' },
  statement_conflict: {
    status: 409,
    retry: false,
    message: 'A different statement with this id is already stored.',
  },
  too_slow: { status: 408, retry: true, message: 'The request arrived too slowly.' },
  nobody_waits: { status: 408, retry: true, message: 'The client did not wait for the response.' },
  too_large: { status: 413, retry: false, message: 'The request is too large.' },
  too_many_requests: { status: 429, retry: true, message: 'Too many requests in a short time.' },
  overloaded: { status: 503, retry: true, message: 'More is arriving than can be stored right now.' },
  indexing: { status: 503, retry: true, message: 'Statements stored earlier are still being indexed.' },
  engine_unavailable: { status: 503, retry: true, message: 'The database cannot be reached.' },
  storage_unavailable: { status: 503, retry: true, message: 'Nothing can be stored right now.' },
  lms_unavailable: {
    status: 503,
    retry: true,
    message: 'The LMS did not respond, so nobody new is let in.',
  },
  query_timeout: { status: 503, retry: true, message: 'This took too long and was stopped.' },
  result_too_large: { status: 500, retry: false, message: 'The result is larger than the service allows.' },
  contract_violation: {
    status: 500,
    retry: false,
    message: 'The service computed a response that breaks its own contract.',
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
