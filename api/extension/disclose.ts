import { isEnough, isSmall, showsAll } from '../metrics/kit/privacy/smallGroups';
import { type Quantity, type ShapeName, type ShapeValue, WITHHELD, none } from '@marginalia/contract';
import { type Steps, inTurns } from '../lib/steps';
import { type Candidate, DisclosureSolver, type Group } from '../metrics/kit/privacy/disclosureSolver';
import type { Counted } from '../metrics/kit/privacy/equations';
import { suppress } from '../metrics/kit/privacy/suppress';
import { byBin, byCategory, quartiles, share, total } from '../metrics/kit/shapes';
import { BITS } from './facts.query';
import type { Among, As } from './manifest';
import { type Members, PanelWindows, type Presence } from './windows';

/** One learner of the course: what is known of the block, and what extensions say of it, by `cellKey`. */
export interface Learner {
  readonly bits: number;
  readonly cells: ReadonlyMap<string, number>;
  readonly presence: Presence;
  /** The Monday of the week of the first attempt, in days since 1970; null: none. */
  readonly week: number | null;
}

export const cellKey = (name: string, metric: string, variant: number): string => `${name} ${metric} ${variant}`;

/** A metric of an extension in one combination of its parameters. */
export interface Asked {
  readonly key: string;
  readonly as: As;
  /** Granted by the operator: not rounded, and disclosed as our own numbers are. */
  readonly isExact: boolean;
}

export type Disclosed = { [Name in ShapeName]: ShapeValue<Name> }[ShapeName];

/** Quartiles of fewer learners are not disclosed of extensions. */
const QUARTILES_FROM = 20;
/** What the panel of a block states, whoever wrote extensions. */
const CORE = [
  BITS.enrolled,
  BITS.reached,
  BITS.tried,
  BITS.viewers,
  BITS.firstRight,
  BITS.everRight,
  BITS.hints,
  BITS.answerShown,
  BITS.completed,
];
/** What the panel states is never withheld for an extension's sake. */
const CORE_WEIGHT = 1000;
/** But for how many are enrolled, which differs by few from who attempted it in many a class: an extension need not repeat it. */
const ENROLLED_WEIGHT = 50;
/** Groups beyond this are withheld: what follows from so many equations takes too long to find out. */
const MOST_GROUPS = 160;
/** Learners sorted by what they are in before others get their turn. */
const LEARNERS_AT_ONCE = 200;
/** Windows of the panel near to which a block's groups are; of a metric that is near to more, nothing is stated. */
const MOST_WINDOWS = 40;

const REASON: Record<Among, string> = {
  enrolled: 'no_learners',
  reached: 'not_reached',
  tried: 'no_attempts',
  viewers: 'no_viewers',
  valued: 'no_values',
};

const amongOf = (as: As): Among => ('among' in as && as.among ? as.among : 'valued');

const isIn = (among: Among, learner: Learner, key: string): boolean =>
  among === 'valued' ? learner.cells.has(key) : (learner.bits & BITS[among]) !== 0;

const binOf = (steps: readonly number[], value: number): number => {
  let bin = -1;
  for (const step of steps) if (value >= step) bin += 1;
  return bin;
};

/** Groups of learners whose sizes a metric would state: all of whom it speaks first, then the parts. */
const groupsOf = ({ as, key }: Asked): ((learner: Learner) => boolean)[] => {
  const among = amongOf(as);
  const within = (learner: Learner): boolean => isIn(among, learner, key);
  const part = (test: (value: number) => boolean) => (learner: Learner) => {
    const value = learner.cells.get(key);
    return within(learner) && value !== undefined && test(value);
  };
  switch (as.kind) {
    case 'share':
      return [within, part((value) => value > 0)];
    case 'counts':
      return [within, ...as.categories.map((_, at) => part((value) => value === at))];
    case 'histogram':
      return [within, ...as.steps.map((_, at) => part((value) => binOf(as.steps, value) === at))];
    default:
      return [(learner) => within(learner) && learner.cells.has(key)];
  }
};

/** 103 is 100, 81.4 is 81. */
const twoDigits = (value: number): number => (value === 0 ? 0 : Number(value.toPrecision(2)));

