import fc from 'fast-check';
import { cronbachAlpha, itemRest, mergeResponses } from '../../../api/metrics/problem/itemStatistics';
import { discloseThirds, thirdsSize } from '../../../api/metrics/problem/itemStatisticsThirds';
import { thirdsOf } from '../../support/plainProblem';
import { correlation } from '../../support/correlation';

describe('item-rest correlation', () => {
  it('Item-rest correlation needs four learners', () => {
    const of = (n: number) => itemRest({ n, inGroup: 1, restSum: 6, restSquares: 14, groupRestSum: 3 });
    expect([of(3), of(4)]).toEqual([null, expect.any(Number)]);
  });

  it("Item-rest correlation is Pearson's, from sums alone", () => {
    fc.assert(
      fc.property(
        fc.array(fc.tuple(fc.constantFrom(0, 1), fc.integer({ min: 0, max: 10_000 })), { minLength: 4, maxLength: 60 }),
        (pairs) => {
          const found = itemRest({
            n: pairs.length,
            inGroup: pairs.filter(([x]) => x === 1).length,
            restSum: pairs.reduce((sum, [, y]) => sum + y, 0),
            restSquares: pairs.reduce((sum, [, y]) => sum + y * y, 0),
            groupRestSum: pairs.reduce((sum, [x, y]) => sum + x * y, 0),
          });
          const wanted = correlation(pairs);
          if (wanted === null) expect(found).toBeNull();
          else expect(found).toBeCloseTo(wanted, 9);
        },
      ),
    );
  });
});

describe("Cronbach's alpha", () => {
  /** 40 learners, 4 problems. */
  const scores = Array.from({ length: 40 }, (_, i) => [0, 1, 2, 3].map((j) => Number((i * 7 + j * 3) % 11 > 3 + j)));
  const totals = scores.map((row) => row.reduce((a, b) => a + b, 0));
  const right = [0, 1, 2, 3].map((j) => scores.filter((row) => row[j] === 1).length);
  const sums = {
    problems: 4,
    n: 40,
    scoreSum: totals.reduce((a, b) => a + b, 0),
    scoreSquares: totals.reduce((a, b) => a + b * b, 0),
    itemVariation: right.reduce((sum, r) => sum + r * (40 - r), 0),
  };

  it('Cronbach’s alpha is what variances give, the long way', () => {
    const variance = (x: readonly number[]): number => {
      const mean = x.reduce((a, b) => a + b, 0) / x.length;
      return x.reduce((sum, value) => sum + (value - mean) ** 2, 0) / x.length;
    };
    const items = [0, 1, 2, 3].reduce((sum, j) => sum + variance(scores.map((row) => row[j]!)), 0);
    expect(cronbachAlpha(sums)).toBeCloseTo((4 / 3) * (1 - items / variance(totals)), 12);
  });

  it("Cronbach's alpha is not told of few learners, few problems, or equal scores", () => {
    const of = (n: number) => cronbachAlpha({ ...sums, n, scoreSum: n, scoreSquares: 2 * n });
    expect([of(29), of(30)]).toEqual([null, expect.any(Number)]);
    expect(cronbachAlpha({ ...sums, problems: 2 })).toBeNull();
    expect(cronbachAlpha({ ...sums, scoreSum: 80, scoreSquares: 160 })).toBeNull();
  });
});

