/** Firefox over WebDriver BiDi, as Debian's firefox-esr speaks it; Playwright knows only a Firefox of its own. */
import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import type { Browser, Page } from 'puppeteer-core';

const NAMES = ['firefox-esr', 'firefox'];
const FOLDERS = (process.env.PATH ?? '').split(':').concat('/usr/bin');

/** A browser that answers; distributions ship stand-ins that only tell where to get one. */
const works = (path: string): boolean =>
  existsSync(path) && spawnSync(path, ['--version'], { timeout: 30_000 }).status === 0;

const named = process.env.FIREFOX_PATH;
const executablePath = [
  ...(named === undefined ? FOLDERS.flatMap((folder) => NAMES.map((name) => join(folder, name))) : [named]),
].find(works);

const missing =
  process.env.MARGINALIA_NO_FIREFOX ??
  (executablePath === undefined ? 'no Firefox here; install firefox-esr or set FIREFOX_PATH' : null);

/** A suite in Firefox; where there is none it is reported as skipped. */
export function describeWithFirefox(name: string, suite: () => void): void {
  if (missing === null) describe(name, suite);
  else describe.skip(`${name} (skipped: ${missing})`, suite);
}

export const launchFirefox = async (): Promise<Browser> => {
  const { launch } = await import('puppeteer-core');
  return launch({
    browser: 'firefox',
    protocol: 'webDriverBiDi',
    headless: true,
    ...(executablePath === undefined ? {} : { executablePath }),
    extraPrefsFirefox: { 'ui.prefersReducedMotion': 1 },
  });
};

/** The element with the focus, as a screen reader would name it. */
export const focusedIn = (page: Page): Promise<string> =>
  page.evaluate(() => {
    const element = document.activeElement;
    return element?.getAttribute('aria-label') ?? element?.textContent?.trim() ?? '';
  });

/**
 * Presses Tab until something whose name matches has the focus.
 * @returns how many presses it took
 * @throws Error after `most` presses, with what was passed
 */
export const tabIn = async (page: Page, name: RegExp, most = 80): Promise<number> => {
  const passed: string[] = [];
  for (let presses = 1; presses <= most; presses += 1) {
    await page.keyboard.press('Tab');
    const now = await focusedIn(page);
    if (name.test(now)) return presses;
    passed.push(now.slice(0, 60));
  }
  throw new Error(`${most} presses of Tab did not reach ${String(name)}; passed: ${passed.slice(-20).join(' | ')}`);
};
