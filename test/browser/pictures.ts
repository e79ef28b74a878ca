import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { type Page, chromium } from 'playwright-core';
import { DEMO_COURSE } from '../../api/demo/course';
import { type Outline, fillPath, getOutline } from '@marginalia/contract';
import { Demo } from './demo';

/** The morning on which all pictures are taken: the run is over the day before. */
const NOW = new Date('2026-11-17T09:00:00Z');

interface Picture {
  readonly name: string;
  /** The address below the demo's. */
  readonly path: string;
  readonly width: number;
  readonly height: number;
  /** The part of the page that is shown; the whole window without. */
  readonly part?: string;
  /** What has to be there before. */
  readonly awaits: string;
}

const picturesOf = ({ blocks }: Outline): Picture[] => {
  const idOf = (name: string): string => {
    const block = blocks.find((one) => one.name === name);
    if (block === undefined) throw new Error(`The demo has no block named ${name}.`);
    return block.id;
  };
  const outline = `/course/${encodeURIComponent(DEMO_COURSE)}`;
  const panel = (name: string): string =>
    `${outline}?sidebar=analytics&analytics-block=${encodeURIComponent(idOf(name))}`;
  // wide enough for every figure on the cards
  const size = { width: 1440, height: 1000 };
  // tall, because the sidebar takes a share of the window's height and scrolls inside that
  const alone = { width: 1280, height: 1760, part: '.marginalia-own' };
  return [
    { name: 'outline', path: outline, ...size, awaits: '.marginalia-findings' },
    { name: 'problem', path: panel('Ten times?'), ...alone, awaits: '.marginalia-answers' },
    { name: 'video', path: panel('Weaving a carpet'), ...alone, awaits: '.marginalia-chart svg .recharts-area' },
  ];
};

const take = async (
  page: Page,
  { path, width, height, part, awaits, name }: Picture,
  folder: string,
): Promise<void> => {
  await page.setViewportSize({ width, height });
  await page.goto(path);
  await page.locator(awaits).first().waitFor();
  await page.locator('.marginalia-skeleton').waitFor({ state: 'detached' });
  // a card has its figures once they are there
  await page.locator('.marginalia-card-button').first().waitFor();
  const file = { path: join(folder, `${name}.png`), animations: 'disabled' as const, caret: 'hide' as const };
  if (part === undefined) {
    await page.screenshot(file);
    return;
  }
  await page.locator(part).screenshot(file);
};

/** Takes every picture of README and docs into a folder. */
export const makePictures = async (folder: string): Promise<void> => {
  mkdirSync(folder, { recursive: true });
  const demo = await Demo.start();
  try {
    const browser = await chromium.launch({
      ...(process.env.CHROMIUM_PATH ? { executablePath: process.env.CHROMIUM_PATH } : {}),
      args: ['--headless', '--no-sandbox', '--disable-gpu', '--force-color-profile=srgb'],
    });
    try {
      const context = await browser.newContext({
        baseURL: demo.origin,
        deviceScaleFactor: 1.5,
        reducedMotion: 'reduce',
        locale: 'en-US',
        timezoneId: 'UTC',
      });
      context.setDefaultTimeout(30_000);
      await context.request.post('/demo/sign-in', { data: { username: 'author' } });
      const asked = await context.request.get(fillPath(getOutline.path, { course: DEMO_COURSE }), {
        headers: { 'USE-JWT-COOKIE': 'true' },
      });
      const page = await context.newPage();
      await page.clock.setFixedTime(NOW);
      for (const picture of picturesOf((await asked.json()) as Outline)) {
        await take(page, picture, folder);
        process.stdout.write(`${picture.name}.png\n`);
      }
    } finally {
      await browser.close();
    }
  } finally {
    await demo.stop();
  }
};