/** The least of 1, 2, 5, 10, 20 …, and of 0.5, 0.2 …, that is not below a positive value. */
const stepFrom = (value: number): number => {
  const power = 10 ** Math.floor(Math.log10(value));
  return ([1, 2, 5].find((times) => times * power >= value) ?? 10) * power;
};

/**
 * A total in two digits, and in steps as large as what the fewer than minLearners who give most give together: a value of 1
 * for each of some learners would state how many they are. Null where it must not be disclosed: only few give anything, or one
 * learner gives more than half.
 */
const totalOf = (values: readonly number[], minLearners: number): number | null => {
  const sum = values.reduce((whole, value) => whole + value, 0);
  const given = values.map(Math.abs).filter((value) => value > 0);
  if (showsAll(minLearners) || given.length === 0) return twoDigits(sum);
  const most = given.sort((a, b) => b - a).slice(0, minLearners - 1);
  if (!isEnough(given.length, minLearners) || (most[0] ?? 0) * 2 > Math.abs(sum)) return null;
  const step = stepFrom(most.reduce((whole, value) => whole + value, 0));
  return Math.sign(sum) * twoDigits(Math.max(1, Math.round(Math.abs(sum) / step)) * step);
};

/**
 * How many of a course's learners an extension could not compute, which its author decides: disclosed as a share is, and in steps
 * that few are not seen in.
 */
export const skippedOf = (skipped: number, all: number, minLearners: number): Quantity => {
  if (showsAll(minLearners) || skipped === 0) return skipped;
  if (!isEnough(skipped, minLearners) || (all !== skipped && !isEnough(all - skipped, minLearners))) return WITHHELD;
  return Math.floor(skipped / minLearners) * minLearners;
};

interface Judged {
  readonly asked: Asked;
  readonly rows: readonly Counted[];
  readonly sizes: readonly number[];
}

/**
 * What may be disclosed of the metrics of extensions about one block. The learners are counted here, and all that is disclosed of
 * the block is looked at together, with what its panel states: no group of 1 to minLearners - 1 follows from it. Of many
 * learners and metrics that takes seconds, in which others get their turn.
 * @param turn for how long at a time it has the processor, milliseconds
 */
export const disclose = (
  learners: readonly Learner[],
  all: readonly Asked[],
  minLearners: number,
  turn?: number,
): Promise<Map<string, Disclosed>> => inTurns(steps(learners, all, minLearners), turn);

function* steps(
  learners: readonly Learner[],
  all: readonly Asked[],
  minLearners: number,
): Steps<Map<string, Disclosed>> {
  const members = (test: (learner: Learner) => boolean): Members => learners.map((learner) => (test(learner) ? 1 : 0));
  const core = [...CORE.map((bit) => members(({ bits }) => (bits & bit) !== 0)), ...weeksStated(learners, minLearners)];
  const windows = !showsAll(minLearners)
    ? new PanelWindows(
        learners.map(({ presence }) => presence),
        minLearners,
      )
    : null;
  const near = new Map<string, Members>();
  const [asked, others]: [Members[], Members[]] = [[], []];
  const places: number[][] = [];
  for (const one of all) {
    yield;
    const [whole = [], ...parts] = groupsOf(one).map(members);
    const rests = parts.map((part) => whole.map((is, at) => (is === 1 && part[at] === 0 ? 1 : 0)));
    const found = windows?.near([whole, ...parts, ...rests]) ?? [];
    const isMany = new Set([...near.keys(), ...found.map(nameOf)]).size > MOST_WINDOWS;
    if (isMany || core.length + asked.length + parts.length + 1 > MOST_GROUPS) {
      places.push([]);
      continue;
    }
    for (const window of found) near.set(nameOf(window), window);
    others.push(...rests);
    places.push([whole, ...parts].map((group) => asked.push(group) - 1));
  }
  core.push(...near.values());
  const groups = [...core, ...asked, ...others];
  const kinds = new Map<string, { vector: number[]; size: number }>();
  for (const at of learners.keys()) {
    if (at % LEARNERS_AT_ONCE === 0) yield;
    const vector = groups.map((group) => group[at] ?? 0);
    const name = vector.join('');
    const known = kinds.get(name);
    if (known) known.size += 1;
    else kinds.set(name, { vector, size: 1 });
  }
  const own = [...kinds.values()];
  const row = (place: number): Counted => own.map(({ vector }) => vector[place] ?? 0);
  const sizeOf = (counted: Counted): number => counted.reduce((sum, one, at) => sum + one * (own[at]?.size ?? 0), 0);
  const judged = all.map((one, at): Judged => {
    const rows = (places[at] ?? []).map((place) => row(core.length + place));
    return { asked: one, rows, sizes: rows.map(sizeOf) };
  });
  const isShown = yield* disclosed(
    core.map((_, place) => row(place)),
    judged,
    others.map((_, place) => row(core.length + asked.length + place)),
    sizeOf,
    learners.length,
    minLearners,
  );
  const said = new Map<string, Disclosed>();
  for (const one of judged) {
    yield;
    said.set(one.asked.key, disclosedOf(one, learners, isShown, minLearners));
  }
  return said;
}