describe('thirds', () => {
  const learner = (restRight: number, restTried = 10) => ({ restRight, restTried });

  it('Equal strength is in the same third', () => {
    const found = thirdsOf([1, 2, 2, 5, 6, 9, 9, 9, 10].map((right) => learner(right)));
    expect(found).toEqual([
      'lowerThird',
      'lowerThird',
      'lowerThird',
      null,
      null,
      'upperThird',
      'upperThird',
      'upperThird',
      'upperThird',
    ]);
  });

  it('Who tried fewer than five others is in no third, and nobody is where there is no middle', () => {
    expect(thirdsOf([learner(4, 4), learner(0), learner(5), learner(10)])[0]).toBeNull();
    expect(thirdsOf([learner(5), learner(5), learner(5), learner(6)])).toEqual([null, null, null, null]);
  });

  it.each<[string, [upperThird: number, lowerThird: number, middle: number][], boolean[]]>([
    ['three people in the middle of one answer', [[20, 12, 3]], [false]],
    [
      'three people in the middle of all answers',
      [
        [20, 12, 3],
        [12, 20, 0],
      ],
      [false, false],
    ],
    [
      'a middle left over by the answers that are told',
      [
        [20, 20, 20],
        [15, 15, 15],
        [10, 10, 3],
      ],
      [true, false, false],
    ],
    [
      'nobody in the middle',
      [
        [20, 12, 0],
        [12, 20, 0],
      ],
      [true, true],
    ],
    [
      'enough in the middle',
      [
        [20, 12, 10],
        [12, 20, 11],
      ],
      [true, true],
    ],
  ])('Thirds are judged with the middle: %s', (_, cells, expected) => {
    const rows = cells.map(([upperThird, lowerThird, middle]) => ({
      ...{ first: upperThird + lowerThird + middle, upperThird, lowerThird, hidden: false },
    }));
    const disclosed = discloseThirds(rows, 10);
    expect(disclosed).toEqual(expected);
    // the middle is what the thirds leave of the learners
    if (!disclosed.includes(true)) expect(thirdsSize(rows, disclosed, 10)).not.toHaveProperty('strongest');
  });

  it('Thirds tell nothing from which a small group follows by subtraction', () => {
    const cells = fc.record({
      upperThird: fc.nat({ max: 40 }),
      lowerThird: fc.nat({ max: 40 }),
      neither: fc.nat({ max: 40 }),
      hidden: fc.boolean(),
    });
    fc.assert(
      fc.property(fc.array(cells, { minLength: 1, maxLength: 7 }), (made) => {
        const rows = made.map((row) => ({ ...row, first: row.upperThird + row.lowerThird + row.neither }));
        const disclosed = discloseThirds(rows, 10);
        const small = (n: number): boolean => n > 0 && n < 10;
        for (const column of ['upperThird', 'lowerThird', 'neither'] as const) {
          rows.forEach((row, index) => {
            if (disclosed[index]) expect(small(row[column])).toBe(false);
          });
          if (disclosed.includes(true)) {
            const left = rows.reduce((sum, row, index) => sum + (disclosed[index] ? 0 : row[column]), 0);
            expect(small(left)).toBe(false);
          }
        }
        rows.forEach((row, index) => expect(row.hidden && disclosed[index]).toBe(false));
        // one row left out is had by subtraction, whatever its size
        if (disclosed.includes(true)) {
          const out = rows.filter((row, index) => !disclosed[index] && row.first > 0);
          expect(out.length).not.toBe(1);
        }
      }),
    );
  });
});

describe('answers that are one answer', () => {
  const row = (answer: string, right: boolean, learners: number, type = 'numeric') => ({
    block: 'p',
    part: '1',
    answer,
    type,
    right,
    learners,
    rested: learners,
    restSum: learners * 100,
    upper: 1,
    lower: 0,
  });

  it('Answers that are one answer are two where the course says that the grader tells upper case from lower case', () => {
    const content = (isCaseSensitive: boolean) => ({
      ...{ part: '1', question: '', responseType: 'stringresponse', isSet: false, choices: [], accepted: [] },
      isCaseSensitive,
    });
    const given = (cs: boolean) =>
      [row('mW', false, 6, 'fill-in'), row('MW', false, 5, 'fill-in')].map((one) => ({ ...one, content: content(cs) }));
    expect(mergeResponses(given(true)).map(({ answer, learners }) => [answer, learners])).toEqual([
      ['mW', 6],
      ['MW', 5],
    ]);
    expect(mergeResponses(given(false)).map(({ learners }) => learners)).toEqual([11]);
  });

  it('Answers that are one answer are added up under the commonest spelling; marked right and marked wrong stay apart', () => {
    expect(mergeResponses([row(' 5', true, 2), row('5', true, 7), row('5.0', true, 1), row('5', false, 3)])).toEqual([
      { ...row('5', true, 10), upper: 3 },
      row('5', false, 3),
    ]);
    expect(mergeResponses([row('["b","a"]', false, 2), row('["a","b"]', false, 1)])).toMatchObject([
      { answer: '["a","b"]', learners: 3 },
    ]);
  });

  it('Answers to questions with choices are told apart by case and digits, and told without the hints sent with them', () => {
    const given = [row('Aa', false, 3, 'choice'), row('AA', false, 2, 'choice'), row('1.5', false, 1, 'choice')];
    expect(mergeResponses([...given, row('1.50', false, 1, 'choice')])).toHaveLength(4);
    const hinted = [
      row('Aa <choicehint>No.</choicehint>', false, 3, 'choice'),
      row('Aa <choicehint>Never.</choicehint>', false, 2, 'choice'),
    ];
    expect(mergeResponses(hinted)).toMatchObject([{ answer: 'Aa', learners: 5 }]);
  });
});
