import type { Bin } from '../../../api/metrics/video/videoRewatched';

/** A small generator of numbers in 0..1 that gives the same ones for the same seed (mulberry32). */
export const randomFrom = (seed: number): (() => number) => {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let t = Math.imul(state ^ (state >>> 15), state | 1);
    t ^= t + Math.imul(t ^ (t >>> 7), t | 61);
    return ((t ^ (t >>> 14)) >>> 0) / 4294967296;
  };
};

export interface MadeVideo {
  readonly viewers: number;
  /** Seconds. */
  readonly length: number;
  /** Passages a viewer watches again, on average. */
  readonly passages: number;
  /** How unequal the places are where such passages begin: 0 for equal, else the sigma of a log-normal per 20 s. */
  readonly lumps: number;
  /** A passage of 15 s that this share of those who see it watches again besides. */
  readonly moment?: number;
}

const BIN = 5;

/**
 * Viewers of a made-up video: each leaves somewhere (half reach the end), and watches passages of 5 to 30 seconds again,
 * beginning anywhere in what was seen.
 */
export const madeBins = (made: MadeVideo, random: () => number): Bin[] => {
  const bins = Math.ceil(made.length / BIN);
  const people = new Array<number>(bins).fill(0);
  const again = new Array<number>(bins).fill(0);
  const normal = (): number => Math.sqrt(-2 * Math.log(1 - random())) * Math.cos(2 * Math.PI * random());
  const weights = Array.from({ length: Math.ceil(made.length / 20) }, () => Math.exp(made.lumps * normal()));
  const heaviest = Math.max(...weights);
  const start = (end: number): number => {
    for (;;) {
      const at = random() * end;
      if (random() * heaviest <= (weights[Math.floor(at / 20)] ?? 0)) return at;
    }
  };
  for (let viewer = 0; viewer < made.viewers; viewer += 1) {
    const end = random() < 0.5 ? made.length : random() * made.length;
    const twice = new Set<number>();
    const mark = (from: number, to: number): void => {
      for (let bin = Math.floor(from / BIN); bin < bins && bin * BIN < to; bin += 1) twice.add(bin);
    };
    // Poisson, by waiting times
    for (let left = -Math.log(1 - random()); left < made.passages; left -= Math.log(1 - random())) {
      const from = start(end);
      mark(from, Math.min(end, from + 5 + random() * 25));
    }
    const middle = made.length / 2;
    if (made.moment !== undefined && end > middle + 15 && random() < made.moment) mark(middle, middle + 15);
    for (let bin = 0; bin < bins && bin * BIN < end; bin += 1) people[bin] = (people[bin] ?? 0) + 1;
    for (const bin of twice) again[bin] = (again[bin] ?? 0) + 1;
  }
  return people.map((n, bin) => ({ people: n, again: again[bin] ?? 0 }));
};
