import { isEnough, isSmall } from '../kit/privacy/smallGroups';
import { type Group, type Quantity, type Rate, type Standing, WITHHELD } from '@marginalia/contract';
import { groupBy } from '../../lib/groupBy';
import { type Cells, type Partition, joinSteps } from '../kit/privacy/partition';
import { quantity, suppress } from '../kit/privacy/suppress';
import { partOf } from '../kit/partOf';
import { middleHalf } from '../kit/halves';
import { rate } from '../kit/stats';

/** One group asked for, and how the class falls into parts around it. */
export interface Asked {
  readonly key: string;
  /** What the parts call it: a state, a track, or the union. */
  readonly name: string;
  readonly parts: Partition;
  readonly minLearners: number;
}

type Figure = 'learners' | 'started' | 'triers' | 'passed' | 'completed' | 'graded';
type Row = { readonly grp: string } & Readonly<Record<Figure, number>>;

interface Both {
  readonly group: Quantity;
  readonly course: Quantity;
}

export const cellsOf = <R extends { readonly grp: string }>(rows: readonly R[], of: (row: R) => number): Cells => {
  const cells = new Map<string, number>();
  for (const row of rows) cells.set(row.grp, (cells.get(row.grp) ?? 0) + of(row));
  return cells;
};
const wholeOf = (cells: Cells): number => [...cells.values()].reduce((sum, one) => sum + one, 0);

/** A number of learners, of the group and of the class. */
export const bothOf = (asked: Asked, cells: Cells): Both => ({
  group: asked.parts.disclosed(cells).has(asked.name) ? asked.parts.size(cells, asked.name) : WITHHELD,
  course: quantity(wholeOf(cells), asked.minLearners),
});

/** Of those with one, those with all; disclosed as on the course page, and of the group where neither part of the others is small. */
export const anyAndAll = (asked: Asked, any: Cells, all: Cells): { any: Both; all: Both } => {
  const [some, every] = [wholeOf(any), wholeOf(all)];
  const part = partOf(every, some, asked.minLearners);
  return {
    any: bothOf(asked, any),
    all: {
      group: asked.parts.disclosedParts(any, all).has(asked.name) ? asked.parts.size(all, asked.name) : WITHHELD,
      course: some === 0 ? 0 : part.kind === 'value' ? every : WITHHELD,
    },
  };
};

type Quarters = { readonly graded: number; readonly grades: readonly (number | null)[] };

/** Learners of a group who tried one problem, and who were right the first time. */
type Tries = { readonly grp: string; readonly block: string; readonly learners: number; readonly n_first: number };

/** First attempts of some learners at every problem. */
const pairs = (tries: readonly Tries[], of: (cells: Cells) => number): { tried: number; right: number } => ({
  tried: of(cellsOf(tries, (row) => row.learners)),
  right: of(cellsOf(tries, (row) => row.n_first)),
});

/** Learners, by part, who tried any of the problems that are not disclosed of the group, of the class. */
interface HiddenTriers {
  readonly group: Cells;
  readonly course: Cells;
}

/** The problems that are not disclosed of the group, and of the class: their sums would follow from the whole. */
export const hiddenProblems = (
  { parts, name, minLearners }: Asked,
  tries: readonly Tries[],
): Record<keyof HiddenTriers, string[]> => {
  const byBlock = [...groupBy(tries, (row) => row.block)].map(
    ([block, own]) => [block, cellsOf(own, (row) => row.learners)] as const,
  );
  const without = (isDisclosed: (cells: Cells) => boolean): string[] =>
    byBlock.flatMap(([block, cells]) => (isDisclosed(cells) ? [] : [block]));
  return {
    group: without((cells) => parts.disclosed(cells).has(name)),
    course: without((cells) => isEnough(wholeOf(cells), minLearners)),
  };
};

