/** The app for frontend-base sites, with a stand-in for what it takes from that foundation. */
import type { ReactElement } from 'react';
import { QueryClient, QueryClientProvider } from '@tanstack/react-query';
import { render, screen } from '@testing-library/react';
import { MemoryRouter, Route, Routes } from 'react-router-dom';
import { COURSE, attention, outline } from '../support-web/answers';

const mockGet = jest.fn();
const mockSite = jest.fn<Record<string, unknown>, []>();
const mockOwn = jest.fn<Record<string, unknown> | undefined, [string]>();
const mockLogError = jest.fn();
jest.mock(
  '@openedx/frontend-base',
  () => ({
    WidgetOperationTypes: { APPEND: 'widgetAppend' },
    getSiteConfig: () => mockSite(),
    getAppConfig: (id: string) => mockOwn(id),
    getAuthenticatedHttpClient: () => ({ get: mockGet }),
    getLocale: () => 'ar',
    getMessages: () => ({}),
    isRtl: (tag: string) => tag === 'ar',
    logError: (error: Error) => mockLogError(error),
  }),
  { virtual: true },
);

interface Operation {
  readonly slotId: string;
  readonly op: string;
  readonly element: ReactElement<{ tabId: string; content: ReactElement }>;
}
const load = async (): Promise<{ appId: string; slots: readonly Operation[] }> => {
  const { marginaliaApp } = await import('../../src/slots/instructor-app');
  return marginaliaApp as unknown as { appId: string; slots: readonly Operation[] };
};

const inSite = (content: ReactElement, path: string) =>
  render(
    <QueryClientProvider client={new QueryClient()}>
      <MemoryRouter initialEntries={[path]}>
        <Routes>
          <Route path="/instructor-dashboard/:courseId/:tabId" element={content} />
          <Route path="*" element={content} />
        </Routes>
      </MemoryRouter>
    </QueryClientProvider>,
  );

beforeEach(() => {
  jest.resetAllMocks();
  mockSite.mockReturnValue({ lmsBaseUrl: 'http://lms.test/' });
  mockGet.mockImplementation((url: string) =>
    Promise.resolve({ status: 200, data: url.endsWith('/attention') ? attention() : outline() }),
  );
});

it('is an app with one operation: the page behind the tab, as props of an element that draws nothing', async () => {
  const { appId, slots } = await load();
  expect(appId).toBe('org.openedx.frontend.app.marginalia');
  expect(slots.map(({ slotId, op }) => [slotId, op])).toEqual([
    ['org.openedx.frontend.slot.instructorDashboard.routes.v1', 'widgetAppend'],
  ]);
  const element = slots[0]!.element;
  expect(element.props.tabId).toBe('marginalia');
  expect(render(element).container).toBeEmptyDOMElement();
});

it('shows the course of the address, in the language and with the client of the site', async () => {
  const { slots } = await load();
  const { container } = inSite(
    slots[0]!.element.props.content,
    `/instructor-dashboard/${encodeURIComponent(COURSE)}/marginalia`,
  );
  expect(await screen.findByRole('heading', { level: 2 })).toBeVisible();
  expect(container.querySelector('.marginalia')).toHaveAttribute('dir', 'rtl');
  expect(mockGet.mock.calls.map(([url]) => url)).toContain(
    `http://lms.test/api/v1/courses/${encodeURIComponent(COURSE)}/attention`,
  );
});

it('draws nothing where the address names no course', async () => {
  const { slots } = await load();
  expect(inSite(slots[0]!.element.props.content, '/elsewhere').container).toBeEmptyDOMElement();
});

it.each([
  [{ MARGINALIA_API_URL: 'http://own.test/' }, 'http://own.test'],
  [undefined, 'http://common.test'],
])('asks the API that the site names: %p', async (own, url) => {
  mockOwn.mockReturnValue(own);
  mockSite.mockReturnValue({
    lmsBaseUrl: 'http://lms.test',
    commonAppConfig: { MARGINALIA_API_URL: 'http://common.test' },
  });
  const { baseHost } = await import('../../src/host/base');
  expect(baseHost.config()).toEqual({ apiUrl: url });
  expect(mockOwn).toHaveBeenCalledWith('org.openedx.frontend.app.marginalia');
});

it('survives a site whose logging and configuration are not there', async () => {
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
