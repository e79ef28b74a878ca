import type { Readable } from 'node:stream';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { ERRORS } from '@marginalia/contract';
import { ApiError } from '../lib/apiError';
import { isoTime } from '../lib/time';
import { InvalidStatement } from '../pipeline/lrs/check';
import { type Credential, credentialOf, mayRead, mayVoid, mayWrite } from '../config/credentials';
import { isVersion } from '../pipeline/lrs/formats';
import { type StoredStatement, languagesOf, present } from '../pipeline/lrs/present';
import { InvalidParameter, type Question, agentKey, moreAddress, readQuestion, uuidIn } from '../pipeline/lrs/query';
import type { StatementStore } from '../pipeline/lrs/statementStore';
import { refusals } from '../observability/instruments';
import { BodyBudget, type BodyLimits } from './bodyBudget';
import { sendError, classify } from './errors';
import { type XapiRequest, alternateMethod, isAlternate, jsonBody, readXapiRequest } from './xapiRequest';

export interface LrsPorts {
  readonly credentials: readonly Credential[];
  /** Where the users of the endpoint have their accounts: the LMS, as an address. */
  readonly home: string;
  /** @throws ApiError engine_unavailable while there is no database */
  readonly store: () => StatementStore;
  /** Counts everything that is stored. @returns whether that was done in so many milliseconds; undefined: not to be had here */
  readonly settle?: (ms: number) => Promise<boolean>;
}

const XAPI = '/xAPI';
const STATEMENTS = `${XAPI}/statements`;
const VERSION = '1.0.3';
/** Bytes of one request; ten thousand statements of Open edX have about twelve million. */
const LARGEST_BODY = 32_000_000;
/** Of a form that carries its credential inside: it is read before anybody knows who sent it. */
const LARGEST_UNKNOWN_BODY = 1_000_000;
/** What a request of a few bytes takes, about: objects of the server's. */
const LEAST_BYTES = 16_000;
const PACE = { every: 10_000, bytes: 10_000 };
/** Bytes of all requests under way, and of those of one credential: it leaves room for the others. */
const LIMITS: BodyLimits = { total: 96_000_000, each: 64_000_000, least: LEAST_BYTES, pace: PACE };
/** Of those that nobody knows the sender of, or who may store nothing: they cannot take the place of the others. */
const UNKNOWN_LIMITS: BodyLimits = { total: 4_000_000, each: 4_000_000, least: LEAST_BYTES, pace: PACE };

interface Caller {
  readonly credential: Credential;
  /** Who vouches for what this credential sends. */
  readonly authority: object;
}

