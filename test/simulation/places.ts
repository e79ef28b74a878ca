import { END_STEP, type UnitTotals, type VideoTotals } from '../../api/metrics/attention/statistics';
import { type Fault, levelOf } from './faults';
import type { SeededRandom } from './random';

export type VideoControl = 'looked into' | 'credits' | null;

/** Of those who come so far, so many play a video. */
const WATCHES = 0.85;

/** A video that viewers leave evenly; many look into some and go, and many leave some at the closing words. */
export const simulateVideo = (
  random: SeededRandom,
  block: string,
  watches: readonly boolean[],
  fault: Fault | null,
  control: VideoControl,
): VideoTotals => {
  const duration = control === null ? 180 + Math.floor(random.next() * 100) * END_STEP : 150;
  const steps = duration / END_STEP;
  const leaves = 0.002 + 0.008 * random.next();
  const at = Math.floor(steps * (0.3 + 0.3 * random.next()));
  const slow = fault?.kind === 'drop-off, over 40 s';
  const width = slow ? 8 : 2;
  const share = fault ? 1 - (1 - levelOf(fault)) ** (1 / width) : 0;
  const hazard = (step: number): number => {
    if (fault && step >= at && step < at + width) return Math.max(share, leaves);
    if (control === 'looked into' && step < 4) return 0.1;
    if (control === 'credits' && step >= steps - 4) return 0.3;
    return leaves;
  };
  const ends = Array.from({ length: steps }, () => 0);
  for (const isViewer of watches) {
    if (!isViewer || !random.chance(WATCHES)) continue;
    let step = 0;
    while (step < steps - 1 && !random.chance(hazard(step))) step += 1;
    ends[step] = (ends[step] ?? 0) + 1;
  }
  return { block, duration, ends };
};

/** Each learner comes to the units until they stop, and passes one in twenty by, or more of some. */
export const simulateUnits = (
  random: SeededRandom,
  reached: readonly number[],
  names: readonly string[],
  passed: (unit: number) => number,
): UnitTotals[] => {
  const counts = names.map(() => 0);
  for (const until of reached)
    for (let unit = 0; unit < until; unit += 1) if (random.chance(passed(unit))) counts[unit] = (counts[unit] ?? 0) + 1;
  return names.map((block, unit) => ({ block, reached: counts[unit] ?? 0, shows: true }));
};
