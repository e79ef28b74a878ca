import { randomBytes } from 'node:crypto';
import { existsSync } from 'node:fs';
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import fastifyStatic from '@fastify/static';
import type { FastifyInstance } from 'fastify';
import type { Config, LmsConfig } from '../config/config';
import { type Demo, type DemoOptions, generateDemo, startFor } from '../demo/course';
import { profilesOf } from '../demo/profiles';
import { sinkTime } from '../demo/time';
import { trickle } from '../demo/trickle';
import { demoPeople } from '../demo/people';
import { StandInLms, keyPairAt } from '../demo/standInLms';
import { writeDemo } from '../demo/writeDemo';
import { pagesFolder } from '../lib/package';
import { knownCourses } from '../store/queries/structure';
import { Structures } from '../metrics/kit/structures';
import type { Workspace } from '../worker/workspace';
import { followUpFlags, noteLiveSession, triageFindings } from './demoTeam';
import { CommandError, EXIT, type Io } from './io';
import { load } from './load';

/** What `serve --demo` puts around the API. */
export interface DemoSite {
  readonly lms: LmsConfig;
  readonly pages: (app: FastifyInstance) => Promise<void>;
  readonly announce: () => void;
  /** Lets the learners go on, once requests are answered. @returns what ends it */
  readonly live: () => () => void;
}

/** Pages of the stand-in host; their script reads the address. */
const PAGES = ['/', '/course/*', '/courses/*', '/instructor-dashboard/*', '/stories', '/stories/*'];

/** Loads the demo course, by the ordinary commands, where it is missing; makes the stand-in LMS and the pages. */
export const openDemo = async (
  config: Config,
  workspace: Workspace,
  credential: ReturnType<typeof demoCredential>,
  io: Io,
): Promise<DemoSite> => {
  const folder = pagesFolder();
  if (!existsSync(join(folder, 'index.html'))) {
    throw new CommandError('The demo pages are not built. `npm run build` in the repository makes them.');
  }
  const root = `http://localhost:${config.port}`;
  const edition = await editionOf(config);
  const { demo } = edition;
  await loadDemo(config, workspace, edition, io);
  const structures = new Structures(workspace.engine);
  const lms = await StandInLms.create({
    root,
    courseKey: demo.course,
    people: demoPeople(demo.course, demo.earlierRun),
    courses: async () => demo.courses,
    structure: async (courseKey) => {
      const found = (await structures.get(courseKey))?.structure;
      return found ? { key: found.courseKey, name: found.name, blocks: found.blocks } : null;
    },
    keys: await keyPairAt(join(config.dataFolder, 'stand-in-lms.pem')),
  });
  return {
    lms: {
      baseUrl: root,
      internalUrl: root,
      studioUrl: null,
      keys: { jwks: JSON.stringify(lms.jwks()) },
      issuer: lms.issuer,
      audience: 'openedx',
    },
    pages: async (app) => {
      await app.register(lms.plugin);
      // what the pages need is served beside the instructor's own page
      await app.register(fastifyStatic, { root: folder, serve: false });
      for (const url of PAGES) {
        app.get(url, { config: { access: 'public' }, schema: { hide: true } }, (_, reply) =>
          reply.sendFile('index.html', folder),
        );
      }
    },
    live: () =>
      config.demo.isLive && edition.options.now !== undefined ? goOn(root, demo, credential, io) : () => undefined,
    announce: () =>
      io.out(
        `\nMarginalia's demonstration is ready: ${root}/\n` +
          'A stand-in for Studio, with a made-up course and a stand-in LMS that signs you in. Stop it with Ctrl-C.\n\n',
      ),
  };
};

/** The demo of this database: begun on a Monday that stays, and as of this moment where the run is not over on purpose. */
interface Edition {
  readonly options: DemoOptions;
  readonly demo: Demo;
}

/** Says on which Monday the run of a kept database began, and up to when it was loaded (microseconds). */
interface DemoState {
  readonly startsOn: string;
  readonly until: number;
}

const stateFile = (config: Config): string => join(config.dataFolder, 'demo', 'kept.json');

const readState = async (config: Config): Promise<DemoState | null> => {
  try {
    return JSON.parse(await readFile(stateFile(config), 'utf8')) as DemoState;
  } catch {
    return null;
  }
};