const nameOf = (group: Members): string => group.join('');

/** Learners by the week of their first attempt, as far as the panel states them. */
const weeksStated = (learners: readonly Learner[], minLearners: number): Members[] => {
  const weeks = [...new Set(learners.flatMap(({ week }) => week ?? []))].sort((a, b) => a - b);
  const cells = weeks.map((week) => learners.map((one) => (one.week === week ? 1 : 0) as 0 | 1));
  const hidden = suppress(
    cells.map((cell) => cell.reduce((sum: number, one) => sum + one, 0)),
    minLearners,
  );
  return cells.filter((_, at) => !hidden[at]);
};

/**
 * Whether a group may be stated in addition to all others that are.
 * @param others groups that are not stated, and must not follow where they are few
 */
function* disclosed(
  core: readonly Counted[],
  judged: readonly Judged[],
  others: readonly Counted[],
  sizeOf: (row: Counted) => number,
  everybody: number,
  minLearners: number,
): Steps<(row: Counted) => boolean> {
  if (showsAll(minLearners)) return () => true;
  const isSome = (row: Counted): boolean => row.includes(1);
  const candidates: Candidate[] = [
    ...core.flatMap((row, at) =>
      isSome(row)
        ? [{ row, size: sizeOf(row), weight: CORE[at] === BITS.enrolled ? ENROLLED_WEIGHT : CORE_WEIGHT }]
        : [],
    ),
    ...judged.flatMap(({ rows }) => rows.filter(isSome).map((row) => ({ row, size: sizeOf(row), weight: 1 }))),
  ];
  const known = new Map<string, Candidate>();
  for (const one of candidates) {
    const key = one.row.join('');
    // of the same learners the panel's word weighs, not that of a metric about them
    if (!known.has(key)) known.set(key, one);
  }
  const unique = [...known.values()];
  const whole = { row: (candidates[0]?.row ?? []).map(() => 1), size: everybody };
  const watched = yield* few([whole, ...unique, ...others.map((row) => ({ row, size: sizeOf(row) }))], minLearners);
  if (watched.length === 0) return () => true;
  const solver = new DisclosureSolver(watched, minLearners);
  const flags = yield* solver.steps(whole, unique);
  const shown = new Set(unique.filter((_, at) => flags[at]).map(({ row }) => row.join('')));
  // the panel states its groups all the same, whatever the solver would rather leave out
  const stated = core.filter(
    (row, at) => CORE[at] !== BITS.enrolled && isEnough(sizeOf(row), minLearners) && !shown.has(row.join('')),
  );
  const isNear = (row: Counted): boolean =>
    stated.some(
      (other) => differsByFew(row, other, sizeOf, minLearners) || differsByFew(other, row, sizeOf, minLearners),
    );
  return (row) => !isSome(row) || (shown.has(row.join('')) && !isNear(row));
}

/** Whether one group has another in it, and few learners more. */
const differsByFew = (more: Counted, less: Counted, sizeOf: (row: Counted) => number, minLearners: number): boolean => {
  const size = sizeOf(more) - sizeOf(less);
  return isSmall(size, minLearners) && less.every((one, at) => one <= (more[at] ?? 0));
};

/** Those of some groups, and of the learners by whom one of them exceeds another, that are few. */
function* few(groups: readonly Group[], minLearners: number): Steps<Counted[]> {
  const isFew = (size: number): boolean => isSmall(size, minLearners);
  const found = groups.filter(({ size }) => isFew(size)).map(({ row }) => row);
  for (const more of groups) {
    yield;
    for (const less of groups)
      if (isFew(more.size - less.size) && less.row.every((one, at) => one <= (more.row[at] ?? 0)))
        found.push(more.row.map((one, at) => one - (less.row[at] ?? 0)));
  }
  return [...new Map(found.map((row) => [row.join(''), row])).values()];
}

