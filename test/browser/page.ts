import { existsSync, mkdirSync } from 'node:fs';
import { join } from 'node:path';
import AxeBuilder from '@axe-core/playwright';
import { type Browser, type Page, chromium } from 'playwright-core';

const executablePath = [process.env.CHROMIUM_PATH, '/usr/bin/chromium', '/usr/bin/google-chrome'].find(
  (path) => path !== undefined && existsSync(path),
);
const missing = process.env.MARGINALIA_NO_BROWSER ?? (executablePath ? null : 'no Chromium here; set CHROMIUM_PATH');

/** A suite in a real browser; where there is none it is reported as skipped. */
export function describeWithBrowser(name: string, suite: () => void): void {
  if (missing === null) describe(name, suite);
  else describe.skip(`${name} (skipped: ${missing})`, suite);
}

export const launch = (): Promise<Browser> =>
  chromium.launch({
    ...(executablePath ? { executablePath } : {}),
    args: [
      '--headless',
      '--no-sandbox',
      '--disable-gpu',
      '--disable-quic',
      '--no-first-run',
      '--disable-background-networking',
      '--disable-component-update',
      '--disable-sync',
    ],
  });

const folder = join(__dirname, '..', 'screenshots');

/** Keeps what the page looks like, for people to see; only with MARGINALIA_SCREENSHOTS=1, for it takes as long as a test. */
export async function keep(page: Page, name: string): Promise<void> {
  if (!process.env.MARGINALIA_SCREENSHOTS) return;
  mkdirSync(folder, { recursive: true });
  await page.screenshot({ path: join(folder, `${name}.png`), fullPage: true });
}

/**
 * What axe finds wrong with the page, or a part of it, one line each; WCAG 2.1 A and AA and best practices. It is run in the
 * page at once, and finds names for what is wrong only: for all that is right, handed over, it takes five times as long.
 *
 * @param without rules that do not hold here
 */
export async function violations(page: Page, part?: string, without: readonly string[] = []): Promise<string[]> {
  const axe = new AxeBuilder({ page }).setLegacyMode().options({
    resultTypes: ['violations'],
    rules: Object.fromEntries(without.map((rule) => [rule, { enabled: false }])),
  });
  const { violations: found } = await (part === undefined ? axe : axe.include(part)).analyze();
  return found.flatMap(({ id, nodes }) =>
    nodes.map(({ target, failureSummary }) => `${id} ${target.join(' ')}: ${failureSummary}`),
  );
}

/** The element with the focus, as a screen reader would name it. */
export const focused = (page: Page): Promise<string> =>
  page.evaluate(() => {
    const element = document.activeElement;
    return element?.getAttribute('aria-label') ?? element?.textContent?.trim() ?? '';
  });

/**
 * Presses Tab until something whose name matches has the focus.
 * @throws Error after `most` presses, with what was passed
 */
export async function tabTo(page: Page, name: RegExp, most = 250): Promise<void> {
  const passed: string[] = [];
  for (let i = 0; i < most; i += 1) {
    await page.keyboard.press('Tab');
    const now = await focused(page);
    if (name.test(now)) return;
    passed.push(now.slice(0, 60));
  }
  throw new Error(`${most} presses of Tab did not reach ${String(name)}; passed: ${passed.slice(-20).join(' | ')}`);
}

/** Presses Tab until an element of this selector has the focus. @throws Error after `most` presses */
export async function tabInto(page: Page, selector: string, most = 250): Promise<void> {
  for (let i = 0; i < most; i += 1) {
    await page.keyboard.press('Tab');
    if (await page.evaluate((wanted) => document.activeElement?.matches(wanted) === true, selector)) return;
  }
  throw new Error(`${most} presses of Tab did not reach ${selector}`);
}
