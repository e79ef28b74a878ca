import { mergeConfig, publish } from '@edx/frontend-platform';
import { FormattedMessage, LOCALE_CHANGED, configure } from '@edx/frontend-platform/i18n';
import { QueryClient, QueryClientContext, QueryClientProvider } from '@tanstack/react-query';
import { act, render, screen, waitFor } from '@testing-library/react';
import { useContext } from 'react';
import { getOutline } from '@marginalia/contract';
import { PluginRoot } from '../../src/host/PluginRoot';
import { ApiError, callApi } from '../../src/host/api';
import { stateWords } from '../../src/panels/messages';
import { catalogueFor } from '../../src/host/messages';
import { platformHost } from '../../src/host/platform';
import { reportOptions } from '../../src/host/query';
import { COURSE, outline } from '../../src/harness/fixtures/reports';
import { failure, fakeHost } from '../support-web/host';

const mockGet = jest.fn();
jest.mock('@edx/frontend-platform/auth', () => ({ getAuthenticatedHttpClient: () => ({ get: mockGet }) }));

// Two languages of the test's own: one whose file cannot be had, one whose file comes when the test says so.
let mockArrive: (words: Record<string, string>) => void = () => undefined;
const mockItalian = jest.fn<Promise<Record<string, string>>, []>(() => Promise.reject(new Error('404')));
const mockFetch = jest.fn(() => new Promise<Record<string, string>>((resolve) => (mockArrive = resolve)));
jest.mock('../../i18n', () => ({
  __esModule: true,
  default: {
    ...jest.requireActual<{ default: object }>('../../i18n').default,
    it: () => mockItalian(),
    de: () => mockFetch(),
  },
}));

const args = { params: { course: COURSE } };
const call = (answer: object | null) =>
  callApi(fakeHost({ '/outline': answer }), getOutline, args, new AbortController().signal);

describe('the adapter for frontend-platform', () => {
  it('The adapter for frontend-platform asks the API where it was told to, else the LMS, without a slash too many', () => {
    mergeConfig({ LMS_BASE_URL: 'https://lms.test', MARGINALIA_API_URL: '' });
    expect(platformHost.config()).toEqual({ apiUrl: 'https://lms.test', lmsUrl: 'https://lms.test' });
    mergeConfig({ MARGINALIA_API_URL: 'https://api.test/m/' });
    expect(platformHost.config()).toEqual({ apiUrl: 'https://api.test/m', lmsUrl: 'https://lms.test' });
  });

  it('The adapter for frontend-platform passes the signal on, and gives back an error answer as an answer', async () => {
    const { signal } = new AbortController();
    mockGet.mockResolvedValueOnce({ status: 200, data: { a: 1 } });
    await expect(platformHost.http('https://api.test/x', signal)).resolves.toEqual({ status: 200, body: { a: 1 } });
    expect(mockGet).toHaveBeenCalledWith('https://api.test/x', expect.objectContaining({ signal }));
    mockGet.mockRejectedValueOnce(Object.assign(new Error('403'), { response: { status: 403, data: 'no' } }));
    await expect(platformHost.http('https://api.test/x', signal)).resolves.toEqual({ status: 403, body: 'no' });
    mockGet.mockRejectedValueOnce(new Error('Network Error'));
    await expect(platformHost.http('https://api.test/x', signal)).rejects.toThrow('Network Error');
  });

  it('The adapter for frontend-platform speaks English where the host has not set up its languages', () => {
    expect(platformHost.locale()).toEqual({ tag: 'en', rtl: false });
    expect(platformHost.hostMessages()).toEqual({});
  });

  it('The adapter for frontend-platform draws anew when the host’s language changes', async () => {
    configure({
      messages: [{ ar: {}, fr: {} }],
      config: { ENVIRONMENT: 'test', LANGUAGE_PREFERENCE_COOKIE_NAME: 'tongue' },
      loggingService: { logError: () => undefined },
    });
    const Tongue = () => <p>{Object.values(platformHost.useLocale()).join(' ')}</p>;
    document.cookie = 'tongue=fr';
    render(<Tongue />);
    expect(screen.getByText('fr false')).toBeVisible();
    document.cookie = 'tongue=ar';
    act(() => void publish(LOCALE_CHANGED));
    expect(await screen.findByText('ar true')).toBeVisible();
    document.cookie = 'tongue=; max-age=0';
  });
});

