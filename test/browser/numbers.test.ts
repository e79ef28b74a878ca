/**
 * What the plugin costs an author's page, told on standard output and kept in docs/benchmarks.md: requests, from click to
 * painted panel, scripting of a large outline. Counts are asserted; times are not, for machines differ.
 */
import { gzipSync } from 'node:zlib';
import type { Browser, BrowserContext, Page } from 'playwright-core';
import { DEMO_COURSE, usageKey } from '../../api/demo/course';
import { type Outline, fillPath, getOutline } from '@marginalia/contract';
import { Demo } from './demo';
import { describeWithBrowser, launch } from './page';
import { type OutlineHost, type What, answer, bundleOutline } from './outline/serve';

const report = (line: string): void => void process.stdout.write(`${line}\n`);
const median = (numbers: readonly number[]): number => [...numbers].sort((a, b) => a - b)[numbers.length >> 1] ?? NaN;
const range = (numbers: readonly number[]): string =>
  `median ${Math.round(median(numbers))}, ${Math.round(Math.min(...numbers))} to ${Math.round(Math.max(...numbers))}`;

/** How often the scripting of an outline is measured: once shows that it can be; docs/benchmarks.md has the median of 5. */
const TIMES = Number(process.env.MARGINALIA_TIMES ?? 1);

