import { outlineHeadlines, problemHeadlines, videoHeadlines } from '../../../api/metrics/kit/headlines';
import { undisclosedOutline, undisclosedProblem, undisclosedVideo } from '../../../api/metrics/kit/undisclosed';
import { type Problem, type Video, WITHHELD, none } from '@marginalia/contract';
import { outline, part, problem, rate, video } from '../../../src/harness/fixtures/answers';
import { isPosition, leavesOf } from '../../privacy/attack/numbers';

/** Answers in which every number that there may be is one. */
const PROBLEM: Problem = problem({
  asOf: '2026-03-02T10:20:30.123456Z',
  attempts: { total: 90, mean: 1.8, median: 2, max: 7 },
  parts: [
    part({
      answers: [{ value: 'a', correct: true, first: 30, last: 40, strongest: 12, weakest: 11 }],
      choices: [{ value: 'a', first: 30, last: 40 }],
      thirds: { strongest: 12, weakest: 11 },
      flow: [{ from: 'a', to: 'a', learners: 30 }],
      other: { texts: 3, first: 20, last: 10 },
    }),
  ],
  help: { hint: { learners: 12, events: 15 }, answerShown: { learners: 0, events: 0 } },
  trend: [{ week: '2026-03-02', firstTry: rate(20, 50) }],
  discrimination: { kind: 'value', value: 0.4, low: 0.2, high: 0.6, of: 45 },
  edits: [
    { at: '2026-03-04T00:00:00Z', before: rate(10, 20), after: none('no_attempts'), difference: none('no_attempts') },
  ],
});
const passage = { from: 10, to: 20, learners: 20, of: 60 };
const VIDEO: Video = video({
  asOf: '2026-03-02T10:20:30.123456Z',
  viewers: 60,
  imputed: { plays: 12, seconds: 300 },
  curve: [{ second: 0, viewers: 60, views: 70 }],
  distribution: [{ from: 0, to: 1, learners: 60 }],
  survival: [{ second: 0, learners: 60 }],
  dropOff: [{ second: 30, learners: 20, of: 60 }],
  rewatched: [passage],
  skipped: [passage],
  rewinds: { learners: 0, events: 0, landings: [{ second: 10, learners: 12 }] },
  speed: { faster: 0, slower: 12 },
  captions: { learners: 0 },
});

const numbersOf = (json: object): Record<string, number> =>
  Object.fromEntries(
    leavesOf(json)
      .filter(({ pattern }) => !isPosition(pattern) && !/^(minLearners|settings|transcript)/.test(pattern))
      .map(({ pattern, value }) => [pattern, value]),
  );
const RATE = ['value', 'count', 'of', 'low', 'high'];
const rates = (...names: string[]): string[] => names.flatMap((name) => RATE.map((end) => `${name}.${end}`));

describe('a problem in a window or a track', () => {
  const disclosed = problemHeadlines(PROBLEM);

  it('keeps its first numbers and those of its questions, and no breakdown of them', () => {
    expect(Object.keys(numbersOf(disclosed)).sort()).toEqual(
      [
        'learners',
        'attempts.median',
        'attempts.max',
        ...rates('firstTry', 'eventual', 'giveUp', 'parts[].firstTry', 'parts[].eventual'),
        ...Object.keys(numbersOf({ difficulty: PROBLEM.difficulty })).filter((name) => name !== 'difficulty.of'),
      ].sort(),
    );
    expect(disclosed).toMatchObject({ trend: [], breakdowns: 'withheld' });
    expect(disclosed.parts).toMatchObject([{ answers: [], choices: [], other: null, thirds: WITHHELD }]);
    expect(disclosed.parts[0]).not.toHaveProperty('flow');
  });

  it('does not tell that nobody asked for help, and nothing of either side of an edit', () => {
    expect(disclosed.help.answerShown).toEqual({ learners: WITHHELD, events: WITHHELD });
    expect(disclosed.edits).toEqual([
      { at: '2026-03-04T00:00:00Z', before: WITHHELD, after: WITHHELD, difference: WITHHELD },
    ]);
  });

  it('tells the newest event by the day', () => {
    expect([disclosed.asOf, problemHeadlines({ ...PROBLEM, asOf: null }).asOf]).toEqual(['2026-03-02', null]);
  });
});

describe('a video in a window or a track', () => {
  const disclosed = videoHeadlines(VIDEO);

  it('keeps its first numbers, and nothing by second or by share seen', () => {
    expect(Object.keys(numbersOf(disclosed)).sort()).toEqual(
      ['duration', 'viewers', 'watchedSeconds', 'coverage', ...rates('completion')].sort(),
    );
    expect(disclosed).toMatchObject({
      curve: [],
      distribution: [],
      survival: [],
      dropOff: [],
      rewatched: [],
      skipped: [],
    });
    expect(disclosed).toMatchObject({ imputed: WITHHELD, breakdowns: 'withheld', asOf: '2026-03-02' });
  });

  it('does not tell that nobody went back, changed the speed or wanted captions', () => {
    expect(disclosed.rewinds).toEqual({ learners: WITHHELD, events: WITHHELD, landings: [] });
    expect(disclosed.speed).toEqual({ faster: WITHHELD, slower: WITHHELD });
    expect(disclosed.captions).toEqual({ learners: WITHHELD });
  });
});

it('an outline in a window or a track tells the newest event by the day', () => {
  expect(outlineHeadlines(outline({ asOf: '2026-03-02T10:20:30Z' }))).toMatchObject({
    asOf: '2026-03-02',
    breakdowns: 'withheld',
  });
});

describe('a track that is not disclosed', () => {
  const asked = { window: { from: '2026-03-01', to: null }, track: 'verified' };

  it.each([
    ['problem', undisclosedProblem(PROBLEM, asked), {}],
    ['video', undisclosedVideo(VIDEO, asked), { duration: VIDEO.duration }],
    ['outline', undisclosedOutline(outline(), asked), { 'blocks[].attention.items': expect.any(Number) }],
  ])('has no number of its learners in a %s', (_, disclosed, kept) => {
    const rest = numbersOf(disclosed);
    expect(Object.keys(rest).filter((name) => !(name in kept))).toEqual([]);
    expect(disclosed).toMatchObject({ asOf: null, breakdowns: 'withheld', ...asked });
  });

  it('does not say how learners reached a block', () => {
    expect(undisclosedOutline(outline(), asked).blocks.map(({ reachSource }) => reachSource)).toEqual(
      outline().blocks.map(() => null),
    );
  });
});
