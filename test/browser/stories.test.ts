/** Every panel in every state, in a real browser: access, themes, widths, paper, and a language nobody speaks. */
import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Browser, BrowserContext, Page } from 'playwright-core';
import { ARRIVE } from '../../src/harness/stories/host';
import { INSTRUCTOR_PAGES } from '../../src/harness/stories/instructor';
import { PANELS } from '../../src/harness/stories/states';
import { describeWithBrowser, focused, keep, launch, violations } from './page';
import { type Pages, servePages } from './stories';

const root = join(__dirname, '..', '..');

describeWithBrowser('the stories', () => {
  let browser: Browser;
  let pages: Pages;
  let context: BrowserContext;
  let page: Page;

  beforeAll(async () => {
    [browser, pages] = await Promise.all([launch(), servePages()]);
    // One for all, so that the scripts are fetched and compiled once. What a page keeps is gone before the next.
    context = await browser.newContext({ baseURL: pages.origin, reducedMotion: 'reduce' });
    context.setDefaultTimeout(30_000);
    await context.addInitScript(() => window.localStorage.clear());
  }, 60_000);
  afterEach(async () => {
    await page?.close();
    await context.clearCookies();
  });
  afterAll(async () => {
    await browser?.close();
    await pages?.close();
  });

  const newPage = async (width: number): Promise<void> => {
    page = await context.newPage();
    await page.setViewportSize({ width, height: 900 });
  };
  const open = async (path: string, width = 480): Promise<void> => {
    await newPage(width);
    await page.goto(path);
    await page.locator('.marginalia-margin h2').first().waitFor();
  };
  const settled = (): Promise<void> => page.getByText('Definitions').first().waitFor();

  const THEMES = ['light', 'dark'];
  it.each([...PANELS.flatMap((panel) => THEMES.map((theme) => [panel, theme])), ['problem', 'light&brand=plum']])(
    'Stories are accessible: %s, %s',
    async (panel = '', theme = '') => {
      await open(`/stories/of/${panel}?theme=${theme}`, 1400);
      await page.getByText('Can’t reach analytics').first().waitFor();
      await settled();
      await keep(page, `states-${panel}-${theme.replace(/\W/g, '-')}`);
      // The page around the panels shows the same landmark ten times, which no host does.
      expect(await violations(page, undefined, ['landmark-unique'])).toEqual([]);
    },
    120_000,
  );

  it.each(INSTRUCTOR_PAGES.flatMap((name) => THEMES.map((theme) => [name, theme])))(
    'A page of the instructor is accessible: %s, %s',
    async (name, theme) => {
      await newPage(1400);
      await page.goto(`/stories/instructor/${name}/ready?theme=${theme}`);
      await whole();
      await keep(page, `instructor-${name}-${theme}`);
      expect(await violations(page, '.marginalia')).toEqual([]);
    },
    60_000,
  );
  /** The page stands as it is: nothing is still asked for. */
  const whole = async (): Promise<void> => {
    await page.locator('.marginalia h2').first().waitFor();
    await page.locator('.marginalia-pill').first().waitFor();
    await page.locator('.marginalia-skeleton').first().waitFor({ state: 'detached' });
  };

  const top = (selector: string): Promise<number | null> =>
    page.evaluate((wanted) => document.querySelector(wanted)?.getBoundingClientRect().top ?? null, selector);
  const height = (): Promise<number> =>
    page.evaluate(() => document.querySelector('.marginalia-margin')!.getBoundingClientRect().height);

  /** Other runs are asked for on their own, and come when they come: waits until half a second changes nothing. */
  const still = (): Promise<void> =>
    page.evaluate(async () => {
      let before = -1;
      for (let same = 0; same < 5;) {
        const now = document.querySelector('.marginalia-margin')!.getBoundingClientRect().height;
        same = now === before ? same + 1 : 0;
        before = now;
        await new Promise((later) => setTimeout(later, 100));
      }
    });

  it.each(PANELS)(
    'Stories do not jump when the figures come: %s',
    async (panel) => {
      await open(`/stories/${panel}-pending`);
      // While nobody knows whether a finding stands above the panel, a second one stands in for both.
      await page.waitForFunction(
        () =>
          document.querySelector('.marginalia-margin h2') !== null &&
          document.querySelectorAll('.marginalia-skeleton').length === 1,
      );
      const [before, head, stats] = [
        await height(),
        await top('.marginalia-margin h2'),
        await top('.marginalia-stats-box'),
      ];
      await page.evaluate((event) => window.dispatchEvent(new Event(event)), ARRIVE);
      await settled();
      await still();
      const after = await height();
      expect(await top('.marginalia-margin h2')).toBe(head);
      if (stats !== null && panel !== 'course') {
        expect(Math.abs((await top('.marginalia-stats-box'))! - stats)).toBeLessThanOrEqual(64);
      }
      process.stdout.write(`${panel}: ${Math.round(before)} px while pending, ${Math.round(after)} px ready\n`);
      expect(Math.abs(after - before) / after).toBeLessThanOrEqual(0.25);
    },
    60_000,
  );

  // 640: a window of 1280 at 200 %. 320: the narrowest that has to work at all.
  it.each(PANELS.flatMap((panel) => [320, 410, 640, 1280].map((width) => [panel, width] as const)))(
    'Nothing of a story is lost: %s at %d px',
    async (panel, width) => {
      await open(`/stories/${panel}-ready?width=${width}`, width);
      await settled();
      const table = page.getByRole('button', { name: /^Table/ });
      if ((await table.count()) > 0) await table.first().click();
      if (width >= 410) await keep(page, `${panel}-${width}`);
      expect(await lost()).toEqual([]);
    },
    60_000,
  );

  /** Words outside the frame, or cut off by a box that hides what is too much. What scrolls inside itself loses none. */
  const lost = (around = '.marginalia-margin'): Promise<string[]> =>
    page.evaluate((selector) => {
      const frame = document.querySelector(selector)!;
      const scrolls = (element: Element | null): boolean =>
        element !== null &&
        element !== frame &&
        (/auto|scroll/.test(getComputedStyle(element).overflowX) || scrolls(element.parentElement));
      const { left, right } = frame.getBoundingClientRect();
      const walker = document.createTreeWalker(frame, NodeFilter.SHOW_TEXT);
      const out: string[] = [];
      while (walker.nextNode()) {
        const text = walker.currentNode;
        const parent = text.parentElement!;
        if (!text.textContent?.trim() || parent.closest('.sr-only, .marginalia-block-type, svg') || scrolls(parent))
          continue;
        const range = document.createRange();
        range.selectNodeContents(text);
        for (const box of range.getClientRects()) {
          if (box.width > 1 && (box.left < left - 1 || box.right > right + 1)) out.push(`outside: ${text.textContent}`);
        }
      }
      for (const element of frame.querySelectorAll<HTMLElement>('*')) {
        const hides =
          getComputedStyle(element).overflowX === 'hidden' && !element.closest('.sr-only, .marginalia-block-type, svg');
        if (hides && element.scrollWidth > element.clientWidth + 1) out.push(`cut off: ${element.className}`);
      }
      if (document.documentElement.scrollWidth > window.innerWidth) out.push('the page scrolls sideways');
      return out;
    }, around);

  it.each(PANELS)(
    'Stories are reached and left by keyboard, in the order they are read: %s',
    async (panel) => {
      await open(`/stories/${panel}-ready`);
      await settled();
      const wanted = await page.evaluate(() => {
        const all = document.querySelectorAll<HTMLElement>(
          '.marginalia-margin :is(a[href], button, select, input, [tabindex="0"])',
        );
        return Array.from(all, (element, i) => {
          element.dataset.stop = String(i);
          return i;
        });
      });
      expect(wanted.length).toBeGreaterThan(1);
      const met: number[] = [];
      for (let i = 0; i < wanted.length + 40; i += 1) {
        await page.keyboard.press('Tab');
        const [stop, outline] = await page.evaluate(() => {
          const element = document.activeElement as HTMLElement | null;
          const style = element === null ? null : getComputedStyle(element);
          const seen = style !== null && (style.outlineStyle !== 'none' || style.boxShadow !== 'none');
          return [element?.dataset.stop ?? null, seen] as const;
        });
        if (stop !== null) {
          met.push(Number(stop));
          expect([await focused(page), outline]).toEqual([expect.anything(), true]);
        } else if (met.length > 0) break;
      }
      expect(met).toEqual(wanted);
      expect(await page.evaluate(() => document.activeElement?.closest('.marginalia-margin') ?? null)).toBeNull();
    },
    60_000,
  );

  it.each(['problem', 'video'])(
    'A story has words and a table for every chart: %s',
    async (panel) => {
      await open(`/stories/${panel}-ready`);
      const charts = page.locator('.marginalia-chart [role="img"]');
      await charts.first().waitFor();
      for (const chart of await charts.all()) {
        const [title, desc] = await chart.evaluate((image) => [
          image.getAttribute('aria-label') ?? '',
          document.getElementById(image.getAttribute('aria-describedby') ?? '')?.textContent ?? '',
        ]);
        expect(title!.length).toBeGreaterThan(5);
        expect(desc!.length).toBeGreaterThan(20);
        const section = page.locator('.marginalia-section', { has: chart });
        await section.getByRole('button', { name: /^Table/ }).click();
        expect(await section.getByRole('table').getByRole('row').count()).toBeGreaterThan(2);
      }
    },
    60_000,
  );

  it('A story keeps still where motion is not wanted', async () => {
    await open('/stories/problem-pending');
    await page.locator('.marginalia-skeleton').first().waitFor();
    expect(
      await page.evaluate(() => document.getAnimations().filter(({ playState }) => playState === 'running').length),
    ).toBe(0);
  });

  it.each(['problem', 'video', 'course'])('A story is fit for paper: %s', async (panel) => {
    await open(`/stories/${panel}-ready?theme=dark`);
    await settled();
    await page
      .getByRole('button', { name: /^Table/ })
      .first()
      .click();
    await page.emulateMedia({ media: 'print' });
    await keep(page, `print-${panel}`);
    const found = await page.evaluate(() => {
      const table = getComputedStyle(document.querySelector('.marginalia-table')!);
      const style = getComputedStyle(document.querySelector('.marginalia-margin')!);
      const buttons = Array.from(document.querySelectorAll<HTMLElement>('.marginalia-disclosure > button'));
      return {
        scrolls: table.overflowY,
        ground: style.backgroundColor,
        border: style.borderTopWidth,
        words: style.color,
        buttons: buttons.filter((button) => button.offsetParent !== null).length,
      };
    });
    expect(found).toEqual({
      scrolls: 'visible',
      ground: 'rgb(255, 255, 255)',
      border: '0px',
      words: 'rgb(0, 0, 0)',
      buttons: 0,
    });
  });

  describe('in a language nobody speaks', () => {
    const scratch = mkdtempSync(join(tmpdir(), 'marginalia-pseudo-'));
    afterAll(() => rmSync(scratch, { recursive: true, force: true }));

    /** All our words in a pseudo-language of formatjs: accents and brackets, or twice as long. */
    const compiled = new Map<string, Record<string, { value: string }[]>>();
    const words = (locale: 'en-XA' | 'xx-LS'): Record<string, { value: string }[]> => {
      const known = compiled.get(locale);
      if (known) return known;
      const out = join(scratch, `${locale}.json`);
      const cli = join(root, 'node_modules/@formatjs/cli/bin/formatjs');
      const input = join(root, 'i18n/en.json');
      execFileSync(process.execPath, [cli, 'compile', input, '--ast', '--pseudo-locale', locale, '--out-file', out], {
        stdio: 'ignore',
      });
      const made = JSON.parse(readFileSync(out, 'utf8'));
      compiled.set(locale, made);
      return made;
    };
    const speak = async (locale: 'en-XA' | 'xx-LS', path: string, width = 480): Promise<void> => {
      await newPage(width);
      await page.addInitScript((catalogue) => {
        window.marginaliaWords = catalogue as unknown as Record<string, string>;
      }, words(locale));
      await page.goto(path);
      await page.locator('.marginalia h2').first().waitFor();
      await page.locator('.marginalia h2').last().waitFor();
    };

    /** What comes from the course, from the host, or out of the formats of dates. */
    const DATA =
      /Time on task|acme\/time-on-task|Algorithms|Week \d|Lesson|Loops|Sorting lists|Recursion|Read this|How fast is merge sort\?|\b(Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)\b|\d+ days? ago/g;

    it.each(PANELS)(
      'A story in another language has no word left in English: %s',
      async (panel) => {
        await speak('en-XA', `/stories/of/${panel}`);
        // the state that is there last: a service is away only after it was asked again
        for (const id of ['marginalia.state.awayTitle', 'marginalia.foot.how'])
          await page
            .getByText(
              words('en-XA')
                [id]!.map(({ value }) => value)
                .join(''),
            )
            .first()
            .waitFor();
        const shown = await page.evaluate(() => {
          const out: string[] = [];
          for (const margin of document.querySelectorAll('.marginalia-margin')) {
            const walker = document.createTreeWalker(margin, NodeFilter.SHOW_TEXT);
            while (walker.nextNode()) {
              const { parentElement, textContent } = walker.currentNode;
              // what others wrote, and what is marked as English
              if (!parentElement?.closest('bdi, code, small[lang="en"]')) out.push((textContent ?? '').trim());
            }
            for (const element of margin.querySelectorAll('[aria-label], [title]')) {
              out.push(element.getAttribute('aria-label') ?? '', element.getAttribute('title') ?? '');
            }
          }
          return out;
        });
        // Accents stand on nearly every letter; four plain ones in a row are English.
        expect(shown.filter((text) => /[A-Za-z]{4}/.test(text.replace(DATA, '')))).toEqual([]);
        expect(shown.filter((text) => /^\[.*\]$/.test(text)).length).toBeGreaterThan(20);
      },
      60_000,
    );

    it.each(PANELS)(
      'A story in another language has room for words twice as long: %s',
      async (panel) => {
        await speak('xx-LS', `/stories/${panel}-ready`);
        await page.locator('.marginalia-skeleton').first().waitFor({ state: 'detached' });
        await keep(page, `long-${panel}`);
        expect(await lost()).toEqual([]);
      },
      60_000,
    );

    it.each(INSTRUCTOR_PAGES)(
      'A page of the instructor has room for words twice as long at 410 px: %s',
      async (name) => {
        await speak('xx-LS', `/stories/instructor/${name}/ready`, 410);
        await page.locator('.marginalia-skeleton').first().waitFor({ state: 'detached' });
        await keep(page, `long-instructor-${name}`);
        expect(await lost('.marginalia-instructor')).toEqual([]);
      },
      60_000,
    );

    it.each(INSTRUCTOR_PAGES)(
      'A page of the instructor reads from right to left without loss at 410 px: %s',
      async (name) => {
        await newPage(410);
        await page.goto(`/stories/instructor/${name}/ready?lang=ar`);
        await whole();
        await keep(page, `rtl-instructor-${name}`);
        expect(await page.locator('.marginalia').first().getAttribute('dir')).toBe('rtl');
        expect(await lost('.marginalia-instructor')).toEqual([]);
      },
      60_000,
    );

    it.each(PANELS)(
      'A story in another language reads from right to left without loss: %s',
      async (panel) => {
        await open(`/stories/${panel}-ready?lang=ar`);
        await page.locator('.marginalia-skeleton').first().waitFor({ state: 'detached' });
        await keep(page, `rtl-${panel}`);
        expect(await page.locator('.marginalia').first().getAttribute('dir')).toBe('rtl');
        expect(await lost()).toEqual([]);
      },
      60_000,
    );
  });
});