describeWithBrowser('the cost of the plugin', () => {
  let browser: Browser;
  let context: BrowserContext;
  let page: Page;
  /** Paths below the API that the page asked for, in their order. */
  let asked: string[];

  beforeAll(async () => {
    browser = await launch();
  }, 60_000);
  afterAll(() => browser?.close());
  afterEach(() => context?.close());

  const open = async (origin: string): Promise<void> => {
    context = await browser.newContext({ baseURL: origin, viewport: { width: 1280, height: 900 } });
    context.setDefaultTimeout(30_000);
    page = await context.newPage();
    asked = [];
    page.on('request', (request) => {
      const [, path] = /\/api\/v1\/courses\/[^/]+\/(.*)$/.exec(request.url()) ?? [];
      if (path) asked.push(path.replace(/blocks\/[^/]+\//, ''));
    });
  };

  describe('beside a warm API', () => {
    let demo: Demo;
    beforeAll(async () => {
      demo = await Demo.start();
    }, 180_000);
    afterAll(() => demo?.stop(), 30_000);

    const BLOCKS = [
      ['problem', 'ten-times'],
      ['problem', 'last-number'],
      ['problem', 'three-programs'],
      ['video', 'for-step-by-step'],
      ['video', 'conditions-video'],
      ['video', 'carpet'],
    ] as const;

    it('The traffic beside a warm API is one request for the readouts, one for the list, and two for each panel', async () => {
      await open(demo.origin);
      await context.request.post('/demo/sign-in', { data: { username: 'author' } });
      await page.goto(`/course/${encodeURIComponent(DEMO_COURSE)}`);
      await page.locator('.demo-unit .marginalia-readout').first().waitFor();
      await page.getByText('Definitions').first().waitFor();
      expect(asked.filter((path) => path.startsWith('outline'))).toHaveLength(1);
      report(`requests to the API, outline with its readouts and the list of what needs work: ${asked.join(', ')}`);
      expect(new Set(asked).size).toBe(asked.length);

      const get = (path: string) => context.request.get(path, { headers: { 'USE-JWT-COOKIE': 'true' } });
      const { blocks } = (await (await get(fillPath(getOutline.path, { course: DEMO_COURSE }))).json()) as Outline;
      const times: Record<string, number[]> = { problem: [], video: [] };
      for (const [type, slug] of BLOCKS) {
        const block = usageKey(DEMO_COURSE, type, slug);
        const found = blocks.find(({ id }) => id === block);
        for (let i = 0; i < 3; i += 1)
          await get(
            `${fillPath(getOutline.path, { course: DEMO_COURSE }).replace(/outline$/, '')}blocks/${encodeURIComponent(block)}/${type}`,
          );
        await page.goto(
          `/course/${encodeURIComponent(DEMO_COURSE)}/container/${encodeURIComponent(found?.parent ?? '')}`,
        );
        await page.getByText('Definitions').first().waitFor();
        asked = [];
        times[type]?.push(await clickToPainted(found?.name ?? ''));
        // whether the course has other runs was asked for the unit's panel
        const own = asked.filter((path) => path !== 'runs');
        expect(asked).toHaveLength(own.length + 1);
        // and what extensions say of the block
        expect(own.map((path) => path.split('?')[0])).toEqual([type, 'cards']);
      }
      for (const [type, all] of Object.entries(times)) {
        report(`from click to painted panel, ${type}, ms: ${range(all)} (its own request and that of extensions)`);
        expect(all).toHaveLength(3);
      }
    }, 180_000);

    /** Milliseconds from the click on a block to the frame that shows its whole panel, picture included. */
    const clickToPainted = (name: string): Promise<number> =>
      page.evaluate(
        (wanted) =>
          new Promise<number>((painted, failed) => {
            setTimeout(() => failed(new Error(`not painted: ${wanted}`)), 20_000);
            const buttons = Array.from(document.querySelectorAll<HTMLElement>('.demo-blocks button'));
            const button = buttons.find(({ textContent }) => textContent?.includes(wanted));
            const isWhole = (): boolean => {
              const margin = document.querySelector('.demo-sidebar .marginalia-margin');
              const charts = Array.from(margin?.querySelectorAll('.marginalia-chart') ?? []);
              return (
                margin?.querySelector('h2')?.textContent === wanted &&
                margin.querySelector('.marginalia-sentence') !== null &&
                margin.querySelector('.marginalia-skeleton') === null &&
                charts.every((chart) => chart.querySelector('svg') !== null)
              );
            };
            const start = performance.now();
            const look = (): void => {
              if (!isWhole()) return;
              observer.disconnect();
              requestAnimationFrame(() => setTimeout(() => painted(performance.now() - start)));
            };
            const observer = new MutationObserver(look);
            observer.observe(document.body, { childList: true, subtree: true, attributes: true });
            button?.click();
          }),
        name,
      );
  });

  describe('of readouts on an outline', () => {
    let outline: OutlineHost;
    beforeAll(async () => {
      outline = await bundleOutline();
    }, 60_000);

    /** Milliseconds of the processor that scripts take until the page is at rest. Nothing of ours runs in it meanwhile. */
    const scripting = async (count: number, what: What): Promise<number> => {
      context = await browser.newContext({ viewport: { width: 1280, height: 900 } });
      await outline.serve(context, count, what);
      page = await context.newPage();
      const session = await context.newCDPSession(page);
      await session.send('Performance.enable', { timeDomain: 'threadTicks' });
      await page.goto(outline.address(count, what));
      let before = -1;
      for (let still = 0; still < 4;) {
        await new Promise((pause) => setTimeout(pause, 100));
        const { metrics } = await session.send('Performance.getMetrics');
        const now = metrics.find(({ name }) => name === 'ScriptDuration')?.value ?? NaN;
        still = now === before ? still + 1 : 0;
        before = now;
      }
      expect(await page.locator('.marginalia-card-button').count()).toBe(what === 'nothing' ? 0 : count);
      expect(await page.locator('.marginalia-figure-extension').count()).toBe(what === 'figures' ? count : 0);
      await context.close();
      return before * 1000;
    };

    it.each([150, 600])(
      'The cost of readouts on an outline is some scripting: %d cards',
      async (count) => {
        const [bare, drawn, more]: [number[], number[], number[]] = [[], [], []];
        for (let i = 0; i < TIMES; i += 1) {
          bare.push(await scripting(count, 'nothing'));
          drawn.push(await scripting(count, 'readouts'));
          more.push(await scripting(count, 'figures'));
        }
        const added = [drawn, more].map((one) => Math.round(median(one) - median(bare)));
        report(
          `scripting of ${count} cards, ms: without readouts ${range(bare)}; with them ${range(drawn)}; with a figure of an extension ${range(more)}; added ${added.join(' and ')}`,
        );
        expect(added).not.toContain(NaN);
      },
      180_000,
    );

    it('An outline of 600 blocks with a figure of an extension takes less than 100 kB', () => {
      const [plain, more] = (['readouts', 'figures'] as const).map(
        (what) => gzipSync(JSON.stringify(answer(600, what))).length,
      );
      report(`an outline of 600 blocks, gzip: ${plain} bytes, with a figure of an extension ${more}`);
      expect(more).toBeLessThan(100_000);
    });

    it('A card says what its figure of an extension is, and whose', async () => {
      context = await browser.newContext({ viewport: { width: 1440, height: 900 } });
      await outline.serve(context, 3, 'figures');
      page = await context.newPage();
      await page.goto(outline.address(3, 'figures'));
      const card = page.locator('.marginalia-card-button').first();
      await card.focus();
      const tip = page.getByRole('tooltip');
      await tip.waitFor();
      const said = (await tip.textContent())?.replace(/[\u2066-\u2069]/g, '');
      expect(said).toContain('Time on the unit: median 1 min 30 s (900 learners, from acme/time-on-task).');
      expect((await card.getAttribute('aria-label'))?.replace(/[\u2066-\u2069]/g, '')).toContain(said);
      await context.close();
    });
  });
});
