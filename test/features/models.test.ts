import { WITHHELD, none } from '@marginalia/contract';
import { asPercent, findNode, funnelOf, outlineSentence, readoutOf, treeOf } from '../../src/features/outline/model';
import {
  responseRows,
  commonestWrong,
  difficultyOf,
  discriminationOf,
  problemSentence,
  thirdRows,
  trendWeeks,
} from '../../src/features/problem/model';
import { curveModel, halfWatchedTo, moments, tableSeconds, videoSentence } from '../../src/features/video/model';
import { UNIT, outline, part, problem, rate, video } from '../../src/harness/fixtures/reports';

describe('the sentence about a problem', () => {
  it.each([
    [{ learners: WITHHELD, firstTry: WITHHELD }, 'withheld'],
    [{ learners: 0, firstTry: none('no_attempts') }, 'nobody'],
    [{ learners: none('no_attempts'), firstTry: none('no_attempts') }, 'nobody'],
    [{ learners: 19, firstTry: rate(9, 19) }, 'counts'],
    [{ learners: 20, firstTry: rate(9, 20) }, 'shares'],
    [{ learners: 40, firstTry: WITHHELD }, 'withheld'],
    [{ learners: 40, firstTry: none('no_events') }, 'unknown'],
  ])('The sentence about a problem with %j is %s', (answer, kind) => expect(problemSentence(answer).kind).toBe(kind));
});

describe('answers', () => {
  it('The list of answers puts the right one first, whatever the counts, and the untold ones last', () => {
    const rows = responseRows(
      part({
        answers: [
          { value: 'b', correct: false, first: 50, last: 40 },
          { value: 'c', correct: null, first: 60, last: 1 },
          { value: 'a', correct: true, first: 2, last: 20 },
        ],
      }),
    );
    expect(rows.rows.map(({ value }) => value)).toEqual(['a', 'c', 'b', null]);
    expect(rows.scale).toBe(60);
  });

  it('The list of answers names a common wrong answer only where it is common and told', () => {
    expect(commonestWrong(part())).toEqual({ value: 'n²', first: 14 });
    const wrong = { value: 'x', correct: false, last: 0 };
    expect(commonestWrong(part({ answers: [{ ...wrong, first: 6 }] }))).toBeNull();
    expect(commonestWrong(part({ answers: [{ ...wrong, first: WITHHELD }] }))).toBeNull();
  });
});

describe('difficulty', () => {
  const place = (percentile: number, problems = 30) =>
    difficultyOf({
      kind: 'value',
      model: '2pl',
      value: 0,
      low: -1,
      high: 1,
      percentile,
      problems,
      of: 61,
      computedAt: '2026-10-20T10:00:00Z',
    });

  it.each([
    [1, 'hardest'],
    [0.75, 'harder'],
    [0.66, 'ratherHarder'],
    [0.5, 'middle'],
    [0.34, 'ratherEasier'],
    [0.25, 'easier'],
    [0, 'easiest'],
  ])('Difficulty is told beside the others: with %d of them easier, %s', (percentile, level) =>
    expect(place(percentile)).toEqual({ kind: 'level', level }),
  );

  it('Difficulty is a count among few problems, and nothing where it is not known', () => {
    expect(place(0.6, 6)).toEqual({ kind: 'of', easier: 3, others: 5 });
    expect([difficultyOf(WITHHELD), difficultyOf(none('not_computed_yet'))]).toEqual([null, null]);
  });
});

it('The model of a problem gives shares of the thirds, none for what is withheld, and no row where they are not told apart', () => {
  const answers = [
    { value: 'a', correct: true, first: 40, last: 40, strongest: 20, weakest: WITHHELD },
    { value: 'b', correct: false, first: 21, last: 21 },
  ];
  const thirds = { strongest: 25, weakest: 20 };
  expect(
    thirdRows(part({ answers, thirds })).map(({ row, upperThird, lowerThird }) => [row.key, upperThird, lowerThird]),
  ).toEqual([['a', 0.8, null]]);
  expect(thirdRows(part({ answers, thirds: WITHHELD }))).toEqual([]);
});

it('The model of a problem says of discrimination only what its interval allows', () => {
  expect(discriminationOf({ low: 0.01, high: 0.4 })).toBe('better');
  expect(discriminationOf({ low: -0.4, high: -0.01 })).toBe('worse');
  expect(discriminationOf({ low: -0.1, high: 0.4 })).toBe('unclear');
});

it('The model of a problem puts an edit into the week it was made in', () => {
  const edits = [{ ...problem().edits[0]!, at: '2026-10-11T23:59:59Z' }];
  expect(trendWeeks({ ...problem(), edits }).map(({ edited }) => edited)).toEqual([true, false, false]);
});

