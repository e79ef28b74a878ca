/**
 * A built Authoring MFE at one address with everything it asks (LMS and Studio, played by ours) and the real API beside
 * it at another, so that cookies, CORS and the write path are those of a real site.
 */
import { type ChildProcess, spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import fastifyStatic from '@fastify/static';
import fastify, { type FastifyInstance, type FastifyReply } from 'fastify';
import { DEMO_COURSE, EARLIER_RUN } from '../../api/demo/course';
import { demoPeople } from '../../api/demo/people';
import { StandInLms, type DemoStructure } from '../../api/demo/standInLms';
import { type Outline, fillPath, getOutline } from '@marginalia/contract';
import { instructorCourse } from './dashboard';
import { EMPTY, containerEmbed, containerHandler, lmsCourse, outlineNode } from './studio';

/** Where the pages, the LMS and Studio are. A host is built for its addresses, so this one is fixed. */
export const PAGES = 'http://localhost:2001';
export const API = 'http://localhost:2002';
const START_MS = 120_000;
/** Somebody of the stand-in LMS who may see every course. */
const OPERATOR = 'global';

const portOf = (origin: string): number => Number(new URL(origin).port);
const pause = (ms: number): Promise<void> => new Promise((done) => setTimeout(done, ms));

/** Ulmo's frame of blocks does not say what is selected in it. */
export type Release = 'ulmo' | 'verawood';

export interface HostSiteOptions {
  /** The folder with the built host's index.html. */
  readonly host: string;
  /** The top of this repository. */
  readonly root: string;
  /** The database; one that `npm start` made has the demo course. */
  readonly data: string;
  /** The course in which the people of the stand-in LMS have their roles. */
  readonly course: string;
  /** Where its releases differ, the platform of this one is played. */
  readonly release?: Release;
}

export class HostSite {
  private api: ChildProcess | null = null;
  private said = '';
  private readonly structures = new Map<string, DemoStructure>();

  private constructor(
    private readonly options: HostSiteOptions,
    private readonly lms: StandInLms,
    private readonly app: FastifyInstance,
  ) {}

  static async start(options: HostSiteOptions): Promise<HostSite> {
    if (!existsSync(join(options.host, 'index.html'))) {
      throw new Error(`There is no index.html in ${options.host}. Give the folder of a built Authoring MFE.`);
    }
    const known: { site?: HostSite } = {};
    const lms = await StandInLms.create({
      root: PAGES,
      courseKey: options.course,
      people: demoPeople(options.course, options.course === DEMO_COURSE ? EARLIER_RUN : undefined),
      courses: async () =>
        [...(known.site?.structures.values() ?? [])].map(({ key, name }) => ({ key, name, org: '' })),
      structure: async (course) => (await known.site?.structureOf(course)) ?? null,
    });
    const app = fastify({ routerOptions: { maxParamLength: 1000 } });
    const site = new HostSite(options, lms, app);
    known.site = site;
    await site.routes();
    // The API asks the LMS who somebody is, so that goes first.
    await app.listen({ port: portOf(PAGES), host: 'localhost' });
    try {
      await site.resume();
      if (!(await site.structureOf(options.course))) {
        throw new Error(`The API knows no ${options.course}. \`npm start\` loads the demo course.`);
      }
    } catch (error) {
      await site.stop();
      throw error;
    }
    return site;
  }

  /** Starts the API, as an operator would beside a real LMS, and waits until it answers. */
  async resume(): Promise<void> {
    const { CLICKHOUSE_URL: _, MARGINALIA_DEMO: __, ...env } = process.env;
    const api = spawn(process.execPath, [join(this.options.root, 'api', 'bin', 'marginalia.mjs'), 'serve'], {
      env: {
        ...env,
        PORT: String(portOf(API)),
        MARGINALIA_DATA: this.options.data,
        LMS_BASE_URL: PAGES,
        STUDIO_BASE_URL: PAGES,
        MARGINALIA_JWK_SET: JSON.stringify(this.lms.jwks()),
        MARGINALIA_ALLOWED_ORIGINS: PAGES,
        LOG_LEVEL: 'warn',
      },
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    this.api = api;
    for (const stream of [api.stdout, api.stderr]) {
      stream.on('data', (text) => (this.said = `${this.said}${String(text)}`.slice(-8000)));
    }
    for (const end = Date.now() + START_MS; Date.now() < end; await pause(200)) {
      if (api.exitCode !== null) break;
      if ((await fetch(`${API}/readyz`).catch(() => null))?.ok) return;
    }
    throw new Error(`The API did not start:\n${this.said}`);
  }

  /** Ends the API and keeps its data; the pages, the LMS and Studio go on. */
  async cutOff(): Promise<void> {
    const api = this.api;
    this.api = null;
    if (!api || api.exitCode !== null) return;
    const ended = new Promise((done) => api.once('exit', done));
    api.kill('SIGTERM');
    await ended;
  }

  async stop(): Promise<void> {
    await this.app.close();
    await this.cutOff();
  }

  /** Any course the API knows; remembered, so that Studio has it while the API is away. */
  private async structureOf(course: string): Promise<DemoStructure | null> {
    const before = this.structures.get(course);
    if (before) return before;
    const address = `${API}${fillPath(getOutline.path, { course })}`;
    const headers = { authorization: `JWT ${await this.lms.signToken(OPERATOR)}` };
    const response = await fetch(address, { headers }).catch(() => null);
    if (!response?.ok) return null;
    const { blocks } = (await response.json()) as Outline;
    const name = blocks.find(({ type }) => type === 'course')?.name ?? course;
    const structure = { key: course, name, blocks };
    this.structures.set(course, structure);
    return structure;
  }

  /** The course of a block: Open edX writes its key into that of the block. */
  private async structureAround(block: string): Promise<DemoStructure | null> {
    const [, course] = /^block-v1:(.+?)\+type@/.exec(block) ?? [];
    return course === undefined ? null : this.structureOf(`course-v1:${course}`);
  }

  private async routes(): Promise<void> {
    const { app } = this;
    const answer = (reply: FastifyReply, body: unknown): unknown =>
      body ?? reply.code(404).send({ detail: 'Not found.' });
    await app.register(this.lms.plugin);
    app.get<{ Params: { course: string } }>('/api/courses/v1/courses/:course', async (request, reply) => {
      const structure = await this.structureOf(request.params.course);
      return answer(reply, structure && lmsCourse(structure));
    });
    for (const [path, body] of EMPTY) app.get(path, async () => body);
    app.get<{ Params: { block: string } }>('/api/content_tagging/v1/object_tags/:block/', async ({ params }) => ({
      [params.block]: { taxonomies: [] },
    }));
    const ofBlock = (path: string, make: (structure: DemoStructure, block: string) => unknown): void => {
      app.get<{ Params: { block: string } }>(path, async ({ params: { block } }, reply) => {
        const structure = await this.structureAround(block);
        const body = structure && make(structure, block);
        if (typeof body === 'string') reply.type('text/html');
        return answer(reply, body);
      });
    };
    ofBlock('/api/contentstore/v1/container_handler/:block', containerHandler);
    ofBlock('/xblock/outline/:block', outlineNode);
    ofBlock('/container_embed/:block', (structure, block) =>
      containerEmbed(structure, block, this.options.release !== 'ulmo'),
    );
    app.get<{ Params: { course: string } }>('/api/instructor/v2/courses/:course', async ({ params }, reply) => {
      const structure = await this.structureOf(params.course);
      return answer(reply, structure && instructorCourse(structure, false));
    });
    app.post('/courses/:course/instructor/api/list_instructor_tasks', async () => ({ tasks: [] }));
    app.get('/api/course_home/course_metadata/:course', async () => ({ tabs: [] }));
    await app.register(fastifyStatic, { root: this.options.host, wildcard: false, index: false });
    app.setNotFoundHandler((request, reply) =>
      request.method === 'GET' && String(request.headers.accept).includes('text/html')
        ? reply.sendFile('index.html')
        : reply.code(404).send({ detail: 'Not found.' }),
    );
  }
}
