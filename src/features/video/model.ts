import type { CurvePoint, Quantity, Video } from '@marginalia/contract';
import { evidenceOf, mayCompare } from '../../panels/evidence';

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
      /** Second to which at least half watched on; `end` where that is the end; null where it is not disclosed. */
      readonly half: number | 'end' | null;
    };

/**
 * The last second to which at least half of all viewers are known to have watched on. The points of the report lie apart
 * where groups between them would be small, so this is where half were at least. Null where no point shows that.
 */
export const halfWatchedTo = (
  { survival, duration }: Pick<Video, 'survival' | 'duration'>,
  viewers: number,
): number | 'end' | null => {
  const last = survival.findLast(({ learners }) => typeof learners === 'number' && learners * 2 >= viewers);
  if (last === undefined || last.second === 0) return null;
  return duration !== null && last.second >= Math.floor(duration) ? 'end' : last.second;
};

/** What the panel says to "How did learners watch it?", as data. */
export const videoSentence = (
  video: Pick<Video, 'viewers' | 'coverage' | 'completion' | 'survival' | 'duration'>,
): VideoSentence => {
  const evidence = evidenceOf(video.viewers);
  if (evidence === 'nobody' || evidence === 'withheld') return { kind: evidence };
  const viewers = typeof video.viewers === 'number' ? video.viewers : 0;
  if (!mayCompare(evidence)) {
    return { kind: 'few', viewers, finished: video.completion.kind === 'value' ? video.completion.count : null };
  }
  if (typeof video.coverage !== 'number') return { kind: 'played', viewers };
  return { kind: 'seen', viewers, coverage: video.coverage, half: halfWatchedTo(video, viewers) };
};

/** What a finding says of where viewers leave. */
export interface KnownDrop {
  /** Seconds. */
  readonly from: number;
  readonly to: number;
  /** Who left, of those who were still watching. */
  readonly left: { readonly count: number; readonly of: number };
}

export interface Moment {
  readonly key: string;
  /** `drop`: of those still watching; the others are of all viewers. */
  readonly kind: 'leave' | 'drop' | 'again' | 'skip' | 'back';
  /** Seconds; `to` is exclusive, and the same as `from` for a single moment. */
  readonly from: number;
  readonly to: number;
  readonly learners: Quantity;
  /** Of how many; null where the moment has no denominator. */
  readonly of: number | null;
}

/** Leaving is counted in steps of so many seconds. */
const STEP_SECONDS = 10;

/**
 * Where learners leave, what they watch again or skip, and where they go back to, in the order of the video.
 * @param drop what a finding says: the same place is not told a second time, of other viewers
 */
export const moments = (
  { dropOff, rewatched, skipped, rewinds }: Pick<Video, 'dropOff' | 'rewatched' | 'skipped' | 'rewinds'>,
  drop: KnownDrop | null = null,
): Moment[] =>
  [
    ...(drop === null
      ? []
      : [{ kind: 'drop' as const, from: drop.from, to: drop.to, learners: drop.left.count, of: drop.left.of }]),
    ...dropOff
      .filter(({ second }) => drop === null || second >= drop.to || second + STEP_SECONDS <= drop.from)
      .map(({ second, learners, of }) => ({ kind: 'leave' as const, from: second, to: second, learners, of })),
    ...rewatched.map((passage) => ({ kind: 'again' as const, ...passage })),
    ...skipped.map((passage) => ({ kind: 'skip' as const, ...passage })),
    ...rewinds.landings.map(({ second, learners }) => ({
      kind: 'back' as const,
      from: second,
      to: second,
      learners,
      of: null,
    })),
  ]
    .map((moment) => ({ ...moment, key: `${moment.kind}-${moment.from}` }))
    .sort((a, b) => a.from - b.from || (a.kind < b.kind ? 1 : -1));

/** A sentence is shown where it is being said, or begins within so many seconds. */
const SOON = 5;
const LONGEST = 160;

/**
 * What is said at a second of a video, or in a passage of it: the first sentence that lies in the passage by more than
 * half, else what is being said where it begins. The beginning of what is long; null in silence or without a transcript.
 */
export const saidAt = (transcript: Video['transcript'], start: number, end = start): string | null => {
  const sentences = transcript?.sentences ?? [];
  const found =
    sentences.find(({ from, to }) => Math.min(to, end) - Math.max(from, start) > (to - from) / 2) ??
    sentences.find(({ from, to }) => to > start && from < start + SOON);
  if (found === undefined) return null;
  return found.text.length > LONGEST ? `${found.text.slice(0, LONGEST - 1)}…` : found.text;
};

type Band = Video['distribution'][number];

/** Bands that are hidden beside one another as one: eleven rows of "Hidden" say no more than one does. */
export const mergedBands = (bands: Video['distribution']): Video['distribution'] =>
  bands.reduce<Band[]>((merged, band) => {
    const last = merged.at(-1);
    const isHidden = ({ learners }: Band): boolean => typeof learners !== 'number';
    if (last === undefined || !isHidden(last) || !isHidden(band)) return [...merged, band];
    return [...merged.slice(0, -1), { ...last, to: band.to }];
  }, []);

/** Where most viewers leave at once: what the curve has marked from the beginning; null where nothing stands out. */
export const sharpestDrop = (list: readonly Moment[]): Moment | null =>
  list
    .filter(({ kind, learners }) => (kind === 'leave' || kind === 'drop') && typeof learners === 'number')
    .reduce<Moment | null>(
      (most, one) => (most === null || Number(one.learners) > Number(most.learners) ? one : most),
      null,
    );

interface CurveModel {
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

const disclosed = (quantity: Quantity): number | null => (typeof quantity === 'number' ? quantity : null);

/**
 * Learners per second, and the views beyond the first one of each. The scale reaches all viewers even where nobody saw
 * a second, so that two videos compare and a flat line looks flat.
 */
export const curveModel = (curve: readonly CurvePoint[], viewers: number): CurveModel => {
  const points = curve.map(({ second, viewers: seen, views }) => {
    const [learners, times] = [disclosed(seen), disclosed(views)];
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
