/** The app for frontend-base sites, with a stand-in for what it takes from that foundation. */
import { createContext } from 'react';
import type { ReactElement } from 'react';
import { QueryClient, QueryClientProvider } from '@tanstack/react-query';
import { render, screen, waitFor } from '@testing-library/react';
import { MemoryRouter, Route, Routes } from 'react-router-dom';
import { COURSE, attention, outline } from '../../src/harness/fixtures/reports';
import { overview } from '../../src/harness/fixtures/class';

const mockGet = jest.fn();
const mockSite = jest.fn<Record<string, unknown>, []>();
const mockOwn = jest.fn<Record<string, unknown> | undefined, [string]>();
const mockLogError = jest.fn();
const mockLocale = jest.fn<unknown, []>();
const mockMessages = jest.fn<unknown, []>();
const mockIsRtl = jest.fn((tag: string) => tag === 'ar');
const mockSiteContext = createContext<{ locale: string } | null>(null);
jest.mock(
  '@openedx/frontend-base',
  () => ({
    WidgetOperationTypes: { APPEND: 'widgetAppend' },
    SiteContext: mockSiteContext,
    getSiteConfig: () => mockSite(),
    getAppConfig: (id: string) => mockOwn(id),
    getAuthenticatedHttpClient: () => ({ get: mockGet }),
    getLocale: () => mockLocale(),
    getMessages: () => mockMessages(),
    isRtl: (tag: string) => mockIsRtl(tag),
    logError: (error: Error) => mockLogError(error),
  }),
  { virtual: true },
);

interface Operation {
  readonly slotId: string;
  readonly op: string;
  readonly element: ReactElement<{ tabId: string; content: ReactElement; url: string; title: string }>;
}
const load = async (): Promise<{ appId: string; slots: readonly Operation[] }> => {
  const { marginaliaApp } = await import('../../src/slots/instructor-app');
  return marginaliaApp as unknown as { appId: string; slots: readonly Operation[] };
};
const content = async (): Promise<ReactElement> => (await load()).slots[0]!.element.props.content;

const TAB = `/instructor-dashboard/${encodeURIComponent(COURSE)}/marginalia`;
const site = (content: ReactElement, path = TAB, locale?: string): ReactElement => (
  <QueryClientProvider client={client}>
    <mockSiteContext.Provider value={locale === undefined ? null : { locale }}>
      <MemoryRouter initialEntries={[path]}>
        <header>The site’s header</header>
        <Routes>
          <Route path="/instructor-dashboard/:courseId/:tabId" element={content} />
          <Route path="*" element={content} />
        </Routes>
      </MemoryRouter>
    </mockSiteContext.Provider>
  </QueryClientProvider>
);
let client: QueryClient;
const ours = (): HTMLElement => document.querySelector<HTMLElement>('.marginalia')!;

beforeEach(() => {
  jest.resetAllMocks();
  client = new QueryClient();
  mockSite.mockReturnValue({ lmsBaseUrl: 'http://lms.test/' });
  mockLocale.mockReturnValue('en');
  mockMessages.mockReturnValue(undefined);
  mockIsRtl.mockImplementation((tag) => tag === 'ar');
  mockGet.mockImplementation((url: string) => {
    const [path] = url.split('?');
    if (path!.endsWith('/attention')) return Promise.resolve({ status: 200, data: attention() });
    return Promise.resolve({ status: 200, data: path!.endsWith('/overview') ? overview() : outline() });
  });
});

it('The app for the instructor dashboard is an app with one operation: the page behind the tab, as props of an element that draws nothing', async () => {
  const { appId, slots } = await load();
  expect(appId).toBe('org.openedx.frontend.app.marginalia');
  expect(slots.map(({ slotId, op }) => [slotId, op])).toEqual([
    ['org.openedx.frontend.slot.instructorDashboard.routes.v1', 'widgetAppend'],
  ]);
  const element = slots[0]!.element;
  expect(element.props.tabId).toBe('marginalia');
  expect(render(element).container).toBeEmptyDOMElement();
});

it('The app for the instructor dashboard shows the course of the address with the client of the site', async () => {
  render(site(await content()));
  expect(await screen.findByRole('heading', { level: 2 })).toBeVisible();
  expect(mockGet.mock.calls.map(([url]) => url)).toContain(
    `http://lms.test/api/v1/courses/${encodeURIComponent(COURSE)}/attention`,
  );
});

it('The app for the instructor dashboard draws nothing where the address names no course', async () => {
  render(site(await content(), '/elsewhere'));
  await waitFor(() => expect(screen.getByText('The site’s header')).toBeVisible());
  expect(document.querySelector('.marginalia')).toBeNull();
});

