import { join } from 'node:path';
import fastifyStatic from '@fastify/static';
import type { FastifyInstance, FastifyReply } from 'fastify';

interface PagePorts {
  /** Where the built pages are: instructor.html, and what it needs in assets/. */
  readonly folder: string;
  /** The LMS, without a slash at the end: it signs people in, and it alone may show the page in a frame. */
  readonly lmsBaseUrl: string;
}

const FILE = 'instructor.html';

/** What the page may load and talk to, and who may frame it. */
const policy = (lmsOrigin: string): string =>
  [
    "default-src 'self'",
    `connect-src 'self' ${lmsOrigin}`,
    "style-src 'self' 'unsafe-inline'",
    "img-src 'self' data:",
    "font-src 'self' data:",
    "object-src 'none'",
    "base-uri 'none'",
    "form-action 'self'",
    `frame-ancestors 'self' ${lmsOrigin}`,
  ].join('; ');

/**
 * The instructor's pages without a host: /instructor/<course key> alone, /instructor/<course key>/embed in a frame of the
 * LMS; /site, the page about all courses. The files say nothing about any course and are for anybody; whatever they show they ask the API for, as whoever is
 * signed in.
 */
export const pageRoutes =
  ({ folder, lmsBaseUrl }: PagePorts) =>
  async (app: FastifyInstance): Promise<void> => {
    const csp = policy(new URL(lmsBaseUrl).origin);
    const route = { config: { access: 'public' as const }, schema: { hide: true } };
    // A file's name has the hash of what is in it.
    const kept = { maxAge: '365d', immutable: true };
    await app.register(fastifyStatic, { root: join(folder, 'assets'), prefix: '/assets/', index: false, ...kept });
    app.get('/instructor/settings.json', route, async () => ({ lmsBaseUrl }));
    const page = async (_: unknown, reply: FastifyReply): Promise<FastifyReply> =>
      reply
        .header('content-security-policy', csp)
        .header('referrer-policy', 'same-origin')
        .header('cache-control', 'no-cache')
        .sendFile(FILE, folder, { cacheControl: false });
    app.get('/instructor/:course', route, page);
    app.get('/instructor/:course/embed', route, page);
    app.get('/site', route, page);
  };
