import { EVIDENCE_GATES } from '@marginalia/contract';
import { binomialUpperTail } from '../../kit/falseDiscovery';
import { median } from '../../kit/stats';
import { END_STEP, type Share, type VideoTotals } from '../statistics';
import { insideOf } from './disclosure';
import { type Tested, rule, unsuspicious } from './rule';

/**
 * Windows in which viewers leave: seconds, the share of those still there that leaves in any case, and how far from one window
 * to the next. A fault is sudden, or drawn out.
 */
const WINDOWS = [
  { seconds: 5, leaves: 0.08, stride: 5 },
  { seconds: 10, leaves: 0.1, stride: 5 },
  { seconds: 40, leaves: 0.2, stride: 10 },
] as const;
/** Leaving stands out above this multiple of the video's own usual share. */
const STANDS_OUT = 3;
/** Left out: many look in and go, and many leave at the closing words. A share of the video, and seconds; the larger counts. */
const FIRST = { share: 0.05, seconds: 30 };
const LAST = { share: 0.1, seconds: 30 };

interface Evidence {
  readonly left: Share;
  readonly from: number;
  readonly to: number;
  readonly duration: number;
}

const test = ({ block, duration, ends }: VideoTotals): Tested<Evidence>[] => {
  const viewers = ends.reduce((sum, n) => sum + n, 0);
  if (viewers < EVIDENCE_GATES.finding || duration <= 0) return [];
  const first = Math.max(FIRST.share * duration, FIRST.seconds);
  const last = duration - Math.max(LAST.share * duration, LAST.seconds);
  // viewers still there at the beginning of each step
  const there = [viewers];
  for (const n of ends) there.push((there.at(-1) ?? 0) - n);
  const still = (second: number): number => there[Math.round(second / END_STEP)] ?? 0;
  const tested = WINDOWS.flatMap(({ seconds, leaves, stride }) => {
    const windows: { from: number; to: number; left: number; of: number }[] = [];
    for (let from = Math.ceil(first / stride) * stride; from + seconds <= last; from += stride) {
      const of = still(from);
      if (of > 0) windows.push({ from, to: from + seconds, left: of - still(from + seconds), of });
    }
    const usual = Math.max(leaves, STANDS_OUT * median(windows.map(({ left, of }) => left / of)));
    return windows.map((one) => ({ ...one, p: usual >= 1 ? 1 : binomialUpperTail(one.left, one.of, usual) }));
  }).sort((a, b) => a.p - b.p || b.left - a.left || a.from - b.from || a.to - b.to);
  const [most] = tested;
  if (!most) return [unsuspicious(block, viewers)];
  return [
    {
      block,
      // the best of several places was taken
      p: Math.min(1, most.p * tested.length),
      learners: viewers,
      affected: most.left,
      of: viewers,
      evidence: {
        left: { count: most.left, of: most.of },
        from: most.from,
        to: Math.min(most.to, Math.floor(duration)),
        duration,
      },
    },
  ];
};

const wave = (left: number): number[] => Array.from({ length: 60 }, (_, step) => (step === 30 ? left : 1));

export default rule<'video_drop_out', Evidence>({
  id: 'video_drop_out',
  of: 'video',
  words: {
    finds: 'many viewers leave at one moment',
    sound:
      'in no 5, 10 or 40 seconds do more than 8, 10 or 20% of those still watching leave, and more than three times as many as usual in this video. The first 5% and last 10% are left out, at least 30 seconds each; the p-value is multiplied by the number of places tested',
    gate: '10 viewers',
  },
  next: 'look_at_moment',
  test: ({ videos }) => videos.flatMap(test),
  disclose: ({ left, from, to, duration }, { minLearners, of }) => ({
    suspect: null,
    left: insideOf(left, of, minLearners),
    from,
    to,
    duration,
  }),
  examples: [
    {
      says: 'at 2:30 of five minutes 40 of 69 leave, elsewhere one every five seconds; then 2 leave there',
      course: {
        videos: [
          { block: 'v1', duration: 300, ends: wave(40) },
          { block: 'v2', duration: 300, ends: wave(2) },
        ],
      },
      lists: ['v1'],
    },
  ],
  power: [
    { kind: 'drop-off, sudden', learners: 60 },
    { kind: 'drop-off, over 40 s', learners: 150 },
  ],
});
