import type { CourseStatistics } from '../../api/metrics/attention/attentionTypes';
import { type TriedFact, sumUp } from '../support/sumUp';
import type { SeededRandom } from './random';

/**
 * A made-up course in which nothing is wrong: 20 problems that measure one thing equally well (slope 1.1), about 62 %
 * right the first time, one in six above 80 %, one in 25 below 30 %; three wrong answers each, about equally common,
 * chosen by chance by those who do not know; up to three submissions; 8 videos that viewers leave evenly; 10 units of
 * which each is reached by a little fewer than the one before.
 */
export const PROBLEMS = 20;
const SLOPE = 1.1;
const DIFFICULTY = { mean: -0.62, deviation: 0.88 };
const WRONG_ANSWERS = 3;
const EVENNESS = 4;
const SUBMISSIONS = 3;
const TRIES_AGAIN = 0.8;
const LEARNS = 0.5;
const VIDEOS = 8;
const UNITS = 10;

/** What is broken on purpose in the first problem. */
export type Fault = 'none' | 'reversed' | 'wrong answer marked';

export interface SimulatedCourse {
  readonly statistics: CourseStatistics;
  /** First tries, learner by problem: 1 right. */
  readonly scores: readonly (readonly number[])[];
}

const chance = (ability: number, difficulty: number): number => 1 / (1 + Math.exp(-SLOPE * (ability - difficulty)));
export const problemId = (j: number): string => `problem ${String(j).padStart(2, '0')}`;

interface Try {
  readonly answer: string;
  readonly right: boolean;
  readonly everRight: boolean;
  readonly attempts: number;
}

export const simulateCourse = (random: SeededRandom, learners: number, fault: Fault = 'none'): SimulatedCourse => {
  const items = Array.from({ length: PROBLEMS }, (_, j) => ({
    difficulty: j === 0 && fault !== 'none' ? 0 : random.normal(DIFFICULTY.mean, DIFFICULTY.deviation),
    wrong: j === 0 && fault === 'reversed' ? [1] : random.shares(WRONG_ANSWERS, EVENNESS),
    // the answer that is marked right: the true one, unless the key is broken
    key: j === 0 && fault !== 'none' ? 'wrong 0' : 'true',
  }));
  const tries = Array.from({ length: learners }, () => {
    const ability = random.normal();
    return items.map((item): Try => {
      let first = '';
      for (let attempt = 1; ; attempt += 1) {
        const knows = random.chance(chance(ability + (attempt - 1) * LEARNS, item.difficulty));
        const answer = knows ? 'true' : `wrong ${random.pick(item.wrong)}`;
        if (attempt === 1) first = answer;
        const right = answer === item.key;
        if (right || attempt === SUBMISSIONS || !random.chance(TRIES_AGAIN))
          return { answer: first, right: first === item.key, everRight: right, attempts: attempt };
      }
    });
  });
  const scores = tries.map((own) => own.map((one) => Number(one.right)));
  const sums = items.map((_, j) => {
    const facts = tries.map((own, i): TriedFact => {
      const one = own[j]!;
      const right = Number(one.right) as 0 | 1;
      return {
        block: problemId(j),
        firstRight: right,
        everRight: Number(one.everRight),
        attempts: one.attempts,
        restRight: scores[i]!.reduce((sum, score) => sum + score, 0) - right,
        restTried: PROBLEMS - 1,
        parts: [{ part: '1', type: 'choice', firstAnswer: one.answer, firstRight: right }],
      };
    });
    return sumUp(problemId(j), facts);
  });
  return {
    scores,
    statistics: {
      items: sums.flatMap((one) => one.items),
      parts: sums.flatMap((one) => one.parts),
      answers: sums.flatMap((one) => one.answers),
      help: [],
      videos: Array.from({ length: VIDEOS }, (_, v) => simulateVideo(random, `video ${v}`, learners)),
      units: simulateUnits(random, learners),
    },
  };
};

const simulateVideo = (random: SeededRandom, block: string, viewers: number): CourseStatistics['videos'][number] => {
  const bins = 12 + Math.floor(random.next() * 48);
  const leaves = 0.005 + 0.02 * random.next();
  const ends = Array.from({ length: bins }, () => 0);
  for (let viewer = 0; viewer < viewers; viewer += 1) {
    let at = 0;
    while (at < bins - 1 && !random.chance(leaves)) at += 1;
    ends[at] = (ends[at] ?? 0) + 1;
  }
  return { block, duration: bins * 10, ends, editedAt: null, before: 0, since: 0 };
};

/** Some stop at each unit; of those who go on, one in twenty passes a unit by. */
const simulateUnits = (random: SeededRandom, learners: number): CourseStatistics['units'] => {
  const reached = Array.from({ length: UNITS }, () => 0);
  for (let learner = 0; learner < learners; learner += 1) {
    for (let unit = 0; unit < UNITS && !random.chance(0.04); unit += 1)
      if (random.chance(0.95)) reached[unit] = (reached[unit] ?? 0) + 1;
  }
  return reached.map((count, unit) => ({ block: `unit ${unit}`, reached: count, shows: true }));
};
