import { type BlockVersion, type CourseStatistics, NOTHING, UNCHANGED } from '../../api/metrics/attention/statistics';
import { type TriedFact, sumUp } from '../support/sumUp';
import { FAULTS, type Fault, levelOf } from './faults';
import { simulateLearners } from './learners';
import { simulateUnits, simulateVideo } from './places';
import { CONTROLS, type SimulatedProblem, type Tried, simulateProblem, tryProblem } from './problems';
import type { SeededRandom } from './random';

const PROBLEMS = 42;
const VIDEOS = 10;
const UNITS = 24;
/** The last section's first problem stands behind a gate. */
const GATE = 35;
const SKIPS_PROBLEM = 0.06;
const REACHES_UNIT = 0.95;
const OPTIONAL = 0.45;

export const problemId = (j: number): string => `problem ${String(j).padStart(2, '0')}`;
export const unitId = (u: number): string => `unit ${String(u).padStart(2, '0')}`;

export interface Planted extends Fault {
  readonly block: string;
}
export interface SimulatedCourse {
  readonly versions: readonly CourseStatistics[];
  readonly planted: readonly Planted[];
  /** A unit that is optional: what the data show of it is what they show of one that is skipped. */
  readonly optional: string;
  /** Blocks that nothing is wrong with. */
  readonly sound: readonly string[];
  /** First attempts, learner by problem: 1 correct, 0 not, null not attempted. */
  readonly scores: readonly (readonly (number | null)[])[];
  readonly problems: readonly SimulatedProblem[];
}

export interface Plan {
  readonly learners: number;
  /** Faults to plant, at places drawn by chance. */
  readonly faults: readonly Fault[];
  /** Whether problems with a fault were edited without mending them. */
  readonly edits?: boolean;
  /** How many learners had come when problems were edited; absent: half of them. */
  readonly editedAfter?: number;
  /** Problems in the course; fewer in its first weeks. */
  readonly problems?: number;
  /** Only so many of the learners have come yet: the others of the same course come later. */
  readonly came?: number;
}

const isAgain = ({ fact }: Tried): boolean => fact.firstRight === 0 && fact.attempts > 1;

/** `count` different whole numbers of [from, to). */
const places = (random: SeededRandom, count: number, from: number, to: number): number[] => {
  const all = Array.from({ length: to - from }, (_, i) => from + i);
  return Array.from({ length: count }, () => all.splice(Math.floor(random.next() * all.length), 1)[0] ?? from);
};

interface Attempt extends Tried {
  readonly learner: number;
}

/**
 * A made-up course: 42 problems, 10 videos, 24 units; learners who leave, guess, try again and copy; sound blocks that fool simple
 * rules; and the faults of the plan.
 */
