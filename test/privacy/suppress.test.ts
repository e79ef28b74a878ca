import fc from 'fast-check';
import { timeOfGroup } from '../../api/metrics/kit/privacy/moments';
import { mayDiscloseInside, quantity, suppress } from '../../api/metrics/kit/privacy/suppress';
import { WITHHELD } from '@marginalia/contract';

const sum = (cells: readonly number[]): number => cells.reduce((a, b) => a + b, 0);

describe('a count', () => {
  it.each([
    [0, 0],
    [1, WITHHELD],
    [9, WITHHELD],
    [10, 10],
  ])('A count of %s learners is told or withheld', (n, disclosed) => expect(quantity(n, 10)).toEqual(disclosed));
});

it('A threshold of 2 hides single learners, and only one of 1 hides nobody', () => {
  expect([quantity(1, 2), quantity(2, 2), quantity(1, 1)]).toEqual([WITHHELD, 2, 1]);
  expect([1, 2].map((threshold) => timeOfGroup(1_772_445_600_000_000, 1, threshold))).toEqual([
    '2026-03-02T10:00:00Z',
    '2026-03-02',
  ]);
});

it('A group inside another is hidden where it was counted as larger than that, as at another time', () => {
  expect(mayDiscloseInside(30, [50], 10)).toBe(true);
  expect(mayDiscloseInside(30, [12], 10)).toBe(false);
});

describe('a breakdown', () => {
  it.each([
    ['nothing small', [20, 30], [false, false]],
    ['an empty cell is told', [20, 0], [false, false]],
    ['one small cell takes the next smallest with it', [40, 3, 12], [false, true, true]],
    ['two small cells that together are small take another', [40, 2, 3, 11], [false, true, true, true]],
    ['two small cells that together are large enough stay alone', [40, 6, 7], [false, true, true]],
    ['all small', [2, 3], [true, true]],
    ['a lone small cell has nothing to hide behind but is hidden', [3, 0], [true, false]],
  ])('A breakdown is told as far as it may be: %s', (_, cells, hidden) => expect(suppress(cells, 10)).toEqual(hidden));

  it('A breakdown hides another cell beside one that is hidden for another reason, however large', () => {
    expect(suppress([20, 30, 0, 40], 10, [true, false, false, false])).toEqual([true, true, false, false]);
    expect(suppress([0, 30, 40], 10, [true, false, false])).toEqual([false, false, false]);
  });

  it('A breakdown hides what is asked for most last, though it is smaller', () => {
    expect(suppress([3, 12, 20], 10, [], [0, 1, 0])).toEqual([true, false, true]);
    expect(suppress([3, 12, 20], 10)).toEqual([true, true, false]);
  });

  it('A breakdown never tells a small group, nor lets one be had by subtraction', () => {
    fc.assert(
      fc.property(
        fc.array(fc.nat(60), { minLength: 1, maxLength: 12 }),
        fc.integer({ min: 2, max: 20 }),
        (cells, k) => {
          const hidden = suppress(cells, k);
          const held = cells.filter((_, index) => hidden[index]);
          cells.forEach((cell, index) => {
            if (!hidden[index]) expect(cell === 0 || cell >= k).toBe(true);
          });
          // total - told = what is hidden: one cell alone would be told by it, and so would a small group
          const nothingElseToHide = cells.every((cell, index) => cell === 0 || hidden[index]);
          if (held.length > 0 && !nothingElseToHide) {
            expect(held.length).toBeGreaterThan(1);
            expect(sum(held)).toBeGreaterThanOrEqual(k);
          }
        },
      ),
      { numRuns: 5000 },
    );
  });

  it('A breakdown hides nothing with a threshold of 1', () => {
    fc.assert(fc.property(fc.array(fc.nat(9)), (cells) => expect(suppress(cells, 1)).not.toContain(true)));
  });
});