describe('a call', () => {
  it('A call gives the parsed answer', async () => {
    const answer = outline();
    await expect(call(answer)).resolves.toEqual(answer);
  });

  it('A call takes an answer of a newer service, which tells more, and none that tells something else', async () => {
    const { blocks, ...head } = outline();
    const more = blocks.map((block) => ({
      ...block,
      later: 1,
      firstTry: { ...block.firstTry, later: 1 },
      reach: { kind: 'withheld', reason: 'too_few_learners', later: 1 },
    }));
    const newer = { ...head, later: [], blocks: more };
    await expect(call(newer)).resolves.toEqual(newer);
    const other = { ...newer, blocks: more.map((block) => ({ ...block, order: 'first' })) };
    await expect(call(other)).rejects.toMatchObject({ code: 'unexpected_response' });
    const reach = { kind: 'withheld', reason: 'a_new_one', later: 1 };
    await expect(call({ ...newer, blocks: more.map((block) => ({ ...block, reach })) })).rejects.toMatchObject({
      code: 'unexpected_response',
    });
  });

  it.each([
    ['no answer', null, 'unreachable', true, true],
    ['a gateway', { status: 502, body: '<html>' }, 'unreachable', true, true],
    ['a web page', { status: 200, body: '<html>' }, 'unexpected_response', false, false],
    ['a foreign 404', { status: 404, body: { detail: 'x' } }, 'unexpected_response', false, false],
    ['a foreign 401', { status: 401, body: '' }, 'not_signed_in', false, false],
    ['a foreign 403', { status: 403, body: '<html>Forbidden' }, 'refused', false, false],
    ['a foreign 429', { status: 429, body: '' }, 'too_many_requests', true, false],
    ['a bare 500', { status: 500, body: '' }, 'internal', false, false],
    ['a bare 507', { status: 507, body: { detail: 'full' } }, 'internal', false, false],
    ['a gateway that waited too long', { status: 504, body: '' }, 'unreachable', true, true],
    ['its own 503', failure(503, 'engine_unavailable'), 'engine_unavailable', true, true],
    ['a time out', failure(503, 'query_timeout'), 'query_timeout', true, false],
    ['its own 403', failure(403, 'not_course_team'), 'not_course_team', false, false],
  ])('A call tells %s by its code', async (_, answer, code, retry, away) => {
    const error: unknown = await call(answer).catch((e: unknown) => e);
    expect(error).toBeInstanceOf(ApiError);
    expect(error).toMatchObject({ code, retry, away });
  });
});

it('A question states its own key, age and retries, whatever the host’s defaults are', () => {
  const options = reportOptions(fakeHost({}), getOutline, args);
  // No query and an empty one are one address, so they share one answer.
  expect(options.queryKey).toEqual(['marginalia', '/api/v1/courses/:course/outline', { ...args, query: {} }]);
  expect(reportOptions(fakeHost({}), getOutline, { ...args, query: {} }).queryKey).toEqual(options.queryKey);
  expect(options.staleTime).toBe(30_000);
  const retry = options.retry as (failures: number, error: Error) => boolean;
  expect(retry(0, new ApiError('query_timeout', null, ''))).toBe(true);
  expect(retry(2, new ApiError('query_timeout', null, ''))).toBe(false);
  expect(retry(0, new ApiError('not_course_team', null, ''))).toBe(false);
});

describe('the root', () => {
  const Broken = (): never => {
    throw new Error('ours');
  };
  const Client = ({ onClient }: { onClient: (client: QueryClient | undefined) => void }) => {
    onClient(useContext(QueryClientContext));
    return null;
  };
  beforeEach(() => jest.spyOn(console, 'error').mockImplementation(() => undefined));
  afterEach(() => jest.restoreAllMocks());

  it('The root keeps an error of ours to itself, says so, and reports it', () => {
    const host = fakeHost({});
    render(
      <>
        <p>Studio</p>
        <PluginRoot host={host}>
          <Broken />
        </PluginRoot>
      </>,
    );
    expect(screen.getByText('Studio')).toBeVisible();
    expect(screen.getByText(/hit an error and can’t be shown. Your work is not affected/)).toBeVisible();
    expect(host.reported.map(({ message }) => message)).toEqual(['ours']);
  });

  it('The root is silent in line, and survives a host that throws', () => {
    const { container } = render(
      <PluginRoot host={fakeHost({})} inline>
        <Broken />
      </PluginRoot>,
    );
    expect(container).toHaveTextContent('');
  });

  it.each([
    [
      'language',
      {
        useLocale: () => {
          throw new Error('no language');
        },
      },
    ],
    [
      'messages',
      {
        hostMessages: () => {
          throw new Error('no messages');
        },
      },
    ],
  ])('The root holds also what it reads itself: the host’s %s', (_, broken) => {
    const host = { ...fakeHost({}), ...broken };
    const page = (inline: boolean) => (
      <>
        <p>Studio</p>
        <PluginRoot host={host} inline={inline}>
          <p>ours</p>
        </PluginRoot>
      </>
    );
    render(page(false));
    expect(screen.getByText('Studio')).toBeVisible();
    expect(screen.getByText(/hit an error and can’t be shown. Your work is not affected/)).toBeVisible();
    expect(host.reported).toHaveLength(1);
    expect(render(page(true)).container).toHaveTextContent(/^Studio$/);
  });

  it('The root holds where even telling the host’s log fails', () => {
    const host = {
      ...fakeHost({}),
      reportError: () => {
        throw new Error('no log');
      },
    };
    render(
      <>
        <p>Studio</p>
        <PluginRoot host={host}>
          <Broken />
        </PluginRoot>
      </>,
    );
    expect(screen.getByText('Studio')).toBeVisible();
    expect(screen.getByText(/hit an error/)).toBeVisible();
  });

  it('The root uses the host’s query client, and one of its own for all where there is none', () => {
    const client = new QueryClient();
    const seen: unknown[] = [];
    const root = (
      <PluginRoot host={fakeHost({})}>
        <Client onClient={(found) => seen.push(found)} />
      </PluginRoot>
    );
    render(<QueryClientProvider client={client}>{root}</QueryClientProvider>);
    render(root);
    render(root);
    expect(seen[0]).toBe(client);
    expect(seen[1]).toBeInstanceOf(QueryClient);
    expect(seen[1]).not.toBe(client);
    expect(seen[2]).toBe(seen[1]);
  });
});

