import { isSmall } from './smallGroups';
import { type Steps, atOnce } from '../../../lib/steps';
import { type Counted, Equations } from './equations';

/** A number of learners: which of the kinds of learners it counts, and how many they are. */
export interface Group {
  readonly row: Counted;
  readonly size: number;
}

/** A group that is disclosed unless that gives away few. */
export interface Candidate extends Group {
  /** What is lost where it is hidden; a whole number of at least 1. */
  readonly weight: number;
}

const isGroup = (row: Counted): boolean => row.every((value) => value === 0 || value === 1) && row.includes(1);

/** Groups, and the learners by whom one of them exceeds another. */
export const withDifferences = (rows: readonly Counted[]): Counted[] => {
  const differences = rows.flatMap((a) => rows.map((b) => a.map((value, at) => value - (b[at] ?? 0))));
  return [...new Map([...rows, ...differences].filter(isGroup).map((row) => [row.join(''), row])).values()];
};

/** So many tries at telling a group; a class for which the best choice takes more gets a good one. */
const MOST_TRIES = 250;

interface Choice {
  readonly hidden: ReadonlySet<string>;
  readonly learners: number;
}

/**
 * Decides which of several overlapping groups of the same learners are disclosed, so that no small one can be worked out from
 * those that are. Every number disclosed is an equation over the kinds of learners; what follows from the equations is what can
 * be worked out. Where it follows that nobody is in a group, nobody is of any of its kinds.
 */
export class DisclosureSolver {
  private tries = 0;

  /** @param watched groups none of which may be worked out if it is small */
  constructor(
    private readonly watched: readonly Counted[],
    private readonly minLearners: number,
  ) {}

  /**
   * Hides as little as possible: what weighs least together, and of that the fewest learners. Small groups are hidden
   * anyway. Groups with the same row are disclosed together or not at all.
   * @param whole disclosed before all others
   * @param disjoint groups any union of which may not be small either
   * @returns one flag a candidate, true: disclose it
   */
  discloseMost(whole: Group, candidates: readonly Candidate[], disjoint: readonly Group[] = []): boolean[] {
    return atOnce(this.steps(whole, candidates, disjoint));
  }

  /** The same, a try at a time. */
  *steps(whole: Group, candidates: readonly Candidate[], disjoint: readonly Group[] = []): Steps<boolean[]> {
    if (this.isSmall(whole.size)) return candidates.map(() => false);
    const own = new Map<string, Candidate>();
    for (const one of candidates) {
      const weight = (own.get(key(one))?.weight ?? 0) + one.weight;
      own.set(key(one), { ...one, weight });
    }
    const small = new Set([...own.values()].filter(({ size }) => this.isSmall(size)).map(key));
    const open = [...own.values()].filter((one) => !small.has(key(one))).sort((a, b) => b.size - a.size);
    const start = this.disclosed(new Equations(this.watched), whole);
    const { hidden } = start ? yield* this.best(open, small, start, disjoint) : { hidden: new Set(own.keys()) };
    return candidates.map((one) => !hidden.has(key(one)));
  }

  private *best(
    open: readonly Candidate[],
    small: ReadonlySet<string>,
    start: Equations,
    disjoint: readonly Group[],
  ): Steps<Choice> {
    this.tries = 0;
    const most = open.reduce((sum, { weight }) => sum + weight, 0);
    for (let budget = 0; budget <= most && this.tries < MOST_TRIES; budget += 1) {
      const found = yield* this.search(open, 0, budget, { hidden: small, learners: 0 }, start, disjoint);
      if (found) return found;
    }
    return yield* this.greedy(open, small, start, disjoint);
  }

  /** The choice with the fewest learners among those that hide exactly this weight of the groups from `at` on. */
  private *search(
    open: readonly Candidate[],
    at: number,
    budget: number,
    before: Choice,
    equations: Equations,
    disjoint: readonly Group[],
  ): Steps<Choice | null> {
    const next = open[at];
    if (!next) return budget === 0 && this.isClosed(before.hidden, disjoint, equations) ? before : null;
    if (this.tries >= MOST_TRIES) return null;
    const disclosed = this.disclosed(equations, next);
    yield;
    const one = disclosed && (yield* this.search(open, at + 1, budget, before, disclosed, disjoint));
    if (next.weight > budget) return one;
    const without = { hidden: new Set([...before.hidden, key(next)]), learners: before.learners + next.size };
    const other = yield* this.search(open, at + 1, budget - next.weight, without, equations, disjoint);
    return !one || (other && other.learners < one.learners) ? other : one;
  }

  /** What weighs most is disclosed first, and whatever can be disclosed after it. */
  private *greedy(
    open: readonly Candidate[],
    small: ReadonlySet<string>,
    start: Equations,
    disjoint: readonly Group[],
  ): Steps<Choice> {
    const hidden = new Set(small);
    const inOrder = [...open].sort((a, b) => b.weight - a.weight || b.size - a.size);
    let equations = start;
    for (const one of inOrder) {
      const disclosed = this.disclosed(equations, one);
      if (disclosed) equations = disclosed;
      else hidden.add(key(one));
      yield;
    }
    // the equations know more than is disclosed once more is hidden: on the safe side
    for (const one of inOrder.reverse()) {
      if (!this.isClosed(hidden, disjoint, equations)) hidden.add(key(one));
      yield;
    }
    return { hidden, learners: 0 };
  }

  /** Those hidden of disjoint groups, in any union of them, are nobody or enough too. */
  private isClosed(hidden: ReadonlySet<string>, disjoint: readonly Group[], disclosed: Equations): boolean {
    const rest = disjoint.filter((one) => hidden.has(key(one)));
    const equations = new Equations(disclosed);
    for (let changed = true; changed;) {
      changed = false;
      for (let union = 1; union < 2 ** rest.length; union += 1) {
        const members = rest.filter((_, at) => (union >> at) & 1);
        const row = (members[0]?.row ?? []).map((_, at) => Number(members.some((one) => one.row[at] === 1)));
        const size = equations.value(row);
        if (size !== null && this.isSmall(size)) return false;
        if (size === 0)
          row.forEach((value, at) => (changed = (value === 1 && this.addEmpty(equations, at)) || changed));
      }
      if (changed && this.givesAwayFew(equations)) return false;
    }
    return true;
  }

  private isSmall(size: number): boolean {
    return isSmall(size, this.minLearners);
  }

  /** What is known once this is disclosed, too; null where few are given away. */
  private disclosed(equations: Equations, { row, size }: Group): Equations | null {
    this.tries += 1;
    const next = new Equations(equations);
    next.add(row, size);
    return this.givesAwayFew(next) ? null : next;
  }

  private givesAwayFew(equations: Equations): boolean {
    for (let changed = true; changed;) {
      changed = false;
      const values = equations.values();
      if (values.some((size) => size !== null && this.isSmall(size))) return true;
      const empty = new Set(
        this.watched.flatMap((row, index) =>
          values[index] === 0 ? row.flatMap((value, at) => (value === 1 ? [at] : [])) : [],
        ),
      );
      for (const at of empty) changed = this.addEmpty(equations, at) || changed;
    }
    return false;
  }

  /** Nobody is of this kind. @returns whether that was not known */
  private addEmpty(equations: Equations, kind: number): boolean {
    return equations.add(
      Array.from({ length: this.watched[0]?.length ?? 0 }, (_, at) => Number(at === kind)),
      0,
    );
  }
}

const key = ({ row }: Group): string => row.join('');
