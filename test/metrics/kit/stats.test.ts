import { type Count, correlationInterval, median, medianOf, rate, wilson } from '../../../api/metrics/kit/stats';
import { WITHHELD } from '@marginalia/contract';

describe('Wilson’s interval', () => {
  // worked out by hand from the formula; also in published tables
  it.each([
    [5, 10, 0.2366, 0.7634],
    [50, 100, 0.4038, 0.5962],
    [10, 10, 0.7225, 1],
    [0, 10, 0, 0.2775],
    [38, 61, 0.4975, 0.7336],
  ])('Wilson’s interval is right for %s of %s', (k, n, low, high) => {
    expect(wilson(k, n).low).toBeCloseTo(low, 3);
    expect(wilson(k, n).high).toBeCloseTo(high, 3);
  });
});

describe('a rate', () => {
  it('A rate has its count, its group and its interval', () => {
    expect(rate(31, 50, 50, 10, 'x')).toMatchObject({ kind: 'value', value: 0.62, count: 31, of: 50 });
  });
  it('A rate of nobody says why', () =>
    expect(rate(0, 0, 0, 10, 'no_attempts')).toEqual({ kind: 'none', reason: 'no_attempts' }));
  it('A rate of few is withheld', () => expect(rate(9, 9, 9, 10, 'x')).toEqual(WITHHELD));
  it('A rate is about learners, not about pairs', () => expect(rate(20, 40, 8, 10, 'x')).toEqual(WITHHELD));
});

describe('the others', () => {
  it.each([
    [[], 0],
    [[3], 3],
    [[5, 1, 3], 3],
    [[4, 1, 3, 2], 2.5],
  ])('The median of %j is what it should be', (values, expected) => expect(median(values)).toBe(expected));

  it.each<[Count[], number]>([
    [[], 0],
    [[[3, 4]], 3],
    [
      [
        [5, 1],
        [1, 2],
      ],
      1,
    ],
    [
      [
        [2, 3],
        [1, 3],
      ],
      1.5,
    ],
  ])('The median of %j, value and times, is what it should be', (counts, expected) =>
    expect(medianOf(counts)).toBe(expected),
  );

  it('The interval of a correlation is what it is by hand', () => {
    // atanh 0.5 = 0.549306, 1.959964 / sqrt 100 = 0.195996: tanh 0.353310 and tanh 0.745302
    const { low, high } = correlationInterval(0.5, 103);
    expect(low).toBeCloseTo(0.33931, 4);
    expect(high).toBeCloseTo(0.63233, 4);
    expect(correlationInterval(1, 10).high).toBeCloseTo(1, 10);
  });
});
