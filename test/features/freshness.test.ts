import { ago, isDayAlone, isStale } from '../../src/lib/freshness';

const at = (text: string): number => Date.parse(text);

describe('the newest event', () => {
  it('The newest event is old after a day', () => {
    expect(isStale('2026-03-02T10:00:00Z', at('2026-03-03T10:00:00Z'))).toBe(false);
    expect(isStale('2026-03-02T10:00:00Z', at('2026-03-03T10:00:01Z'))).toBe(true);
    expect(isStale(null, at('2026-03-03T10:00:01Z'))).toBe(false);
  });

  it('The newest event of which only the day is told may have been at its end', () => {
    expect([isDayAlone('2026-03-02'), isDayAlone('2026-03-02T00:00:00Z')]).toEqual([true, false]);
    expect(isStale('2026-03-02', at('2026-03-03T23:59:00Z'))).toBe(false);
    expect(isStale('2026-03-02', at('2026-03-04T00:01:00Z'))).toBe(true);
    expect(ago('2026-03-02', at('2026-03-06T00:00:00Z'))).toEqual({ value: -3, unit: 'day' });
    expect(ago('2026-03-02', at('2026-03-02T12:00:00Z')).value).toBeCloseTo(0);
  });
});
