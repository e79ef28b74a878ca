import { isSmall } from './smallGroups';
import { mayDisclosePart, suppress } from './suppress';

/** Learners by the part of the class that they are in. A part that is not there has nobody. */
export type Cells = ReadonlyMap<string, number>;

/** Several parts that are asked for as one, such as the states in which somebody may need help. */
interface Union {
  readonly name: string;
  readonly members: readonly string[];
}

const sum = (numbers: readonly number[]): number => numbers.reduce((total, one) => total + one, 0);

/**
 * A class in parts that do not overlap, some of which may be asked for. Each number disclosed of the class is one of each part,
 * too; which parts it is disclosed of is decided for all of them at once, so that no small one, and nobody left, follows by
 * subtraction. Parts that are never disclosed are one rest.
 */
export class Partition {
  /**
   * @param offered parts whose sizes are disclosed
   * @param union parts that are also disclosed together; null: none, or their size is not disclosed
   */
  constructor(
    private readonly offered: readonly string[],
    private readonly union: Union | null,
    private readonly minLearners: number,
  ) {}

  /** Learners of a part, or of the union. */
  size(cells: Cells, name: string): number {
    return this.union?.name === name
      ? sum(this.union.members.map((member) => cells.get(member) ?? 0))
      : (cells.get(name) ?? 0);
  }

  /** The parts, and the union, of which a number of learners is disclosed. @param isUnsafe a part is hidden for another reason */
  disclosed(cells: Cells, isUnsafe: (name: string) => boolean = () => false): Set<string> {
    const top = this.outside();
    const disclosed = this.disclose(
      [...(this.union ? [this.union.name] : []), ...top],
      sum([...cells.values()]),
      cells,
      isUnsafe,
    );
    if (!this.union || !disclosed.has(this.union.name)) return disclosed;
    // of a union that is not disclosed no member is: it may be all of it
    const inside = this.disclose(this.inside(), this.size(cells, this.union.name), cells, isUnsafe);
    return new Set([...disclosed, ...inside]);
  }

  /**
   * The same of a part of what `wholes` counts: neither it nor what is left of it may be small, in any part of the class
   * that is disclosed and in those that are not, together.
   */
  disclosedParts(wholes: Cells, parts: Cells): Set<string> {
    const around = this.disclosed(wholes);
    const disclosed = this.disclosed(
      parts,
      (name) =>
        !around.has(name) || !mayDisclosePart(this.size(parts, name), this.size(wholes, name), this.minLearners),
    );
    const left = this.rows(disclosed, wholes).map((whole, at) => whole - (this.rows(disclosed, parts)[at] ?? 0));
    return left.some((learners) => isSmall(learners, this.minLearners)) ? new Set() : disclosed;
  }

  /** Learners of each part that is disclosed, and of the others together, inside the union and outside of it. */
  rows(disclosed: ReadonlySet<string>, cells: Cells): number[] {
    const all = sum([...cells.values()]);
    const level = (names: readonly string[], whole: number): number[] => {
      const known = names.filter((name) => disclosed.has(name)).map((name) => this.size(cells, name));
      return [...known, whole - sum(known)];
    };
    const { union } = this;
    if (!union || !disclosed.has(union.name)) return level(this.outside(), all);
    const within = this.size(cells, union.name);
    return [...level(this.outside(), all - within), ...level(this.inside(), within)];
  }

  private outside(): readonly string[] {
    return this.offered.filter((name) => !this.union?.members.includes(name));
  }

  private inside(): readonly string[] {
    return this.offered.filter((name) => this.union?.members.includes(name));
  }

  private disclose(
    names: readonly string[],
    whole: number,
    cells: Cells,
    isUnsafe: (name: string) => boolean,
  ): Set<string> {
    const sizes = names.map((name) => this.size(cells, name));
    // what is asked for most is hidden last
    const rank = names.map((name) => Number(name === this.union?.name));
    const hidden = suppress([...sizes, whole - sum(sizes)], this.minLearners, names.map(isUnsafe), rank);
    return new Set(names.filter((_, at) => !hidden[at]));
  }
}

/**
 * Joins neighbouring steps of a distribution until in each of them there is nobody, or enough, of every row.
 * @param rows learners of each part of the class, by step
 * @returns where each joined step begins; none where even all together are few
 */
export const joinSteps = (rows: readonly (readonly number[])[], minLearners: number): number[] => {
  const steps = Math.max(0, ...rows.map((row) => row.length));
  const within = (from: number, to: number): number[] => rows.map((row) => sum(row.slice(from, to)));
  const isFine = (from: number, to: number): boolean =>
    within(from, to).every((learners) => !isSmall(learners, minLearners));
  const isEmpty = (from: number, to: number): boolean => within(from, to).every((learners) => learners === 0);
  const begins: number[] = [];
  let from = 0;
  for (let to = 1; to <= steps; to += 1) {
    if (isEmpty(from, to)) continue;
    // a run of empty steps is one step of its own
    if (from < to - 1 && isEmpty(from, to - 1)) {
      begins.push(from);
      from = to - 1;
    }
    if (!isFine(from, to)) continue;
    begins.push(from);
    from = to;
  }
  if (from === steps || begins.length === 0) return begins;
  // what is left at the end goes to the steps before it
  while (begins.length > 0 && !isFine(from, steps)) from = begins.pop() ?? 0;
  return isFine(from, steps) ? [...begins, from] : [];
};
