import type {
  Attention,
  Difference,
  Experiment,
  OutlineBlock,
  Outline,
  Problem,
  Quantity,
  Video,
} from '@marginalia/contract';
import { WITHHELD, none } from '@marginalia/contract';
import {
  COURSE,
  EXPERIMENT,
  HTML,
  PROBLEM,
  UNIT,
  VIDEO,
  attention,
  blockRuns,
  choices,
  experiment,
  outline,
  outlineExtended,
  ownReport,
  ownPath,
  part,
  problem,
  rate,
  video,
  wrongKey,
} from '../fixtures/reports';
import { CARDS } from '../fixtures/cards';
import type { Responses } from './host';

/** The panels there are. `other` stands for every block that is neither a problem nor a video. */
export const PANELS = ['course', 'container', 'problem', 'video', 'experiment', 'other'] as const;
export type Panel = (typeof PANELS)[number];

/** The states that each panel has to have words for. */
export const STATES = [
  'pending',
  'failed',
  'away',
  'not-permitted',
  'draft',
  'no-events',
  'withheld',
  'stale',
  'partial',
  'ready',
] as const;
export type State = (typeof STATES)[number];

export { COURSE };

/** What is chosen in the margin for each panel; null: the course itself. */
export const CHOSEN: Readonly<Record<Panel, string | null>> = {
  course: null,
  container: UNIT,
  problem: PROBLEM,
  video: VIDEO,
  experiment: EXPERIMENT,
  other: HTML,
};

const LENGTH = 340;
/** A video as learners watch videos: a slow fall, a step at 2:10, and a passage many go back to. */
const watched = (second: number): number => {
  const left = second < 130 ? 132 - Math.floor(second / 10) : 76 - Math.floor((second - 130) / 12);
  return second >= 330 ? left - 6 : left;
};
const recursion: Video = video({
  duration: LENGTH,
  viewers: 132,
  watchedSeconds: 28_900,
  coverage: 0.64,
  completion: rate(58, 132, 0.36, 0.52),
  curve: Array.from({ length: LENGTH }, (_, second) => ({
    second,
    viewers: watched(second),
    views: watched(second) + (second >= 250 && second < 271 ? 37 : second % 3),
  })),
  dropOff: [
    { second: 130, learners: 41, of: 132 },
    { second: 300, learners: 11, of: 132 },
  ],
  rewatched: [{ from: 250, to: 271, learners: 37, of: 132 }],
  skipped: [{ from: 180, to: 215, learners: 24, of: 132 }],
  distribution: Array.from({ length: 10 }, (_, tenth) => ({
    from: tenth / 10,
    to: (tenth + 1) / 10,
    learners: [11, 0, 0, 41, 0, 0, 12, 0, 10, 58][tenth] ?? 0,
  })),
});

const sorting: Problem = problem({
  parts: [
    part({
      answers: [
        { value: 'n²', correct: false, first: 14, last: WITHHELD, withheld: true, strongest: 5, weakest: 11 },
        { value: 'n log n', correct: true, first: 38, last: 54, strongest: 17, weakest: 10 },
        { value: '2ⁿ', correct: false, first: 0, last: 0, strongest: 0, weakest: 0 },
      ],
      thirds: { strongest: 22, weakest: 21 },
      flow: [
        { from: 'n²', to: 'n log n', learners: 11 },
        { from: 'n²', to: 'n²', learners: WITHHELD },
        { from: 'n log n', to: 'n log n', learners: 38 },
        { from: 'n log n', to: 'n²', learners: 0 },
      ],
    }),
  ],
  trend: [
    ['2026-09-21', 10, 19],
    ['2026-09-28', 6, 11],
    ['2026-10-05', 9, 12],
    ['2026-10-12', 13, 19],
  ].map(([week, count, of]) => ({ week: String(week), firstTry: rate(Number(count), Number(of)) })),
});

const DAYS = 86_400_000;
const old = (days: number): { asOf: string } => ({ asOf: new Date(Date.now() - days * DAYS).toISOString() });
const withheld = { reach: WITHHELD, attempted: WITHHELD, firstTry: WITHHELD, watched: WITHHELD } as const;
const { watched: _, ...withheldHead } = withheld;
const nobody = {
  reach: 0,
  attempted: none('no_attempts'),
  firstTry: none('no_attempts'),
  watched: none('no_viewers'),
} as const;
const blocksWith = (over: Partial<OutlineBlock>): readonly OutlineBlock[] =>
  outline().blocks.map((block) => ({ ...block, ...over }));
const outlineWith = (over: Partial<OutlineBlock>, learners: Outline['learners']): Outline =>
  outline({ learners, blocks: [...blocksWith(over)] });

const list = (over: Partial<Attention> = {}): Attention => attention([wrongKey()], over);
const offered = choices([{ run: '0', name: 'Algorithms', newest: '2025-12-10T10:00:00Z' }]);
const earlier = blockRuns([
  {
    run: '0',
    name: 'Algorithms',
    newest: '2025-12-10T10:00:00Z',
    reach: 388,
    attempted: 371,
    firstTry: rate(226, 371, 0.56, 0.66),
    viewers: none('no_viewers'),
    coverage: none('no_viewers'),
    completion: none('no_viewers'),
  },
]);

const whole = (over: Responses = {}): Responses => ({
  '/choices': offered,
  '/runs': earlier,
  [ownPath(UNIT)]: ownReport(),
  '/outline': outline(),
  '/attention': list(),
  '/problem': sorting,
  '/video': recursion,
  '/experiment': experiment(),
  ...over,
});

