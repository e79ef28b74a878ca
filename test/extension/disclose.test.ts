/** What is disclosed of extensions: the learners are counted here, and no small group follows from what is said. */
import { BITS } from '../../api/extension/facts.query';
import type { As } from '../../api/extension/manifest';
import { type Learner, type Disclosed, disclose, skippedOf } from '../../api/extension/disclose';

const SHARE: As = { kind: 'share', among: 'tried' };
const KEY = 'acme/x m 0';
const NOWHERE = { week: null, presence: { track: '', reached: [], attempted: [], viewers: [] } };

/** So many learners who attempted it, with these values; undefined: none. */
const learners = (...groups: [times: number, value: number | undefined, bits?: number][]): Learner[] =>
  groups.flatMap(([times, value, bits = BITS.enrolled | BITS.tried]) =>
    Array.from({ length: times }, () => ({
      ...NOWHERE,
      bits,
      cells: new Map(value === undefined ? [] : [[KEY, value]]),
    })),
  );
const disclosed = async (all: Learner[], as: As, minLearners = 10, isExact = false): Promise<Disclosed> =>
  (await disclose(all, [{ key: KEY, as, isExact }], minLearners)).get(KEY)!;
const hidden = { kind: 'withheld', reason: 'too_few_learners' };

describe('a share', () => {
  it('A share is of those who attempted it, whether they have a value or not', async () => {
    expect(await disclosed(learners([20, 1], [15, 0], [5, undefined]), SHARE)).toMatchObject({
      value: { count: 20, of: 40 },
    });
  });
  it.each([
    [
      'nine of 40',
      [
        [9, 1],
        [31, 0],
      ],
    ],
    [
      'all but nine of 40',
      [
        [31, 1],
        [9, 0],
      ],
    ],
    ['a class of nine', [[9, 1]]],
  ] as [string, [number, number][]][])('A share is withheld of %s', async (_, groups) => {
    expect(await disclosed(learners(...groups), SHARE)).toMatchObject({ value: hidden });
  });
  it('A share is told of nobody and of everybody', async () => {
    expect(await disclosed(learners([30, 0]), SHARE)).toMatchObject({ value: { count: 0, of: 30 } });
    expect(await disclosed(learners([30, 1]), SHARE)).toMatchObject({ value: { count: 30, of: 30 } });
  });
  it('A share is withheld where it differs by one learner from what the panel states', async () => {
    const right = BITS.enrolled | BITS.tried | BITS.everRight;
    const all = learners([20, 1, right], [1, 0, right], [19, 0]);
    expect(await disclosed(all, SHARE)).toMatchObject({ value: hidden });
  });
});

describe('categories', () => {
  const as: As = { kind: 'counts', among: 'tried', categories: ['a', 'b'] };
  it('Categories are both withheld where one of two is small', async () => {
    const cells = ((await disclosed(learners([9, 0], [5, 1]), as)) as Extract<Disclosed, { shape: 'byCategory' }>)
      .categories;
    expect(cells.every(({ learners: one }) => typeof one !== 'number')).toBe(true);
  });
  it('Categories are told where both are large', async () => {
    expect(await disclosed(learners([12, 0], [15, 1]), as)).toMatchObject({
      categories: [{ learners: 12 }, { learners: 15 }],
    });
  });
});

