import { type Counted, Equations } from './equations';

/** A number of learners: which of the kinds of learners it counts, and how many they are. */
export interface Group {
  readonly row: Counted;
  readonly size: number;
}

const isGroup = (row: Counted): boolean => row.every((value) => value === 0 || value === 1) && row.includes(1);

/** Groups, and the learners by whom one of them exceeds another. */
export const withDifferences = (rows: readonly Counted[]): Counted[] => {
  const differences = rows.flatMap((a) => rows.map((b) => a.map((value, at) => value - (b[at] ?? 0))));
  return [...new Map([...rows, ...differences].filter(isGroup).map((row) => [row.join(''), row])).values()];
};

/**
 * Decides which of several overlapping groups of the same learners are told, so that no small one can be worked out from
 * those that are. Every number told is an equation over the kinds of learners; what follows from the equations is what can
 * be worked out. Where it follows that nobody is in a group, nobody is of any of its kinds.
 */
export class Teller {
  private equations: Equations;

  /** @param watched groups none of which may be worked out if it is small */
  constructor(
    private readonly watched: readonly Counted[],
    private readonly minLearners: number,
  ) {
    this.equations = new Equations(watched);
  }

  /** Whether the number may be told beside all that this allowed before. */
  tell({ row, size }: Group): boolean {
    if (size > 0 && size < this.minLearners) return false;
    const next = new Equations(this.equations);
    next.add(row, size);
    if (this.givesAwayFew(next)) return false;
    this.equations = next;
    return true;
  }

  private givesAwayFew(equations: Equations): boolean {
    for (let isNews = true; isNews;) {
      isNews = false;
      const values = equations.values();
      if (values.some((size) => size !== null && size > 0 && size < this.minLearners)) return true;
      const empty = new Set(
        this.watched.flatMap((row, index) =>
          values[index] === 0 ? row.flatMap((value, at) => (value === 1 ? [at] : [])) : [],
        ),
      );
      const kinds = this.watched[0]?.length ?? 0;
      for (const at of empty) {
        const alone = Array.from({ length: kinds }, (_, other) => Number(other === at));
        isNews = equations.add(alone, 0) || isNews;
      }
    }
    return false;
  }
}
