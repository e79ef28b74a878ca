/** The way of whoever teaches, through the demo in a real browser: the tab, the frame, and the page of its own. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Browser, BrowserContext, Locator, Page } from 'playwright-core';
import { startFor } from '../../api/demo/course';
import {
  type Attention,
  type Learners,
  type Overview,
  fillPath,
  getAttention,
  getLearners,
  getOverview,
} from '@marginalia/contract';
import { Demo } from './demo';
import { describeWithBrowser, focused, keep, launch, tabInto, tabTo, violations } from './page';

/** The words of texts that stand on more than one line. */
const brokenWords = (texts: Locator): Promise<string[]> =>
  texts.evaluateAll((elements) =>
    elements.flatMap((element) => {
      const text = element.firstChild;
      if (text === null) return [];
      return [...element.textContent!.matchAll(/\S+/g)].flatMap(({ 0: word, index }) => {
        const range = document.createRange();
        range.setStart(text, index);
        range.setEnd(text, index + word.length);
        return range.getClientRects().length > 1 ? [word] : [];
      });
    }),
  );

/** The run that is in its seventh week today: who may need help is a question about a course that runs. */
const YEAR = Number(startFor(Date.now() * 1000).slice(0, 4));
const COURSE = `course-v1:Marginalia+Loops101+${YEAR}`;
const EARLIER = `course-v1:Marginalia+Loops101+${YEAR - 1}`;
const KEY = encodeURIComponent(COURSE);
const TAB = `/instructor-dashboard/${KEY}`;
const ALONE = `/instructor/${KEY}`;

