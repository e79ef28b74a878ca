import { atOnce } from '../../api/lib/steps';
import { listSteps } from '../../api/metrics/attention/findings';
import { simulateCourse } from './course';
import type { Plan } from './course';
import { FAULTS, type FaultKind, KINDS } from './faults';
import { isFound, listOf } from './power';
import { SeededRandom } from './random';

const PROBLEM_FAULTS = KINDS.filter((kind) => FAULTS[kind].of === 'problem' && kind !== 'worse after an edit');
const strong = (kind: FaultKind) => ({ kind, strength: 'strong' as const });

/** Of strong faults that were listed, how many still are after an edit that mended nothing, when so many came since. */
export const unmended = (since: number, courses: number, seed = 1): { listed: number; still: number } => {
  let [listed, still] = [0, 0];
  for (let course = 0; course < courses; course += 1) {
    const faults = [0, 1, 2, 3].map((i) =>
      strong(PROBLEM_FAULTS[(4 * course + i) % PROBLEM_FAULTS.length] as FaultKind),
    );
    const plan: Plan = { learners: 300 + since, faults, edits: true, editedAfter: 300 };
    const at = (came: number) => simulateCourse(new SeededRandom(seed * 7919 + course), { ...plan, came });
    const before = at(300);
    const list = listOf(before);
    const known = new Map(list.map((one) => [one.key, 0]));
    const now = atOnce(listSteps(at(300 + since).versions, known, 0, () => 0));
    for (const { block, kind } of before.planted)
      if (isFound(list, block, kind)) {
        listed += 1;
        still += Number(isFound(now, block, kind));
      }
  }
  return { listed, still };
};

/** A course grows from 80 to 100 % of its learners by steps of 5 %: true entries that came and went. */
export const stability = (
  learners: number,
  courses: number,
  seed = 1,
): { steps: number; stayed: number; came: number; lost: number } => {
  const sums = { steps: 0, stayed: 0, came: 0, lost: 0 };
  for (let course = 0; course < courses; course += 1) {
    const faults: Plan['faults'] = [0, 1, 2, 3, 4, 5, 6].map((i) => ({
      kind: KINDS[(7 * course + i) % KINDS.length] as FaultKind,
      strength: i % 2 === 0 ? 'strong' : 'medium',
    }));
    let known = new Map<string, number>();
    let before: Set<string> | null = null;
    for (const share of [0.8, 0.85, 0.9, 0.95, 1]) {
      const simulated = simulateCourse(new SeededRandom(seed * 104_729 + course), {
        learners,
        faults,
        came: Math.round(share * learners),
      });
      const list = atOnce(listSteps(simulated.versions, known, 0, () => 0));
      known = new Map(list.map((one) => [one.key, 0]));
      const found = new Set(
        simulated.planted.filter(({ block, kind }) => isFound(list, block, kind)).map(({ block }) => block),
      );
      if (before !== null) {
        const earlier = before;
        sums.steps += 1;
        sums.stayed += [...earlier].filter((block) => found.has(block)).length;
        sums.lost += [...earlier].filter((block) => !found.has(block)).length;
        sums.came += [...found].filter((block) => !earlier.has(block)).length;
      }
      before = found;
    }
  }
  return sums;
};
