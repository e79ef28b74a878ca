import { randomUUID } from 'node:crypto';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import type { JSONWebKeySet } from 'jose';
import { cookie, readCookies } from './cookies';
import { type KeyPair, LmsTokens, makeKeyPair } from './lmsTokens';
import { COURSE_AUTHOR, demoPeople, type DemoPerson } from './people';
import { courseIndex, type DemoStructure, unitChildren } from './studioResponses';

export { keyPairAt, makeKeyPair } from './lmsTokens';
export type { DemoPerson } from './people';
export type { DemoStructure } from './studioResponses';

/** The cookies by which an LMS hands a JWT to its pages: one they can read, one they cannot. */
export const PAYLOAD_COOKIE = 'edx-jwt-cookie-header-payload';
export const SIGNATURE_COOKIE = 'edx-jwt-cookie-signature';
const SESSION_COOKIE = 'marginalia-demo-session';
/** Session of somebody who signed out, or is not to be signed in by default. */
const NOBODY = '-';

export interface DemoCourse {
  readonly key: string;
  readonly name: string;
  readonly org: string;
}

export interface StandInLmsOptions {
  /** The origin it answers on, without a slash at the end: LMS, Studio and API in one. */
  readonly root: string;
  readonly courses: () => Promise<readonly DemoCourse[]>;
  /** Null where there is no such course. */
  readonly structure: (courseKey: string) => Promise<DemoStructure | null>;
  /** The course in which the demo people have their roles. */
  readonly courseKey: string;
  /** Replaces the usual people. */
  readonly people?: readonly DemoPerson[];
  /** Who is signed in at the first visit; null: nobody. Default: the course author. */
  readonly firstVisitor?: string | null;
  /** Default: a new one. `keyPairAt` keeps one over restarts, so that the tokens in browsers stay good. */
  readonly keys?: KeyPair;
  /** Read at each request: while `down` is true everything answers 503, as an LMS that is away. */
  readonly switches?: { down: boolean };
}

/** Roles whose holders may open a course in Studio. */
const AUTHORS = new Set(['instructor', 'staff']);

/**
 * Responds as a real LMS and Studio would, as far as the plugin, the API and the demo pages ask them: single sign-on,
 * who may do what in which course, and the course outline. For the demo and for tests only: nobody types a password.
 */
export class StandInLms {
  readonly people: readonly DemoPerson[];

  private constructor(
    private readonly options: StandInLmsOptions,
    private readonly tokens: LmsTokens,
  ) {
    this.people = options.people ?? demoPeople(options.courseKey);
  }

  static async create(options: StandInLmsOptions): Promise<StandInLms> {
    return new StandInLms(options, await LmsTokens.create(options.root, options.keys ?? (await makeKeyPair())));
  }

  /** What the operator of a real site would put into MARGINALIA_JWK_SET. */
  jwks(): JSONWebKeySet {
    return this.tokens.jwks();
  }

  get issuer(): string {
    return this.tokens.issuer;
  }

  person(username: string): DemoPerson {
    const person = this.people.find((one) => one.username === username);
    if (!person) throw new Error(`Nobody in the demo is called ${username}.`);
    return person;
  }

  /** @param overrides claims that replace the usual ones; undefined leaves one out */
  signToken(person: DemoPerson | string, overrides: Readonly<Record<string, unknown>> = {}): Promise<string> {
    return this.tokens.sign(typeof person === 'string' ? this.person(person) : person, overrides);
  }

  /** The two cookies in which the LMS hands over a token, as one `Cookie` header. */
  cookiesOf(token: string): string {
    const cut = token.lastIndexOf('.');
    return `${PAYLOAD_COOKIE}=${token.slice(0, cut)}; ${SIGNATURE_COOKIE}=${token.slice(cut + 1)}`;
  }

  /** The Fastify plugin: `app.register(lms.plugin)`. */
  readonly plugin = async (app: FastifyInstance): Promise<void> => {
    acceptAnyBody(app);
    app.addHook('onRequest', async (_request, reply) => {
      if (this.options.switches?.down) return reply.code(503).send({ detail: 'The LMS is away.' });
    });
    this.signOn(app);
    this.lms(app);
    this.studio(app);
  };

  private signOn(app: FastifyInstance): void {
    app.post('/login_refresh', async (request, reply) => {
      const person = this.signedIn(request, reply);
      if (!person) return reply.code(401).send({ detail: 'Unauthorized' });
      await this.handOverToken(reply, person);
      return { response_epoch_seconds: Date.now() / 1000 };
    });
    app.get('/csrf/api/v1/token', async () => ({ csrfToken: randomUUID().replaceAll('-', '') }));
    app.get('/demo/people', async (request, reply) => ({
      people: this.people.map(({ username, name, description }) => ({ username, name, description })),
      signedIn: this.signedIn(request, reply)?.username ?? null,
    }));
    app.post('/demo/sign-in', async (request, reply) => {
      const username = usernameOf(request.body);
      if (username === undefined) return reply.code(400).send({ detail: 'Send {"username": "..."}; null signs out.' });
      const person = this.people.find((one) => one.username === username);
      if (username !== null && !person) return reply.code(404).send({ detail: 'There is nobody of that name.' });
      this.startSession(reply, person?.username ?? NOBODY);
      if (person) {
        await this.handOverToken(reply, person);
      } else {
        reply.header('set-cookie', cookie(PAYLOAD_COOKIE, '', { gone: true }));
        reply.header('set-cookie', cookie(SIGNATURE_COOKIE, '', { gone: true, hidden: true }));
      }
      return { signedIn: person?.username ?? null };
    });
    app.get('/demo/courses', async () => ({ courses: await this.options.courses() }));
  }

