/** Which numbers are left of an answer about a window or a track: these, and no others. */
import { type Problem, WITHHELD, none } from '@marginalia/contract';
import {
  outlineHeadlines,
  problemHeadlines,
  videoHeadlines,
  withoutSmallParts,
} from '../../../api/metrics/kit/headlines';
import { undisclosedOutline, undisclosedProblem, undisclosedVideo } from '../../../api/metrics/kit/undisclosed';
import { outline, part, problem, rate, video } from '../../../src/harness/fixtures/reports';

/** Places of the numbers in an answer, each once. */
const numbersIn = (value: unknown, place = ''): string[] => {
  if (typeof value === 'number') return [place];
  if (Array.isArray(value)) return [...new Set(value.flatMap((one) => numbersIn(one, `${place}[]`)))];
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([name, one]) => numbersIn(one, place ? `${place}.${name}` : name));
};
const share = (place: string): string[] => ['value', 'count', 'of', 'low', 'high'].map((name) => `${place}.${name}`);

const HIDDEN = { learners: WITHHELD, events: WITHHELD };
/** As the metrics are stated of a window already: kit/panel decides about them. */
const MEMBERS = { help: { hint: HIDDEN, answerShown: HIDDEN }, trend: [], metrics: [] };

const FULL = problem({
  ...MEMBERS,
  parts: [
    part({
      thirds: { strongest: 20, weakest: 20 },
      choices: [{ value: 'n²', first: 14, last: 12 }],
      other: { texts: 3, first: 12, last: 11 },
      flow: [{ from: 'n²', to: 'n log n', learners: 14 }],
    }),
  ],
  difficulty: {
    ...({ kind: 'value', model: '2pl', value: 0.4, low: 0.1, high: 0.7, percentile: 0.6, problems: 12 } as const),
    ...{ of: 61, computedAt: '2026-10-20T10:00:00Z' },
  },
});

it('The own learners of a problem are left, those of each question, and how hard it is', () => {
  expect(numbersIn(problemHeadlines(FULL)).sort()).toEqual(
    [
      'minLearners',
      'learners',
      ...['firstTry', 'eventual', 'giveUp', 'parts[].firstTry', 'parts[].eventual'].flatMap(share),
      ...['attempts.median', 'attempts.max'],
      ...['value', 'low', 'high', 'percentile', 'problems'].map((name) => `difficulty.${name}`),
    ].sort(),
  );
});

it('The discrimination of a problem is withheld, but for why there is none', () => {
  const why = none('too_few_learners_with_other_problems');
  expect(problemHeadlines(problem()).discrimination).toEqual(WITHHELD);
  expect(problemHeadlines(problem({ discrimination: why })).discrimination).toEqual(why);
});

it('The viewers of a video are left, and what they watched in all', () => {
  const stated = {
    imputed: WITHHELD,
    rewinds: { ...HIDDEN, landings: [{ second: 3, learners: 12 }] },
    speed: { faster: WITHHELD, slower: WITHHELD },
    captions: { learners: WITHHELD },
    skipped: [{ from: 1, to: 6, learners: 12, of: 60 }],
  };
  expect(numbersIn(videoHeadlines(video(stated))).sort()).toEqual(
    ['minLearners', 'duration', 'viewers', 'watchedSeconds', 'coverage', ...share('completion')].sort(),
  );
});

it('The newest event is told by the day, and that breakdowns are withheld is told, too', () => {
  const asOf = '2026-10-20T10:20:30.123456Z';
  for (const answer of [
    problemHeadlines(problem({ asOf })),
    videoHeadlines(video({ asOf })),
    outlineHeadlines(outline({ asOf })),
  ])
    expect(answer).toMatchObject({ asOf: '2026-10-20', breakdowns: 'withheld' });
});

describe('questions that only some of the learners met', () => {
  /** Of 61 who attempted the problem, so many met each question. */
  const metBy = (...sizes: number[]): Problem =>
    problem({
      parts: sizes.map((size, at) => ({
        ...part({ part: `${at + 1}` }),
        firstTry: rate(20, size),
        eventual: rate(30, size),
      })),
    });
  const sizesIn = (report: Problem): (number | null)[] =>
    report.parts.map(({ firstTry }) => (firstTry.kind === 'value' ? firstTry.of : null));

  it('A question is disclosed that all of the learners met, or so many that enough did not', () => {
    expect(sizesIn(withoutSmallParts(metBy(61, 51), false))).toEqual([61, 51]);
  });

  it('A question is withheld whose learners leave few of the others over, with the answers to it', () => {
    const report = withoutSmallParts(metBy(61, 52), false);
    expect(sizesIn(report)).toEqual([61, null]);
    expect(report.parts[1]).toMatchObject({ firstTry: WITHHELD, eventual: WITHHELD, answers: [], thirds: WITHHELD });
  });

  it('A question of a window or a track is disclosed only where all of its learners met it', () => {
    expect(sizesIn(withoutSmallParts(metBy(61, 40), true))).toEqual([61, null]);
  });

  it('A question that nobody met says so', () => {
    const nobody = { ...part(), firstTry: none('no_attempts'), eventual: none('no_attempts') };
    const report = problem({ parts: [...metBy(61).parts, nobody] });
    for (const isSelection of [true, false]) expect(withoutSmallParts(report, isSelection).parts[1]).toEqual(nobody);
  });
});

describe('a report about a track that is not disclosed', () => {
  const asked = { window: { from: null, to: null }, track: 'audit' };

  it('A report about a track that is not disclosed has no number but those of the course', () => {
    const whole = { ...FULL, metrics: problem().metrics };
    expect(numbersIn(undisclosedProblem(whole, asked))).toEqual(['minLearners']);
    expect(numbersIn(undisclosedVideo(video({ skipped: [{ from: 1, to: 6, learners: 12, of: 60 }] }), asked))).toEqual([
      'minLearners',
      'duration',
    ]);
    expect(numbersIn(undisclosedOutline(outline(), asked))).toEqual(['minLearners', 'blocks[].order']);
  });

  it('A report about a track that is not disclosed is the same whatever learners did', () => {
    const other = problem({ asOf: '2026-10-20T10:20:30Z', metrics: [], parts: [part({ firstTry: rate(1, 99) })] });
    expect(undisclosedProblem(other, asked)).toEqual(
      undisclosedProblem(problem({ metrics: FULL.metrics, difficulty: FULL.difficulty }), asked),
    );
    const blocks = outline().blocks.map((block) => ({ ...block, reach: 99, reachSource: 'navigation' as const }));
    expect(undisclosedOutline(outline({ blocks }), asked)).toEqual(undisclosedOutline(outline(), asked));
  });
});
