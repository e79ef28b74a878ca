/** What a page costs that stands at another origin than the service, as Studio and the dashboard do on most sites. */
import { type Server, createServer, request as ask } from 'node:http';
import type { Browser, Page } from 'playwright-core';
import { DEMO_COURSE } from '../../api/demo/course';
import { Demo } from './demo';
import { until } from '../cli/run';
import { describeWithBrowser, launch } from './page';

/** Hands everything on to the demo as it came, and remembers what it was asked. */
class Door {
  readonly asked: { readonly method: string; readonly url: string }[] = [];
  /** What everything is handed on to. */
  behind = '';
  private constructor(
    private readonly server: Server,
    readonly origin: string,
  ) {}

  static async open(): Promise<Door> {
    const server = createServer();
    await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening));
    const address = server.address();
    if (address === null || typeof address === 'string') throw new Error('no port');
    const door = new Door(server, `http://localhost:${address.port}`);
    server.on('request', (request, response) => {
      const { method = '', url = '', headers } = request;
      door.asked.push({ method, url });
      const onward = ask(`${door.behind}${url}`, { method, headers }, (answer) => {
        response.writeHead(answer.statusCode ?? 502, answer.headers);
        answer.pipe(response);
      });
      onward.on('error', () => response.destroy());
      request.pipe(onward);
    });
    return door;
  }

  close(): Promise<void> {
    this.server.closeAllConnections();
    return new Promise((closed) => this.server.close(() => closed()));
  }
}

describeWithBrowser('a page at another origin than the service', () => {
  let [pages, service]: (Door | undefined)[] = [];
  let demo: Demo;
  let browser: Browser;
  let page: Page;

  beforeAll(async () => {
    [pages, service, browser] = await Promise.all([Door.open(), Door.open(), launch()]);
    demo = await Demo.start({ MARGINALIA_ALLOWED_ORIGINS: pages.origin }, true);
    pages.behind = demo.origin;
    service.behind = demo.origin;
  }, 180_000);
  afterAll(async () => {
    await browser?.close();
    await demo?.stop();
    await Promise.all([pages?.close(), service?.close()]);
  }, 30_000);
  beforeEach(async () => {
    const context = await browser.newContext({ baseURL: pages!.origin, reducedMotion: 'reduce' });
    context.setDefaultTimeout(20_000);
    await context.addInitScript((url) => {
      window.marginaliaApiUrl = url;
    }, service!.origin);
    await context.request.post('/demo/sign-in', { data: { username: 'author' } });
    page = await context.newPage();
  });
  afterEach(() => page?.context().close());

  const KEY = encodeURIComponent(DEMO_COURSE);
  const dashboard = (place: string): string => `/instructor-dashboard/${KEY}#${place}`;

  // each with what comes last on it: a slow machine is idle for long before that is asked for
  it.each([
    ['Needs help', dashboard('attention'), 'h3:text-is("Active and succeeding")'],
    ['Class', dashboard('course'), 'section [role=img]'],
    ['Content', dashboard('content'), '[role=treegrid]'],
    ['Compare', dashboard('compare'), 'h3:text-is("Content that changed most")'],
    ['an outline in Studio', `/course/${KEY}`, '.marginalia-readout'],
  ])(
    'A page of %s asks whether it may ask once for each address, and not at all when it is opened again',
    async (name, address, last) => {
      const { asked } = service!;
      const preflights = (): string[] => asked.filter(({ method }) => method === 'OPTIONS').map(({ url }) => url);
      const look = async (open: () => Promise<unknown>): Promise<string[]> => {
        asked.length = 0;
        await open();
        await page.locator(`.marginalia ${last}`).first().waitFor();
        await page.waitForLoadState('networkidle');
        await page.locator('.marginalia-skeleton').first().waitFor({ state: 'detached' });
        // a preflight may be the last that was seen: what it was for is still to come
        await until(() => preflights().every((url) => asked.some((one) => one.method === 'GET' && one.url === url)));
        return preflights();
      };
      const first = await look(() => page.goto(address));
      const questions = asked.filter(({ method }) => method === 'GET');
      const addresses = new Set(questions.map(({ url }) => url));
      process.stdout.write(`${name}: ${questions.length} requests, ${first.length} preflights\n`);
      expect(questions.length).toBeGreaterThan(0);
      expect(first.length).toBeLessThanOrEqual(addresses.size);
      expect(first).toEqual([...new Set(first)]);
      expect(await look(() => page.reload())).toEqual([]);
    },
    60_000,
  );
});
