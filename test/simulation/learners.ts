import type { SeededRandom } from './random';

/** A made-up learner. Strengths are in logits. */
export interface SimulatedLearner {
  readonly ability: number;
  /** Another strength, correlated with the first: some problems measure that. */
  readonly other: number;
  /** How many of the problems they come to before they stop. */
  readonly until: number;
  /** Whose answers they copy; null: nobody's. */
  readonly copies: number | null;
}

const COPIES = 0.05;
const LEAVES = 0.008;
const SECOND_HALF_WEAKER = 0.4;

/**
 * Learners in the order in which they come: strengths skewed to the left, the second half weaker, the weak stop earlier, and only
 * about a third get past the gate before the last section.
 * @param gate the problem that stands behind the gate
 */
export const simulateLearners = (
  random: SeededRandom,
  learners: number,
  problems: number,
  gate: number,
): SimulatedLearner[] =>
  Array.from({ length: learners }, (_, at) => {
    const z = random.normal();
    const ability = z - 0.15 * (z * z - 1) - (at >= learners / 2 ? SECOND_HALF_WEAKER : 0);
    const other = 0.6 * ability + 0.8 * random.normal();
    let until = 0;
    while (until < problems && !random.chance(LEAVES * Math.exp(-0.8 * ability))) {
      if (until === gate && !random.chance(1 / (1 + Math.exp(0.6 - 1.5 * ability)))) break;
      until += 1;
    }
    return { ability, other, until, copies: at > 0 && random.chance(COPIES) ? Math.floor(random.next() * at) : null };
  });