  private lms(app: FastifyInstance): void {
    app.get<{ Querystring: { course_id?: string } }>('/api/enrollment/v1/roles/', async (request, reply) => {
      const person = await this.caller(request);
      if (!person) return unauthorized(reply);
      const asked = request.query.course_id;
      // as the LMS does: the filter compares course ids, so it drops the roles held in a whole organisation
      const roles = person.roles.filter((role) => asked === undefined || role.course_id === asked);
      return { roles, is_staff: person.isStaff };
    });
  }

  private studio(app: FastifyInstance): void {
    app.get<{ Params: { course: string } }>('/api/contentstore/v1/course_index/:course', async (request, reply) => {
      const person = await this.caller(request);
      if (!person) return unauthorized(reply);
      const structure = await this.options.structure(request.params.course);
      const response = structure && courseIndex(structure, this.options.root);
      if (!response) return notFound(reply);
      return mayAuthor(person, structure.key) ? response : forbidden(reply);
    });
    app.get<{ Params: { unit: string } }>('/api/contentstore/v1/container/:unit/children', async (request, reply) => {
      const person = await this.caller(request);
      if (!person) return unauthorized(reply);
      for (const { key } of await this.options.courses()) {
        const structure = await this.options.structure(key);
        const response = structure && unitChildren(structure, request.params.unit);
        if (response) return mayAuthor(person, key) ? response : forbidden(reply);
      }
      return notFound(reply);
    });
  }

  /** Who the session belongs to. The first visit begins one. */
  private signedIn(request: FastifyRequest, reply: FastifyReply): DemoPerson | null {
    const { firstVisitor = COURSE_AUTHOR } = this.options;
    const session = readCookies(request.headers.cookie)[SESSION_COOKIE];
    const username = session ?? firstVisitor ?? NOBODY;
    if (session === undefined) this.startSession(reply, username);
    return this.people.find((one) => one.username === username) ?? null;
  }

  /** The session is the bare username: anybody may be anybody here, and it outlives a restart. */
  private startSession(reply: FastifyReply, username: string): void {
    reply.header('set-cookie', cookie(SESSION_COOKIE, username, { hidden: true }));
  }

  private async handOverToken(reply: FastifyReply, person: DemoPerson): Promise<void> {
    const token = await this.tokens.sign(person);
    const cut = token.lastIndexOf('.');
    reply.header('set-cookie', cookie(PAYLOAD_COOKIE, token.slice(0, cut)));
    reply.header('set-cookie', cookie(SIGNATURE_COOKIE, token.slice(cut + 1), { hidden: true }));
  }

  /** Who calls, by `Authorization: JWT|Bearer <token>`, else by the two cookies. Null without a valid token. */
  private async caller(request: FastifyRequest): Promise<DemoPerson | null> {
    const [, header] = /^(?:JWT|Bearer)\s+(\S+)$/i.exec(request.headers.authorization ?? '') ?? [];
    const cookies = readCookies(request.headers.cookie);
    const token = header ?? `${cookies[PAYLOAD_COOKIE] ?? ''}.${cookies[SIGNATURE_COOKIE] ?? ''}`;
    const username = await this.tokens.usernameIn(token);
    return this.people.find((one) => one.username === username) ?? null;
  }
}

const mayAuthor = (person: DemoPerson, courseKey: string): boolean =>
  person.isStaff ||
  person.isSuperuser ||
  person.roles.some(
    ({ org, course_id: course, role }) =>
      AUTHORS.has(role) && (course === courseKey || (course === '' && courseKey.startsWith(`course-v1:${org}+`))),
  );

const unauthorized = (reply: FastifyReply): FastifyReply =>
  reply
    .code(401)
    .header('www-authenticate', 'JWT realm="api"')
    .send({ detail: 'Authentication credentials were not provided.' });
const forbidden = (reply: FastifyReply): FastifyReply =>
  reply.code(403).send({ detail: 'You do not have permission to perform this action.' });
const notFound = (reply: FastifyReply): FastifyReply => reply.code(404).send({ detail: 'Not found.' });

/** undefined: no username was sent; null: nobody. */
const usernameOf = (body: unknown): string | null | undefined => {
  if (typeof body !== 'object' || body === null || !('username' in body)) return undefined;
  const { username } = body;
  return username === null || typeof username === 'string' ? username : undefined;
};

/** Browsers post to `/login_refresh` without a body, or with an empty one of some type. */
const acceptAnyBody = (app: FastifyInstance): void => {
  app.removeAllContentTypeParsers();
  app.addContentTypeParser('*', { parseAs: 'string' }, (_request, body, done) => {
    try {
      done(null, body === '' ? undefined : JSON.parse(String(body)));
    } catch {
      done(null, undefined);
    }
  });
};