export const simulateCourse = (random: SeededRandom, plan: Plan): SimulatedCourse => {
  const count = plan.problems ?? PROBLEMS;
  const edit = plan.editedAfter ?? Math.floor(plan.learners / 2);
  const learners = simulateLearners(random, plan.learners, count, count === PROBLEMS ? GATE : -1);
  const of = (what: 'problem' | 'video' | 'unit'): Fault[] =>
    plan.faults.filter(({ kind }) => FAULTS[kind].of === what);
  const faultAt = new Map(
    places(random, of('problem').length, Math.min(3, count - 1), count).map((j, i) => [j, of('problem')[i]]),
  );
  const free = Array.from({ length: count }, (_, j) => j).filter((j) => !faultAt.has(j));
  const controls = new Map(
    count < PROBLEMS
      ? []
      : CONTROLS.map((control) => [free.splice(Math.floor(random.next() * free.length), 1)[0], control]),
  );
  const problems = Array.from({ length: count }, (_, j) =>
    simulateProblem(random, faultAt.get(j) ?? null, controls.get(j) ?? null),
  );
  const attempts = problems.map((problem, j) => {
    const answers = new Map<number, string>();
    return learners.flatMap((learner, i): Attempt[] => {
      if (learner.until <= j || random.chance(SKIPS_PROBLEM)) return [];
      const copied = learner.copies !== null && random.chance(0.7) ? (answers.get(learner.copies) ?? null) : null;
      const tried = tryProblem(random, problem, learner, i >= edit, copied);
      answers.set(i, tried.fact.parts[0]?.firstResponse ?? '');
      return [{ ...tried, learner: i }];
    });
  });
  const came = plan.came ?? plan.learners;
  const own = attempts.map((all) => all.filter(({ learner }) => learner < came));
  const scores = learners.slice(0, came).map(() => problems.map((): number | null => null));
  own.forEach((all, j) =>
    all.forEach(({ learner, fact }) => {
      const row = scores[learner];
      if (row) row[j] = fact.firstRight;
    }),
  );
  const totals = scores.map((row) => ({
    right: row.reduce<number>((sum, one) => sum + (one ?? 0), 0),
    tried: row.filter((one) => one !== null).length,
  }));

  const edited = new Set(
    [...faultAt].flatMap(([j, fault]) => (plan.edits || fault?.kind === 'worse after an edit' ? [j] : [])),
  );
  const facts = own.map((all, j) =>
    all.flatMap((tried) => {
      const total = totals[tried.learner];
      if (!total) return [];
      const fact: TriedFact = {
        ...tried.fact,
        block: problemId(j),
        restRight: total.right - tried.fact.firstRight,
        restTried: total.tried - 1,
      };
      return [{ fact, tried }];
    }),
  );
  const factsOf = (j: number, keep: (learner: number) => boolean): { fact: TriedFact; tried: Attempt }[] =>
    (facts[j] ?? []).filter(({ tried }) => keep(tried.learner));
  /** Enough came before and since, so that they are told apart. */
  const isCut = (j: number): boolean =>
    edited.has(j) &&
    factsOf(j, (learner) => learner < edit).length >= 10 &&
    factsOf(j, (learner) => learner >= edit).length >= 20;
  const statisticsOf = (current: boolean): CourseStatistics => {
    const rows = problems.map((_, j) => {
      const keep = !isCut(j) ? () => true : (learner: number) => (current ? learner >= edit : learner < edit);
      return { j, rows: factsOf(j, keep) };
    });
    const sums = rows.map(({ j, rows: all }) =>
      sumUp(
        problemId(j),
        all.map(({ fact }) => fact),
      ),
    );
    const counted = (all: readonly { tried: Attempt }[], test: (one: Attempt) => boolean): number =>
      all.filter(({ tried }) => test(tried)).length;
    return {
      ...NOTHING,
      items: sums.flatMap((one) => one.items),
      parts: sums.flatMap((one) => one.parts),
      responses: sums.flatMap((one) => one.answers),
      help: rows.map(({ j, rows: all }) => ({
        block: problemId(j),
        learners: counted(all, (one) => one.viewedFirst),
        untried: 0,
      })),
      hints: rows.flatMap(({ j, rows: all }) =>
        (problems[j]?.hint ?? 0) === 0
          ? []
          : [
              {
                block: problemId(j),
                used: counted(all, (one) => one.hinted && isAgain(one)),
                usedRight: counted(all, (one) => one.hinted && isAgain(one) && one.fact.everRight === 1),
                unused: counted(all, (one) => !one.hinted && isAgain(one)),
                unusedRight: counted(all, (one) => !one.hinted && isAgain(one) && one.fact.everRight === 1),
              },
            ],
      ),
      edits: rows.flatMap(({ j }) => {
        if (!isCut(j) || !current) return [];
        const side = (keep: (learner: number) => boolean) => {
          const [item] = sumUp(
            problemId(j),
            factsOf(j, keep).map(({ fact }) => fact),
          ).items;
          return { n: item?.n ?? 0, right: item?.right ?? 0, rested: item?.rested ?? 0, restSum: item?.restSum ?? 0 };
        };
        return [
          {
            block: problemId(j),
            at: 1,
            before: side((learner) => learner < edit),
            after: side((learner) => learner >= edit),
          },
        ];
      }),
      versions: new Map(
        [...edited].map((j): [string, BlockVersion] => {
          const since = factsOf(j, (learner) => learner >= edit).length;
          const before = factsOf(j, (learner) => learner < edit).length;
          return [problemId(j), { ...UNCHANGED, from: current && isCut(j) ? 1 : null, editedAt: 1, before, since }];
        }),
      ),
    };
  };

  const videoFaults = of('video');
  const videoAt = new Map(places(random, videoFaults.length, 0, VIDEOS - 2).map((v, i) => [v, videoFaults[i]]));
  const untilOf = (learner: number): number => learners[learner]?.until ?? 0;
  const present = Array.from({ length: came }, (_, i) => i);
  const videos = Array.from({ length: VIDEOS }, (_, v) => {
    const watches = present.map((i) => untilOf(i) >= Math.floor((v * count) / VIDEOS));
    const control = v === VIDEOS - 1 ? 'credits' : v === VIDEOS - 2 ? 'looked into' : null;
    return simulateVideo(random.fork(), `video ${v}`, watches, videoAt.get(v) ?? null, control);
  });
  // two in a row need room on both sides
  const unitFaults = of('unit');
  const unitAt = new Map(unitFaults.map((fault, i) => [3 + 6 * i + Math.floor(random.next() * 3), fault]));
  const optional = UNITS - 6;
  const passedBy = (unit: number): number => {
    if (unit === optional) return OPTIONAL;
    const fault =
      unitAt.get(unit) ?? (unitAt.get(unit - 1)?.kind === 'two skipped in a row' ? unitAt.get(unit - 1) : undefined);
    return fault ? levelOf(fault) : REACHES_UNIT;
  };
  const units = simulateUnits(
    random.fork(),
    present.map((i) => Math.min(UNITS, Math.ceil((untilOf(i) * UNITS) / count) + 1)),
    Array.from({ length: UNITS }, (_, u) => unitId(u)),
    passedBy,
  );
  const planted: Planted[] = [
    ...[...faultAt].flatMap(([j, fault]) => (fault ? [{ ...fault, block: problemId(j) }] : [])),
    ...[...videoAt].flatMap(([v, fault]) => (fault ? [{ ...fault, block: `video ${v}` }] : [])),
    ...[...unitAt].flatMap(([u, fault]) => [
      { ...fault, block: unitId(u) },
      ...(fault.kind === 'two skipped in a row' ? [{ ...fault, block: unitId(u + 1) }] : []),
    ]),
  ];
  const faulty = new Set(planted.map(({ block }) => block));
  const places_ = { videos, units };
  const versions = [...([...edited].some(isCut) ? [false] : []), true].map((current) => ({
    ...statisticsOf(current),
    ...places_,
  }));
  return {
    versions,
    planted,
    optional: unitId(optional),
    sound: [
      ...problems.map((_, j) => problemId(j)),
      ...videos.map(({ block }) => block),
      ...units.map(({ block }) => block),
    ].filter((block) => !faulty.has(block) && block !== unitId(optional)),
    scores,
    problems,
  };
};
