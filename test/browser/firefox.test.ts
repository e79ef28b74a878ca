/** The way of a course author through the demo in the second browser: what is drawn, the keyboard, Arabic, a narrow window. */
import type { Browser, Page } from 'puppeteer-core';
import { DEMO_COURSE } from '../../api/demo/course';
import { Demo } from './demo';
import { describeWithFirefox, focusedIn, launchFirefox, tabIn } from './firefox';

const OUTLINE = `/course/${encodeURIComponent(DEMO_COURSE)}`;
const FINDING = 'Ten times?';

describeWithFirefox('the journey through the demo in Firefox', () => {
  let demo: Demo;
  let browser: Browser;
  let page: Page;
  const errors: string[] = [];

  beforeAll(async () => {
    [demo, browser] = await Promise.all([Demo.start(), launchFirefox()]);
    page = await browser.newPage();
    page.setDefaultTimeout(15_000);
    page.on('pageerror', (error) => errors.push(String(error)));
    await page.setViewport({ width: 1280, height: 900 });
    await page.goto(demo.origin);
    await page.evaluate(async () => {
      await fetch('/demo/sign-in', {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify({ username: 'author' }),
      });
    });
  }, 180_000);
  afterAll(async () => {
    await browser?.close();
    await demo?.stop();
  }, 30_000);

  /** Waits for a text in the margin. */
  const said = async (text: string): Promise<void> => {
    await page.waitForFunction(
      (wanted) => document.querySelector('.marginalia-margin')?.textContent?.includes(wanted) === true,
      {},
      text,
    );
  };
  const open = async (path: string): Promise<void> => {
    await page.goto(`${demo.origin}${path}`);
  };
  const isScrolledSideways = (): Promise<boolean> =>
    page.evaluate(() => document.documentElement.scrollWidth > document.documentElement.clientWidth);

  it('The plugin in Firefox opens a finding by keyboard, and leads back to it', async () => {
    await open(OUTLINE);
    await said('4 things worth a look');
    await page.evaluate(() => document.querySelector<HTMLElement>('.marginalia-filter-button')?.focus());
    expect(await tabIn(page, /Ten times\?/)).toBeLessThanOrEqual(20);
    await page.keyboard.press('Enter');
    await said('Answer key may be wrong');
    await page.waitForFunction((name) => document.activeElement?.textContent === name, {}, FINDING);
    expect(new URL(page.url()).searchParams.get('analytics-block')).toContain('problem');
    await page.evaluate(() => document.querySelector<HTMLElement>('.marginalia-back')?.click());
    await said('4 things worth a look');
    await page.waitForFunction((name) => document.activeElement?.textContent?.includes(name) === true, {}, FINDING);
  }, 60_000);

  it('The plugin in Firefox draws the hatch of a bar as stripes, not as one pale colour', async () => {
    const bar = await page.waitForSelector('.marginalia-evidence-bars .marginalia-bar-second');
    const picture = await bar!.screenshot({ encoding: 'base64' });
    const [dark, light] = await page.evaluate(async (base64) => {
      const bytes = Uint8Array.from(atob(base64), (sign) => sign.charCodeAt(0));
      const image = await createImageBitmap(new Blob([bytes], { type: 'image/png' }));
      const context = new OffscreenCanvas(image.width, image.height).getContext('2d')!;
      context.drawImage(image, 0, 0);
      // inside the border
      const { data } = context.getImageData(2, 2, image.width - 4, image.height - 4);
      const shades = Array.from({ length: data.length / 4 }, (_, i) => (data[4 * i]! + data[4 * i + 1]!) / 2);
      return [shades.filter((shade) => shade < 110).length, shades.filter((shade) => shade > 140).length].map(
        (pixels) => pixels / shades.length,
      );
    }, picture);
    expect(dark).toBeGreaterThan(0.2);
    expect(light).toBeGreaterThan(0.2);
  }, 30_000);

  it('The plugin in Firefox keeps the focus in the form of an answer, and gives it back', async () => {
    await page.evaluate(() => document.querySelector<HTMLElement>('.marginalia-dismiss button')?.focus());
    await page.keyboard.press('Enter');
    await page.waitForSelector('.marginalia-dismiss .dropdown-item');
    await page.evaluate(() => document.querySelector<HTMLElement>('.marginalia-dismiss .dropdown-item')?.click());
    await page.waitForFunction(() => document.activeElement?.tagName === 'TEXTAREA');
    await page.keyboard.press('Escape');
    await page.waitForFunction(() => document.activeElement?.closest('.marginalia-triage') !== null);
    expect(await focusedIn(page)).toContain('Dismiss');
  }, 30_000);

  it('The plugin in Firefox mirrors in Arabic, and fits a narrow window', async () => {
    await page.evaluate(() => {
      document.cookie = 'openedx-language-preference=ar; path=/';
    });
    await page.setViewport({ width: 410, height: 900 });
    await open(OUTLINE);
    await page.waitForSelector('.marginalia-findings');
    expect(await page.evaluate(() => document.documentElement.dir)).toBe('rtl');
    expect(await isScrolledSideways()).toBe(false);
  }, 30_000);

  it('The plugin in Firefox has no error on the way', () => {
    expect(errors).toEqual([]);
  });
});
