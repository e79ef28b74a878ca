/** Which windows of a panel a group comes near to: the learners of days, worked out by hand. */
import { type Members, PanelWindows, type Presence } from '../../api/extension/windows';
import { BITS } from '../../api/extension/facts.query';
import { type Learner, disclose } from '../../api/extension/disclose';

/** So many who attempted it on these days, and whether they are in the group. */
type Some = readonly [learners: number, days: readonly number[], isIn: boolean, track?: string];
const presences = (some: readonly Some[]): Presence[] =>
  some.flatMap(([learners, attempted, , track = 'audit']) =>
    Array.from({ length: learners }, () => ({ track, reached: [], attempted, viewers: [] })),
  );
const group = (some: readonly Some[]): Members =>
  some.flatMap(([learners, , isIn]) => Array.from({ length: learners }, () => (isIn ? 1 : 0) as 0 | 1));
const near = (...some: Some[]): number[] =>
  new PanelWindows(presences(some), 10)
    .near([group(some)])
    .map((window) => window.reduce((sum: number, one) => sum + one, 0));

describe('windows near to a group', () => {
  it('A window near to a group is one that has few more', () => {
    // the second day has 15: three of them are not in the group
    expect(near([30, [1], false], [12, [2], true], [3, [2], false])).toEqual([15]);
  });
  it('A window near to a group is one that has few less', () => {
    // the first day has 30: two who came on the second are in the group as well
    expect(near([30, [1], true], [2, [2], true], [13, [2], false])).toEqual([30]);
  });
  it('A window near to a group is none that is the same, or that differs by many', () => {
    expect(near([30, [1], true], [15, [2], false])).toEqual([]);
    expect(near([20, [1], true], [10, [1], false], [15, [2], false])).toEqual([]);
  });
  it('A window near to a group is none where some of each are not in the other', () => {
    expect(near([28, [1], true], [2, [1], false], [1, [2], true], [14, [2], false])).toEqual([]);
  });
  it('A window near to a group is none that no panel states: four came on both days, so these are one period', () => {
    expect(near([30, [1], true], [4, [1, 2], false], [12, [2], false])).toEqual([]);
  });
  it('A window near to a group is one of a track', () => {
    expect(near([20, [1], false, 'verified'], [20, [1], true], [3, [1], false])).toEqual([23]);
  });
});

describe('a share that differs from a window by few', () => {
  const KEY = 'acme/x m 0';
  const shareOf = async (...some: Some[]) => {
    const all = presences(some);
    const isIn = group(some);
    const learners = all.map((presence, at): Learner => ({
      bits: BITS.enrolled | BITS.tried,
      presence,
      week: null,
      cells: new Map([[KEY, isIn[at] ?? 0]]),
    }));
    const asked = [{ key: KEY, as: { kind: 'share', among: 'tried' } as const, isExact: false }];
    return (await disclose(learners, asked, 10)).get(KEY);
  };
  it('A share beside windows is withheld', async () => {
    expect(await shareOf([30, [1], false], [12, [2], true], [3, [2], false])).toMatchObject({
      value: { kind: 'withheld' },
    });
  });
  it('A share beside windows is withheld where those who are not in it differ by few', async () => {
    expect(await shareOf([30, [1], true], [12, [2], false], [3, [2], true])).toMatchObject({
      value: { kind: 'withheld' },
    });
  });
  it('A share beside windows is stated where many are between', async () => {
    expect(await shareOf([30, [1], false], [12, [2], true], [13, [2], false])).toMatchObject({
      value: { count: 12, of: 55 },
    });
  });
});