describeWithBrowser('the instructor’s side of the demo', () => {
  let demo: Demo;
  let browser: Browser;
  let context: BrowserContext;
  let page: Page;

  beforeAll(async () => {
    [demo, browser] = await Promise.all([
      Demo.start({ MARGINALIA_IDENTITIES: 'on', MARGINALIA_DEMO_STARTS_ON: undefined }),
      launch(),
    ]);
  }, 180_000);
  afterAll(async () => {
    await browser?.close();
    await demo?.stop();
  }, 30_000);

  const visitor = async (username: string, width = 1280, language = 'en'): Promise<void> => {
    context = await browser.newContext({
      baseURL: demo.origin,
      viewport: { width, height: 900 },
      reducedMotion: 'reduce',
    });
    context.setDefaultTimeout(15_000);
    await context.addCookies([{ name: 'openedx-language-preference', value: language, url: demo.origin }]);
    await context.request.post('/demo/sign-in', { data: { username } });
    page = await context.newPage();
  };
  afterEach(() => context?.close());

  const answer = async <T>(path: string): Promise<T> => {
    const response = await context.request.get(path, { headers: { 'USE-JWT-COOKIE': 'true' } });
    expect(response.status()).toBe(200);
    return (await response.json()) as T;
  };
  const section = (name: string): Locator =>
    page.locator('section').filter({ has: page.getByRole('heading', { name, level: 3, exact: true }) });
  const heading = (name: string): Locator => page.getByRole('heading', { name, level: 2 });
  const wide = (): Promise<number> =>
    page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);

  const grid = (): Locator => page.getByRole('grid', { name: 'Learners' });
  /** The rows of learners, without the head. */
  const rows = (): Locator => grid().locator('tbody tr');
  const counter = (name: string): Locator =>
    page.getByRole('list', { name: 'Learners by status' }).getByRole('button', { name });
  const drawer = (): Locator => page.getByRole('dialog');
  const bulk = (): Locator => page.getByRole('region', { name: 'Selected learners' });
  const listed = (query: string): Promise<Learners> =>
    answer<Learners>(`${fillPath(getLearners.path, { course: COURSE })}?${query}`);
  const nameOf = ({ name, username }: Learners['learners'][number]): string => name ?? username ?? '';
  /** The learner in the row, as the team calls them. */
  const nameIn = async (row: Locator): Promise<string> => (await row.getByRole('link').first().textContent()) ?? '';

  it('The instructor dashboard tells in the tab who may need help, with the numbers of the service, and why', async () => {
    await visitor('author');
    await page.goto(TAB);
    await heading('Which learners may need help?').waitFor();
    const { learners } = await answer<Attention>(fillPath(getAttention.path, { course: COURSE }));
    if (learners.flagged.kind !== 'value') throw new Error('the demo has learners enough');
    const { count, of } = learners.flagged;
    await page.getByText(`${count} of ${of} learners may need help`).waitFor();
    expect(await counter('All flagged').textContent()).toContain(String(count));
    await rows().first().waitFor();
    const list = await listed('flagged=true&limit=40');
    expect(list.total).toBe(count);
    expect(await rows().count()).toBe(list.learners.length);
    expect(await rows().getByRole('rowheader').getByRole('link').allTextContents()).toEqual(list.learners.map(nameOf));
    await keep(page, 'instructor-attention');
    expect(await violations(page)).toEqual([]);
  }, 60_000);

  it.each([
    [1440, 480, 8],
    [410, 520, 1],
  ])(
    'The instructor dashboard shows learners on the first screen at %d px',
    async (width, most, least) => {
      await visitor('author', width);
      await page.goto(ALONE);
      await rows().first().waitFor();
      const boxes = await rows().evaluateAll((all) =>
        all.map((row) => row.getBoundingClientRect()).map(({ top, bottom }) => ({ top, bottom })),
      );
      await keep(page, `instructor-first-screen-${width}`);
      process.stdout.write(`first learner at ${width} px: ${Math.round(boxes[0]!.top)} px from the top\n`);
      expect(boxes[0]!.top).toBeLessThanOrEqual(most);
      expect(boxes.filter(({ bottom }) => bottom <= 900).length).toBeGreaterThanOrEqual(least);
      expect(await wide()).toBe(0);
    },
    60_000,
  );

  it('The instructor dashboard selects all that match, also those on the next pages, and shows whom the team wrote to', async () => {
    await visitor('author', 1440);
    await page.goto(ALONE);
    await rows().first().waitFor();
    const { total } = await listed('flagged=true&limit=1');
    await page.locator('thead input[type=checkbox]').check();
    await bulk()
      .getByText(`${Math.min(total, 40)} selected`)
      .waitFor();
    await page.getByRole('button', { name: `Select all ${total} that match` }).click();
    await bulk().getByText(`${total} selected`).waitFor();
    await page.getByRole('button', { name: 'Next' }).click();
    await rows().nth(0).locator('input:checked').waitFor();
    await bulk().getByText(`${total} selected`).waitFor();
    await bulk().getByRole('button', { name: 'Clear selection' }).click();
    await counter('Contacted').click();
    const contacted = await listed('said=contacted&limit=40');
    await page.getByText(`of ${contacted.total}`, { exact: false }).last().waitFor();
    expect(await counter('Contacted').textContent()).toContain(String(contacted.total));
  }, 60_000);

  it('The instructor dashboard breaks no word of a block’s name, however deep it stands and narrow the window', async () => {
    await visitor('author', 410);
    await page.goto(`${ALONE}#content`);
    await page.getByRole('treegrid').waitFor();
    const closed = page.locator('tr[aria-expanded="false"] .marginalia-toggle');
    for (let most = 20; most > 0 && (await closed.count()) > 0; most -= 1) await closed.first().click();
    const names = page.locator('tr[aria-level="4"] .marginalia-name-link bdi');
    // as long as a word of another language
    await names.first().evaluate((name) => (name.textContent = 'Wiederholungsaufgaben'));
    const broken = await brokenWords(names);
    await keep(page, 'instructor-content-deep');
    expect(broken).toEqual([]);
    expect(await wide()).toBe(0);
  }, 60_000);

  it('The instructor dashboard breaks no word of a table of a group on paper', async () => {
    await visitor('author', 720);
    await page.emulateMedia({ media: 'print' });
    await page.goto(`${ALONE}#course/struggling`);
    const names = section('Videos').locator('tbody th bdi');
    await names.first().waitFor();
    expect(await brokenWords(names)).toEqual([]);
  }, 60_000);

  it('The instructor dashboard cuts no evidence in a narrow window, and says there what the team said', async () => {
    await visitor('author', 410);
    await page.goto(`${ALONE}#attention?state=contacted`);
    await rows().first().waitFor();
    const cut = await page
      .locator('.marginalia-why-text')
      .evaluateAll((texts) => texts.filter((text) => text.scrollHeight > text.clientHeight).length);
    expect(cut).toBe(0);
    expect(
      await rows()
        .first()
        .getByText(/^Contacted /)
        .first()
        .isVisible(),
    ).toBe(true);
    await keep(page, 'instructor-narrow');
    expect(await wide()).toBe(0);
  }, 60_000);

  it('The instructor dashboard filters by its counters and sorts by its heads, and keeps both in the address', async () => {
    await visitor('author');
    await page.goto(ALONE);
    await rows().first().waitFor();
    await counter('Inactive').click();
    const { total } = await listed('state=stopped&limit=1');
    await page.getByText(`of ${total}`, { exact: false }).last().waitFor();
    expect(await counter('Inactive').getAttribute('aria-pressed')).toBe('true');
    expect(await counter('Inactive').textContent()).toContain(String(total));
    await rows().filter({ hasNotText: 'Inactive' }).first().waitFor({ state: 'detached' });
    await rows().first().waitFor();
    expect(await rows().count()).toBe(Math.min(total, 40));
    await grid().getByRole('button', { name: 'Last active' }).click();
    await grid().locator('th[aria-sort="descending"]').filter({ hasText: 'Last active' }).waitFor();
    expect(new URL(page.url()).hash).toBe('#attention?state=stopped&sort=-lastActive');
    const sorted = (await listed('state=stopped&sort=lastActive&order=down&limit=40')).learners.map(nameOf);
    const shown = (): Promise<string[]> => rows().getByRole('rowheader').getByRole('link').allTextContents();
    await rows().filter({ hasText: sorted[0]! }).first().waitFor();
    expect(await shown()).toEqual(sorted);
    await page.reload();
    await rows().first().waitFor();
    expect(await shown()).toEqual(sorted);
    await page.goBack();
    await page.goBack();
    await page.locator('button[aria-pressed="true"]').filter({ hasText: 'All flagged' }).waitFor();
  }, 60_000);

  it('The instructor dashboard opens a learner beside the list, keeps an answer, drafts a message and leads to the page of the learner', async () => {
    await visitor('author');
    await page.goto(`${ALONE}#attention?state=stopped`);
    const row = rows()
      .filter({ hasNotText: /Contacted|No concern|Wrong flag/ })
      .first();
    await row.waitFor();
    const name = await nameIn(row);
    await row.getByText('Inactive').click();
    await drawer().getByRole('heading', { name, exact: true }).waitFor();
    expect(new URL(page.url()).hash).toContain('open=');
    await drawer()
      .getByText(/No activity for \d+ days?\./)
      .waitFor();
    await keep(page, 'instructor-peek');
    expect(await violations(page)).toEqual([]);
    await drawer().getByRole('button', { name: 'Draft message' }).click();
    const message = await drawer().getByLabel('Message').inputValue();
    expect(message).toMatch(/It’s been \d+ days? since you were last in /);
    const answerButton = drawer().getByRole('button', { name: 'Contacted', exact: true });
    await answerButton.click();
    await drawer()
      .getByText(/^author, /)
      .waitFor();
    expect(await answerButton.getAttribute('aria-pressed')).toBe('true');
    await rows()
      .filter({ hasText: name })
      .getByText(/^Contacted /)
      .last()
      .waitFor();
    await drawer().getByRole('link', { name: 'Open full page' }).click();
    await heading('How is this learner doing?').waitFor();
    expect(await focused(page)).toBe('How is this learner doing?');
    await section('Compared with the class').waitFor();
    expect(
      await section('Why this learner may need help')
        .getByRole('button', { name: 'Contacted', exact: true })
        .getAttribute('aria-pressed'),
    ).toBe('true');
    await page.getByRole('img', { name: /^Activity by day/ }).waitFor();
    await keep(page, 'instructor-learner');
    expect(await violations(page)).toEqual([]);
  }, 60_000);

  it('The instructor dashboard writes to several learners at once, and marks them all', async () => {
    await visitor('author');
    await page.goto(`${ALONE}#attention?state=not_started`);
    await rows().first().waitFor();
    const names = [await nameIn(rows().nth(0)), await nameIn(rows().nth(1))];
    for (const name of names)
      await grid()
        .getByRole('checkbox', { name: `Select ${name}`, exact: true })
        .check();
    await bulk().getByText('2 selected').waitFor();
    await bulk().getByRole('button', { name: 'Draft message' }).click();
    await bulk().getByRole('heading', { name: 'Draft message to 2 learners' }).waitFor();
    const message = await bulk().getByRole('textbox', { name: 'Message' }).inputValue();
    for (const name of names) {
      expect(message).not.toContain(name);
      await bulk().getByRole('listitem').filter({ hasText: name }).waitFor();
    }
    await keep(page, 'instructor-bulk');
    expect(await violations(page)).toEqual([]);
    await bulk().getByRole('button', { name: 'Mark contacted' }).click();
    await bulk().getByText('2 learners marked.').waitFor();
    for (const name of names)
      await rows()
        .filter({ hasText: name })
        .getByText(/^Contacted /)
        .last()
        .waitFor();
    await bulk().getByRole('button', { name: 'Clear selection' }).click();
    await bulk().waitFor({ state: 'detached' });
  }, 60_000);

  it('The instructor dashboard tells how far each rule can be trusted', async () => {
    await visitor('author');
    await page.goto(ALONE);
    await page.getByRole('button', { name: 'How reliable are these rules here?' }).click();
    const table = drawer().getByRole('table');
    await table.waitFor();
    const { learners } = await answer<Attention>(fillPath(getAttention.path, { course: COURSE }));
    expect(await table.getByRole('row').count()).toBe(learners.rules.length + 1);
    for (const row of (await table.getByRole('row').all()).slice(1)) {
      expect(await row.textContent()).toMatch(/Strong|Useful|Weak here|Too early/);
    }
    expect(await violations(page)).toEqual([]);
    await page.keyboard.press('Escape');
    await drawer().waitFor({ state: 'detached' });
  }, 60_000);

  it('The instructor dashboard draws the class, with the same numbers in the table and in the file', async () => {
    await visitor('author');
    await page.goto(`${ALONE}#course`);
    const enrolment = section('Enrollment');
    await enrolment.getByRole('img').waitFor();
    const { enrolment: stated } = await answer<Overview>(fillPath(getOverview.path, { course: COURSE }));
    // as the list says to the same person
    const { learners } = await answer<Attention>(fillPath(getAttention.path, { course: COURSE }));
    if (learners.flagged.kind !== 'value') throw new Error('the demo has learners enough');
    const tile = page.locator('.marginalia-tiles li').filter({ hasText: 'May need help' });
    expect(await tile.locator('.marginalia-tile-value').textContent()).toBe(String(learners.flagged.count));
    await enrolment.getByRole('button', { name: /^More for/ }).click();
    await enrolment.getByRole('button', { name: 'View as table' }).click();
    const last = stated.days.at(-1)!;
    expect(await enrolment.getByRole('row').last().getByRole('cell').first().textContent()).toBe(String(last.total));
    const [file] = await Promise.all([
      page.waitForEvent('download'),
      enrolment
        .getByRole('button', { name: /^More for/ })
        .click()
        .then(() => enrolment.getByRole('button', { name: 'Download as CSV' }).click()),
    ]);
    expect(file.suggestedFilename()).toBe('enrolment.csv');
    const csv = readFileSync(await file.path(), 'utf8');
    expect(csv.startsWith('\uFEFF# ')).toBe(true);
    expect(csv.trimEnd().split('\n').at(-1)).toContain(`${last.date},${String(last.total)}`);
    const [hourly] = await Promise.all([
      page.waitForResponse((response) => response.url().includes('hours=true')),
      page.getByRole('button', { name: 'By hour of the week' }).click(),
    ]);
    const { hours } = ((await hourly.json()) as Overview).activity;
    const most = Math.max(...(hours ?? []).map(({ learners }) => (typeof learners === 'number' ? learners : 0)));
    expect(most).toBeGreaterThan(10);
    const activity = section('Active learners');
    await activity.getByText(new RegExp(`^Most active: .* \\(${most} learners\\)$`)).waitFor();
    await keep(page, 'instructor-class-hours');
    expect(await violations(page)).toEqual([]);
    await activity.getByRole('button', { name: /^More for/ }).click();
    await activity.getByRole('button', { name: 'View as table' }).click();
    expect(await activity.getByRole('row').count()).toBe(25);
    await activity.getByRole('button', { name: /^More for/ }).click();
    await activity.getByRole('button', { name: 'View as chart' }).click();
    await page.getByRole('button', { name: /^By day/ }).click();
    await page.getByRole('img', { name: 'Active learners' }).waitFor();
    await keep(page, 'instructor-class');
    expect(await violations(page)).toEqual([]);
  }, 60_000);

  it('The instructor dashboard keeps a note on the time axis until it is removed', async () => {
    await visitor('author');
    await page.goto(`${ALONE}#course`);
    const axis = section('Course events');
    await axis.waitFor();
    const { enrolment } = await answer<Overview>(fillPath(getOverview.path, { course: COURSE }));
    await axis.getByRole('button', { name: 'Add note' }).click();
    await axis.getByLabel('Day').fill(enrolment.days.at(-10)!.date.slice(0, 10));
    await axis.getByRole('textbox', { name: 'Note' }).fill('Office hour');
    await axis.getByRole('button', { name: 'Save note' }).click();
    await axis.getByRole('listitem').filter({ hasText: 'Office hour' }).waitFor();
    await axis.getByRole('button', { name: /^Remove note “.Office hour.”$/ }).click();
    await axis.getByRole('listitem').filter({ hasText: 'Office hour' }).waitFor({ state: 'detached' });
  }, 60_000);

  it('The instructor dashboard compares runs for who is on the team of both', async () => {
    await visitor('orgstaff');
    await page.goto(`${ALONE}#compare`);
    // the run before this one is chosen already
    const other = page.getByRole('checkbox', { name: /another run · until / });
    await other.waitFor();
    expect(await other.isChecked()).toBe(true);
    await page
      .getByText(/clear differences?\./)
      .first()
      .waitFor();
    await section('About these runs').getByRole('cell', { name: EARLIER }).waitFor();
    await page.getByRole('button', { name: 'More for About these runs' }).click();
    const [file] = await Promise.all([
      page.waitForEvent('download'),
      page.getByRole('button', { name: 'Download as CSV' }).click(),
    ]);
    const rows = readFileSync(await file.path(), 'utf8')
      .split('\n')
      .filter((line) => !/^\uFEFF?#/.test(line));
    for (const key of [COURSE, EARLIER]) expect(rows.some((row) => row.includes(key))).toBe(true);
    await keep(page, 'instructor-compare');
    expect(await violations(page)).toEqual([]);
  }, 60_000);

  it('The instructor dashboard stands in a frame of the older dashboard, as tall as it is', async () => {
    await visitor('author');
    await page.goto(`/courses/${KEY}/instructor`);
    const frame = page.frameLocator('iframe[title="Analytics"]');
    await frame.getByRole('heading', { name: 'Which learners may need help?' }).waitFor();
    await frame.getByText('Viewing individual learners is logged.').waitFor();
    await page.waitForFunction(() => (document.querySelector('iframe')?.clientHeight ?? 0) > 1500);
    expect(await frame.getByRole('heading', { level: 1 }).count()).toBe(0);
  }, 60_000);

  /** The first row of the table of learners, in any language. */
  const anyRow = (): Locator => page.locator('table[role=grid] tbody tr').first();
  /** Every page of ours, and the states in which it has more to show; each is ready when this returns. */
  const PAGES: Readonly<Record<string, () => Promise<unknown>>> = {
    attention: () => anyRow().waitFor(),
    'attention?state=struggling': async () => {
      await rows().first().click();
      await drawer().waitFor();
    },
    'attention?state=stopped': async () => {
      await page.locator('thead input[type=checkbox]').check();
      await bulk().getByRole('button', { name: 'Draft message' }).click();
    },
    course: () => page.locator('section').getByRole('img').first().waitFor(),
    'course/stopped': () => page.getByRole('img').first().waitFor(),
    content: () => page.getByRole('treegrid').waitFor(),
    'content?show=problems': async () => {
      await page.locator('.marginalia-name-link').first().click();
      await drawer().waitFor();
    },
    compare: () => page.getByRole('checkbox').first().waitFor(),
    learner: async () => {
      await page.goto(`${page.url().split('#')[0]}#attention`);
      await anyRow().getByRole('link').click();
      await page.locator('.marginalia-heat, .marginalia-logged').first().waitFor();
    },
  };
  const opened = async (address: string, place: string): Promise<void> => {
    await page.goto('about:blank');
    await page.goto(`${address}#${place}`);
    await PAGES[place]!();
    await page.locator('.marginalia-skeleton').first().waitFor({ state: 'detached' });
  };
  /** What is pressed is not printed, and the names in it neither. */
  const PRESSED =
    'nav, .marginalia-back, .marginalia-choices, .marginalia-controls, .marginalia-actions, .marginalia-bulk';
  /** Lays the page out as Paragon does for paper, which is as wide as this; the printer shrinks it. */
  const toPaper = async (): Promise<void> => {
    await page.setViewportSize({ width: 992, height: 1400 });
    await page.locator('.marginalia bdi').evaluateAll((names, pressed) => {
      for (const name of names)
        (name as HTMLElement).dataset.seen = String(name.checkVisibility() && name.closest(pressed) === null);
    }, PRESSED);
    await page.emulateMedia({ media: 'print' });
  };
  /** On paper nothing can be pressed: no navigation, no menus; nothing runs out of the page, and every name is still there. */
  const expectPaper = async (): Promise<void> => {
    expect(await wide()).toBe(0);
    const pressed = '.marginalia :is(nav, .marginalia-icon-button, .dropdown-menu, .marginalia-bulk)';
    expect(
      await page
        .locator(pressed)
        .evaluateAll((all) => all.filter((one) => one.checkVisibility()).map((one) => one.className)),
    ).toEqual([]);
    expect(
      await page
        .locator('.marginalia bdi[data-seen="true"]')
        .evaluateAll((all) => all.filter((one) => !one.checkVisibility()).map((one) => one.textContent)),
    ).toEqual([]);
  };
  /** Marks of charts that a reader with colors of their own does not see: the browser took their colors away. */
  const lostInForcedColors = async (): Promise<string[]> => {
    const marks = page.locator('.marginalia :is(span, i, li)');
    await marks.evaluateAll((all) => {
      for (const one of all) {
        const { backgroundColor, backgroundImage } = getComputedStyle(one);
        const { width, height } = one.getBoundingClientRect();
        const isDrawn = !/, 0\)|\/ 0\)|transparent/.test(backgroundColor) || backgroundImage.includes('gradient');
        const isMark = one.textContent === '' && one.checkVisibility() && Math.min(width, height) > 2 && isDrawn;
        (one as HTMLElement).dataset.mark = String(isMark);
      }
    });
    await page.emulateMedia({ media: 'screen', forcedColors: 'active' });
    const lost = await marks.evaluateAll((all) => {
      const ground = getComputedStyle(document.body).backgroundColor;
      return all.flatMap((one) => {
        const style = getComputedStyle(one) as CSSStyleDeclaration & { forcedColorAdjust: string };
        const isOwn = style.forcedColorAdjust === 'none';
        const isFilled = isOwn && (style.backgroundColor !== ground || style.backgroundImage !== 'none');
        // the reader's colors draw any side; one of our own may be of the ground's
        const isOutlined = style.borderTopWidth !== '0px' && !(isOwn && style.borderTopColor === ground);
        const isSeen = isFilled || isOutlined;
        return (one as HTMLElement).dataset.mark === 'true' && !isSeen ? [one.className] : [];
      });
    });
    await page.emulateMedia({ forcedColors: 'none' });
    return [...new Set(lost)];
  };
  const nameOfPlace = (place: string): string => place.replace(/\W+/g, '-');

  it.each(Object.keys(PAGES))(
    'The instructor dashboard reads well on a dark ground, at 200 %%, in colors of the reader, and on paper: %s',
    async (place) => {
      await visitor('orgstaff', 1440);
      await opened(`${TAB}?theme=dark`, place);
      await keep(page, `instructor-dark-${nameOfPlace(place)}`);
      expect(await violations(page, '.marginalia')).toEqual([]);
      await page.setViewportSize({ width: 720, height: 450 });
      await opened(ALONE, place);
      await keep(page, `instructor-zoomed-${nameOfPlace(place)}`);
      expect(await wide()).toBe(0);
      expect(await violations(page)).toEqual([]);
      expect(await lostInForcedColors()).toEqual([]);
      await toPaper();
      await keep(page, `instructor-paper-${nameOfPlace(place)}`);
      await expectPaper();
    },
    90_000,
  );

  /** How far the cards of a row differ in height, at most. */
  const uneven = (): Promise<number> =>
    page.evaluate(() => {
      const differences = [...document.querySelectorAll('.marginalia-grid, .marginalia-finding-cards')].flatMap(
        (grid) => {
          const rows = new Map<number, number[]>();
          for (const card of grid.children) {
            const { top, height: own } = card.getBoundingClientRect();
            rows.set(Math.round(top), [...(rows.get(Math.round(top)) ?? []), own]);
          }
          return [...rows.values()].map((heights) => Math.max(...heights) - Math.min(...heights));
        },
      );
      return Math.max(0, ...differences);
    });
  /** Of how many, as often as the page says so in its tiles and its first sentence. */
  const wholes = async (): Promise<Set<string>> => {
    const texts = await page.locator('.marginalia-sentence, .marginalia-tiles li').allTextContents();
    return new Set(texts.flatMap((said) => [...said.matchAll(/ of (\d[\d,]*)/g)].map(([, of]) => of!)));
  };

  it.each([
    ['attention', 2600],
    ['course', 2600],
    ['course/stopped', 2600],
    ['content', 2600],
    ['compare', 2600],
    ['learner', 2600],
  ])(
    'The instructor dashboard keeps its measures at 1440 px: %s',
    async (place, most) => {
      await visitor('orgstaff', 1440);
      await opened(ALONE, place);
      const height = await page.evaluate(() => document.documentElement.scrollHeight);
      const sentence = page.locator('.marginalia-sentence').first();
      const answered = (await sentence.boundingBox())!;
      process.stdout.write(
        `${place} at 1440 px: ${height} px long, the answer ends at ${Math.round(answered.y + answered.height)} px\n`,
      );
      await keep(page, `instructor-measures-${nameOfPlace(place)}`);
      expect(height).toBeLessThanOrEqual(most);
      expect(answered.y + answered.height).toBeLessThanOrEqual(600);
      expect(await uneven()).toBeLessThanOrEqual(24);
      expect((await wholes()).size).toBeLessThanOrEqual(1);
      // what is hidden says so; “few” would be a claim about size
      expect(await page.getByText(/^few$/i).count()).toBe(0);
      await expectFilesInMenus();
    },
    60_000,
  );

  /** Files are in menus, one in each. */
  const expectFilesInMenus = async (): Promise<void> => {
    const files = page.getByRole('button', { name: 'Download as CSV' });
    expect(await files.count()).toBe(0);
    for (const menu of await page.getByRole('button', { name: /^More for/ }).all()) {
      await menu.click();
      expect(await files.count()).toBeLessThanOrEqual(1);
      await page.keyboard.press('Escape');
    }
  };

  it('The page of all courses keeps its measures at 1440 px, with dates as without', async () => {
    await visitor('global', 1440);
    for (const dates of ['', '#courses?dates=90']) {
      await page.goto('about:blank');
      await page.goto(`/site${dates}`);
      await rowsOfSite().first().waitFor();
      const height = await page.evaluate(() => document.documentElement.scrollHeight);
      const answered = (await page.locator('.marginalia-sentence').first().boundingBox())!;
      process.stdout.write(`site${dates} at 1440 px: ${height} px long\n`);
      await keep(page, `site-measures${nameOfPlace(dates)}`);
      expect(height).toBeLessThanOrEqual(2600);
      expect(answered.y + answered.height).toBeLessThanOrEqual(600);
      expect(await uneven()).toBeLessThanOrEqual(24);
      expect((await wholes()).size).toBeLessThanOrEqual(1);
      expect(await page.getByText(/^few$/i).count()).toBe(0);
      await expectFilesInMenus();
    }
  }, 60_000);

  it('The page of all courses tells of a course what its own page tells, and of dates what happened in them', async () => {
    await visitor('global', 1440);
    await page.goto('/site');
    const row = rowsOfSite().filter({ hasText: COURSE });
    await row.waitFor();
    const { completion } = await answer<Overview>(fillPath(getOverview.path, { course: COURSE }));
    if (typeof completion.mean !== 'number') throw new Error('the demo has learners enough');
    const told = new RegExp(`^${Math.round(completion.mean * 100)}%$`);
    await row.locator('td').filter({ hasText: told }).first().waitFor();
    expect(await rowsOfSite().filter({ hasText: EARLIER }).count()).toBe(1);
    await page.getByLabel('Dates').selectOption('Last 90 days');
    await page.getByText(/Active per week and Newly passed cover whole weeks from/).waitFor();
    expect(await rowsOfSite().filter({ hasText: EARLIER }).count()).toBe(0);
    await page.getByRole('button', { name: 'More for the table of courses' }).click();
    const [file] = await Promise.all([
      page.waitForEvent('download'),
      page.getByRole('button', { name: 'Download as CSV' }).click(),
    ]);
    expect(file.suggestedFilename()).toBe('site-courses.csv');
    const csv = readFileSync(await file.path(), 'utf8');
    expect(csv).toMatch(/filters: from=/);
    expect(csv).not.toContain(EARLIER);
    await page.reload();
    await page.getByText(/Active per week and Newly passed cover whole weeks from/).waitFor();
    expect(await violations(page)).toEqual([]);
  }, 60_000);

  it('What is still loading is no bright patch on a dark ground', async () => {
    await visitor('author', 1440);
    await page.route('**/attention*', () => undefined);
    await page.goto(`${TAB}?theme=dark#content`);
    const waiting = page.locator('.marginalia .react-loading-skeleton').first();
    await waiting.waitFor();
    await page.getByRole('treegrid').waitFor();
    const [own, tint] = await waiting.evaluate((element) => {
      const styles = getComputedStyle(element);
      return ['--base-color', '--marginalia-tint-strong'].map((name) => styles.getPropertyValue(name));
    });
    expect(own).toBe(tint);
  }, 60_000);

  it('The page of all courses reads well on a dark ground, at 200 %, on paper and from right to left', async () => {
    await visitor('global', 1440);
    await page.goto('/site');
    const tabs = page.locator('.marginalia-choices').first().getByRole('button');
    await tabs.first().waitFor();
    // what a host with a theme of another variant sets; without the comments, which are none in CSS
    const themes = readFileSync(join(__dirname, '../../src/harness/themes.scss'), 'utf8').replace(/^\/\/.*$/gm, '');
    await page.addStyleTag({ content: themes });
    const dark = (variant: string): Promise<void> =>
      page.evaluate((theme) => void (document.documentElement.dataset.paragonThemeVariant = theme), variant);
    for (let tab = 0; tab < (await tabs.count()); tab += 1) {
      await page.setViewportSize({ width: 1440, height: 900 });
      await tabs.nth(tab).click();
      await page.locator('.marginalia-skeleton').first().waitFor({ state: 'detached' });
      await dark('dark');
      await keep(page, `site-dark-${tab}`);
      expect(await violations(page, '.marginalia')).toEqual([]);
      await dark('light');
      await page.setViewportSize({ width: 720, height: 450 });
      expect(await wide()).toBe(0);
      expect(await lostInForcedColors()).toEqual([]);
      await toPaper();
      await keep(page, `site-paper-${tab}`);
      await expectPaper();
      await page.emulateMedia({ media: 'screen' });
    }
    await context.close();
    await visitor('global', 410, 'ar');
    await page.goto('/site#courses?dates=between&from=2026-01-01');
    await page.locator('.marginalia-choices').first().waitFor();
    await keep(page, 'site-ar-narrow');
    expect(await page.evaluate(() => document.documentElement.dir)).toBe('rtl');
    expect(await wide()).toBe(0);
    expect(await violations(page)).toEqual([]);
  }, 120_000);

  it('The list of learners is readable with all of them selected, at 410 px and from right to left', async () => {
    for (const language of ['en', 'ar']) {
      await context?.close();
      await visitor('author', 410, language);
      await page.goto(`${ALONE}#attention`);
      await page.locator('tbody tr').first().waitFor();
      await page.locator('thead input[type=checkbox]').check();
      const everybody = page.locator('p[role=status] button');
      await everybody.click();
      await everybody.waitFor({ state: 'detached' });
      await page.locator('.marginalia-bulk strong').waitFor();
      await keep(page, `instructor-selected-${language}-narrow`);
      expect(await wide()).toBe(0);
      expect(await violations(page)).toEqual([]);
    }
  }, 90_000);

  it('The instructor dashboard is readable at 410 px, from right to left, and printed', async () => {
    await visitor('orgstaff', 410, 'ar');
    for (const place of ['attention', 'course', 'course/stopped', 'content', 'compare', 'learner']) {
      await opened(ALONE, place);
      await page.locator('.marginalia-pill').first().waitFor();
      expect(await page.evaluate(() => document.documentElement.dir)).toBe('rtl');
      expect(await wide()).toBe(0);
      await keep(page, `instructor-${nameOfPlace(place)}-ar-narrow`);
      expect(await violations(page)).toEqual([]);
    }
    await toPaper();
    await keep(page, 'instructor-print');
    await expectPaper();
  }, 120_000);

  it('The instructor dashboard goes by keyboard alone from the navigation to the draft of a message', async () => {
    await visitor('author');
    await page.goto(ALONE);
    await rows().first().waitFor();
    await tabTo(page, /^Class$/);
    await page.keyboard.press('Enter');
    await heading('How is the class doing?').waitFor();
    expect(await focused(page)).toBe('How is the class doing?');
    await tabTo(page, /^Needs help$/);
    await page.keyboard.press('Enter');
    await heading('Which learners may need help?').waitFor();
    await rows().first().waitFor();
    await tabTo(page, /Inactive$/);
    await page.keyboard.press('Enter');
    await page.locator('button[aria-pressed="true"]').filter({ hasText: 'Inactive' }).waitFor();
    await rows().filter({ hasNotText: 'Inactive' }).first().waitFor({ state: 'detached' });
    await rows().first().waitFor();
    const names = await rows().getByRole('rowheader').getByRole('link').allTextContents();
    await tabTo(page, new RegExp(`${names[0]!}.*Inactive`));
    /** The row with the focus; -1: none. */
    const at = (): Promise<number> =>
      rows().evaluateAll((all) => all.findIndex((row) => row === document.activeElement));
    expect(await at()).toBe(0);
    await page.keyboard.press('j');
    await page.keyboard.press('j');
    await page.keyboard.press('k');
    expect(await at()).toBe(1);
    await page.keyboard.press('x');
    await bulk().getByText('1 selected').waitFor();
    await page.keyboard.press('x');
    await bulk().waitFor({ state: 'detached' });
    await page.keyboard.press('Enter');
    await drawer().getByRole('heading', { name: names[1]!, exact: true }).waitFor();
    expect(await focused(page)).toBe(names[1]);
    await page.keyboard.press('Escape');
    await drawer().waitFor({ state: 'detached' });
    expect(await at()).toBe(1);
    await page.keyboard.press('d');
    await drawer().getByLabel('Message').waitFor();
    await tabTo(page, /^Copy$/);
    await page.keyboard.press('Escape');
    await drawer().waitFor({ state: 'detached' });
    expect(await at()).toBe(1);
  }, 90_000);

  it.each([ALONE, TAB])(
    'The instructor dashboard takes at most thirty presses of a key from the page to the draft for the first learner: %s',
    async (address) => {
      await visitor('author');
      await page.goto(address);
      await rows().first().waitFor();
      await counter('Contacted').waitFor();
      let presses = 0;
      const pressing = async (key: string): Promise<void> => {
        presses += 1;
        await page.keyboard.press(key);
      };
      const isAt = (wanted: string): Promise<boolean> =>
        page.evaluate((selector) => document.activeElement?.matches(selector) === true, wanted);
      while (!(await isAt('.marginalia-skip, tbody tr')) && presses < 60) await pressing('Tab');
      if (!(await isAt('tbody tr'))) await pressing('Enter');
      expect(await isAt('tbody tr:first-child')).toBe(true);
      await pressing('d');
      await drawer().getByLabel('Message').waitFor();
      process.stdout.write(`presses to the draft for the first learner: ${presses}\n`);
      expect(presses).toBeLessThanOrEqual(30);
    },
    60_000,
  );

  it('The instructor dashboard takes at most twenty presses of a key from the page to the panel of the first finding', async () => {
    await visitor('author');
    await page.goto(ALONE);
    await rows().first().waitFor();
    let presses = 0;
    const until = async (reached: () => Promise<boolean>): Promise<void> => {
      for (; !(await reached()) && presses < 60; presses += 1) await page.keyboard.press('Tab');
      await page.keyboard.press('Enter');
      presses += 1;
    };
    await until(async () => (await focused(page)) === 'Content');
    await page.locator('.marginalia-finding-cards [data-opens]').first().waitFor();
    await until(() =>
      page.evaluate(() => document.activeElement?.matches('.marginalia-finding-cards [data-opens]') === true),
    );
    await drawer().locator('.marginalia-own-findings').waitFor();
    process.stdout.write(`presses to the panel of the first finding: ${presses}\n`);
    expect(presses).toBeLessThanOrEqual(20);
  }, 60_000);

  const press = (key: string): Promise<void> => page.keyboard.press(key);

  it('The page of the class goes by keyboard alone to another view, the table of a chart, and one of its groups', async () => {
    await visitor('author');
    await page.goto(`${ALONE}#course`);
    await section('Grades').waitFor();
    await tabTo(page, /^By day$/);
    await press('Enter');
    await section('Active learners').locator('button[aria-pressed="true"]', { hasText: 'By day' }).waitFor();
    expect(await focused(page)).toBe('By day');
    await tabTo(page, /^More for Grades$/);
    await press('Enter');
    await tabTo(page, /^View as table$/, 5);
    await press('Enter');
    await section('Grades').getByRole('table').waitFor();
    expect(await focused(page)).toBe('More for Grades');
    await page.reload();
    await section('Grades').waitFor();
    await tabTo(page, /^May need help/, 20);
    await press('Enter');
    await section('Compared with the class').waitFor();
    expect(new URL(page.url()).hash).toBe('#course/need_help');
  }, 90_000);

  it('The page of the content goes by keyboard alone through its tree to the panel of a block, and back to its row', async () => {
    await visitor('author');
    await page.goto(`${ALONE}#content`);
    await page.getByRole('treegrid').waitFor();
    await tabInto(page, 'tr[tabindex="0"]');
    const name = (): Promise<string> =>
      page.evaluate(() => document.activeElement?.querySelector('bdi')?.textContent ?? '');
    const first = await name();
    expect(await page.evaluate(() => document.activeElement?.getAttribute('aria-expanded'))).toBe('true');
    await press('ArrowLeft');
    expect(await page.evaluate(() => document.activeElement?.getAttribute('aria-expanded'))).toBe('false');
    await press('ArrowRight');
    await press('ArrowRight');
    expect(await page.evaluate(() => document.activeElement?.getAttribute('aria-level'))).toBe('2');
    const inside = await name();
    expect(inside).not.toBe(first);
    await press('Enter');
    await drawer().getByRole('heading', { name: inside, exact: true }).first().waitFor();
    await page.waitForFunction(() => document.activeElement?.closest('[role="dialog"]') !== null);
    await press('Escape');
    await drawer().waitFor({ state: 'detached' });
    expect(await name()).toBe(inside);
  }, 90_000);

  it('The comparison goes by keyboard alone from the same week to now, and to no other run at all', async () => {
    await visitor('author');
    await page.goto(`${ALONE}#compare`);
    await page.getByRole('table', { name: 'Comparison' }).waitFor();
    await keep(page, 'instructor-compare-week');
    // the head covers none of the rows
    const [head, first] = await page
      .getByRole('table', { name: 'Comparison' })
      .getByRole('row')
      .evaluateAll(([one, other]) => [
        one!.lastElementChild!.getBoundingClientRect().bottom,
        other!.getBoundingClientRect().top,
      ]);
    expect(head).toBeLessThanOrEqual(first! + 1);
    expect(await violations(page)).toEqual([]);
    await tabTo(page, /^As they stand now$/);
    await press('Enter');
    await page.getByText('An unfinished run is compared as it is now').waitFor();
    expect(new URL(page.url()).hash).toBe('#compare?at=now');
    await tabInto(page, 'input[type="checkbox"]');
    await press('Space');
    await page.getByText('Choose a run or course to compare with').waitFor();
    await page.getByRole('table', { name: 'Comparison' }).waitFor({ state: 'detached' });
  }, 90_000);

  it('The page of all courses goes by keyboard alone from a search to a course, and to the health of the data', async () => {
    await visitor('global');
    await page.goto('/site');
    await rowsOfSite().first().waitFor();
    await tabTo(page, /^Data health$/);
    await press('Enter');
    await page.getByRole('heading', { name: 'Is data arriving?' }).waitFor();
    await page.keyboard.press('Shift+Tab');
    expect(await focused(page)).toBe('Enrollment');
    await press('Enter');
    await page.getByRole('grid', { name: 'Enrolled now, by track' }).waitFor();
    await page.keyboard.press('Shift+Tab');
    await page.keyboard.press('Shift+Tab');
    expect(await focused(page)).toBe('Courses');
    await press('Enter');
    await rowsOfSite().first().waitFor();
    await tabInto(page, 'input[type="search"]');
    await page.keyboard.type('evening');
    await rowsOfSite().nth(1).waitFor({ state: 'detached' });
    await tabTo(page, /^Passing/);
    await press('Enter');
    await page.locator('th[aria-sort]').filter({ hasText: 'Passing' }).waitFor();
    await tabInto(page, 'tr[tabindex="0"]');
    await press('Enter');
    await page.waitForURL(/\/instructor\/course-v1%3ALakeside%2BLoopsEve/);
  }, 90_000);
  const rowsOfSite = (): Locator => page.getByRole('grid', { name: 'Courses' }).locator('tbody tr');

  it.each([
    ['learner', /The LMS says you aren’t on this course’s team/],
    ['neighbour', /The LMS says you aren’t on this course’s team/],
  ])(
    'The instructor dashboard shows %s nothing',
    async (username, words) => {
      await visitor(username);
      await page.goto(ALONE);
      await page.getByText(words).waitFor();
      expect(await page.locator('.marginalia').textContent()).not.toMatch(/\d+ of \d+/);
    },
    60_000,
  );
});