describe('the language of the site', () => {
  // What the foundation gives for a language: nothing for English, and a table of words, compiled or not, for others.
  it.each([
    ['en', undefined, 'Needs help'],
    ['en', null, 'Needs help'],
    ['de-at', {}, 'Needs help'],
    ['pt_BR', undefined, 'Needs help'],
    ['not a language', undefined, 'Needs help'],
    ['', undefined, 'Needs help'],
    ['fr', { 'site.words': [{ type: 0, value: 'Bonjour' }] }, null],
    ['es-419', { 'marginalia.instructor.attention': '' }, null],
    ['zh-cn', {}, null],
    ['ar', {}, null],
  ])('The language %p with messages %p draws the page', async (tag, messages, name) => {
    mockLocale.mockReturnValue(tag);
    mockMessages.mockReturnValue(messages);
    render(site(await content()));
    const [first] = await screen.findAllByRole('link');
    expect(screen.getByText('The site’s header')).toBeVisible();
    if (name === null) expect(first).not.toHaveTextContent('Needs help');
    else expect(first).toHaveTextContent(name);
    expect(mockLogError).not.toHaveBeenCalled();
  });

  it.each([
    ['its language', mockLocale],
    ['its messages', mockMessages],
    ['its directions', mockIsRtl],
  ])('The language of the site is English where asking for %s throws', async (_, broken) => {
    broken.mockImplementation(() => {
      throw new Error('half set up');
    });
    render(site(await content()));
    expect((await screen.findAllByRole('link'))[0]).toHaveTextContent('Needs help');
    expect(screen.getByText('The site’s header')).toBeVisible();
  });

  it('The language of the site is followed when the reader chooses another, and what is open stays', async () => {
    const tab = await content();
    const { rerender } = render(site(tab, TAB, 'en'));
    const [before] = await screen.findAllByRole('link');
    expect(before).toHaveTextContent('Needs help');
    expect(ours()).toHaveAttribute('lang', 'en');
    rerender(site(tab, TAB, 'ar'));
    expect(before).toBeVisible();
    await waitFor(() => expect(ours()).toHaveAttribute('lang', 'ar'));
    expect(ours()).toHaveAttribute('dir', 'rtl');
    const [after] = screen.getAllByRole('link');
    expect(after).toBe(before);
    expect(after).not.toHaveTextContent('Needs help');
    rerender(site(tab, TAB, 'en'));
    await waitFor(() => expect(after).toHaveTextContent('Needs help'));
    expect(ours()).not.toHaveAttribute('dir');
  });
});

describe('the tab for sites whose LMS gives none', () => {
  const tab = async (title?: string): Promise<Operation> => {
    const { marginaliaTab } = await import('../../src/slots/instructor-app');
    return marginaliaTab(title) as unknown as Operation;
  };
  afterEach(() => window.history.replaceState(null, '', '/'));

  it('The tab for sites whose LMS gives none leads to the page of whichever course is open, from any tab, without loading the site anew', async () => {
    const operation = await tab();
    expect([operation.slotId, operation.op]).toEqual([
      'org.openedx.frontend.slot.instructorDashboard.tabs.v1',
      'widgetAppend',
    ]);
    for (const [path, url] of [
      ['/instructor-dashboard/course-v1:A+B+1/course_info', '/instructor-dashboard/course-v1:A+B+1/marginalia'],
      ['/instructor-dashboard/course-v1:A+B+1/course_info/', '/instructor-dashboard/course-v1:A+B+1/marginalia'],
      ['/instructor-dashboard/course-v1%3AA+B+2', '/instructor-dashboard/course-v1%3AA+B+2/marginalia'],
      ['/below/instructor-dashboard/x/grading', '/instructor-dashboard/x/marginalia'],
    ] as const) {
      window.history.replaceState(null, '', path);
      expect(operation.element.props).toMatchObject({ tabId: 'marginalia', title: 'Analytics', url, sortOrder: 125 });
    }
  });

  it('The tab for sites whose LMS gives none has an address also where no course is open, for the host reads it', async () => {
    expect((await tab('Lernstand')).element.props).toMatchObject({ title: 'Lernstand', url: 'marginalia' });
  });
});

it.each([
  [{ MARGINALIA_API_URL: 'http://own.test/' }, 'http://own.test'],
  [undefined, 'http://common.test'],
])('The app for the instructor dashboard asks the API that the site names: %p', async (own, url) => {
  mockOwn.mockReturnValue(own);
  mockSite.mockReturnValue({
    lmsBaseUrl: 'http://lms.test',
    commonAppConfig: { MARGINALIA_API_URL: 'http://common.test' },
  });
  const { baseHost } = await import('../../src/host/base');
  expect(baseHost.config()).toEqual({ apiUrl: url, lmsUrl: 'http://lms.test' });
  expect(mockOwn).toHaveBeenCalledWith('org.openedx.frontend.app.marginalia');
});

it('The app for the instructor dashboard survives a site whose logging and configuration are not there', async () => {
  mockSite.mockImplementation(() => {
    throw new Error('not yet');
  });
  mockLogError.mockImplementation(() => {
    throw new Error('not yet');
  });
  const { baseHost } = await import('../../src/host/base');
  expect(baseHost.config()).toEqual({ apiUrl: '' });
  expect(() => baseHost.reportError(new Error('x'))).not.toThrow();
});
