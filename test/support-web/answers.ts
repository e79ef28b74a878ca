import { DEFAULT_THRESHOLDS } from '../../api/metrics/learners/thresholds';
import { none, WITHHELD } from '@marginalia/contract';
import type {
  Attention,
  AttentionItem,
  Block,
  BlockRuns,
  LearnerAttention,
  Outline,
  OutlineBlock,
  Problem,
  ProblemPart,
  Rate,
  Video,
} from '@marginalia/contract';

export const COURSE = 'course-v1:Test+Course+1';
export const key = (type: string, id: string): string => `block-v1:Test+Course+1+type@${type}+block@${id}`;
export const PROBLEM = key('problem', 'p1');
export const VIDEO = key('video', 'v1');
export const UNIT = key('vertical', 'u1');
export const SUBSECTION = key('sequential', 'q1');
export const HTML = key('html', 'h1');

export const rate = (count: number, of: number, low = 0.5, high = 0.73): Rate => ({
  kind: 'value',
  value: count / of,
  count,
  of,
  low,
  high,
});

const head = (definitions: string[]) => ({
  asOf: new Date().toISOString() as string | null,
  definitions,
  minLearners: 10,
  window: { from: null, to: null },
});

export const part = (over: Partial<ProblemPart> = {}): ProblemPart => ({
  part: '1',
  question: 'How fast is merge sort?',
  interactionType: 'choice',
  firstTry: rate(38, 61),
  eventual: rate(54, 61),
  answers: [
    { value: 'n²', correct: false, first: 14, last: WITHHELD, withheld: true },
    { value: 'n log n', correct: true, first: 38, last: 54 },
  ],
  thirds: none('too_few_learners_with_other_problems'),
  choices: [],
  other: { texts: 3, first: WITHHELD, last: WITHHELD },
  ...over,
});

/** A problem with `learners` tries, enough of them right for a sentence. */
export const problem = (over: Partial<Problem> = {}): Problem => ({
  ...head(['attempted', 'firstTry', 'eventual', 'attempts', 'answers']),
  block: { id: PROBLEM, type: 'problem', name: 'Sorting lists', parent: UNIT },
  learners: 61,
  firstTry: rate(38, 61),
  eventual: rate(54, 61),
  giveUp: rate(7, 61),
  attempts: { total: 98, mean: 1.6, median: 1, max: 5 },
  parts: [part()],
  help: { hint: { learners: 12, events: 15 }, answerShown: { learners: 0, events: 0 } },
  trend: [
    { week: '2026-10-05', firstTry: rate(20, 30) },
    { week: '2026-10-12', firstTry: rate(18, 31) },
  ],
  discrimination: { kind: 'value', value: 0.34, low: 0.12, high: 0.53, of: 61 },
  difficulty: none('not_computed_yet'),
  edits: [
    {
      at: '2026-10-07T10:00:00Z',
      before: rate(12, 20),
      after: rate(26, 41),
      difference: { kind: 'value', value: 0.034, low: -0.21, high: 0.29 },
    },
  ],
  ...over,
});

/** Ten seconds: sixty learners at first, twenty from second 5 on. */
export const video = (over: Partial<Video> = {}): Video => ({
  ...head(['viewers', 'coverage', 'completion', 'curve']),
  block: { id: VIDEO, type: 'video', name: 'Recursion', parent: UNIT },
  duration: 10,
  viewers: 60,
  watchedSeconds: 450,
  imputed: { plays: 2, seconds: 65 },
  coverage: 0.64,
  completion: rate(20, 60),
  curve: Array.from({ length: 10 }, (_, second) => ({
    second,
    viewers: second < 5 ? 60 : 20,
    views: second === 7 ? 45 : second < 5 ? 60 : 20,
  })),
  dropOff: [{ second: 5, learners: 40, of: 60 }],
  rewatched: [{ from: 7, to: 9, learners: 25, of: 60 }],
  distribution: Array.from({ length: 10 }, (_, tenth) => ({
    from: tenth / 10,
    to: (tenth + 1) / 10,
    learners: tenth === 4 ? 40 : tenth === 9 ? 20 : 0,
  })),
  survival: [
    { second: 0, learners: 60 },
    { second: 5, learners: 60 },
    { second: 6, learners: 20 },
  ],
  skipped: [],
  rewinds: { learners: 14, events: 40, landings: [] },
  speed: { faster: 30, slower: WITHHELD },
  captions: { learners: 17 },
  ...over,
});

const nothing = none('no_events');