describe('a video', () => {
  it.each([
    ['the last point with half of them', [60, 60, 30, 20], 10, 2],
    ['the end', [60, 60, 40, 31], 3, 'end'],
    ['nothing where only the beginning is told', [60, 29], 10, null],
    ['nothing without points', [], 10, null],
  ])('The model of a video says that half watched on to %s', (_, learners, duration, half) => {
    const survival = learners.map((n, second) => ({ second, learners: n }));
    expect(halfWatchedTo({ survival, duration }, 60)).toBe(half);
  });

  it('The model of a video never takes a withheld point for one with half of them', () => {
    const survival = [
      { second: 4, learners: 40 },
      { second: 6, learners: WITHHELD },
    ];
    expect(halfWatchedTo({ survival, duration: 9 }, 60)).toBe(4);
  });

  it('The model of a video keeps withheld seconds apart from zero', () => {
    const model = curveModel(
      [
        { second: 0, viewers: WITHHELD, views: WITHHELD },
        { second: 1, viewers: 0, views: 0 },
      ],
      30,
    );
    expect(model.points).toEqual([
      { second: 0, viewers: null, repeats: null },
      { second: 1, viewers: 0, repeats: 0 },
    ]);
    expect(model.gaps).toBe(true);
  });

  it('The model of a video scales to all viewers and never to its own maximum', () => {
    expect(curveModel([{ second: 0, viewers: 12, views: 15 }], 130).top).toBe(130);
    expect(curveModel([{ second: 0, viewers: 120, views: 150 }], 130).top).toBe(150);
  });

  it('The model of a video has moments in the order of the video', () => {
    expect(moments(video()).map(({ kind, from, to }) => [kind, from, to])).toEqual([
      ['leave', 5, 5],
      ['again', 7, 9],
    ]);
  });

  it('The model of a video makes a table of at most sixty rows', () => {
    const long = Array.from({ length: 580 }, (_, second) => ({ second, viewers: 1, views: 1 }));
    const { step, rows } = tableSeconds(long);
    expect([step, rows.length, rows[1]?.second]).toEqual([10, 58, 10]);
  });

  it('The model of a video says only that it was played where nothing tells its length', () => {
    expect(videoSentence(video({ coverage: none('no_duration') }))).toEqual({ kind: 'played', viewers: 60 });
  });
});

describe('an outline', () => {
  it('An outline becomes a tree in course order, orphans at the top', () => {
    const blocks = outline().blocks;
    const orphan = { ...blocks[4]!, id: 'orphan', parent: 'nowhere', order: 99 };
    const tree = treeOf([orphan, ...blocks].reverse());
    expect(tree.map(({ block }) => block.name)).toEqual(['Algorithms', 'Sorting lists']);
    expect(findNode(tree, UNIT)?.children.map(({ block }) => block.type)).toEqual(['problem', 'video', 'html']);
  });

  it('An outline has a sentence for each step of evidence', () => {
    expect(outlineSentence(outline())).toEqual({ kind: 'last', learners: 212, reached: 74, name: 'Week 2' });
    expect(outlineSentence(outline({ learners: WITHHELD })).kind).toBe('withheld');
    expect(outlineSentence(outline({ blocks: [] }))).toEqual({ kind: 'learners', learners: 212 });
  });

  it('An outline leaves out of a readout what was not measured, and keeps what is withheld', () => {
    const figures = { reach: 12, firstTry: none('no_events'), watched: WITHHELD, attention: null };
    const kinds = (items: number): string[] =>
      readoutOf({ ...figures, attention: { items, reason: 'many_attempts' } }).map(({ kind }) => kind);
    expect(readoutOf(figures).map(({ kind }) => kind)).toEqual(['reach', 'watched']);
    expect([kinds(0), kinds(2)]).toEqual([
      ['reach', 'watched'],
      ['reach', 'watched', 'attention'],
    ]);
  });

  it('An outline gives a percentage only where the denominator bears one', () => {
    expect([asPercent(rate(7, 12)), asPercent(rate(10, 20)), asPercent(WITHHELD)]).toEqual([false, true, true]);
  });

  it('An outline gives a withheld step of the funnel no length', () => {
    const unit = outline().blocks.find(({ id }) => id === UNIT)!;
    expect(funnelOf({ ...unit, attempted: WITHHELD }, 212).map(({ share }) => share)).toEqual([150 / 212, null, null]);
    expect(funnelOf(unit, WITHHELD).every(({ share }) => share === null)).toBe(true);
  });
});
