import { existsSync } from 'node:fs';
import { join } from 'node:path';
import fastifyStatic from '@fastify/static';
import type { FastifyInstance } from 'fastify';
import type { Config, LmsConfig } from '../config/config';
import { DEMO_COURSE, EARLIER_RUN, generateDemo } from '../demo/course';
import { demoPeople } from '../demo/people';
import { StandInLms, keyPairAt } from '../demo/standInLms';
import { writeDemo } from '../demo/writeDemo';
import { pagesFolder } from '../lib/package';
import { knownCourses } from '../store/queries/structure';
import { Structures } from '../metrics/kit/structures';
import type { Workspace } from '../worker/workspace';
import { CommandError, EXIT, type Io } from './io';
import { load } from './load';

/** What `serve --demo` puts around the API. */
export interface DemoSite {
  readonly lms: LmsConfig;
  readonly pages: (app: FastifyInstance) => Promise<void>;
  readonly announce: () => void;
}

/** Pages of the stand-in host; their script reads the address. */
const PAGES = ['/', '/course/*', '/courses/*', '/instructor-dashboard/*', '/stories', '/stories/*'];

/** Loads the demo course, by the ordinary commands, where it is missing; makes the stand-in LMS and the pages. */
export const openDemo = async (config: Config, workspace: Workspace, io: Io): Promise<DemoSite> => {
  const folder = pagesFolder();
  if (!existsSync(join(folder, 'index.html'))) {
    throw new CommandError('The demo pages are not built. `npm run build` in the repository makes them.');
  }
  const root = `http://localhost:${config.port}`;
  await loadDemo(config, workspace, io);
  const structures = new Structures(workspace.engine);
  const lms = await StandInLms.create({
    root,
    courseKey: DEMO_COURSE,
    people: demoPeople(DEMO_COURSE, EARLIER_RUN),
    courses: async () => generateDemo().courses,
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
    announce: () =>
      io.out(
        `\nMarginalia's demonstration is ready: ${root}/\n` +
          'A stand-in for Studio, with a made-up course and a stand-in LMS that signs you in. Stop it with Ctrl-C.\n\n',
      ),
  };
};

const loadDemo = async (config: Config, workspace: Workspace, io: Io): Promise<void> => {
  const known = (await knownCourses.run(workspace.engine, {})).map((row) => row.course_key);
  if (known.includes(DEMO_COURSE)) return;
  io.out('Making the demo course …\n');
  const files = await writeDemo(join(config.dataFolder, 'demo'));
  const common = { name: 'load', rejects: null } as const;
  const quiet: Io = { ...io, err: (text) => io.out(text) };
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
  const xapi = await load(workspace, { ...common, what: 'xapi', files: [files.statements] }, quiet);
  if ([course, contents, xapi].some((code) => code !== EXIT.done))
    throw new CommandError('The demo course could not be loaded as a whole; run it again.');
  // Whoever looks first shall see what needs work, and who, already, not only after the next round of the background job.
  for (const { key } of generateDemo().courses) {
    await workspace.models.ensure(key);
    await workspace.states.ensure(key);
  }
};
