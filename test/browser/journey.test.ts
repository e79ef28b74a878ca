/** The way of a course author, and of those who are not, through the demo in a real browser. */
import type { Browser, BrowserContext, Locator, Page } from 'playwright-core';
import { DEMO_COURSE, usageKey } from '../../api/demo/course';
import {
  type Outline,
  type Problem,
  type Video,
  fillPath,
  getOutline,
  getProblem,
  getVideo,
} from '@marginalia/contract';
import { Demo } from './demo';
import { describeWithBrowser, focused, keep, launch, tabTo, violations } from './page';

const PROBLEM = usageKey(DEMO_COURSE, 'problem', 'ten-times');
const REGION = 'Marginalia: learning analytics';

describeWithBrowser('the journey through the demo', () => {
  let demo: Demo;
  let browser: Browser;
  let context: BrowserContext;
  let page: Page;

  beforeAll(async () => {
    [demo, browser] = await Promise.all([Demo.start(), launch()]);
  }, 180_000);
  afterAll(async () => {
    await browser?.close();
    await demo?.stop();
  }, 30_000);

  /** A visitor with an empty browser, signed in as one of the demo's people. */
  const visitor = async (username: string, width = 1280): Promise<void> => {
    context = await browser.newContext({
      baseURL: demo.origin,
      viewport: { width, height: 900 },
      reducedMotion: 'reduce',
    });
    context.setDefaultTimeout(15_000);
    await context.request.post('/demo/sign-in', { data: { username } });
    page = await context.newPage();
  };
  afterEach(() => context?.close());

  const outlinePath = `/course/${encodeURIComponent(DEMO_COURSE)}`;
  const margin = (): Locator => page.getByRole('region', { name: REGION });
  /** As the host's HTTP client asks: with the visitor's cookies, and saying that they are meant. */
  const ask = (path: string) => context.request.get(path, { headers: { 'USE-JWT-COOKIE': 'true' } });
  const answer = async <T>(path: string): Promise<T> => {
    const response = await ask(path);
    expect(response.status()).toBe(200);
    return (await response.json()) as T;
  };
  const problemOf = (block: string): Promise<Problem> =>
    answer<Problem>(fillPath(getProblem.path, { course: DEMO_COURSE, block }));
  const outlineOf = (): Promise<Outline> => answer<Outline>(fillPath(getOutline.path, { course: DEMO_COURSE }));
  /** Opens the page of the unit that a block lies in, by its address. */
  const openUnitOf = async (block: string): Promise<void> => {
    const { blocks } = await outlineOf();
    const unit = blocks.find(({ id }) => id === block)?.parent ?? '';
    await page.goto(`${outlinePath}/container/${encodeURIComponent(unit)}`);
  };
  const nameOf = async (block: string): Promise<string> =>
    (await outlineOf()).blocks.find(({ id }) => id === block)?.name ?? '';

  /** What stands for the block in the frame where Studio draws the unit. */
  const blockButton = async (block: string): Promise<Locator> =>
    page.locator('.demo-blocks').getByRole('button', { name: await nameOf(block) });

  it('Marginalia in Studio shows the plugin at /, knows the other courses, and opens the outline of one with its readouts', async () => {
    await visitor('author');
    await page.goto('/');
    await page.getByRole('heading', { name: 'How far do learners get?' }).waitFor();
    await page.getByRole('link', { name: 'Courses' }).click();
    await page.getByRole('listitem').filter({ hasText: DEMO_COURSE }).getByRole('link').click();
    await page.getByRole('heading', { name: 'How far do learners get?' }).waitFor();

    const { blocks, learners } = await outlineOf();
    await margin()
      .getByText(` of ${String(learners)} learners reached `)
      .first()
      .waitFor();
    const units = blocks.filter(({ type, reach }) => type === 'vertical' && typeof reach === 'number' && reach > 0);
    const readouts = page.locator('.demo-unit').getByRole('button', { name: /^Show analytics for / });
    await readouts.first().waitFor();
    expect(await readouts.count()).toBeGreaterThanOrEqual(units.length);
    expect(await readouts.first().getAttribute('aria-label')).toContain(
      `${String(units[0]!.reach)} learners reached it.`,
    );
    await keep(page, 'outline');
    expect(await violations(page)).toEqual([]);
  }, 60_000);

  it('Marginalia in Studio takes no room in the row of a card on a page of 1024 px, and still marks what is worth a look', async () => {
    await visitor('author', 1024);
    await page.goto(outlinePath);
    const flag = page.locator('.demo-unit .marginalia-card-button').filter({ visible: true }).first();
    await flag.waitFor();
    const widths = await page
      .locator('[data-marginalia-block]')
      .evaluateAll((readouts) => readouts.map((one) => one.getBoundingClientRect().width));
    expect(new Set(widths)).toEqual(new Set([0]));
    await flag.click();
    await margin().getByRole('heading', { name: 'Worth a look here' }).waitFor();
  }, 60_000);

  it('Marginalia in Studio shows a problem beside its editor: the answer in words, the numbers, every answer, and the table', async () => {
    await visitor('author');
    await openUnitOf(PROBLEM);
    await (await blockButton(PROBLEM)).click();

    const problem = await problemOf(PROBLEM);
    if (problem.firstTry.kind !== 'value') throw new Error('the demo has learners enough for this problem');
    const { count, of } = problem.firstTry;
    await margin().getByText(`${count} of ${of} learners were correct on the first attempt`).waitFor();
    const [part] = problem.parts;
    for (const { value } of part!.answers) expect(await margin().textContent()).toContain(value);

    await keep(page, 'problem');
    await margin()
      .getByRole('button', { name: /^Table/ })
      .first()
      .click();
    const table = margin().getByRole('table').first();
    await table.waitFor();
    for (const { value, first, last } of part!.answers) {
      const row = table.getByRole('row').filter({ hasText: value }).first();
      const cells = await row.getByRole('cell').allTextContents();
      if (typeof first === 'number') expect(cells).toContain(String(first));
      if (typeof last === 'number') expect(cells).toContain(String(last));
    }
    await margin().getByRole('button', { name: 'Definitions' }).click();
    await margin().getByText('Learners whose first attempt was fully correct').first().waitFor();
    await keep(page, 'problem-table');
    expect(await violations(page)).toEqual([]);
  }, 60_000);

  it('Marginalia in Studio shows a video second by second, with a table and the moments worth a look', async () => {
    await visitor('author');
    const block = usageKey(DEMO_COURSE, 'video', 'for-step-by-step');
    await openUnitOf(block);
    await (await blockButton(block)).click();

    const video = await answer<Video>(fillPath(getVideo.path, { course: DEMO_COURSE, block }));
    await margin()
      .getByText(`${String(video.viewers)} viewers watched`)
      .waitFor();
    await margin().getByRole('img').first().waitFor();
    const moment = margin()
      .getByRole('button', { name: /rewatched this/ })
      .first();
    await moment.click();
    expect(await moment.getAttribute('aria-pressed')).toBe('true');
    await margin()
      .getByText(/ viewers, watched at least \d+ times\./)
      .waitFor();

    await margin()
      .getByRole('button', { name: /^Table/ })
      .first()
      .click();
    const rows = margin().getByRole('table').first().getByRole('row');
    expect(await rows.count()).toBeGreaterThan(10);
    expect(await rows.nth(1).getByRole('cell').first().textContent()).toBe(String(video.curve[0]!.viewers));
    await keep(page, 'video');
    expect(await violations(page)).toEqual([]);
  }, 60_000);

  it('Marginalia in Studio goes by keyboard alone from the outline to the table of a problem and back', async () => {
    await visitor('author');
    await page.goto(outlinePath);
    const name = await nameOf(PROBLEM);
    await margin().getByRole('button', { name: 'Definitions' }).waitFor();
    await openedByKeyboard(name);
    await page.waitForFunction((title) => document.activeElement?.textContent === title, name);
    await margin().getByText('were correct on the first attempt').first().waitFor();
    await tabTo(page, /^Table$/);
    await page.keyboard.press('Enter');
    await margin().getByRole('table').first().waitFor();
    expect(await focused(page)).toBe('Hide table');
    await page.keyboard.press('Enter');
    await margin().getByRole('table').first().waitFor({ state: 'detached' });
    for (let i = 0; i < 60 && !/^Back to /.test(await focused(page)); i += 1) await page.keyboard.press('Shift+Tab');
    await page.keyboard.press('Enter');
    await margin().getByRole('heading', { name, exact: true }).waitFor({ state: 'detached' });
  }, 90_000);

  it('Marginalia in Studio takes at most twenty presses of a key from the page to the panel of the first finding, and three back to it', async () => {
    await visitor('author');
    await page.goto(outlinePath);
    const first = margin().locator('.marginalia-findings [data-opens]').first();
    await first.waitFor();
    const id = await first.getAttribute('data-opens');
    let presses = 0;
    const press = async (key: string): Promise<void> => {
      presses += 1;
      await page.keyboard.press(key);
    };
    const until = async (name: RegExp): Promise<void> => {
      while (!name.test(await focused(page)) && presses < 40) await press('Tab');
    };
    await until(/^Analytics$/);
    await press('Enter');
    await page.waitForFunction(() => document.activeElement?.closest('.marginalia-margin') !== null);
    while ((await page.evaluate(() => document.activeElement?.getAttribute('data-opens'))) !== id && presses < 40)
      await press('Tab');
    await press('Enter');
    await margin().locator('.marginalia-own-findings').waitFor();
    process.stdout.write(`presses to the panel of the first finding: ${presses}\n`);
    expect(presses).toBeLessThanOrEqual(20);
    await margin().getByRole('button', { name: 'Back to the course' }).press('Enter');
    await page.waitForFunction((block) => document.activeElement?.getAttribute('data-opens') === block, id);
  }, 60_000);

  it('Marginalia in Studio carries a finding to the panel of its block, and opens the same block again after a reload', async () => {
    await visitor('author');
    await page.goto(outlinePath);
    const listed = margin().locator('.marginalia-findings > li').first();
    await listed.waitFor();
    const verdict = await listed.locator('.marginalia-verdict').textContent();
    const name = await listed.locator('.marginalia-finding-name').textContent();
    await listed.locator('[data-opens]').click();
    const own = margin().locator('.marginalia-own-findings .marginalia-verdict').first();
    await own.waitFor();
    expect(await own.textContent()).toBe(verdict);
    await margin().locator('.marginalia-suspected').first().waitFor();
    await keep(page, 'finding');
    expect(await violations(page)).toEqual([]);
    await page.reload();
    await margin()
      .getByRole('heading', { name: name ?? '', exact: true })
      .waitFor();
    const edit = await margin().getByRole('link', { name: 'Edit problem' }).getAttribute('href');
    expect(edit).toMatch(/\/container\/.*sidebar=analytics&analytics-block=/);
    await page.goto(edit ?? '');
    await margin()
      .getByRole('heading', { name: name ?? '', exact: true })
      .waitFor();
  }, 60_000);

  /** Opens closed branches of the list of blocks on the way, as somebody without a mouse has to. */
  const openedByKeyboard = async (name: string): Promise<void> => {
    for (let i = 0; i < 400; i += 1) {
      await page.keyboard.press('Tab');
      const [label, expanded] = await page.evaluate(() => {
        const element = document.activeElement;
        return [element?.textContent ?? '', element?.getAttribute('aria-expanded')];
      });
      if (label?.includes(name)) return page.keyboard.press('Enter');
      if (expanded === 'false' && label === '') await page.keyboard.press('Enter');
    }
    throw new Error(`not reached by keyboard: ${name}`);
  };

  it('Marginalia in Studio speaks Arabic from right to left', async () => {
    await visitor('author');
    await context.addCookies([{ name: 'openedx-language-preference', value: 'ar', url: demo.origin }]);
    await openUnitOf(PROBLEM);
    await (await blockButton(PROBLEM)).click();
    const plugin = page.locator('.demo-sidebar .marginalia').first();
    await plugin.locator('.marginalia-sentence').waitFor();
    // the page says it, or the plugin: that it holds is what counts
    expect(await plugin.evaluate((element) => getComputedStyle(element).direction)).toBe('rtl');
    expect(await plugin.getAttribute('lang')).toBe('ar');
    expect(await plugin.locator('.marginalia-sentence').first().textContent()).toMatch(/[\u0600-\u06ff]{3}/);
    expect(await plugin.locator('.marginalia-sentence').first().textContent()).not.toMatch(/learners|first time/);
    await keep(page, 'arabic');
    expect(await violations(page)).toEqual([]);
  }, 60_000);

  it.each(['outline', 'problem'])(
    'Marginalia in Studio fits the %s into a window of 440 pixels',
    async (what) => {
      await visitor('author', 440);
      if (what === 'outline') await page.goto(outlinePath);
      else {
        await openUnitOf(PROBLEM);
        await (await blockButton(PROBLEM)).click();
      }
      await margin().getByRole('button', { name: 'Definitions' }).waitFor();
      await margin()
        .getByRole('button', { name: /^Table/ })
        .first()
        .click();
      const [wide, window] = await page.evaluate(() => [document.documentElement.scrollWidth, innerWidth]);
      expect(wide).toBeLessThanOrEqual(window!);
      await keep(page, `narrow-${what}`);
    },
    60_000,
  );

  it('Marginalia in Studio says that the service is away, leaves the page alone, and fills by itself when it is back', async () => {
    await visitor('author');
    await openUnitOf(PROBLEM);
    const button = await blockButton(PROBLEM);
    await button.waitFor();
    await margin().getByRole('button', { name: 'Definitions' }).waitFor();
    await demo.cutOff();
    try {
      await button.click();
      await margin().getByText('Can’t reach analytics').waitFor({ timeout: 45_000 });
      await margin().getByText('Your work in Studio is not affected.').waitFor();
      expect(await button.isVisible()).toBe(true);
      await keep(page, 'away');
    } finally {
      await demo.resume();
    }
    await margin().getByText('were correct on the first attempt').first().waitFor({ timeout: 60_000 });
    expect(await margin().getByText('Can’t reach analytics').count()).toBe(0);
  }, 180_000);

  it('Marginalia in Studio tells somebody who is not on the course team just that, and no number', async () => {
    await visitor('author');
    const author = (await context.cookies()).map(({ name, value }) => `${name}=${value}`).join('; ');
    await context.close();
    await visitor('learner');
    expect((await ask(fillPath(getOutline.path, { course: DEMO_COURSE }))).status()).toBe(403);
    // A Studio that is wrongly open to this person: what the page knows of the course is the author's.
    await page.route('**/api/contentstore/**', async (route) => {
      const response = await route.fetch({ headers: { ...(await route.request().allHeaders()), cookie: author } });
      await route.fulfill({ response });
    });
    await page.goto(outlinePath);
    await margin().getByText('The LMS says you aren’t on this course’s team.').waitFor();
    expect(await margin().textContent()).not.toMatch(/\d+ (of|learners)/);
    expect(await page.getByRole('button', { name: /^Show analytics for / }).count()).toBe(0);
    await keep(page, 'not-permitted');
    expect(await violations(page)).toEqual([]);
  }, 60_000);
});