describe('quartiles and totals', () => {
  const middle: As = { kind: 'middle', unit: 'seconds', min: 0, max: 1000 };
  const total: As = { kind: 'total', unit: 'events', min: 0, max: 1000 };
  it('Quartiles and totals have two digits, or all of them where that is granted', async () => {
    expect(await disclosed(learners([30, 123]), middle)).toMatchObject({
      value: { low: 120, middle: 120, high: 120, of: 30 },
    });
    expect(await disclosed(learners([30, 123]), middle, 10, true)).toMatchObject({ value: { middle: 123 } });
    expect(await disclosed(learners([30, 123]), total)).toMatchObject({ value: 4000, of: 30 });
    expect(await disclosed(learners([30, 123]), total, 10, true)).toMatchObject({ value: 3690, of: 30 });
  });
  it('Quartiles are told from 20 learners on', async () => {
    expect(await disclosed(learners([19, 100]), middle)).toMatchObject({ value: hidden });
  });
  it.each([
    [
      'fewer than ten give anything',
      [
        [9, 1],
        [51, 0],
      ],
      hidden,
    ],
    ['nobody gives anything', [[60, 0]], 0],
    [
      '57 of 60 give one',
      [
        [57, 1],
        [3, 0],
      ],
      60,
    ],
    [
      '58 of 60 give one',
      [
        [58, 1],
        [2, 0],
      ],
      60,
    ],
    // the nine who give most give 180: in steps of 200
    [
      'nine give 20 and the others one',
      [
        [9, 20],
        [51, 1],
      ],
      200,
    ],
  ] as [string, [number, number][], unknown][])('A total tells of nobody where %s', async (_, groups, value) => {
    expect(await disclosed(learners(...groups), total)).toMatchObject({ value });
  });
  it('A total is withheld of which one learner gives more than half', async () => {
    expect(await disclosed(learners([29, 1], [1, 900]), total)).toMatchObject({ value: hidden });
  });
});

describe('learners who could not be computed', () => {
  it.each([
    [0, 60, 0],
    [9, 60, hidden],
    [51, 60, hidden],
    [25, 60, 20],
    [60, 60, 60],
  ])('A number is told or not where %d of %d learners could not be computed', (skipped, all, told) => {
    expect(skippedOf(skipped, all, 10)).toEqual(told);
  });
});

describe('what is disclosed of many metrics', () => {
  it('What is disclosed of many metrics is worked out in turns with everybody else, and is the same', async () => {
    const many = Array.from({ length: 8 }, (_, at) => ({ key: `acme/x m${at} 0`, as: SHARE, isExact: false }));
    const all = Array.from({ length: 400 }, (_, at): Learner => ({
      ...NOWHERE,
      bits: BITS.enrolled | BITS.tried | (at % 3 === 0 ? BITS.firstRight : 0),
      // each differs from the next by few, so that the solver has something to try
      cells: new Map(many.map(({ key }, metric) => [key, Number(at < 100 + metric * 4)])),
    }));
    let turns = 0;
    let isOver = false;
    const others = (): void => {
      turns += 1;
      if (!isOver) setImmediate(others);
    };
    setImmediate(others);
    const found = await disclose(all, many, 10, 0);
    isOver = true;
    // one a metric to count, one to tell, and each try of the solver
    expect(turns).toBeGreaterThan(3 * many.length);
    expect(found).toEqual(await disclose(all, many, 10, Infinity));
  });
});

describe('how many are enrolled', () => {
  it.each([59, 56])(
    'How many are enrolled is not told where the panel tells of nearly as many, %d of 60, that they attempted it',
    async (tried) => {
      const all = Array.from({ length: 60 }, (_, at): Learner => ({
        ...NOWHERE,
        bits: BITS.enrolled | (at < tried ? BITS.tried : 0),
        cells: new Map(at < tried ? [['never', 0]] : []),
      }));
      const never: As = { kind: 'share', among: 'enrolled' };
      const found = await disclose(all, [{ key: 'never', as: never, isExact: false }], 10);
      expect(found.get('never')).toMatchObject({ value: { kind: 'withheld' } });
    },
  );
});

describe('all combinations of parameters together', () => {
  it('All combinations of parameters together never differ by a small group', async () => {
    const key = (variant: number): string => `acme/x m ${variant}`;
    const all = Array.from({ length: 60 }, (_, at): Learner => ({
      ...NOWHERE,
      bits: BITS.enrolled | BITS.tried,
      cells: new Map(Array.from({ length: 6 }, (__, variant) => [key(variant), Number(at < 20 + variant * 3)])),
    }));
    const found = await disclose(
      all,
      Array.from({ length: 6 }, (_, variant) => ({ key: key(variant), as: SHARE, isExact: false })),
      10,
    );
    const counts = [...found.values()].flatMap((one) =>
      one.shape === 'share' && one.value.kind === 'value' ? [one.value.count] : [],
    );
    expect(counts.length).toBeGreaterThan(0);
    for (const a of counts)
      for (const b of counts) expect([0, 60].includes(Math.abs(a - b)) || Math.abs(a - b) >= 10).toBe(true);
  });
});