const block = (id: string, type: string, name: string, parent: string | null, order: number): OutlineBlock => ({
  id,
  type,
  name,
  parent,
  order,
  graded: false,
  offered: { to: 'all', limit: null },
  reach: 150,
  reachSource: 'completion',
  attempted: nothing,
  firstTry: nothing,
  watched: nothing,
  attention: null,
});

export const outline = (over: Partial<Outline> = {}): Outline => ({
  ...head(['learners', 'reach', 'attempted', 'firstTry']),
  course: { key: COURSE, name: 'Algorithms' },
  learners: 212,
  structure: 'published',
  blocks: [
    { ...block(key('course', 'course'), 'course', 'Algorithms', null, 0), attempted: 190, firstTry: rate(300, 500) },
    { ...block(key('chapter', 's1'), 'chapter', 'Week 1', key('course', 'course'), 1), reach: 200 },
    { ...block(SUBSECTION, 'sequential', 'Lesson', key('chapter', 's1'), 2), firstTry: rate(120, 222) },
    {
      ...block(UNIT, 'vertical', 'Loops', SUBSECTION, 3),
      attempted: 100,
      firstTry: rate(120, 222),
      watched: 0.71,
    },
    { ...block(PROBLEM, 'problem', 'Sorting lists', UNIT, 4), attempted: 100, firstTry: rate(7, 12) },
    { ...block(VIDEO, 'video', 'Recursion', UNIT, 5), watched: WITHHELD },
    { ...block(HTML, 'html', 'Read this', UNIT, 6) },
    { ...block(key('chapter', 's2'), 'chapter', 'Week 2', key('course', 'course'), 7), reach: 74 },
  ],
  ...over,
});

/** What every finding has. */
export const found = {
  id: 'key_may_be_wrong p1 1',
  note: null,
  block: { id: PROBLEM, type: 'problem', name: 'Sorting lists', parent: UNIT },
  also: [],
  evidence: 'worth_a_look' as const,
  learners: 74,
  listedSince: '2026-10-20T10:00:00Z',
  state: 'new' as const,
  edit: null,
};

export const wrongKey = (
  over: Partial<Extract<AttentionItem, { reason: 'key_may_be_wrong' }>> = {},
): Extract<AttentionItem, { reason: 'key_may_be_wrong' }> => ({
  ...found,
  reason: 'key_may_be_wrong',
  part: '1',
  marked: 'n²',
  chosen: 'n log n',
  markedRight: rate(20, 74),
  chosenOfWrong: rate(44, 54),
  markedByStrong: rate(3, 25),
  chosenByStrong: rate(20, 25),
  discrimination: { kind: 'value', value: -0.3, low: -0.5, high: -0.1, of: 74 },
  ...over,
});

const notYet = none('not_computed_yet');

/** Of a course whose learners were not judged yet. */
export const learnerAttention: LearnerAttention = {
  asOf: null,
  computedAt: null,
  judgedAt: null,
  computedBefore: null,
  running: true,
  of: notYet,
  flagged: notYet,
  notEnough: notYet,
  rules: [],
  states: [],
  quadrants: [],
  sections: [],
  since: null,
  replayed: notYet,
  thresholds: DEFAULT_THRESHOLDS,
  thresholdsFrom: 'default',
};

export const attention = (items: AttentionItem[] = [wrongKey()], over: Partial<Attention> = {}): Attention => ({
  ...head(['attention']),
  course: { key: COURSE, name: 'Algorithms' },
  computedAt: '2026-10-21T10:00:00Z',
  mayAnswer: false,
  counts: { listed: items.length, setAside: 0, nothingFound: 140, tooEarly: 7 },
  reliability: none('too_few_learners_with_complete_data'),
  items,
  learners: learnerAttention,
  ...over,
});

/** The own answer of a container: 90 of the 100 who tried were right at something, 70 of 150 finished. */
export const ownAnswer = (id: string = UNIT, over: Partial<Block> = {}): Block => ({
  ...head(['reach', 'rightOnce', 'finished']),
  block: { id, type: 'vertical', name: 'Loops', parent: SUBSECTION },
  offered: { to: 'all', limit: null },
  forSomeInside: 0,
  learners: 212,
  reach: 150,
  reachSource: 'navigation',
  attempted: 100,
  firstTry: rate(7, 12),
  right: rate(90, 100),
  finished: rate(70, 150),
  before: null,
  ...over,
});

export const blockRuns = (runs: BlockRuns['runs'] = []): BlockRuns => ({
  ...head(['firstTry']),
  block: { id: PROBLEM, type: 'problem', name: 'Sorting lists', parent: UNIT },
  runs,
});

export const ownPath = (id: string): string => `/blocks/${encodeURIComponent(id)}`;
