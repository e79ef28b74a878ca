import type { CurvePoint, Quantity, Video } from '../../contract';
import { evidenceOf, mayCompare } from '../../lib/evidence';

export type VideoSentence =
  | { readonly kind: 'nobody' }
  | { readonly kind: 'withheld' }
  | { readonly kind: 'played'; readonly viewers: number }
  | { readonly kind: 'few'; readonly viewers: number; readonly finished: number | null }
  | {
      readonly kind: 'seen';
      readonly viewers: number;
      /** 0 to 1. */
      readonly coverage: number;
      /** Second after which fewer than half of the viewers watch; null where half of them stay to the end. */
      readonly halfGone: number | null;
    };

/**
 * The last second that at least half of all viewers watched, plus one. Taken from distinct learners per second and not
 * from how far anybody got, so that a jump to the end does not count as staying. Null where it is the end, or not told.
 */
export const halfGoneAt = (curve: readonly CurvePoint[], viewers: number): number | null => {
  const told = curve.filter(({ viewers: n }) => typeof n === 'number');
  if (told.length === 0) return null;
  const last = told.findLast((point) => typeof point.viewers === 'number' && point.viewers * 2 >= viewers);
  const after = last === undefined ? 0 : last.second + 1;
  return after >= curve.length ? null : after;
};

/** The answer to "How did learners watch it?", as data. */
export const videoSentence = (video: Pick<Video, 'viewers' | 'coverage' | 'completion' | 'curve'>): VideoSentence => {
  const evidence = evidenceOf(video.viewers);
  if (evidence === 'nobody' || evidence === 'withheld') return { kind: evidence };
  const viewers = typeof video.viewers === 'number' ? video.viewers : 0;
  if (!mayCompare(evidence)) {
    return { kind: 'few', viewers, finished: video.completion.kind === 'value' ? video.completion.count : null };
  }
  if (typeof video.coverage !== 'number') return { kind: 'played', viewers };
  return { kind: 'seen', viewers, coverage: video.coverage, halfGone: halfGoneAt(video.curve, viewers) };
};

export interface Moment {
  readonly key: string;
  readonly kind: 'leave' | 'again';
  /** Seconds; `to` is exclusive, and the same as `from` for a single moment. */
  readonly from: number;
  readonly to: number;
  readonly learners: Quantity;
  readonly of: number;
}

/** Where learners leave and what they watch again, in the order of the video. */
export const moments = ({ dropOff, rewatched }: Pick<Video, 'dropOff' | 'rewatched'>): Moment[] =>
  [
    ...dropOff.map(({ second, learners, of }) => ({ kind: 'leave' as const, from: second, to: second, learners, of })),
    ...rewatched.map((passage) => ({ kind: 'again' as const, ...passage })),
  ]
    .map((moment) => ({ ...moment, key: `${moment.kind}-${moment.from}` }))
    .sort((a, b) => a.from - b.from || (a.kind < b.kind ? 1 : -1));

export interface CurveModel {
  readonly points: readonly {
    readonly second: number;
    readonly viewers: number | null;
    readonly repeats: number | null;
  }[];
  /** Top of the scale. */
  readonly top: number;
  /** Some seconds are withheld: there is a gap in the curve, not a zero. */
  readonly gaps: boolean;
}

const told = (quantity: Quantity): number | null => (typeof quantity === 'number' ? quantity : null);

/**
 * Learners per second, and the views beyond the first one of each. The scale reaches all viewers even where nobody saw
 * a second, so that two videos compare and a flat line looks flat.
 */
export const curveModel = (curve: readonly CurvePoint[], viewers: number): CurveModel => {
  const points = curve.map(({ second, viewers: seen, views }) => {
    const [learners, times] = [told(seen), told(views)];
    return {
      second,
      viewers: learners,
      repeats: learners === null || times === null ? null : Math.max(0, times - learners),
    };
  });
  const highest = points.reduce((top, { viewers: n, repeats }) => Math.max(top, (n ?? 0) + (repeats ?? 0)), viewers);
  return { points, top: Math.max(1, highest), gaps: points.some(({ viewers: n }) => n === null) };
};

const TABLE_ROWS = 60;
const STEPS = [1, 2, 5, 10, 15, 30, 60, 120, 300];

/** The curve for a table of at most sixty rows: every nth second, with its exact numbers. */
export const tableSeconds = (curve: readonly CurvePoint[]): { step: number; rows: CurvePoint[] } => {
  const step = STEPS.find((s) => curve.length / s <= TABLE_ROWS) ?? Math.ceil(curve.length / TABLE_ROWS);
  return { step, rows: curve.filter((_, i) => i % step === 0) };
};
