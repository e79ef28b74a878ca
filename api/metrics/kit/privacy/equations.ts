/** Which kinds of something a number counts: 1 or 0 each. */
export type Counted = readonly number[];

/** A row less the numbers that were taken off it: what is left of it, of its value, and how often the row itself stands. */
type Rest = readonly number[];
interface Known {
  readonly at: number;
  readonly rest: Rest;
}

/** Takes a known number off a row so that its kind at `at` goes; whole numbers without a common divisor. */
const take = (rest: Rest, { at, rest: known }: Known): Rest => {
  const [a, b] = [rest[at] ?? 0, known[at] ?? 1];
  if (a === 0) return rest;
  const next = rest.map((value, index) => value * b - (known[index] ?? 0) * a);
  const divisor = next.reduce(gcd, 0);
  return divisor > 1 ? next.map((value) => value / divisor) : next;
};

const gcd = (a: number, b: number): number => {
  let [x, y] = [Math.abs(a), Math.abs(b)];
  while (y !== 0) [x, y] = [y, x % y];
  return x;
};

/**
 * What follows from some numbers about the same kinds of learners: each is the sum of a known row of 0s and 1s over how
 * many there are of each kind. For each of the rows watched it says whether its number follows. Exact, for whole numbers.
 */
export class Equations {
  private readonly known: Known[];
  private rests: Rest[];

  /** @param watched rows asked about, or equations to go on from */
  constructor(watched: readonly Counted[] | Equations) {
    const before = watched instanceof Equations ? watched : null;
    this.known = before ? [...before.known] : [];
    this.rests = before ? [...before.rests] : (watched as readonly Counted[]).map((row) => [...row, 0, 1]);
  }

  /** @returns whether it says something that was not known */
  add(row: Counted, value: number): boolean {
    const rest = this.known.reduce(take, [...row, value, 0]);
    const at = rest.findIndex((one, index) => one !== 0 && index < row.length);
    if (at < 0) return false;
    const known = { at, rest };
    this.known.push(known);
    this.rests = this.rests.map((one) => take(one, known));
    return true;
  }

  /** The numbers of the rows watched, null where they do not follow. */
  values(): (number | null)[] {
    return this.rests.map(valueOf);
  }

  /** The number of any row, null where it does not follow. */
  value(row: Counted): number | null {
    return valueOf(this.known.reduce(take, [...row, 0, 1]));
  }
}

const valueOf = (rest: Rest): number | null => {
  const kinds = rest.length - 2;
  for (let at = 0; at < kinds; at += 1) if (rest[at] !== 0) return null;
  return -(rest[kinds] ?? 0) / (rest[kinds + 1] ?? 1);
};
