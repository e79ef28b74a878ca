import { resolve } from 'node:path';
import { DEMO_COURSE } from '../../api/demo/course';
import { HostSite, PAGES } from './site';
import type { Release } from './site';

const isRelease = (text: string | undefined): text is Release => text === 'ulmo' || text === 'verawood';

/** Serves a built host until it is stopped. */
export const serveHost = async (root: string, argv: readonly string[]): Promise<void> => {
  const [host, course = DEMO_COURSE, release = 'verawood'] = argv;
  if (host === undefined || !isRelease(release))
    throw new Error('npm run host -- <folder of a built host> [course key] [ulmo|verawood]');
  const data = resolve(process.env.MARGINALIA_DATA ?? resolve(root, '.marginalia'));
  const site = await HostSite.start({ host: resolve(host), root, data, course, release });
  const key = encodeURIComponent(course);
  process.stdout.write(
    `The outline: ${PAGES}/course/${key}\nThe dashboard: ${PAGES}/instructor-dashboard/${key}\nStop it with Ctrl-C.\n`,
  );
  await new Promise<void>((done) => {
    for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => done());
  });
  await site.stop();
};
