import { render, screen } from '@testing-library/react';
import { WatchCurve, WeekRates } from '../../src/charts';
import { isAlone, labelsOf } from '../../src/charts/TimeLines';
import { expectAccessible } from '../support-web/render';

const curve = {
  points: [
    { second: 0, viewers: 20, repeats: 0 },
    { second: 1, viewers: null, repeats: null },
    { second: 2, viewers: 10, repeats: 5 },
  ],
  width: 400,
  height: 180,
  title: 'A title',
  desc: 'A sentence',
  top: 20,
  viewers: 20,
  formatSecond: (s: number) => `0:0${s}`,
  formatCount: String,
};
const weeks = {
  weeks: [
    { label: '5 Oct', value: 0.5, edited: false },
    { label: '12 Oct', value: null, edited: true },
    { label: '19 Oct', value: 1, edited: false },
  ],
  width: 400,
  height: 160,
  title: 'A title',
  desc: 'A sentence',
  formatShare: (s: number) => `${s * 100} %`,
};

describe.each([
  ['WatchCurve', <WatchCurve key="c" {...curve} marker={null} />],
  ['WeekRates', <WeekRates key="w" {...weeks} rtl={false} />],
])('%s', (_, chart) => {
  it('A chart is an image with words, of the size it was given, and no stop for the tab key', async () => {
    const { container } = render(chart);
    const image = screen.getByRole('img', { name: 'A title' });
    expect(image).toHaveAccessibleDescription('A sentence');
    expect(image.querySelector('svg')).toHaveAttribute('width', '400');
    // what it is drawn of says nothing by itself
    expect(image.querySelector('svg')?.closest('[aria-hidden="true"]')).not.toBeNull();
    expect(container.querySelectorAll('[tabindex="0"]')).toHaveLength(0);
    await expectAccessible(container);
  });
});

it('A chart shows where a passage begins', () => {
  const { container } = render(<WatchCurve {...curve} marker={{ from: 0, to: 2 }} />);
  expect(container.querySelectorAll('.recharts-reference-area')).toHaveLength(1);
  expect(container.querySelector('.recharts-label')?.textContent).toBe('0:00');
});

it('A chart draws no bar for a week that may not be told, and a triangle where the block was edited', () => {
  const { container } = render(<WeekRates {...weeks} rtl={false} />);
  expect(container.querySelectorAll('.recharts-bar-rectangle path')).toHaveLength(2);
  expect(container.querySelector('.recharts-label')?.textContent).toBe('▲');
});

it('A chart runs from right to left where the language does', () => {
  const firstX = (rtl: boolean): number => {
    const { container, unmount } = render(<WeekRates {...weeks} rtl={rtl} />);
    const label = Array.from(container.querySelectorAll('text')).find(({ textContent }) => textContent === '5 Oct');
    const x = Number(label?.getAttribute('x'));
    unmount();
    return x;
  };
  expect(firstX(true)).toBeGreaterThan(firstX(false));
});

it('A point between two gaps is known, for no line leads to it', () => {
  const points = [12, null, 14, null, 15, 16].map((value, at) => ({ at, values: [value] }));
  expect(points.map((_, index) => isAlone(points, 0, index))).toEqual([true, false, true, false, false, false]);
});

it('A chart over time writes the letters of marks that are too near to one another as one', () => {
  const points = [0, 100].map((at) => ({ at, values: [1] }));
  const marks = [10, 50, 51, 90].map((at, i) => ({ at, label: 'abcd'[i]! }));
  expect(labelsOf(marks, points, 572)).toEqual(['a', 'b c', '', 'd']);
  expect(labelsOf(marks, points, 5072)).toEqual(['a', 'b', 'c', 'd']);
});