const every = (response: Responses[string]): Responses =>
  whole({
    '/choices': response,
    '/runs': response,
    [ownPath(UNIT)]: response,
    '/outline': response,
    '/attention': response,
    '/problem': response,
    '/video': response,
    '/experiment': response,
  });
const refusal = (status: number, code: string) => ({
  status,
  body: { code, message: 'for logs', requestId: '3f6c1a52' },
});

/** Names stay known while the figures of one block do what the state says. */
const ofBlock = (panel: Panel, response: Responses[string]): Responses =>
  panel === 'problem' || panel === 'video' || panel === 'experiment'
    ? whole({ [`/${panel}`]: response })
    : every(response);

/** Two groups of so many learners, of whom no difference is known. */
const groupsWith = (learners: Quantity, difference: Difference): Experiment => {
  const { arms } = experiment();
  const mean =
    typeof learners !== 'number'
      ? WITHHELD
      : learners === 0
        ? none('nothing_follows')
        : { kind: 'value' as const, value: 0.5, of: learners };
  return experiment({
    arms: arms.map((arm, at) => {
      const one = { mean, difference: at === 0 ? null : difference };
      return { ...arm, learners, reached: one, firstTry: one, completed: one, watched: one };
    }),
  });
};

const few: Readonly<Record<Panel, Responses>> = {
  course: whole({ '/outline': outlineWith(withheld, WITHHELD) }),
  container: whole({
    '/outline': outlineWith(withheld, 34),
    [ownPath(UNIT)]: ownReport(UNIT, { ...withheldHead, right: WITHHELD, finished: WITHHELD }),
  }),
  problem: whole({
    '/problem': problem({ learners: WITHHELD, firstTry: WITHHELD, eventual: WITHHELD, giveUp: WITHHELD }),
  }),
  video: whole({ '/video': video({ viewers: WITHHELD, completion: WITHHELD, curve: [] }) }),
  experiment: whole({ '/experiment': groupsWith(WITHHELD, WITHHELD) }),
  other: whole({ '/outline': outlineWith(withheld, 34) }),
};

const none_: Readonly<Record<Panel, Responses>> = {
  course: every(refusal(404, 'unknown_course')),
  container: whole({
    '/outline': outlineWith(nobody, 34),
    [ownPath(UNIT)]: ownReport(UNIT, {
      reach: 0,
      attempted: none('no_attempts'),
      firstTry: none('no_attempts'),
      right: none('no_attempts'),
      finished: none('no_attempts'),
    }),
  }),
  problem: whole({
    '/problem': problem({ learners: 0, firstTry: none('no_attempts'), eventual: none('no_attempts') }),
  }),
  video: whole({ '/video': video({ viewers: 0, completion: none('no_viewers'), curve: [] }) }),
  experiment: whole({ '/experiment': groupsWith(0, none('nothing_follows')) }),
  other: whole({ '/outline': outlineWith(nobody, 34) }),
};

const incomplete: Readonly<Record<Panel, Responses>> = {
  course: whole({ '/attention': null, '/outline': outlineExtended({ state: 'paused' }) }),
  container: whole({ '/outline': outline({ structure: 'events' }) }),
  problem: whole({
    '/problem': problem({
      learners: 27,
      firstTry: rate(11, 27, 0.25, 0.59),
      eventual: rate(19, 27, 0.52, 0.84),
      attempts: { total: WITHHELD, mean: WITHHELD, median: 1, max: 2, orMore: true },
      parts: [part({ answers: [], other: { texts: 9, first: WITHHELD, last: WITHHELD } })],
      discrimination: none('too_few_learners_with_other_problems'),
      trend: [],
    }),
  }),
  video: whole({
    '/video': video({
      duration: null,
      coverage: none('no_duration'),
      completion: none('no_duration'),
      curve: [],
      dropOff: [],
      rewatched: [],
      distribution: [],
    }),
  }),
  experiment: whole({ '/experiment': groupsWith(24, none('too_few_learners_in_group')) }),
  other: whole({
    '/outline': outline({ blocks: outline().blocks.map((block) => ({ ...block, reachSource: 'activity' as const })) }),
  }),
};

const aged: Readonly<Record<Panel, Responses>> = {
  course: whole({ '/outline': outline(old(3)) }),
  container: whole({ '/outline': outline(old(3)) }),
  problem: whole({ '/problem': { ...sorting, ...old(3) } }),
  video: whole({ '/video': { ...recursion, ...old(3) } }),
  experiment: whole({ '/experiment': experiment(old(3)) }),
  other: whole({ '/outline': outline(old(3)) }),
};

/** What the service says in each state. Every cell of the table has to be there: the compiler counts them. */
export const SAID: Readonly<Record<State, (panel: Panel) => Responses>> = {
  // A problem is opened from the list of findings as a rule: it is known what stands above its panel.
  pending: (panel) => (panel === 'problem' ? { ...every('later'), '/attention': list() } : every('later')),
  failed: (panel) => ofBlock(panel, refusal(500, 'internal')),
  away: () => every(null),
  'not-permitted': () => every(refusal(403, 'not_course_team')),
  draft: (panel) =>
    panel === 'course'
      ? whole({ '/outline': outline({ learners: 0, blocks: [] }) })
      : ofBlock(panel, refusal(404, 'unknown_block')),
  'no-events': (panel) => none_[panel],
  withheld: (panel) => few[panel],
  stale: (panel) => aged[panel],
  partial: (panel) => incomplete[panel],
  ready: (panel) => whole({ '/outline': outlineExtended(), ...(panel === 'problem' && { '/cards': CARDS }) }),
};

/** What a pending story gets once the page lets the responses come. */
export const ARRIVING = whole();
