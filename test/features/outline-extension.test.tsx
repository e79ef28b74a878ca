/** The one number of an extension beside the blocks of the outline, as the site's operator chose it. */
import { QueryClient } from '@tanstack/react-query';
import { screen, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { createIntl } from '@edx/frontend-platform/i18n';
import { type Outline, type OutlineExtension, WITHHELD, none } from '@marginalia/contract';
import { CoursePanel } from '../../src/features/outline/lazy';
import { readoutOf } from '../../src/features/outline/model';
import { readoutsOf } from '../../src/features/outline/readouts';
import { figuresOf } from '../../src/features/outline/words';
import {
  COURSE,
  PROBLEM,
  VIDEO,
  attention,
  outline,
  outlineExtended,
  timeOnTask,
} from '../../src/harness/fixtures/reports';
import { fakeHost } from '../support-web/host';
import { expectAccessible, renderIn } from '../support-web/render';

const intl = createIntl({ locale: 'en', messages: {} });
const blockIn = (answer: Outline, id = PROBLEM) => answer.blocks.find((block) => block.id === id)!;
const plain = (text: string): string => text.replace(/[\u2060\u2066-\u2069]/g, '');
const sentencesOf = (over: Partial<OutlineExtension>, value: number): string =>
  plain(
    figuresOf(intl, { ...blockIn(outline()), extension: { kind: 'value', value, of: 74 } }, { ...timeOnTask, ...over })
      .sentences,
  );
const show = (answer: Outline, tag = 'en') => {
  const host = fakeHost({ '/outline': answer, '/attention': attention([]) }, tag);
  return { host, ...renderIn(host, <CoursePanel courseId={COURSE} onSelect={() => undefined} />) };
};
const tree = async (): Promise<HTMLElement> =>
  (await screen.findByRole('heading', { name: 'The whole course' })).closest('section') as HTMLElement;

describe('the number of an extension beside a block', () => {
  it('The number beside a block stands after those of the product, and is left out where there is none', () => {
    const kinds = (extension: Outline['blocks'][number]['extension']): string[] =>
      readoutOf({ ...blockIn(outline()), extension, attention: { items: 2, reason: 'many_attempts' } }).map(
        ({ kind }) => kind,
      );
    const others = ['reach', 'firstTry'];
    expect(kinds({ kind: 'value', value: 3, of: 40 })).toEqual([...others, 'extension', 'attention']);
    expect(kinds(WITHHELD)).toEqual([...others, 'extension', 'attention']);
    expect(kinds(none('no_values'))).toEqual([...others, 'attention']);
    expect(kinds(undefined)).toEqual([...others, 'attention']);
  });

  it.each<[string, Partial<OutlineExtension>, number, string]>([
    ['a median', {}, 100, 'Time on task: median 1 min 40 s (74 learners, from acme/time-on-task).'],
    ['a share', { shape: 'share', unit: 'share' }, 0.62, 'Time on task: 62% (74 learners, from acme/time-on-task).'],
    ['a total', { shape: 'total', unit: 'events' }, 1200, 'Time on task: 1,200 (74 learners, from acme/time-on-task).'],
    ['a score', { shape: 'score', unit: 'points' }, 0.25, 'Time on task: 0.3 (74 learners, from acme/time-on-task).'],
  ])('The number beside a block is said in its unit, and whose it is: %s', (_, over, value, said) => {
    expect(sentencesOf(over, value)).toContain(said);
  });

  it('The number beside a block has the extension’s own words in the reader’s language', () => {
    const words = { de: { title: 'Arbeitszeit', sentence: 'Wie lange gearbeitet wurde.' } };
    const german = createIntl({ locale: 'de', messages: {}, onError: () => undefined });
    const extension = { ...timeOnTask, words };
    const { sentences } = figuresOf(german, blockIn(outlineExtended()), extension);
    expect(plain(sentences)).toContain('Arbeitszeit: median 1 min 40 s');
  });

  it('The number beside a block that is withheld says what the others say that are', () => {
    const { parts, sentences } = figuresOf(intl, blockIn(outlineExtended(), VIDEO), timeOnTask);
    expect(parts.filter(({ kind }) => kind === 'extension')).toEqual([{ kind: 'extension', text: '⊘' }]);
    expect(sentences.match(/Hidden numbers protect a small group\./g)).toHaveLength(1);
  });
});

describe('the outline with the number of an extension', () => {
  it('The outline has it in the legend, the list, the table and the definitions', async () => {
    const { container } = show(outlineExtended());
    const list = await tree();
    expect(list.querySelector('.marginalia-readout-legend')).toHaveTextContent(
      'reachedfirst attemptwatchedTime on taskflags',
    );
    const figures = Array.from(list.querySelectorAll('.marginalia-readout .marginalia-figure-extension'));
    expect(figures.map((figure) => figure.textContent)).toEqual(['1 min 40 s', '⊘']);
    await userEvent.click(within(list).getByRole('button', { name: /^Table/ }));
    expect(within(list).getByRole('columnheader', { name: 'Time on task' })).toBeVisible();
    const row = within(list).getByRole('row', { name: /Sorting lists/ });
    expect(within(row).getAllByRole('cell').at(-1)).toHaveTextContent('1 min 40 s');
    expect(
      within(within(list).getByRole('row', { name: /Read this/ }))
        .getAllByRole('cell')
        .at(-1),
    ).toHaveTextContent('—');
    await userEvent.click(screen.getByRole('button', { name: 'Definitions' }));
    const term = screen.getByText('Time on task', { selector: 'dt bdi' });
    expect(term.closest('div')).toHaveTextContent(`${timeOnTask.sentence} From the extension acme/time-on-task.`);
    await expectAccessible(container);
  });

  it('The outline has no trace of one where none was chosen', async () => {
    const { container } = show(outline());
    const list = await tree();
    await userEvent.click(within(list).getByRole('button', { name: /^Table/ }));
    expect(within(list).getAllByRole('columnheader')).toHaveLength(5);
    expect(container.querySelector('.marginalia-figure-extension, .marginalia-readout-extended')).toBeNull();
  });

  it.each<[string, Partial<OutlineExtension>, string]>([
    [
      'it is computed',
      { state: 'filling', progress: { done: 120, of: 556 } },
      'Time on task: computed for 120 of 556 learners.',
    ],
    ['it is about to be there', { state: 'filling' }, 'Time on task: loading…'],
    ['it is paused', { state: 'paused' }, 'Time on task: paused. Nothing else is affected.'],
    ['it failed', { state: 'failed' }, 'Time on task: couldn’t compute this number. Nothing else is affected.'],
  ])('The outline says once why the number is not there: while %s', async (_, over, said) => {
    const { container } = show(outlineExtended(over));
    const list = await tree();
    expect(list).toHaveTextContent(said);
    expect(container.querySelector('.marginalia-figure-extension, .marginalia-readout-extended')).toBeNull();
  });

  it('The outline is asked again every few seconds until the number is there, by cards and panel alike', async () => {
    jest.useFakeTimers();
    try {
      const host = fakeHost({ '/outline': outlineExtended({ state: 'filling' }) });
      const services = {
        host,
        loadIntl: () => Promise.resolve(intl),
        spoken: () => ({ lang: 'en', dir: undefined }),
      };
      const readouts = readoutsOf(new QueryClient(), COURSE, services);
      const end = readouts.subscribe(() => undefined);
      await jest.advanceTimersByTimeAsync(100);
      expect([host.asked.length, readouts.of(PROBLEM)?.hasExtension]).toEqual([1, false]);
      host.answer({ '/outline': outlineExtended() });
      await jest.advanceTimersByTimeAsync(6000);
      expect(host.asked.length).toBe(2);
      expect(readouts.of(PROBLEM)?.parts.map(({ text }) => text)).toContain('1 min 40 s');
      await jest.advanceTimersByTimeAsync(60_000);
      expect(host.asked.length).toBe(2);
      end();
    } finally {
      jest.useRealTimers();
    }
  });
});
