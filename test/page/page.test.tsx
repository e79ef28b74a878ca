/** The instructor's pages without a host. */
import { act, render, screen } from '@testing-library/react';
import { App } from '../../src/page/App';
import { addressOf, configOf } from '../../src/page/address';

jest.mock('../../src/slots/InstructorMount', () => ({
  InstructorMount: ({ courseId }: { courseId: string }) => <p>pages of {courseId}</p>,
}));

const KEY = 'course-v1:Org+Course+1';
const at = { courseId: KEY, lmsBaseUrl: 'https://lms.test/x' };

it.each([
  [`/instructor/${encodeURIComponent(KEY)}`, { courseId: KEY, embedded: false }],
  [`/instructor/${encodeURIComponent(KEY)}/`, { courseId: KEY, embedded: false }],
  [`/instructor/${encodeURIComponent(KEY)}/embed`, { courseId: KEY, embedded: true }],
  ['/instructor/', null],
  ['/instructor/%E0%A4%A', null],
  ['/elsewhere/x', null],
])('The address %s is read as %j', (path, address) => expect(addressOf(path)).toEqual(address));

it('The page signs people in at the LMS, and asks the service it came from', () => {
  expect(configOf('https://api.test', { lmsBaseUrl: 'https://lms.test' })).toMatchObject({
    LOGIN_URL: 'https://lms.test/login',
    REFRESH_ACCESS_TOKEN_ENDPOINT: 'https://lms.test/login_refresh',
    MARGINALIA_API_URL: 'https://api.test',
  });
});

describe('in a frame', () => {
  const observers: { disclose: () => void; gone: boolean }[] = [];
  const posted = jest.spyOn(window.parent, 'postMessage').mockImplementation(() => undefined);
  beforeAll(() => {
    globalThis.ResizeObserver = class {
      private readonly one;
      constructor(disclose: () => void) {
        this.one = { disclose, gone: false };
        observers.push(this.one);
      }
      observe(): void {
        this.one.disclose();
      }
      unobserve(): void {
        this.one.gone = true;
      }
      disconnect(): void {
        this.one.gone = true;
      }
    } as unknown as typeof ResizeObserver;
  });

  it('The page stands alone under the name of the course, and tells nobody how tall it is', () => {
    render(<App {...at} embedded={false} />);
    expect(screen.getByRole('heading', { level: 1 })).toHaveTextContent('Marginalia');
    expect(screen.getByRole('link', { name: KEY })).toHaveAttribute(
      'href',
      `https://lms.test/x/courses/${encodeURIComponent(KEY)}/instructor`,
    );
    expect(posted).not.toHaveBeenCalled();
  });

  it('The page is bare in the frame, and tells the LMS alone how tall it is', () => {
    const { unmount } = render(<App {...at} embedded />);
    expect(screen.queryByRole('heading', { level: 1 })).toBeNull();
    expect(screen.getByText(`pages of ${KEY}`)).toBeVisible();
    act(() => observers.at(-1)!.disclose());
    expect(posted).toHaveBeenLastCalledWith({ type: 'marginalia.resize', height: 0 }, 'https://lms.test');
    unmount();
    expect(observers.at(-1)!.gone).toBe(true);
  });
});
