import type { FastifyInstance, FastifyRequest } from 'fastify';
import type { AuthorScope, CourseScope, LearnerScope } from '../auth/scope';
import { type Person, tokenOf } from '../auth/token';
import { ApiError } from '../lib/apiError';
import type { Ports } from './ports';
import { insistOnOrigin } from './origin';
import { networkOf } from './refusals';

/** Refusals that leave the counts. */
const COUNTS_ONLY = new Set(['identities_off', 'role_not_enough']);
const CHANGES = new Set(['POST', 'PUT', 'PATCH', 'DELETE']);

const people = new WeakMap<FastifyRequest, Person>();

/** Who asks, once the token was verified. */
export const personOf = (request: FastifyRequest): Person => {
  const person = people.get(request);
  if (!person) throw new ApiError('not_signed_in');
  return person;
};

/** What the counters of requests go by: the person, before that the address. */
export const callerOf = (request: FastifyRequest): string => {
  const person = people.get(request);
  return person ? `person ${person.id}` : `address ${networkOf(request.ip)}`;
};

const signOn = (ports: Ports): NonNullable<Ports['signOn']> => {
  if (!ports.signOn) throw new ApiError('lms_unavailable', { remedy: 'The operator has to set LMS_BASE_URL.' });
  return ports.signOn;
};

/** Lets nobody past without a good token of the LMS. */
export const personGate = (app: FastifyInstance, ports: Ports): void => {
  app.addHook('onRequest', async (request) => {
    people.set(request, await signOn(ports).verifier.verify(tokenOf(request.headers)));
  });
};

/**
 * Lets only the team of the course in the path past: the token is verified and the LMS is asked, before the query is
 * even looked at. What changes something has to come from a page that may ask for it.
 */
export const courseGate = (
  app: FastifyInstance,
  ports: Ports,
): {
  readonly scopeOf: (request: FastifyRequest) => CourseScope;
  /** Another course, about which the LMS is asked as well. */
  readonly scopeIn: (request: FastifyRequest, course: string) => Promise<CourseScope>;
  /** What whoever asks is in the course, or in another about which the LMS was asked. */
  readonly rolesOf: (
    request: FastifyRequest,
    scope?: CourseScope,
  ) => ReturnType<NonNullable<Ports['signOn']>['access']['rolesIn']>;
  readonly isAuthorOf: (request: FastifyRequest, scope: CourseScope) => Promise<boolean>;
  /** For what changes the course's own records. @throws ApiError not_course_author */
  readonly authorScopeOf: (request: FastifyRequest) => Promise<AuthorScope>;
  /** For what shows single learners. @throws ApiError identities_off, role_not_enough */
  readonly learnerScopeOf: (request: FastifyRequest) => Promise<LearnerScope>;
  /** The same for what everybody may see, and some see exactly: null for the others. */
  readonly learnerScopeIfAny: (request: FastifyRequest) => Promise<LearnerScope | null>;
} => {
  const scopes = new WeakMap<FastifyRequest, CourseScope>();
  personGate(app, ports);
  app.addHook('onRequest', async (request) => {
    const { course } = request.params as { course?: string };
    if (!course) throw new ApiError('not_found');
    scopes.set(request, await signOn(ports).access.scope(personOf(request), course));
    ports.onUse?.(course, personOf(request).id);
    if (!CHANGES.has(request.method)) return;
    if (personOf(request).readsOnly) throw new ApiError('not_in_scope', { needed: 'write' });
    insistOnOrigin(request, ports.allowedOrigins);
  });
  const scopeOf = (request: FastifyRequest): CourseScope => {
    const scope = scopes.get(request);
    if (!scope) throw new ApiError('not_signed_in');
    return scope;
  };
  const learnerScopeOf = (request: FastifyRequest): Promise<LearnerScope> =>
    signOn(ports).access.learnerScope(personOf(request), scopeOf(request).courseKey, ports.identities, request.id);
  return {
    scopeOf,
    scopeIn: (request, course) => signOn(ports).access.scope(personOf(request), course),
    rolesOf: (request, scope = scopeOf(request)) => signOn(ports).access.rolesIn(personOf(request), scope.courseKey),
    isAuthorOf: (request, { courseKey }) => signOn(ports).access.isAuthor(personOf(request), courseKey),
    authorScopeOf: (request) =>
      signOn(ports).access.authorScope(personOf(request), scopeOf(request).courseKey, request.id),
    learnerScopeOf,
    learnerScopeIfAny: (request) =>
      learnerScopeOf(request).catch((error: unknown) => {
        if (error instanceof ApiError && COUNTS_ONLY.has(error.code)) return null;
        throw error;
      }),
  };
};

/** Of these courses, those that whoever asks may see. */
export const scopesAmong = (
  ports: Ports,
  request: FastifyRequest,
  courses: readonly string[],
): Promise<{ readonly all: boolean; readonly scopes: CourseScope[] }> =>
  signOn(ports).access.scopesAmong(personOf(request), courses);
