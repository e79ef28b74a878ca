import { detect, makeList } from '../../api/metrics/attention/attention';
import { correlation } from '../support/correlation';
import { type Fault, PROBLEMS, type SimulatedCourse, problemId, simulateCourse } from './course';
import { SeededRandom } from './random';

/** Share of sound problems that each rule flags, and of sound courses in which ours lists anything at all. */
export interface FalseAlarms {
  readonly learners: number;
  readonly courses: number;
  readonly ours: number;
  readonly oursAnyBlock: number;
  readonly blackboard: number;
  readonly canvas: number;
  readonly moodleVeryLikely: number;
  readonly moodleLikely: number;
}

const listOf = ({ statistics }: SimulatedCourse) => makeList(detect(statistics), new Map(), 0, () => 0);

const r = (x: readonly number[], y: readonly number[]): number | null =>
  correlation(x.map((value, index) => [value, y[index] ?? 0] as const));

const share = (values: readonly number[]): number => values.reduce((a, b) => a + b, 0) / Math.max(1, values.length);

/** How the rules of others judge each problem, as their documentation states them. */
const others = ({ scores }: SimulatedCourse): { blackboard: boolean; canvas: boolean; index: number | null }[] => {
  const totals = scores.map((own) => own.reduce((a, b) => a + b, 0));
  const byTotal = totals.map((total, index) => ({ total, index })).sort((a, b) => b.total - a.total);
  const group = Math.max(1, Math.round(0.27 * scores.length));
  return Array.from({ length: PROBLEMS }, (_, j) => {
    const own = scores.map((row) => row[j] ?? 0);
    const easy = share(own);
    const withTotal = r(own, totals);
    const mean = (part: typeof byTotal): number => share(part.map(({ index }) => own[index] ?? 0));
    return {
      blackboard: easy > 0.8 || easy < 0.3 || (withTotal !== null && withTotal < 0.1),
      canvas: mean(byTotal.slice(0, group)) - mean(byTotal.slice(-group)) <= 0.25,
      index: r(
        own,
        totals.map((total, i) => total - (own[i] ?? 0)),
      ),
    };
  });
};

export const falseAlarms = (learners: number, courses: number, seed = 1): FalseAlarms => {
  const random = new SeededRandom(seed * 1_000_003 + learners);
  const sums = { ours: 0, any: 0, blackboard: 0, canvas: 0, veryLikely: 0, likely: 0 };
  for (let course = 0; course < courses; course += 1) {
    const simulated = simulateCourse(random, learners);
    const list = listOf(simulated);
    sums.ours += list.filter((finding) => finding.block.startsWith('problem')).length;
    sums.any += Number(list.length > 0);
    for (const { blackboard, canvas, index } of others(simulated)) {
      sums.blackboard += Number(blackboard);
      sums.canvas += Number(canvas);
      sums.veryLikely += Number(index !== null && index < 0.3);
      sums.likely += Number(index !== null && index < 0.5);
    }
  }
  const all = courses * PROBLEMS;
  return {
    learners,
    courses,
    ours: sums.ours / all,
    oursAnyBlock: sums.any / courses,
    blackboard: sums.blackboard / all,
    canvas: sums.canvas / all,
    moodleVeryLikely: sums.veryLikely / all,
    moodleLikely: sums.likely / all,
  };
};

/** How often a broken key is listed, and listed first, as what it is. */
export const power = (
  learners: number,
  fault: Exclude<Fault, 'none'>,
  courses: number,
  seed = 1,
): { listed: number; first: number } => {
  const random = new SeededRandom(seed * 2_000_003 + learners);
  let listed = 0;
  let first = 0;
  for (let course = 0; course < courses; course += 1) {
    const list = listOf(simulateCourse(random, learners, fault));
    const isIt = (finding: (typeof list)[number] | undefined): boolean =>
      finding?.block === problemId(0) && finding.detail.reason === 'key_may_be_wrong';
    listed += Number(list.some(isIt));
    first += Number(isIt(list[0]));
  }
  return { listed: listed / courses, first: first / courses };
};
