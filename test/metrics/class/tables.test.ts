import { problemFigures, sumOfProblems, sumOfVideos, videoFigures } from '../../../api/metrics/class/content';
import { viewsByPlace, viewsByWeek } from '../../../api/metrics/class/views';
import { timesOf } from '../../../api/metrics/learners/learnerReport';
import { StructureIndex } from '../../../api/facts/structureIndex';
import { difference, plain, rate, table } from '../../../api/metrics/class/tables/cells';
import { type Difference, METRIC_OF, type Rate, WITHHELD } from '@marginalia/contract';
import { addressFor } from '../../../src/lib/course-page';
import { block } from '../../support/history';

describe('a table for a file', () => {
  const share = { kind: 'value', value: 0.5, count: 10, of: 20, low: 0.3, high: 0.7 } as const;
  interface Row {
    id: string;
    share: Rate;
    other: Difference | null;
  }
  const made = table<Row>(
    null,
    [
      plain('id', ({ id }) => id),
      rate('first_try', METRIC_OF.outline['blocks[].firstTry'], (row) => row.share),
      rate('again', METRIC_OF.problem.firstTry, (row) => row.share),
      difference('difference', METRIC_OF.comparison['courses[].differences'], ({ other }) => other),
    ],
    [
      { id: 'a', share, other: null },
      { id: 'b', share: WITHHELD, other: { kind: 'value', value: 0.1, low: 0, high: 0.2 } },
    ],
  );

  it('A table for a file has in its head the metrics of its columns, each once, and nothing of a column that measures nothing', () => {
    expect(made.definitions).toEqual(['firstTry', 'difference']);
  });
  it('A table for a file has as many cells in each row as heads, whatever there is to say', () => {
    expect(made.columns).toHaveLength(14);
    expect([...(made.rows as Iterable<readonly unknown[]>)]).toEqual([
      ['a', 0.5, 10, 20, 0.3, 0.7, 0.5, 10, 20, 0.3, 0.7, null, null, null],
      ['b', 'withheld', null, null, null, null, 'withheld', null, null, null, null, 0.1, 0, 0.2],
    ]);
  });
});

const index = new StructureIndex({
  courseKey: 'c',
  name: 'Course',
  version: '1',
  blocks: [
    block('c', 'course', null, 0),
    block('s1', 'chapter', 'c', 1),
    block('q1', 'sequential', 's1', 2),
    block('q2', 'sequential', 's1', 3),
    block('q3', 'sequential', 's1', 4),
    block('s2', 'chapter', 'c', 5),
    block('q4', 'sequential', 's2', 6),
  ],
});
const count = (learners: number, views: number) => ({ learners, views });

describe('page views', () => {
  it('Page views of few learners are withheld, and one more that would give them away', () => {
    const found = new Map([
      ['s1', count(40, 100)],
      ['q1', count(40, 70)],
      ['q2', count(12, 20)],
      ['q3', count(3, 10)],
      ['s2', count(20, 30)],
      ['q4', count(20, 30)],
    ]);
    expect(viewsByPlace(index, found, 10).map(({ block, views }) => [block.id, views])).toEqual([
      ['s1', 100],
      ['q1', 70],
      ['q2', WITHHELD], // 100 less 70 less 20 would be those of the three
      ['q3', WITHHELD],
      ['s2', 30],
      ['q4', 30],
    ]);
  });
  it('Page views of a section that is not told tell of no subsection', () => {
    const found = new Map([
      ['s1', count(4, 100)],
      ['q1', count(4, 100)],
      ['s2', count(20, 30)],
      ['q4', count(20, 30)],
    ]);
    expect(viewsByPlace(index, found, 10).map(({ views }) => views)).toEqual([
      WITHHELD,
      WITHHELD,
      WITHHELD,
      WITHHELD,
      WITHHELD, // the smallest of the others
      WITHHELD,
    ]);
  });
  it('Page views by week add up to what is told, a week without any included', () => {
    const found = new Map([
      ['2026-03-02', count(30, 90)],
      ['2026-03-16', count(3, 5)],
      ['2026-03-23', count(12, 20)],
      ['2026-03-30', count(25, 50)],
    ]);
    expect(viewsByWeek(found, '2026-04-01', 10)).toEqual([
      { date: '2026-03-02', views: 90, total: 90, whole: true },
      { date: '2026-03-09', views: 0, total: 90, whole: true },
      { date: '2026-03-16', views: WITHHELD, total: 90, whole: true },
      { date: '2026-03-23', views: WITHHELD, total: 90, whole: true },
      { date: '2026-03-30', views: 50, total: 140, whole: false },
    ]);
    expect(viewsByWeek(new Map(), '2026-04-01', 10)).toEqual([]);
  });
});

