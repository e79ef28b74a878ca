/** Which numbers are left of an answer about a window or a track: these, and no others. */
import { WITHHELD } from '@marginalia/contract';
import { outlineHeadlines, problemHeadlines, videoHeadlines } from '../../../api/metrics/kit/headlines';
import { outline, part, problem, video } from '../../../src/harness/fixtures/reports';

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
