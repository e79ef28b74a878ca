/** Cards of extensions: each state in words, and what stands around them. */
import { act, fireEvent, screen, waitFor } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { type Card, getCards } from '@marginalia/contract';
import { ExtensionCards } from '../../src/features/extension';
import { FilterProvider } from '../../src/panels';
import { CARDS } from '../../src/harness/fixtures/cards';
import { COURSE, PROBLEM, rate } from '../../src/harness/fixtures/reports';
import { failure, fakeHost } from '../support-web/host';
import type { Responses } from '../support-web/host';
import { expectAccessible, renderIn } from '../support-web/render';

const card = (state: Card['state'], over: Partial<Card> = {}): Card => ({
  id: `acme.${state}`,
  state,
  title: `Metric ${state}`,
  sentence: 'Learners who came back after a wrong answer.',
  chart: 'rate',
  ...over,
});

const READY = card('ready', {
  value: {
    id: 'acme.ready',
    title: 'Metric ready',
    sentence: 'Learners who came back after a wrong answer.',
    unit: 'share',
    shape: 'share',
    value: rate(38, 61),
  },
  skipped: 2,
});

const show = (answer: Responses[string], { filter = {}, tag = 'en' } = {}) => {
  const host = fakeHost({ '/cards': answer }, tag);
  const cards = <ExtensionCards courseId={COURSE} blockId={PROBLEM} />;
  return { host, ...renderIn(host, <FilterProvider value={filter}>{cards}</FilterProvider>) };
};

it.each<[Card, RegExp[]]>([
  [card('filling', { progress: { done: 40, of: 61 } }), [/Computed for 40 of 61 learners/]],
  [READY, [/62%/, /38 of 61/, /Not computed for 2 learners/]],
  [card('withheld'), [/Hidden to protect a small group/]],
  [card('none'), [/No data yet/]],
  [card('paused', { reason: 'It took too long.' }), [/Paused\. Nothing else is affected\./, /It took too long\./]],
  [card('failed', { reason: 'It threw an error.' }), [/Couldn’t compute this number/, /It threw an error\./]],
])('A panel with cards of extensions says in words what state a card is in: %o', async (one, words) => {
  const { container } = show([one]);
  expect(await screen.findByText(one.title)).toBeVisible();
  for (const said of words) expect(container).toHaveTextContent(said);
  // a number is told where there is one only
  if (one.state !== 'ready') expect(container).not.toHaveTextContent('%');
  await expectAccessible(container);
});

it('The cards of the stories are cards of the contract, one in each state and one of each shape', () => {
  expect(() => getCards.response.parse(CARDS)).not.toThrow();
  expect([...new Set(CARDS.map(({ state }) => state))].sort()).toEqual([
    'failed',
    'filling',
    'none',
    'paused',
    'ready',
    'withheld',
  ]);
  expect(CARDS.flatMap(({ value }) => value?.shape ?? []).sort()).toEqual([
    'byBin',
    'byCategory',
    'quartiles',
    'score',
    'share',
    'total',
  ]);
});

it('A card with quartiles draws them, and has the same in a table', async () => {
  const { container } = show(CARDS.filter(({ id }) => id === 'acme.middle'));
  const chart = await screen.findByRole('img', { name: 'Time on task' });
  expect(chart).toHaveAccessibleDescription('Median: 1 min 40 s. Typical range: 1 min 21 s–2 min 10 s · 336 learners');
  // of 200 seconds
  const box = container.querySelector<HTMLElement>('.marginalia-range-half')?.style;
  expect([box?.insetInlineStart, box?.inlineSize]).toEqual(['40.50%', '24.50%']);
  await userEvent.click(screen.getByRole('button', { name: /^Table.* Time on task/ }));
  expect(screen.getAllByRole('columnheader').map((one) => one.textContent)).toEqual([
    'Learners',
    'Typical range from',
    'Median',
    'Typical range to',
  ]);
  expect(screen.getAllByRole('row')[1]).toHaveTextContent('3361 min 21 s1 min 40 s2 min 10 s');
  await expectAccessible(container);
});

it('A panel with cards of extensions measures the filling in a bar with a name', async () => {
  show([card('filling', { progress: { done: 40, of: 61 } })]);
  const bar = await screen.findByRole('progressbar', { name: 'Computed for 40 of 61 learners' });
  expect(bar).toHaveAttribute('value', '40');
  expect(bar).toHaveAttribute('max', '61');
});

it('A panel with cards of extensions takes the words of the reader’s language where the extension brings them', async () => {
  const words = { fr: { title: 'Retour après une erreur', sentence: 'Une phrase.' } };
  show([card('none', { words })], { tag: 'fr' });
  expect(await screen.findByText('Retour après une erreur')).toBeVisible();
  expect(screen.queryByText('Metric none')).toBeNull();
});

it('A panel with cards of extensions says that a filter does not apply to the cards', async () => {
  const { unmount } = show([READY], { filter: { track: 'verified' } });
  expect(await screen.findByText(/Filters don’t apply here/)).toBeVisible();
  unmount();
  show([READY]);
  await screen.findByText('Metric ready');
  expect(screen.queryByText(/Filters don’t apply here/)).toBeNull();
});

it('A panel with cards of extensions loads the cards again when asked, after a failure of their own', async () => {
  const { host, container } = show(failure(500, 'internal'));
  const again = await screen.findByRole('button', { name: 'Try again' });
  expect(container).toHaveTextContent('Couldn’t load the numbers of extensions.');
  await expectAccessible(container);
  host.answer({ '/cards': [READY] });
  await userEvent.click(again);
  expect(await screen.findByText('Metric ready')).toBeVisible();
});

