/** Cards of extensions: each state in words, and what stands around them. */
import { screen, waitFor } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import type { Card } from '@marginalia/contract';
import { ExtensionCards } from '../../src/features/extension';
import { FilterProvider } from '../../src/panels';
import { COURSE, PROBLEM, rate } from '../../src/harness/fixtures/answers';
import { failure, fakeHost } from '../support-web/host';
import type { Answers } from '../support-web/host';
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

const show = (answer: Answers[string], { filter = {}, tag = 'en' } = {}) => {
  const host = fakeHost({ '/cards': answer }, tag);
  const cards = <ExtensionCards courseId={COURSE} blockId={PROBLEM} />;
  return { host, ...renderIn(host, <FilterProvider value={filter}>{cards}</FilterProvider>) };
};

it.each<[Card, RegExp[]]>([
  [card('filling', { progress: { done: 40, of: 61 } }), [/Computed for 40 of 61 learners/]],
  [READY, [/62%/, /38 of 61/, /2 learners not computed/]],
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

it.each<[string, Answers[string]]>([
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
