/** The way of whoever teaches, through the demo in a real browser: the tab, the frame, and the page of its own. */
import { readFileSync } from 'node:fs';
import type { Browser, BrowserContext, Locator, Page } from 'playwright-core';
import { DEMO_COURSE, generateDemo } from '../../api/demo/course';
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
import { describeWithBrowser, focused, keep, launch, tabTo, violations } from './page';

const KEY = encodeURIComponent(DEMO_COURSE);
const TAB = `/instructor-dashboard/${KEY}`;
const ALONE = `/instructor/${KEY}`;

describeWithBrowser('the instructor’s side of the demo', () => {
  let demo: Demo;
  let browser: Browser;
  let context: BrowserContext;
  let page: Page;

  beforeAll(async () => {
    [demo, browser] = await Promise.all([Demo.start({ MARGINALIA_IDENTITIES: 'on' }), launch()]);
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

  it('tells in the tab who may need help, with the numbers of the service, and why', async () => {
    await visitor('author');
    await page.goto(TAB);
    await heading('Which learners may need help?').waitFor();
    const { learners } = await answer<Attention>(fillPath(getAttention.path, { course: DEMO_COURSE }));
    if (learners.flagged.kind !== 'value') throw new Error('the demo has learners enough');
    const { count, of } = learners.flagged;
    await page.getByText(`${count} of ${of} learners may need help`).waitFor();
    const list = await answer<Learners>(`${fillPath(getLearners.path, { course: DEMO_COURSE })}?limit=20`);
    const first = list.learners[0]!;
    await section('Learners').getByRole('link', { name: first.id }).waitFor();
    await keep(page, 'instructor-attention');
    expect(await violations(page)).toEqual([]);
  }, 60_000);

  it('follows a filter, keeps an answer, drafts a message and opens the learner', async () => {
    await visitor('author');
    await page.goto(ALONE);
    const stopped = section('How reliable are these rules here?').getByRole('listitem').filter({ hasText: 'Inactive' });
    await stopped.getByRole('button', { name: 'Show these learners' }).click();
    const card = section('Learners').getByRole('listitem').first();
    await section('Learners').getByText('Only: Stopped').waitFor();
    await card.getByText(/^Nothing for \d+ days\./).waitFor();
    await card.getByRole('button', { name: 'Draft message' }).click();
    expect(await card.getByLabel('Message').inputValue()).toMatch(/I have not seen you in .+ for \d+ days/);
    await card.getByRole('button', { name: 'Contacted' }).click();
    await card.getByText(/^author said so on /).waitFor();
    await card.getByRole('link').first().click();
    await heading('How is this learner doing?').waitFor();
    expect(await focused(page)).toBe('How is this learner doing?');
    await section('Compared with the class').waitFor();
    expect(
      await section('Why this learner may need help')
        .getByRole('button', { name: 'Contacted' })
        .getAttribute('aria-pressed'),
    ).toBe('true');
    await page.getByRole('img', { name: 'Activity' }).waitFor();
    await keep(page, 'instructor-learner');
    expect(await violations(page)).toEqual([]);
  }, 60_000);

  it('draws the class, with the same numbers in the table and in the file', async () => {
    await visitor('author');
    await page.goto(`${ALONE}#course`);
    const enrolment = section('Enrollment');
    await enrolment.getByRole('img').waitFor();
    const { enrolment: disclosed } = await answer<Overview>(fillPath(getOverview.path, { course: DEMO_COURSE }));
    await enrolment.getByRole('button', { name: 'Table' }).click();
    const last = disclosed.days.at(-1)!;
    expect(await enrolment.getByRole('row').last().getByRole('cell').first().textContent()).toBe(String(last.total));
    const [file] = await Promise.all([
      page.waitForEvent('download'),
      enrolment.getByRole('button', { name: 'Download as CSV' }).click(),
    ]);
    expect(file.suggestedFilename()).toBe('enrolment.csv');
    const csv = readFileSync(await file.path(), 'utf8');
    expect(csv.startsWith('\uFEFF# ')).toBe(true);
    expect(csv.trimEnd().split('\n').at(-1)).toContain(`${last.date},${String(last.total)}`);
    await page.getByRole('button', { name: /^By hour/ }).click();
    // so few in any one hour that none may be disclosed
    await section('Active learners').getByText('Hidden: every point has too few learners.').waitFor();
    await page.getByRole('button', { name: /^By day/ }).click();
    await page.getByRole('img', { name: 'Active learners' }).waitFor();
    await keep(page, 'instructor-class');
    expect(await violations(page)).toEqual([]);
  }, 60_000);

  it('keeps a note on the time axis until it is removed', async () => {
    await visitor('author');
    await page.goto(`${ALONE}#course`);
    const axis = section('Course events');
    await axis.getByLabel('Day').fill('2026-10-01');
    await axis.getByRole('textbox', { name: 'Note' }).fill('Live session');
    await axis.getByRole('button', { name: 'Add note' }).click();
    await axis.getByRole('listitem').filter({ hasText: 'Live session' }).waitFor();
    await axis.getByRole('button', { name: 'Remove the note “Live session”' }).click();
    await axis.getByRole('listitem').filter({ hasText: 'Live session' }).waitFor({ state: 'detached' });
  }, 60_000);

  it('compares runs for who is on the team of both', async () => {
    await visitor('orgstaff');
    await page.goto(`${ALONE}#compare`);
    await page.getByRole('checkbox', { name: /another run$/ }).check();
    await page.getByText(/^In .+ of the shares/).waitFor();
    const earlier = generateDemo().courses.find(({ key }) => key !== DEMO_COURSE)!;
    await section('About these runs').getByRole('cell', { name: earlier.key }).waitFor();
    const [file] = await Promise.all([
      page.waitForEvent('download'),
      page.getByRole('button', { name: 'Download as CSV' }).click(),
    ]);
    const rows = readFileSync(await file.path(), 'utf8')
      .split('\n')
      .filter((line) => !/^\uFEFF?#/.test(line));
    for (const key of [DEMO_COURSE, earlier.key]) expect(rows.some((row) => row.includes(key))).toBe(true);
    await keep(page, 'instructor-compare');
    expect(await violations(page)).toEqual([]);
  }, 60_000);

  it('stands in a frame of the older dashboard, as tall as it is', async () => {
    await visitor('author');
    await page.goto(`/courses/${KEY}/instructor`);
    const frame = page.frameLocator('iframe[title="Analytics"]');
    await frame.getByRole('heading', { name: 'Which learners may need help?' }).waitFor();
    await frame.getByText('Viewing individual learners is logged.').waitFor();
    await page.waitForFunction(() => (document.querySelector('iframe')?.clientHeight ?? 0) > 1500);
    expect(await frame.getByRole('heading', { level: 1 }).count()).toBe(0);
  }, 60_000);

  it('is readable at 410 px, from right to left, and printed', async () => {
    await visitor('author', 410, 'ar');
    for (const place of ['attention', 'course', 'compare']) {
      await page.goto(`${ALONE}#${place}`);
      await page.reload();
      await page.locator('.marginalia-foot').last().waitFor();
      expect(await page.evaluate(() => document.documentElement.dir)).toBe('rtl');
      expect(await wide()).toBe(0);
      await keep(page, `instructor-${place}-ar-narrow`);
      expect(await violations(page)).toEqual([]);
    }
    await page.emulateMedia({ media: 'print' });
    await keep(page, 'instructor-print');
    expect(await page.getByRole('navigation').isVisible()).toBe(false);
  }, 120_000);

  it('goes by keyboard alone from the navigation to the draft of a message', async () => {
    await visitor('author');
    await page.goto(ALONE);
    await section('Learners').getByRole('link').first().waitFor();
    await tabTo(page, /^Class$/);
    await page.keyboard.press('Enter');
    await heading('How is the class doing?').waitFor();
    expect(await focused(page)).toBe('How is the class doing?');
    await tabTo(page, /^Needs help$/);
    await page.keyboard.press('Enter');
    await heading('Which learners may need help?').waitFor();
    await tabTo(page, /Stopped$/);
    await page.keyboard.press('Enter');
    await section('Learners').getByText('Only: Stopped').waitFor();
    await tabTo(page, /^Draft message$/);
    await page.keyboard.press('Enter');
    await tabTo(page, /^Copy$/);
  }, 90_000);

  it.each([
    ['learner', /The LMS says you aren’t on this course’s team/],
    ['neighbour', /The LMS says you aren’t on this course’s team/],
  ])(
    'shows %s nothing',
    async (username, words) => {
      await visitor(username);
      await page.goto(ALONE);
      await page.getByText(words).waitFor();
      expect(await page.locator('.marginalia').textContent()).not.toMatch(/\d+ of \d+/);
    },
    60_000,
  );
});