/** The xAPI endpoint: statements, and what it is. Nothing here is done without a credential of its own. */
export const lrsRoutes =
  (ports: LrsPorts) =>
  async (app: FastifyInstance): Promise<void> => {
    const budget = new BodyBudget(LIMITS);
    const unknownBudget = new BodyBudget(UNKNOWN_LIMITS);
    /** Who was known before the body was read. */
    const callers = new WeakMap<FastifyRequest, Caller>();
    const authorityOf = (user: string): object => ({
      objectType: 'Agent',
      account: { homePage: ports.home, name: `lrs:${user}` },
    });
    const callerOf = (header: string | undefined): Caller => {
      const credential = credentialOf(ports.credentials, header);
      if (!credential) throw new ApiError('wrong_credentials');
      return { credential, authority: authorityOf(credential.user) };
    };

    app.removeAllContentTypeParsers();
    app.addContentTypeParser('*', { bodyLimit: LARGEST_BODY }, (request: FastifyRequest, stream: Readable) => {
      const user = storingUser(request);
      return user === null
        ? unknownBudget.read(request, stream, '', LARGEST_UNKNOWN_BODY)
        : budget.read(request, stream, user, LARGEST_BODY);
    });
    /** Who sends statements to be stored, and may; null: nobody who is known to. */
    const storingUser = (request: FastifyRequest): string | null => {
      const credential = callers.get(request)?.credential;
      return credential && mayWrite(credential) && isAboutStatements(request) ? credential.user : null;
    };
    // Before a body is read. The alternate syntax may have the credential inside; its route asks again.
    app.addHook('onRequest', async (request, reply) => {
      reply.header('x-experience-api-version', VERSION);
      if (isAlternate(request) && !request.headers.authorization) return;
      const caller = callerOf(request.headers.authorization);
      callers.set(request, caller);
      const stores = STORES.has(isAlternate(request) ? alternateMethod(request) : request.method);
      if (stores && isAboutStatements(request)) insistOnWriting(caller.credential);
    });
    app.addHook('onSend', async (request, reply) => {
      if (!request.url.startsWith(STATEMENTS)) return;
      try {
        reply.header('x-experience-api-consistent-through', isoTime(ports.store().consistentThrough));
      } catch {
        // There is no database: nothing is known to be consistent.
      }
    });
    app.setErrorHandler((error, request, reply) => {
      const { code, details } = classify(translated(error));
      refusals.inc({ endpoint: 'xapi', reason: code });
      // Never the error itself: the database's own messages quote what was sent.
      if (ERRORS[code].status >= 500)
        request.log.error({ code, engine: (error as { code?: unknown }).code }, 'request failed');
      // Nobody waits for the rest of it.
      if (code === 'too_slow') reply.header('connection', 'close');
      if (code === 'wrong_credentials') reply.header('www-authenticate', 'Basic realm="xAPI", charset="UTF-8"');
      return sendError(request, reply, code, details);
    });

    type Handler = (xapi: XapiRequest, caller: Caller, reply: FastifyReply) => Promise<unknown>;
    const mount = (
      path: string,
      methods: readonly string[],
      handlers: Readonly<Record<string, Handler>>,
      versioned = true,
    ): void => {
      for (const url of path.endsWith('*') ? [path] : [path, `${path}/`]) {
        app.route({
          method: [...methods],
          url,
          config: { access: 'lrs' },
          schema: { hide: true },
          handler: async (request, reply) => {
            try {
              const xapi = readXapiRequest(request);
              const caller = callerOf(xapi.headers.authorization);
              if (versioned && !isVersion(xapi.headers['x-experience-api-version'])) {
                throw invalid('header x-experience-api-version', 'must be 1.0 or 1.0.x');
              }
              const handler = handlers[xapi.method === 'HEAD' ? 'GET' : xapi.method];
              if (!handler) throw new ApiError('not_found');
              return await handler(xapi, caller, reply);
            } finally {
              // Not with the response: where the sender hung up there is none, and what it sent is still being stored.
              budget.release(request);
              unknownBudget.release(request);
            }
          },
        });
      }
    };

    const store = async (text: string, { credential, authority }: Caller, id: string | null): Promise<string[]> => {
      insistOnWriting(credential);
      const { sent, isList } = ports.store().read(id === null ? text : withId(text, id));
      if (id !== null && isList) throw invalid('body', 'must be one statement');
      if (id !== null && sent[0]?.id !== id) throw invalid('id', 'must be the statementId of the address');
      if (sent.some((one) => one.voids !== null) && !mayVoid(credential))
        throw new ApiError('not_in_scope', { needed: 'all' });
      const { conflicts } = await ports.store().write(sent, authority);
      if (conflicts.length > 0) throw new ApiError('statement_conflict', { ids: conflicts });
      return sent.map((one) => one.id);
    };

    /** `Prefer: wait=5`: the response comes when reports about the course include what was sent, or after so many seconds. */
    const waitAsAsked = async (xapi: XapiRequest, reply: FastifyReply): Promise<void> => {
      const seconds = preferredWait(xapi.headers.prefer);
      if (seconds !== null && (await ports.settle?.(seconds * 1000)))
        reply.header('preference-applied', `wait=${seconds}`);
    };
    const post: Handler = async (xapi, caller, reply) => {
      for (const name of Object.keys(xapi.parameters)) throw invalid(`parameter ${name}`, 'is no parameter of POST');
      const ids = await store(jsonBody(xapi), caller, null);
      await waitAsAsked(xapi, reply);
      return reply.send(ids);
    };
    const put: Handler = async (xapi, caller, reply) => {
      for (const name of Object.keys(xapi.parameters)) {
        if (name !== 'statementId') throw invalid(`parameter ${name}`, 'is no parameter of PUT');
      }
      await store(jsonBody(xapi), caller, uuidIn(xapi.parameters, 'statementId'));
      await waitAsAsked(xapi, reply);
      return reply.status(204).send();
    };
    const get: Handler = async (xapi, { credential, authority }, reply) => {
      const allowed = mayRead(credential);
      if (allowed === 'nothing') throw new ApiError('not_in_scope', { needed: 'statements/read' });
      const mine = allowed === 'mine' ? agentKey(authority) : '';
      const question = readQuestion(xapi.parameters);
      const languages = languagesOf(xapi.headers['accept-language']);
      const show = (statement: StoredStatement): string =>
        present(statement, question.output.format, authorityOf('unnamed'), languages);
      const found = await find(question, xapi, mine);
      if (found.newest !== null) reply.header('last-modified', new Date(found.newest / 1000).toUTCString());
      return send(reply, question.output.attachments, found.text(show));
    };
    const find = async (
      question: Question,
      xapi: XapiRequest,
      mine: string,
    ): Promise<{ newest: number | null; text: (show: (statement: StoredStatement) => string) => string }> => {
      if (question.kind === 'one') {
        const statement = await ports.store().one(question.id, question.voided, mine);
        if (!statement) throw new ApiError('unknown_statement', { id: question.id });
        return { newest: statement.stored, text: (show) => show(statement) };
      }
      const { statements, next } = await ports.store().many(question.filter, mine);
      const more = next ? moreAddress(STATEMENTS, xapi.parameters, next) : '';
      return {
        newest: statements.reduce<number | null>(
          (newest, statement) => Math.max(newest ?? statement.stored, statement.stored),
          null,
        ),
        text: (show) => `{"statements":[${statements.map(show).join(',')}],"more":${JSON.stringify(more)}}`,
      };
    };

    mount(STATEMENTS, ['GET', 'POST', 'PUT'], { GET: get, POST: post, PUT: put });
    mount(`${XAPI}/about`, ['GET', 'POST'], { GET: async (_, __, reply) => reply.send({ version: [VERSION] }) }, false);
    // What else the standard describes is not here; that, too, is told to callers only.
    const nothing: Handler = async () => {
      throw new ApiError('not_found');
    };
    mount(`${XAPI}/*`, ['GET', 'POST', 'PUT', 'DELETE'], {
      GET: nothing,
      POST: nothing,
      PUT: nothing,
      DELETE: nothing,
    });
  };