it.each<[string, Responses[string]]>([
  ['there are no extensions', failure(404, 'extensions_off')],
  ['no extension has a card here', []],
  ['the panel above says who may see the course', failure(403, 'not_course_team')],
  ['the panel above says that the service is away', null],
])('A panel with cards of extensions says nothing where %s', async (_, answer) => {
  const { host, container, client } = show(answer);
  await waitFor(() => expect(client.getQueryCache().getAll()[0]?.state.status).toMatch(/success|error/));
  expect(host.asked.length).toBeGreaterThan(0);
  expect(container).not.toHaveTextContent(/extensions/i);
});

it('A card of another server says whose it is, and has no file of this site', async () => {
  const provider = { name: 'lab', host: 'lab.example.org', experimental: true };
  const { container } = show([
    { ...READY, provider },
    card('failed', { id: 'x', title: 'lab2', reason: 'Late.', provider }),
  ]);
  await screen.findByText('Metric ready');
  expect(container).toHaveTextContent('Experimental. From lab.example.org, which is not part of this site');
  expect(screen.queryByRole('button', { name: /CSV/ })).toBeNull();
  await expectAccessible(container);
});

const VIEW = card('ready', { id: 'acme.view', title: 'Two numbers', sentence: '' });
const FIGURE = { ...READY, sentence: 'Learners who came back.' };

it('A view shows its text and each of its figures under a heading of its own', async () => {
  const { container } = show([{ ...VIEW, text: 'Look at these.', figures: [FIGURE, card('withheld')] }]);
  expect(await screen.findByRole('heading', { level: 4, name: 'Two numbers' })).toBeVisible();
  expect(screen.getAllByRole('heading', { level: 5 }).map((one) => one.textContent)).toEqual([
    'Metric ready',
    'Metric withheld',
  ]);
  for (const said of ['Look at these.', /38 of 61/, /Hidden to protect a small group/])
    expect(container).toHaveTextContent(said);
  await expectAccessible(container);
});

it('A figure of a view has its file where the extension that shows it made it', async () => {
  const other = { ...FIGURE, id: 'other.metric', title: 'Theirs' };
  show([{ ...VIEW, figures: [FIGURE, other, card('withheld')] }]);
  expect(await screen.findAllByRole('button', { name: /CSV/ })).toHaveLength(1);
  expect(screen.getByRole('button', { name: /CSV.* Metric ready/ })).toBeVisible();
});

describe('a page that an extension draws', () => {
  const PAGE = '<p title="a &amp; b">x</p>';
  const frameIn = async (): Promise<HTMLIFrameElement> => screen.findByTitle<HTMLIFrameElement>('Two numbers');
  /** The frame within the frame, as a browser gives it: jsdom loads no srcdoc. */
  const innerOf = (frame: HTMLIFrameElement): Window => {
    const inner = { postMessage: jest.fn() } as unknown as Window;
    Object.defineProperty(frame, 'contentWindow', { value: { 0: inner }, configurable: true });
    return inner;
  };
  const say = (source: Window | null, data: unknown): void =>
    act(() => void window.dispatchEvent(new MessageEvent('message', { source, data })));

  it('A page of an extension stands in two frames, of which neither may load anything or lead anywhere', async () => {
    show([{ ...VIEW, figures: [FIGURE], page: PAGE }]);
    const frame = await frameIn();
    expect(frame).toHaveAttribute('sandbox', 'allow-scripts');
    const parse = (html: string | null): Document => new DOMParser().parseFromString(html ?? '', 'text/html');
    const policyOf = (page: Document): string =>
      page.querySelector('meta[http-equiv="Content-Security-Policy"]')?.getAttribute('content') ?? '';
    const outer = parse(frame.getAttribute('srcdoc'));
    expect(policyOf(outer)).toMatch(/^default-src 'none';.*frame-src 'none'$/);
    const within = outer.querySelector('iframe');
    expect(within?.getAttribute('sandbox')).toBe('allow-scripts');
    const inner = parse(within?.getAttribute('srcdoc') ?? null);
    expect(policyOf(inner)).toMatch(/^default-src 'none';.*form-action 'none'/);
    expect(inner.querySelector('p')?.outerHTML).toBe(PAGE);
  });

  it('A page of an extension is sent its figures when it is there', async () => {
    show([{ ...VIEW, figures: [FIGURE], page: PAGE }]);
    const frame = await frameIn();
    const inner = innerOf(frame);
    fireEvent.load(frame);
    expect(inner.postMessage).toHaveBeenCalledTimes(1);
    expect(inner.postMessage).toHaveBeenCalledWith(
      expect.objectContaining({ marginalia: 'figures', figures: [FIGURE], locale: 'en' }),
      '*',
    );
  });

  it('A page of an extension is as high as it says, within limits, and nobody else can say it', async () => {
    show([{ ...VIEW, figures: [FIGURE], page: PAGE }]);
    const frame = await frameIn();
    const inner = innerOf(frame);
    say(inner, { marginalia: 'height', height: 123.4 });
    expect(frame).toHaveAttribute('height', '124');
    say(window, { marginalia: 'height', height: 300 });
    say(inner, { marginalia: 'height', height: 'tall' });
    say(inner, null);
    expect(frame).toHaveAttribute('height', '124');
    say(inner, { marginalia: 'height', height: 99999 });
    expect(frame).toHaveAttribute('height', '640');
  });

  it('A page of an extension has its numbers as words beside it, one press away', async () => {
    const { container } = show([{ ...VIEW, figures: [FIGURE], page: PAGE }]);
    await frameIn();
    expect(container).not.toHaveTextContent('38 of 61');
    await userEvent.click(screen.getByRole('button', { name: /Show the numbers/ }));
    expect(container).toHaveTextContent('38 of 61');
  });
});