describe('translations', () => {
  const Words = () => <FormattedMessage {...stateWords.retry} />;
  const inTongue = (tag: string, host = fakeHost({}, tag)) => {
    const element = (
      <PluginRoot host={host}>
        <Words />
      </PluginRoot>
    );
    return { host, ...render(element) };
  };

  it('Translations are found by tag, else by language, else not at all', () => {
    expect(['es-419', 'es', 'es-ES', 'AR', 'fr-CA', 'zh-cn', 'pt-BR', 'en'].map(catalogueFor)).toEqual([
      'es-419',
      'es-419',
      'es-419',
      'ar',
      'fr',
      'zh-CN',
      null,
      null,
    ]);
  });

  it('Translations of the site go before our drafts, except where nobody translated', async () => {
    const of = (retry: string) => ({
      ...fakeHost({}, 'ar'),
      hostMessages: () => ({ 'marginalia.state.retry': retry }),
    });
    const { container } = inTongue('ar', of('أعد الكرّة') as ReturnType<typeof fakeHost>);
    await waitFor(() => expect(container).toHaveTextContent('أعد الكرّة'));
    const empty = inTongue('ar', of('') as ReturnType<typeof fakeHost>).container;
    expect(empty.textContent).not.toBe('');
    expect(empty).not.toHaveTextContent('Try again');
  });

  it('Translations come before anything is drawn, are fetched once, and are there at once for what is mounted later', async () => {
    const first = inTongue('de');
    const second = inTongue('de');
    expect([first.container.textContent, second.container.textContent]).toEqual(['', '']);
    await act(async () => mockArrive({ 'marginalia.state.retry': 'Noch einmal' }));
    expect([first.container.textContent, second.container.textContent]).toEqual(['Noch einmal', 'Noch einmal']);
    expect(inTongue('de').container.textContent).toBe('Noch einmal');
    expect(mockFetch).toHaveBeenCalledTimes(1);
  });

  it('Translations fall back to English where their file cannot be had, and say so once', async () => {
    const { container, host } = inTongue('it');
    await waitFor(() => expect(container).toHaveTextContent('Try again'));
    expect(inTongue('it', host).container).toHaveTextContent('Try again');
    expect(host.reported.map(({ message }) => message)).toEqual(['404']);
  });

  it('Translations are asked for again by what is drawn later, where they could not be had', async () => {
    mockItalian.mockResolvedValueOnce({ 'marginalia.state.retry': 'Riprova' });
    const { container, host } = inTongue('it');
    await waitFor(() => expect(container).toHaveTextContent('Riprova'));
    expect(host.reported).toEqual([]);
  });

  it('Translations are the files of the package', async () => {
    const { container } = inTongue('ar');
    await waitFor(() => expect(container.textContent).toMatch(/[\u0600-\u06ff]/));
  });

  it('Translations need no file in English', () => {
    expect(inTongue('en').container).toHaveTextContent('Try again');
  });
});

it.each([
  ['rtl', 'ar', null],
  ['ltr', 'ar', 'rtl'],
  ['', 'en', null],
  ['rtl', 'en', 'ltr'],
])(
  'A page with dir="%s" and words in %s carries dir=%s: the same said twice turns mirrored rules round',
  (page, tag, dir) => {
    document.documentElement.dir = page;
    const { container } = render(<PluginRoot host={fakeHost({}, tag)}>words</PluginRoot>);
    expect(container.querySelector('.marginalia')?.getAttribute('dir')).toBe(dir);
    document.documentElement.dir = '';
  },
);