const disclosedOf = (
  { asked, rows, sizes }: Judged,
  learners: readonly Learner[],
  isShown: (row: Counted) => boolean,
  minLearners: number,
): Disclosed => {
  const { as, key, isExact } = asked;
  const among = amongOf(as);
  const [whole, ...parts] = rows;
  const [of = 0, ...counts] = sizes;
  const isDisclosed = whole !== undefined && isShown(whole);
  const group = { minLearners, isDisclosed, reason: REASON[among] };
  const isFair = (part: number): boolean =>
    isExact || showsAll(minLearners) || [part, of - part].every((one) => one === 0 || isEnough(one, minLearners));
  const values = (): number[] =>
    learners
      .filter((learner) => isIn(among, learner, key))
      .flatMap((learner) => learner.cells.get(key) ?? [])
      .sort((a, b) => a - b);
  switch (as.kind) {
    case 'share': {
      const [part] = parts;
      const [count = 0] = counts;
      const mayDisclose = isDisclosed && part !== undefined && isShown(part) && isFair(count);
      return share().disclose({ of, count }, { ...group, isDisclosed: mayDisclose });
    }
    case 'middle': {
      const found = values();
      const at = (quarter: number): number | null => found[Math.max(0, Math.ceil(quarter * found.length) - 1)] ?? null;
      const quarters = [at(0.25), at(0.5), at(0.75)].map((value) =>
        value === null || isExact ? value : twoDigits(value),
      );
      return quartiles().disclose(
        { of, quarters },
        {
          ...group,
          minLearners: isExact || showsAll(minLearners) ? minLearners : Math.max(minLearners, QUARTILES_FROM),
        },
      );
    }
    case 'total': {
      const found = values();
      const sum = isExact ? found.reduce((whole, value) => whole + value, 0) : totalOf(found, minLearners);
      return total().disclose({ of, sum: sum ?? 0 }, { ...group, isDisclosed: isDisclosed && sum !== null });
    }
    case 'counts': {
      const cells = counts.map((size, at): [number, number] => [at, size]);
      const disclosed = byCategory(as.categories).disclose({ of, cells }, group);
      return {
        ...disclosed,
        categories: disclosed.categories.map((one, at) => ({
          ...one,
          learners: cell(one.learners, parts[at], counts[at]),
        })),
      };
    }
    case 'histogram': {
      const cells = counts.map((size, at): [number, number] => [at + 1, size]);
      const disclosed = byBin(as.steps).disclose({ of, cells }, group);
      return {
        ...disclosed,
        bins: disclosed.bins.map((one, at) => ({ ...one, learners: cell(one.learners, parts[at], counts[at]) })),
      };
    }
  }
  function cell(learnersDisclosed: Quantity, part: Counted | undefined, count: number | undefined): Quantity {
    return part !== undefined && count !== undefined && isShown(part) && isFair(count) ? learnersDisclosed : WITHHELD;
  }
};

/** One number of what was disclosed, for `combine`, properties and jobs: a share, the median, the total. */
export const numberIn = (
  disclosed: Disclosed,
):
  | { readonly kind: 'value'; readonly value: number; readonly of: number }
  | { readonly kind: 'withheld' }
  | { readonly kind: 'none'; readonly reason: string } => {
  switch (disclosed.shape) {
    case 'share':
    case 'quartiles': {
      const { value } = disclosed;
      if (value.kind !== 'value') return value;
      return { kind: 'value', value: 'middle' in value ? value.middle : value.value, of: value.of };
    }
    case 'total':
    case 'mean':
    case 'count': {
      const of = 'of' in disclosed ? disclosed.of : disclosed.value;
      if (typeof disclosed.value === 'number' && typeof of === 'number')
        return of === 0 ? none('no_values') : { kind: 'value', value: disclosed.value, of };
      return typeof disclosed.value === 'number' || disclosed.value.kind === 'withheld' ? WITHHELD : disclosed.value;
    }
    default:
      return none('not_one_number');
  }
};