/** How the group and the class stand. @param tries at every problem of the course @param hidden by `hiddenProblems` @param grades of the group, of the class */
export const standings = (
  asked: Asked,
  rows: readonly Row[],
  tries: readonly Tries[],
  hidden: HiddenTriers,
  grades: { readonly group: Quarters; readonly course: Quarters },
): { group: Standing; course: Standing } => {
  const { parts, name, minLearners } = asked;
  const cells = (figure: Figure): Cells => cellsOf(rows, (row) => row[figure]);
  const learners = cells('learners');
  const isDisclosed = parts.disclosed(learners).has(name);
  const ofGroup = (figure: Figure): Rate => {
    const size = parts.size(learners, name);
    return parts.disclosedParts(learners, cells(figure)).has(name) && isDisclosed
      ? rate(parts.size(cells(figure), name), size, size, minLearners, 'no_learners')
      : WITHHELD;
  };
  const ofCourse = (figure: Figure): Rate => partOf(wholeOf(cells(figure)), wholeOf(learners), minLearners);
  const triers = cells('triers');
  const firstTry = (mayDisclose: (cells: Cells) => boolean, of: (cells: Cells) => number, unseen: Cells): Rate => {
    const { tried, right } = pairs(tries, of);
    const isHiddenFine = wholeOf(unseen) === 0 || mayDisclose(unseen);
    return mayDisclose(triers) && isHiddenFine ? rate(right, tried, of(triers), minLearners, 'no_attempts') : WITHHELD;
  };
  return {
    group: {
      learners: bothOf(asked, learners).group,
      started: ofGroup('started'),
      firstTry: firstTry(
        (one) => parts.disclosed(one).has(name),
        (one) => parts.size(one, name),
        hidden.group,
      ),
      passing: ofGroup('passed'),
      completed: ofGroup('completed'),
      grade: parts.disclosed(cells('graded')).has(name)
        ? middleHalf(grades.group.grades, grades.group.graded, minLearners, 'no_grades')
        : WITHHELD,
    },
    course: {
      learners: quantity(wholeOf(learners), minLearners),
      started: ofCourse('started'),
      firstTry: firstTry((one) => isEnough(wholeOf(one), minLearners), wholeOf, hidden.course),
      passing: ofCourse('passed'),
      completed: ofCourse('completed'),
      grade: middleHalf(grades.course.grades, grades.course.graded, minLearners, 'no_grades'),
    },
  };
};

const NOTHING: Cells = new Map();

/** A joined step: the first and the last of the steps in it, and its learners. */
interface Joined {
  readonly first: number;
  readonly last: number;
  readonly group: number;
  readonly course: number;
}

interface StepOptions {
  /** Steps that may not be told apart, nor anything between them: they are withheld where the class is disclosed by itself. */
  readonly together?: readonly number[];
  /** The last step is nobody's deed (never came): what is disclosed of the others must not be few without it either. */
  readonly lastApart?: boolean;
}

const sumOf = (steps: readonly Cells[]): Cells => {
  const all = new Map<string, number>();
  for (const step of steps) for (const [part, learners] of step) all.set(part, (all.get(part) ?? 0) + learners);
  return all;
};

/**
 * A distribution of the group and of the class, in steps joined until nobody small is in any, in any part of the class.
 * @param steps learners by part of the class, one for each step; empty where the group may not be disclosed
 */
export const stepsOf = (
  { parts, name, minLearners }: Asked,
  steps: readonly Cells[],
  { together = [], lastApart = false }: StepOptions = {},
): Joined[] => {
  const disclosed = parts.disclosed(sumOf(steps));
  if (!disclosed.has(name)) return [];
  const bound = { first: Math.min(...together), last: Math.max(...together) };
  // where each step begins that may be disclosed
  const places = steps.map((_, at) => at).filter((at) => !(at > bound.first && at <= bound.last));
  const apart = lastApart ? places.slice(0, -1) : places;
  const until = (at: number): number => places.find((place) => place > at) ?? steps.length;
  const columns = apart.map((at) => parts.rows(disclosed, sumOf(steps.slice(at, until(at)))));
  const rows = (columns[0] ?? []).map((_, row) => columns.map((column) => column[row] ?? 0));
  const begins = joinSteps(rows, minLearners).map((at) => apart[at] ?? 0);
  const last = places[places.length - 1];
  if (lastApart && last !== undefined) {
    const isAnybody = rows.some((row) => row.some((learners) => learners > 0));
    // too few ever came: the number of those who never did would give them away
    if (isAnybody && begins.length === 0) return [];
    const never = parts.rows(disclosed, steps[last] ?? NOTHING);
    const isFine = never.every((learners) => !isSmall(learners, minLearners));
    if (isFine && (begins.length > 0 || wholeOf(steps[last] ?? NOTHING) > 0)) begins.push(last);
    else if (begins.length === 0) return [];
  }
  return begins.map((begin, at) => {
    const end = begins[at + 1] ?? steps.length;
    const within = sumOf(steps.slice(begin, end));
    return { first: begin, last: end - 1, group: parts.size(within, name), course: wholeOf(within) };
  });
};