const editionOf = async ({ demo, ...config }: Config): Promise<Edition> => {
  const now = Date.now() * 1000;
  const state = await readState({ demo, ...config });
  const options: DemoOptions =
    demo.startsOn === null ? { now, startsOn: state?.startsOn ?? startFor(now) } : { startsOn: demo.startsOn };
  return { options, demo: generateDemo(options) };
};

const loadDemo = async (config: Config, workspace: Workspace, { options, demo }: Edition, io: Io): Promise<void> => {
  const known = (await knownCourses.run(workspace.engine, {})).map((row) => row.course_key);
  const folder = join(config.dataFolder, 'demo');
  const common = { name: 'load', rejects: null } as const;
  const quiet: Io = { ...io, err: (text) => io.out(text) };
  const loadXapi = (file: string): Promise<number> =>
    load(workspace, { ...common, what: 'xapi', files: [file] }, quiet);
  const keep = async (): Promise<void> => {
    if (options.now === undefined || options.startsOn === undefined) return;
    await writeFile(
      stateFile(config),
      JSON.stringify({ startsOn: options.startsOn, until: options.now } satisfies DemoState),
    );
  };
  const state = await readState(config);
  if (known.includes(demo.course)) {
    // what has happened since the last start
    if (state === null || options.now === undefined) return;
    const since = [...demo.statements].filter(
      (statement) =>
        Date.parse(statement.timestamp) * 1000 > state.until && JSON.stringify(statement).includes(demo.course),
    );
    const file = join(folder, 'since.jsonl');
    await writeFile(file, since.map((statement) => `${JSON.stringify(statement)}\n`).join(''));
    if (since.length > 0) await loadXapi(file);
    await keep();
    return;
  }
  io.out('Making the demo course …\n');
  const files = await writeDemo(folder, options);
  io.out('Loading it: marginalia load course …\n');
  const course = await load(
    workspace,
    { ...common, what: 'course', files: [files.courseOverviews, files.courseBlocks] },
    quiet,
  );
  const contents = await load(
    workspace,
    { ...common, what: 'course', files: [...files.studioExports], contentOnly: true },
    quiet,
  );
  io.out('Loading it: marginalia load xapi …\n');
  const xapi = await loadXapi(files.statements);
  if ([course, contents, xapi].some((code) => code !== EXIT.done))
    throw new CommandError('The demo course could not be loaded as a whole; run it again.');
  if (options.now !== undefined) await triageFindings(workspace.engine, demo.course, options.now);
  // Whoever looks first shall see what needs work, and who, already, not only after the next round of the background job.
  for (const key of files.courses) {
    await workspace.models.ensure(key);
    await workspace.states.ensure(key);
  }
  if (options.now === undefined) return;
  const { eventSink } = workspace.engine.databases;
  const { externalIds, profiles } = profilesOf(demo.learnerIds(), sinkTime(options.now));
  await workspace.engine.insert(`${eventSink}.external_id`, externalIds);
  await workspace.engine.insert(`${eventSink}.user_profile`, profiles);
  await followUpFlags(workspace.engine, demo.course, options.now);
  await noteLiveSession(workspace.engine, demo.course, options.now);
  await keep();
};

/** A credential for this process alone: the demo's learners come in by the same door as anybody's. */
export const demoCredential = (): { readonly user: string; readonly password: string } => ({
  user: 'demo',
  password: randomBytes(24).toString('hex'),
});

/** Lets the demo's learners go on, through the endpoint. @returns what ends it */
const goOn = (root: string, demo: Demo, credential: ReturnType<typeof demoCredential>, io: Io): (() => void) => {
  const basic = Buffer.from(`${credential.user}:${credential.password}`).toString('base64');
  let isSaid = false;
  return trickle({
    toCome: demo.toCome(),
    send: async (statements) => {
      const response = await fetch(`${root}/xAPI/statements`, {
        method: 'POST',
        headers: {
          authorization: `Basic ${basic}`,
          'content-type': 'application/json',
          'x-experience-api-version': '1.0.3',
        },
        body: JSON.stringify(statements),
      });
      if (!response.ok)
        throw new Error(`The endpoint answered ${response.status}: ${(await response.text()).slice(0, 300)}`);
    },
    onError: (error) => {
      if (!isSaid) io.err(`The demo's learners cannot go on: ${error.message}\n`);
      isSaid = true;
    },
  });
};
