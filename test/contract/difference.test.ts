import { rate } from '../../api/metrics/kit/stats';
import { WITHHELD, difference, none } from '@marginalia/contract';

const share = (count: number, of: number) => rate(count, of, of, 1, 'no_attempts');

describe('the difference of two shares', () => {
  it('The difference of two shares has the interval of Newcombe’s method 10, as published', () => {
    // Newcombe, Interval estimation for the difference between independent proportions (1998), table II: 56/70 less 48/80
    const found = difference(share(56, 70), share(48, 80));
    expect(found).toMatchObject({ kind: 'value', value: expect.closeTo(0.2, 12) });
    expect(found).toMatchObject({ low: expect.closeTo(0.0524, 4), high: expect.closeTo(0.3339, 4) });
  });

  it('The difference of two shares has turned round the same interval turned round', () => {
    const [there, back] = [difference(share(9, 10), share(3, 10)), difference(share(3, 10), share(9, 10))];
    if (there.kind !== 'value' || back.kind !== 'value') throw new Error('no difference');
    expect([back.low, back.high]).toEqual([expect.closeTo(-there.high, 12), expect.closeTo(-there.low, 12)]);
    // 9/10 and 3/10 are not equally sure: the interval is not in the middle
    expect(Math.abs(there.value - (there.low + there.high) / 2)).toBeGreaterThan(0.001);
  });

  it('The difference of two shares is withheld where one of them is, and nothing where one is of nobody', () => {
    expect(difference(WITHHELD, share(1, 2))).toEqual(WITHHELD);
    expect(difference(share(1, 2), WITHHELD)).toEqual(WITHHELD);
    expect(difference(none('no_attempts'), share(1, 2))).toEqual(none('no_attempts'));
    expect(difference(share(1, 2), none('no_attempts'))).toEqual(none('no_attempts'));
    expect(difference(none('no_attempts'), WITHHELD)).toEqual(WITHHELD);
  });
});