/** Days since a visit up to which a step goes; then any longer, then never. */
export const VISIT_DAYS = [7, 14, 28, 56];

type StepRow = { readonly grp: string; readonly what: string; readonly step: string; readonly learners: number };

/**
 * The distributions of a group.
 * @param isTrack tracks of a track are itself
 * @param isActiveDisclosed how many of the class were here in the last seven days is disclosed
 */
export const distributions = (
  asked: Asked,
  rows: readonly StepRow[],
  isTrack: boolean,
  isActiveDisclosed: boolean,
): Pick<Group, 'grades' | 'visits' | 'enrolled' | 'tracks'> => {
  const at = (what: string, step: string): Cells =>
    cellsOf(
      rows.filter((row) => row.what === what && row.step === step),
      (row) => row.learners,
    );
  const named = (what: string): string[] =>
    [...new Set(rows.filter((row) => row.what === what).map((row) => row.step))].sort();
  const numbered = (what: string, n: number): Cells[] => Array.from({ length: n }, (_, step) => at(what, String(step)));
  const weeks = everyWeek(named('enrolled'));
  const byWeek = new Map(named('enrolled').map((week) => [week, at('enrolled', week)]));
  // the largest first, so that small ones are joined with one another
  const tracks = named('track').sort((a, b) => wholeOf(at('track', b)) - wholeOf(at('track', a)));
  const never = VISIT_DAYS.length + 1;
  const grades = numbered('grade', 10);
  // of the class these are withheld on its own page
  const hidden = suppress(grades.map(wholeOf), asked.minLearners);
  return {
    grades: stepsOf(asked, grades, { together: hidden.flatMap((isHidden, step) => (isHidden ? [step] : [])) }).map(
      ({ first, last, ...beside }) => ({
        from: first / 10,
        to: (last + 1) / 10,
        ...beside,
      }),
    ),
    visits: stepsOf(asked, numbered('visit', never + 1), {
      lastApart: true,
      together: isActiveDisclosed ? [] : VISIT_DAYS.map((_, step) => step).concat(never - 1),
    }).map(({ first, last, ...beside }) => ({
      from: first === never ? null : (VISIT_DAYS[first - 1] ?? 0),
      to: VISIT_DAYS[last] ?? null,
      never: last === never,
      ...beside,
    })),
    enrolled: stepsOf(
      asked,
      weeks.map((week) => byWeek.get(week) ?? NOTHING),
    ).map(({ first, last, ...beside }) => ({
      from: weeks[first] ?? '',
      to: weekAfter(weeks[last] ?? ''),
      ...beside,
    })),
    tracks: isTrack
      ? []
      : stepsOf(
          asked,
          tracks.map((track) => at('track', track)),
        ).map(({ first, last, ...beside }) => ({ tracks: tracks.slice(first, last + 1), ...beside })),
  };
};

const weekAfter = (week: string): string =>
  week === '' ? '' : new Date(Date.parse(`${week}T00:00:00Z`) + 7 * 86_400_000).toISOString().slice(0, 10);

/** From the first to the last, also those without anybody. */
const everyWeek = (weeks: readonly string[]): string[] => {
  const [first, last] = [weeks[0], weeks[weeks.length - 1]];
  if (first === undefined || last === undefined) return [];
  const found: string[] = [];
  for (let week = first; week <= last; week = weekAfter(week)) found.push(week);
  return found;
};
