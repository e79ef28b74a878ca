/** Parts of a page that have a report of their own: each says itself that it failed, and none pushes the page about. */
import { act, screen, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import type { HttpResponse } from '../../src/host/port';
import { Pages } from '../../src/features/instructor/Pages';
import { CoursePanel } from '../../src/features/outline/CoursePanel';
import { comparison, content, overview } from '../../src/harness/fixtures/class';
import { COURSE, attention, choices, outline } from '../../src/harness/fixtures/reports';
import { fakeHost } from '../support-web/host';
import type { Responses } from '../support-web/host';
import { renderIn } from '../support-web/render';

const BROKEN = { status: 500, body: '' };
const OTHER = COURSE.replace(/[^+]+$/, '2025');
const FAILED = /Couldn’t load this part/;

const page = (fragment: string, over: Responses) => {
  window.location.hash = fragment;
  const then = overview();
  const responses: Responses = {
    [`/${encodeURIComponent(OTHER)}/overview`]: { ...then, course: { ...then.course, key: OTHER } },
    '/outline': outline(),
    '/attention': attention(),
    '/content': content(),
    '/choices': choices(),
    '/overview': overview(),
    '/comparison': comparison([{ ...comparison().courses[0]!, key: OTHER }]),
    ...over,
  };
  const host = fakeHost(responses);
  return {
    host,
    answer: (better: Responses) => host.answer({ ...better, ...responses, ...better }),
    ...renderIn(host, <Pages courseId={COURSE} />),
  };
};
afterAll(() => {
  window.location.hash = '';
});

it.each<[string, string, Responses, Responses, () => Promise<unknown>]>([
  [
    'comparison',
    `#compare?with=${encodeURIComponent(OTHER)}`,
    { [`/${encodeURIComponent(OTHER)}/overview`]: BROKEN },
    { [`/${encodeURIComponent(OTHER)}/overview`]: { ...overview(), course: { ...overview().course, key: OTHER } } },
    () => screen.findByRole('heading', { name: 'Reached, by section' }),
  ],
  ['The content', '#content', { '/content': BROKEN }, { '/content': content() }, () => screen.findByRole('treegrid')],
])(
  'A page says which part of it could not be loaded, and loads it when asked: %s',
  async (_, fragment, over, better, whole) => {
    const { answer } = page(fragment, over);
    const notice = (await screen.findByText(FAILED)).closest<HTMLElement>('.marginalia-notice')!;
    expect(notice).toHaveAttribute('role', 'status');
    answer(better);
    await userEvent.click(within(notice).getByRole('button', { name: 'Try again' }));
    await whole();
    expect(screen.queryByText(FAILED)).toBeNull();
  },
);

it('A list that was tried again has the focus where its button was', async () => {
  const host = fakeHost({ '/outline': outline(), '/attention': BROKEN });
  renderIn(host, <CoursePanel courseId={COURSE} onSelect={() => undefined} />);
  await screen.findByText(FAILED);
  host.answer({ '/outline': outline(), '/attention': attention([]) });
  await userEvent.click(screen.getByRole('button', { name: 'Try again' }));
  expect((await screen.findByText(/Nothing stands out/)).closest('[tabindex="-1"]')).toHaveFocus();
});

describe('a course whose list comes after its figures', () => {
  const later = (): ((answer: HttpResponse) => void) => {
    let arrive: (answer: HttpResponse) => void = () => undefined;
    const list = new Promise<HttpResponse>((resolve) => (arrive = resolve));
    renderIn(
      fakeHost({ '/outline': outline(), '/attention': list }),
      <CoursePanel courseId={COURSE} onSelect={() => undefined} />,
    );
    return arrive;
  };
  /** All that was asked for has come, and is drawn. */
  const drawn = (): Promise<void> => act(async () => jest.advanceTimersByTimeAsync(100));
  beforeEach(() => jest.useFakeTimers());
  afterEach(() => jest.useRealTimers());

  it('A course shows its figures together with the list above them', async () => {
    const arrive = later();
    await drawn();
    expect(screen.queryByText(/74 of 212 learners/)).toBeNull();
    arrive({ status: 200, body: attention([]) });
    await drawn();
    expect(screen.getByText(/Nothing stands out/)).toBeVisible();
    expect(screen.getByText(/74 of 212 learners/)).toBeVisible();
  });

  it('A course keeps its figures back for a second at most', async () => {
    later();
    await drawn();
    await act(async () => jest.advanceTimersByTimeAsync(1000));
    expect(screen.getByText(/74 of 212 learners/)).toBeVisible();
  });
});
