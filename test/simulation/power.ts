import { atOnce } from '../../api/lib/steps';
import { type Finding, listSteps } from '../../api/metrics/attention/findings';
import { type Plan, type SimulatedCourse, simulateCourse } from './course';
import { FAULTS, type FaultKind, KINDS, STRENGTHS, type Strength } from './faults';
import { flagsOf } from './others';
import { SeededRandom } from './random';

export const listOf = (course: Pick<SimulatedCourse, 'versions'>): Finding[] =>
  atOnce(listSteps(course.versions, new Map(), 0, () => 0));

/** Whether a block is listed for a reason that names what is wrong with it. */
export const isFound = (list: readonly Finding[], block: string, kind: FaultKind): boolean => {
  const reasons: readonly string[] = FAULTS[kind].reasons;
  return list.some(
    (one) => one.block === block && (reasons.includes(one.reason) || one.also.some((also) => reasons.includes(also))),
  );
};

export interface Cell {
  planted: number;
  found: number;
  /** Of problems: flagged by the rules of others. */
  canvas: number;
  moodle: number;
  blackboard: number;
}
const cell = (): Cell => ({ planted: 0, found: 0, canvas: 0, moodle: 0, blackboard: 0 });

export interface Power {
  readonly learners: number;
  readonly courses: number;
  readonly cells: ReadonlyMap<string, Cell>;
  readonly sound: Cell;
  /** Sound problems alone, beside which the others' rules can be set. */
  readonly soundProblems: Cell;
  readonly optional: Cell;
  /** Sound blocks that were listed, by reason. */
  readonly wrongly: ReadonlyMap<string, number>;
}

export const cellName = (kind: FaultKind, strength: Strength): string => `${kind} ${strength}`;

/** The faults of the n-th course: each kind and strength comes equally often, five problems, two videos and a unit at a time. */
export const faultsOf = (course: number): Plan['faults'] => {
  const take = (what: 'problem' | 'video' | 'unit', count: number) => {
    const kinds = KINDS.filter((kind) => FAULTS[kind].of === what);
    return Array.from({ length: count }, (_, i) => {
      const at = course * count + i;
      return {
        kind: kinds[at % kinds.length] as FaultKind,
        strength: STRENGTHS[Math.floor(at / kinds.length) % STRENGTHS.length] as Strength,
      };
    });
  };
  return [...take('problem', 5), ...take('video', 2), ...take('unit', 1)];
};

/** Plants all kinds and strengths of faults, and counts what is found. */
export const measure = (learners: number, courses: number, seed = 1, plan: Partial<Plan> = {}): Power => {
  const random = new SeededRandom(seed * 1_000_003 + learners);
  const cells = new Map<string, Cell>();
  const [sound, soundProblems, optional] = [cell(), cell(), cell()];
  const wrongly = new Map<string, number>();
  for (let course = 0; course < courses; course += 1) {
    const simulated = simulateCourse(random, { learners, faults: faultsOf(course), ...plan });
    const list = listOf(simulated);
    const flags = flagsOf(simulated.scores);
    const add = (to: Cell, block: string, found: boolean): void => {
      const by = flags.get(block);
      to.planted += 1;
      to.found += Number(found);
      to.canvas += Number(by?.canvas ?? false);
      to.moodle += Number(by?.moodle ?? false);
      to.blackboard += Number(by?.blackboard ?? false);
    };
    for (const { kind, strength, block } of simulated.planted) {
      const name = cellName(kind, strength);
      const own = cells.get(name) ?? cell();
      cells.set(name, own);
      add(own, block, isFound(list, block, kind));
    }
    const listed = new Map(list.map((one) => [one.block, one]));
    for (const block of simulated.sound) {
      const one = listed.get(block);
      add(sound, block, one !== undefined);
      if (block.startsWith('problem')) add(soundProblems, block, one !== undefined);
      if (one) wrongly.set(one.reason, (wrongly.get(one.reason) ?? 0) + 1);
    }
    add(optional, simulated.optional, listed.has(simulated.optional));
  }
  return { learners, courses, cells, sound, soundProblems, optional, wrongly };
};

/** The mean over the kinds of the share found. */
export const meanFound = ({ cells }: Power, strength: Strength): number => {
  const shares = KINDS.flatMap((kind) => {
    const own = cells.get(cellName(kind, strength));
    return own && own.planted > 0 ? [own.found / own.planted] : [];
  });
  return shares.reduce((a, b) => a + b, 0) / Math.max(1, shares.length);
};