/** Nobody is kept waiting longer, seconds. */
const LONGEST_WAIT = 30;

/** Seconds of `wait` in the header Prefer (RFC 7240); null: nothing is asked for. */
const preferredWait = (header: string | undefined): number | null => {
  const asked = header
    ?.split(',')
    .map((one) => /^\s*wait\s*=\s*"?(\d{1,6})"?\s*$/i.exec(one)?.[1])
    .find((one) => one !== undefined);
  return asked === undefined ? null : Math.min(Number(asked), LONGEST_WAIT);
};

const STORES = new Set(['POST', 'PUT']);

const isAboutStatements = (request: FastifyRequest): boolean =>
  (request.routeOptions.url ?? '').replace(/\/$/, '') === STATEMENTS;

/** @throws ApiError not_in_scope */
const insistOnWriting = (credential: Credential): void => {
  if (!mayWrite(credential)) throw new ApiError('not_in_scope', { needed: 'statements/write' });
};

const invalid = (where: string, message: string): ApiError =>
  new ApiError('invalid_request', { issues: [{ where, message }] });

/** Errors of the standard as those of the catalogue. */
const translated = (error: unknown): unknown => {
  if (error instanceof InvalidStatement) {
    return new ApiError('invalid_statement', { where: error.where, message: error.wanted });
  }
  if (error instanceof InvalidParameter) return invalid(`parameter ${error.parameter}`, error.wanted);
  if (error instanceof SyntaxError) return invalid('body', 'is not JSON');
  return error;
};

/** A statement that names no id gets that of the address. */
const withId = (text: string, id: string): string => {
  const value: unknown = JSON.parse(text);
  if (typeof value !== 'object' || value === null || Array.isArray(value) || Object.hasOwn(value, 'id')) return text;
  const end = text.lastIndexOf('}');
  return `${text.slice(0, end)}${Object.keys(value).length > 0 ? ',' : ''}"id":"${id}"}`;
};

const BOUNDARY = 'statements-without-data';

/** Data of attachments is never kept, so with `attachments=true` the statements are the only part. */
const send = (reply: FastifyReply, asParts: boolean, json: string): FastifyReply => {
  if (!asParts) return reply.type('application/json; charset=utf-8').send(json);
  return reply
    .type(`multipart/mixed; boundary=${BOUNDARY}`)
    .send(`--${BOUNDARY}\r\nContent-Type: application/json\r\n\r\n${json}\r\n--${BOUNDARY}--\r\n`);
};
