import { EVIDENCE_GATES } from '@marginalia/contract';
import { type Candidate, type UnitTotals, type VideoTotals } from './attentionTypes';
import { binomialLowerTail, binomialUpperTail } from '../kit/falseDiscovery';
import { median } from '../kit/stats';

/** Ends are counted by this many seconds. */
const BIN = 10;
/** The first and the last of a video are left out: many look in and go, and many leave at the closing words. */
const FIRST = 0.05;
const LAST = 0.9;
/** Leaving stands out above this multiple of the video's own usual share, and above this share in any case. */
const STANDS_OUT = 3;
const LEAVES = 0.1;

/** Where far more viewers leave within ten seconds than elsewhere in the same video. One test a video. */
export const detectInVideos = (videos: readonly VideoTotals[]): Candidate[] =>
  videos.flatMap((video): Candidate[] => {
    const viewers = video.ends.reduce((sum, n) => sum + n, 0);
    if (viewers < EVIDENCE_GATES.finding || video.duration <= 0) return [];
    const first = Math.max(1, Math.ceil((video.duration * FIRST) / BIN));
    const last = Math.floor((video.duration * LAST) / BIN);
    let there = viewers;
    const bins = Array.from({ length: last }, (_, bin) => {
      const leaving = video.ends[bin] ?? 0;
      const found = { bin, leaving, there };
      there -= leaving;
      return found;
    }).filter(({ bin, there: still }) => bin >= first && still > 0);
    if (bins.length === 0) return [];
    const usual = Math.max(LEAVES, STANDS_OUT * median(bins.map((one) => one.leaving / one.there)));
    const tested = bins
      .map((one) => ({ ...one, p: usual >= 1 ? 1 : binomialUpperTail(one.leaving, one.there, usual) }))
      .sort((a, b) => a.p - b.p || b.leaving - a.leaving || a.bin - b.bin);
    const most = tested[0];
    if (!most) return [];
    return [
      {
        block: video.block,
        // the best of several places was taken
        p: Math.min(1, most.p * bins.length),
        learners: viewers,
        affected: most.leaving,
        of: viewers,
        edit: video,
        detail: {
          reason: 'video_drop_out',
          left: { count: most.leaving, of: most.there },
          from: most.bin * BIN,
          to: Math.min((most.bin + 1) * BIN, Math.floor(video.duration)),
          duration: video.duration,
        },
      },
    ];
  });

/** Reached by fewer than this share of the learners of both neighbours. */
const REACHES = 0.75;

/**
 * Units that learners pass by: reached by far fewer than the unit before and the unit after, or never opened while a
 * later one is. Fewer and fewer learners from unit to unit is how courses are, and no finding.
 */
export const detectInUnits = (units: readonly UnitTotals[]): Candidate[] => {
  const known = units.filter((unit) => unit.shows);
  return known.flatMap((unit, index): Candidate[] => {
    const before = known[index - 1]?.reached ?? null;
    const after = known[index + 1]?.reached ?? null;
    const later = known.slice(index + 1).reduce((most, one) => Math.max(most, one.reached), 0);
    const between = before === null || after === null ? 0 : Math.min(before, after);
    const expected = unit.reached === 0 ? Math.max(between, later) : between;
    if (expected < EVIDENCE_GATES.finding) return [];
    return [
      {
        block: unit.block,
        p: binomialLowerTail(unit.reached, expected, REACHES),
        learners: expected,
        affected: Math.max(0, expected - unit.reached),
        of: expected,
        edit: { editedAt: null, before: 0, since: 0 },
        detail: { reason: 'unit_skipped', reached: unit.reached, before, after },
      },
    ];
  });
};
