/** What a page of an extension can do with what it is told: draw it. Both browsers are asked, for both have their own walls. */
import { type Server, createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { frameSource } from '../../src/features/extension/frameSource';
import { describeWithFirefox, launchFirefox } from './firefox';
import { describeWithBrowser, launch } from './page';

/** Ways out, to an address that ends in the name of the way. */
const WAYS: readonly [string, (address: string) => string][] = [
  ['address', (to) => `location = '${to}'`],
  ['link', (to) => `document.body.innerHTML = '<a href="${to}">x</a>'; document.querySelector('a').click()`],
  ['refresh', (to) => `document.head.innerHTML += '<meta http-equiv="refresh" content="0;url=${to}">'`],
  ['fetch', (to) => `fetch('${to}').catch(() => undefined)`],
  ['image', (to) => `new Image().src = '${to}'`],
  ['style', (to) => `document.head.innerHTML += '<style>@import url(${to})</style>'`],
  ['beacon', (to) => `navigator.sendBeacon('${to}', 'x')`],
  ['frame', (to) => `document.body.innerHTML = '<iframe src="${to}"></iframe>'`],
  [
    'framed address',
    (to) =>
      `const f = document.createElement('iframe'); f.srcdoc = '<script>location = "${to}"</' + 'script>'; document.body.append(f)`,
  ],
  ['data address', (to) => `location = 'data:text/html,<script>fetch("${to}")</' + 'script>'`],
];

/** What the two browsers have in common here. */
interface Opened {
  goto(url: string): Promise<unknown>;
  evaluate(work: (source: string) => unknown, source: string): Promise<unknown>;
  close(): Promise<void>;
}

const suite = (open: () => Promise<{ page(): Promise<Opened>; close(): Promise<void> }>): void => {
  let server: Server;
  let outside: string;
  let browser: Awaited<ReturnType<typeof open>>;
  let visited: string[];
  let someoneCame: () => void;
  beforeAll(async () => {
    server = createServer((request, response) => {
      visited.push(decodeURIComponent(request.url ?? ''));
      someoneCame();
      response.setHeader('access-control-allow-origin', '*').setHeader('content-type', 'text/html').end('<p>x</p>');
    });
    await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening));
    outside = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
    browser = await open();
  }, 60_000);
  beforeEach(() => {
    visited = [];
    someoneCame = () => undefined;
  });
  afterAll(async () => {
    await browser?.close();
    server.closeAllConnections();
    server.close();
  });
  const visit = (path: string): Promise<void> =>
    new Promise((resolve) => {
      const check = (): void => void (visited.includes(path) && resolve());
      someoneCame = check;
      check();
    });
  const script = (code: string): string => `<body><script>${code}</script></body>`;

  it.each(WAYS)(
    'A page of an extension gets nothing out by %s, where the same page in a frame of its own does',
    async (name, way) => {
      const page = await browser.page();
      await page.goto(`${outside}/start`);
      const told = frameSource(
        'x',
        script(`parent.parent.postMessage('ran', '*'); ${way(`${outside}/closed/${encodeURIComponent(name)}`)}`),
      );
      await page.evaluate(async (source) => {
        const ran = new Promise<void>((resolve) => {
          addEventListener('message', ({ data }) => data === 'ran' && resolve());
        });
        const frame = document.createElement('iframe');
        frame.setAttribute('sandbox', 'allow-scripts');
        frame.srcdoc = source;
        document.body.append(frame);
        await ran;
      }, told);
      // It had its turn, and more time than the one that begins now.
      await page.evaluate(
        (source) => {
          const frame = document.createElement('iframe');
          frame.setAttribute('sandbox', 'allow-scripts');
          frame.srcdoc = source;
          document.body.append(frame);
        },
        script(way(`${outside}/open/${encodeURIComponent(name)}`)),
      );
      await visit(`/open/${name}`);
      expect(visited).not.toContain(`/closed/${name}`);
      await page.close();
    },
  );

  it('A page of an extension cannot read the page around it, nor keep anything', async () => {
    const page = await browser.page();
    await page.goto(`${outside}/start`);
    const tries = ['top.document.title', 'parent.document.title', 'localStorage.x = 1', 'document.cookie = "x=1"'];
    const direct = `const results = [];
      ${tries.map((text) => `try { ${text}; results.push('done') } catch { results.push('refused') }`).join('\n')}
      parent.parent.postMessage(results.join(), '*')`;
    const said = await page.evaluate(
      (source) =>
        new Promise((resolve) => {
          addEventListener('message', ({ data }) => typeof data === 'string' && resolve(data));
          const frame = document.createElement('iframe');
          frame.setAttribute('sandbox', 'allow-scripts');
          frame.srcdoc = source;
          document.body.append(frame);
        }),
      frameSource('x', script(direct)),
    );
    expect(said).toBe('refused,refused,refused,refused');
    await page.close();
  });
};

describeWithBrowser('a page of an extension', () => {
  suite(async () => {
    const browser = await launch();
    return { page: () => browser.newPage(), close: () => browser.close() };
  });
});

describeWithFirefox('a page of an extension in Firefox', () => {
  suite(async () => {
    const browser = await launchFirefox();
    return { page: async () => browser.newPage(), close: () => browser.close() };
  });
});