describe('the table of problems', () => {
  const row = {
    learners: 12,
    n_first: 6,
    n_ever: 9,
    submissions: [
      [1, 6],
      [2, 3],
      [5, 3],
    ] as [number, number][],
  };
  it('The table of problems has mean and middle tries of who tried', () => {
    expect(problemFigures(row, 6)).toMatchObject({
      learners: 12,
      firstTry: { count: 6, of: 12 },
      eventual: { count: 9, of: 12 },
      meanTries: 27 / 12,
      medianTries: 1.5,
    });
    expect(problemFigures(sumOfProblems([row, row]), 10)).toMatchObject({
      learners: 24,
      meanTries: 27 / 12,
      medianTries: 1.5,
    });
  });
  it('The table of problems has no mean where few of them submitted more than once, whose submissions it would tell', () => {
    expect(problemFigures(row, 10)).toMatchObject({ learners: 12, meanTries: WITHHELD, medianTries: 1.5 });
    expect(problemFigures(row, 6, true, false)).toMatchObject({ meanTries: WITHHELD, medianTries: 1.5 });
    expect(problemFigures({ ...row, submissions: [[1, 12]] }, 10)).toMatchObject({ meanTries: 1 });
  });
  it('The table of problems tells nothing of few, nor of who could be had by subtraction; of nobody that there is none', () => {
    const all = [problemFigures(row, 13), problemFigures(row, 10, false)].map((one) => Object.values(one));
    for (const values of all) expect(values).toEqual(values.map(() => WITHHELD));
    expect(problemFigures(sumOfProblems([]), 10)).toMatchObject({ learners: 0, meanTries: { kind: 'none' } });
  });
});

describe('the table of videos', () => {
  const row = { viewers: 20, watched: 3000, seen: 2000, twice: 500, n_finished: 8 };
  it('The table of videos has viewings, shares and who finished', () => {
    expect(videoFigures(row, 200.9, 10)).toMatchObject({
      viewers: 20,
      viewings: 15,
      coverage: 0.5,
      completion: { count: 8, of: 20 },
      seenTwice: 0.25,
    });
    expect(videoFigures(sumOfVideos([row, row]), 200, 10)).toMatchObject({ viewers: 40, viewings: 30, coverage: 0.5 });
  });
  it('The table of videos says so where the length is not known, where nobody played it, and where few did', () => {
    expect(videoFigures(row, null, 10)).toMatchObject({ viewings: { reason: 'no_duration' }, seenTwice: 0.25 });
    expect(videoFigures(sumOfVideos([]), 200, 10)).toMatchObject({ viewers: 0, coverage: { reason: 'no_viewers' } });
    expect(new Set(Object.values(videoFigures(row, 200, 21)))).toEqual(new Set([WITHHELD]));
  });
});

it('What one learner saw is told by stretches seen equally often, and nothing beyond the end', () => {
  expect(
    timesOf(
      [
        [0, 10],
        [5, 15],
        [15, 20],
        [40, 60],
      ],
      50,
    ),
  ).toEqual([
    { from: 0, to: 5, times: 1 },
    { from: 5, to: 10, times: 2 },
    { from: 10, to: 20, times: 1 },
    { from: 40, to: 50, times: 1 },
  ]);
  expect(timesOf([[60, 70]], 50)).toEqual([]);
});

it.each([
  [
    'https://lms/instructor/course-v1%3AA%2BB%2B1/?x=1#compare',
    'https://lms/instructor/course-v1%3AA%2BB%2B2/?x=1#course',
  ],
  ['https://mfe/course-v1:A+B+1/marginalia', 'https://mfe/course-v1:A+B+2/marginalia#course'],
  ['https://mfe/course-v1:A%2BB%2B1/marginalia', 'https://mfe/course-v1:A%2BB%2B2/marginalia#course'],
  ['https://lms/dashboard#course-v1:A+B+1', null],
])('The page of another course than %s is %s', (href, other) =>
  expect(addressFor(href, 'course-v1:A+B+1', 'course-v1:A+B+2')).toBe(other),
);
