import { resolve } from 'node:path';
import { DEMO_COURSE } from '../../api/demo/course';
import { HostSite, PAGES } from './site';

/** Serves a built host until it is stopped. */
export const serveHost = async (root: string, argv: readonly string[]): Promise<void> => {
  const [host, course = DEMO_COURSE] = argv;
  if (host === undefined) throw new Error('npm run host -- <folder of a built Authoring MFE> [course key]');
  const data = resolve(process.env.MARGINALIA_DATA ?? resolve(root, '.marginalia'));
  const site = await HostSite.start({ host: resolve(host), root, data, course });
  process.stdout.write(`The outline: ${PAGES}/course/${encodeURIComponent(course)}\nStop it with Ctrl-C.\n`);
  await new Promise<void>((done) => {
    for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => done());
  });
  await site.stop();
};
