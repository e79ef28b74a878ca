import type { Readable } from 'node:stream';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import * as z from 'zod';
import { ERRORS } from '@marginalia/contract';
import { type Credential, type SinkScope, credentialOf } from '../config/credentials';
import { ApiError } from '../lib/apiError';
import { readSinkRequest } from '../pipeline/sink/request';
import { SinkError, type Taken } from '../pipeline/sink/take';
import type { Retiring, Taken as Retired } from '../retirement/retirements';
import { refusals } from '../observability/instruments';
import { BodyBudget, type BodyLimits } from './bodyBudget';
import { sendError, classify } from './errors';

export interface SinkPorts {
  readonly credentials: readonly Credential<SinkScope>[];
  /** What the LMS has to call the database of these tables. */
  readonly database: string;
  /** @throws SinkError, ApiError engine_unavailable while there is no database */
  readonly insert: (table: string, body: string) => Promise<Taken>;
  /** When a course was last dumped whole; '': never. */
  readonly lastDumped: (course: string) => Promise<string>;
  readonly retire: (whom: Retiring) => Promise<Retired>;
}

/** Bytes of one request. Five thousand blocks have about four million. */
const LARGEST_BODY = 64_000_000;
const LIMITS: BodyLimits = {
  total: 96_000_000,
  each: 96_000_000,
  least: 16_000,
  pace: { every: 10_000, bytes: 10_000 },
};

const User = z.union([
  z
    .number()
    .int()
    .nonnegative()
    .max(2 ** 31 - 1),
  z.string().regex(/^\d{1,10}$/),
]);
const Whom = z
  .strictObject({
    user_id: User.optional(),
    username: z.string().trim().min(1).max(255).optional(),
    learner: z.string().trim().min(1).max(500).optional(),
  })
  .refine((whom) => Object.values(whom).some((value) => value !== undefined), {
    error: 'name a user_id, a username or a learner',
  });

/**
 * What the LMS's own services send: `/sink`, as platform-plugin-aspects speaks to ClickHouse, and `/retirement` for
 * whoever retires learners otherwise. Nothing here is done without a credential of its own.
 */
export const sinkRoutes =
  (ports: SinkPorts) =>
  async (app: FastifyInstance): Promise<void> => {
    const budget = new BodyBudget(LIMITS);
    const callers = new WeakMap<FastifyRequest, Credential<SinkScope>>();
    app.removeAllContentTypeParsers();
    app.addContentTypeParser('*', { bodyLimit: LARGEST_BODY }, (request: FastifyRequest, stream: Readable) =>
      budget.read(request, stream, callers.get(request)?.user ?? '', LARGEST_BODY),
    );
    app.addHook('onRequest', async (request) => {
      const credential = credentialOf(ports.credentials, request.headers.authorization);
      if (!credential) throw new ApiError('wrong_credentials');
      callers.set(request, credential);
    });
    app.addHook('onResponse', async (request) => budget.release(request));
    app.setErrorHandler((error, request, reply) => {
      const { code, details } = classify(translated(error));
      refusals.inc({ endpoint: 'sink', reason: code });
      // Never the error itself: the database's own messages quote what was sent, and that names people.
      if (ERRORS[code].status >= 500)
        request.log.error({ code, engine: (error as { code?: unknown }).code }, 'request failed');
      else request.log.warn({ code, details }, 'what the LMS sent was refused');
      if (code === 'too_slow') reply.header('connection', 'close');
      if (code === 'wrong_credentials') reply.header('www-authenticate', 'Basic realm="sink", charset="UTF-8"');
      return sendError(request, reply, code, details);
    });

    const insistOn = (request: FastifyRequest, scope: SinkScope): void => {
      if (!callers.get(request)?.scopes.has(scope)) throw new ApiError('not_in_scope', { needed: scope });
    };
    const retire = async (request: FastifyRequest, whom: Retiring): Promise<Retired> => {
      insistOn(request, 'retire');
      const taken = await ports.retire(whom);
      if (taken === 'unknown')
        request.log.warn(
          'a retirement names nobody whose id in statements is known; one that arrives later is forgotten',
        );
      else request.log.info({ outcome: taken }, 'a retirement was taken');
      return taken;
    };

    const handle = async (request: FastifyRequest, reply: FastifyReply): Promise<unknown> => {
      const { query = '' } = request.query as Record<string, string | string[] | undefined>;
      const asked = typeof query === 'string' ? readSinkRequest(request.method, query) : null;
      if (asked === null)
        throw refused('This endpoint takes what the sinks of platform-plugin-aspects send, and nothing else.');
      if (asked.database !== ports.database)
        throw refused(`The LMS calls the database ${asked.database}; set its "database" to ${ports.database}.`);
      if (asked.kind === 'retire') {
        await retire(request, { users: asked.users.map(Number), usernames: [], learners: [] });
        return reply.send('');
      }
      insistOn(request, 'publish');
      if (asked.kind === 'last dumped') {
        if (asked.table !== 'course_overviews' || asked.key !== 'course_key')
          throw refused('Only courses are asked about here.');
        return reply.type('text/plain; charset=utf-8').send(`${await ports.lastDumped(asked.value)}\n`);
      }
      const taken = await ports.insert(asked.table, textOf(request));
      for (const { user, learner } of taken.late)
        await ports.retire({ users: [user], usernames: [], learners: [learner] });
      const { table, rows, stored, course } = taken;
      request.log.info({ table, rows, stored, ...(course === null ? {} : { course }) }, 'the LMS sent rows');
      return reply.send('');
    };
    for (const url of ['/sink', '/sink/'])
      app.route({
        method: ['GET', 'POST'],
        url,
        config: { access: 'sink' },
        schema: { hide: true },
        handler: handle,
      });

    app.post('/retirement', { config: { access: 'sink' }, schema: { hide: true } }, async (request, reply) => {
      const whom = Whom.safeParse(jsonOf(textOf(request)));
      if (!whom.success) throw refused(whom.error.issues.map(({ message }) => message).join('; '));
      const { user_id: user, username, learner } = whom.data;
      const state = await retire(request, {
        users: user === undefined ? [] : [Number(user)],
        usernames: username === undefined ? [] : [username],
        learners: learner === undefined ? [] : [learner],
      });
      return reply.status(state === 'queued' ? 202 : 200).send({ state });
    });
  };

const refused = (message: string): ApiError =>
  new ApiError('invalid_request', { issues: [{ where: 'request', message }] });

const translated = (error: unknown): unknown => {
  if (!(error instanceof SinkError)) return error;
  if (error.kind === 'body') return refused(error.message);
  return new ApiError('not_taken_here', { message: error.message });
};

const utf8 = new TextDecoder('utf-8', { fatal: true });

const textOf = ({ body }: FastifyRequest): string => {
  try {
    return Buffer.isBuffer(body) ? utf8.decode(body) : '';
  } catch {
    throw refused('The body is no UTF-8.');
  }
};

const jsonOf = (text: string): unknown => {
  try {
    return JSON.parse(text);
  } catch {
    throw refused('The body must be JSON such as {"user_id": 7}.');
  }
};
