import * as z from 'zod';

/** A number of an answer. */
export interface Leaf {
  /** Its place in the contract: `parts[].answers[].first`. */
  readonly pattern: string;
  /** The same with the texts that name the elements of lists: which block, which answer. */
  readonly place: string;
  /** The same with all that names them, also seconds and dates. */
  readonly id: string;
  readonly value: number;
}

/** Numbers that say where something is, and no dates, weeks or days. */
const POSITION = /^(second|from|to|order)$/;
const MOMENT = /^(week|date|at|hour|month)$/;
/** Texts that say something of an element, and are not what it is. */
const SAYS = /^(reachSource|newest|name|asOf)$/;
export const isPosition = (pattern: string): boolean => POSITION.test(pattern.slice(pattern.lastIndexOf('.') + 1));

const isObject = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

const keyOf = (element: unknown, position: number, withPositions: boolean): string => {
  if (!isObject(element)) return String(position);
  const own = Object.entries(element).filter(
    ([name, value]) =>
      (typeof value === 'string' && !SAYS.test(name) && (withPositions || !MOMENT.test(name))) ||
      (withPositions && typeof value === 'number' && POSITION.test(name)),
  );
  const { block } = element;
  return JSON.stringify([...own, isObject(block) ? (block.id ?? null) : null]);
};

/** All numbers of an answer; withheld ones and those of nothing are none. */
export const leavesOf = (json: unknown, pattern = '', place = '', id = ''): Leaf[] => {
  if (typeof json === 'number') return [{ pattern, place, id, value: json }];
  if (Array.isArray(json))
    return json.flatMap((element, at) =>
      leavesOf(element, `${pattern}[]`, `${place}[${keyOf(element, at, false)}]`, `${id}[${keyOf(element, at, true)}]`),
    );
  if (!isObject(json)) return [];
  return Object.entries(json).flatMap(([name, value]) => {
    const dot = pattern === '' ? '' : '.';
    return leavesOf(value, `${pattern}${dot}${name}`, `${place}${dot}${name}`, `${id}${dot}${name}`);
  });
};

interface Schema {
  readonly type?: string | readonly string[];
  readonly properties?: Record<string, Schema>;
  readonly items?: Schema;
  readonly anyOf?: readonly Schema[];
  readonly oneOf?: readonly Schema[];
  readonly allOf?: readonly Schema[];
}

const numbersIn = (schema: Schema, path: string): string[] => [
  ...([schema.type].flat().some((type) => type === 'number' || type === 'integer') ? [path] : []),
  ...Object.entries(schema.properties ?? {}).flatMap(([name, one]) => numbersIn(one, path ? `${path}.${name}` : name)),
  ...(schema.items ? numbersIn(schema.items, `${path}[]`) : []),
  ...[...(schema.anyOf ?? []), ...(schema.oneOf ?? []), ...(schema.allOf ?? [])].flatMap((one) => numbersIn(one, path)),
];

/** The places of all numbers that an answer may have, from its description in the contract. */
export const numbersOf = (response: z.core.$ZodType): string[] => [
  ...new Set(numbersIn(z.toJSONSchema(response, { reused: 'inline', unrepresentable: 'any' }) as Schema, '')),
];

/** A prime below 2^26: products stay exact. */
const PRIME = 67_108_859;

const inverse = (a: number): number => {
  let [result, base, power] = [1, a, PRIME - 2];
  for (; power > 0; power = Math.floor(power / 2)) {
    if (power % 2 === 1) result = (result * base) % PRIME;
    base = (base * base) % PRIME;
  }
  return result;
};

/**
 * What follows from numbers by adding and subtracting: each is a known row over kinds of learners. Over a prime field: what
 * follows in whole numbers follows here, and by chance almost nothing else.
 */
export class Span {
  private readonly rows: { readonly at: number; readonly row: readonly number[] }[] = [];

  add(row: readonly number[]): void {
    const left = this.reduce(row);
    const at = left.findIndex((value) => value !== 0);
    if (at < 0) return;
    const by = inverse(left[at] ?? 1);
    this.rows.push({ at, row: left.map((value) => (value * by) % PRIME) });
  }

  /** Whether a number with this row follows from those added. */
  has(row: readonly number[]): boolean {
    return this.reduce(row).every((value) => value === 0);
  }

  private reduce(row: readonly number[]): number[] {
    let left = row.map((value) => ((value % PRIME) + PRIME) % PRIME);
    for (const { at, row: known } of this.rows) {
      const factor = left[at] ?? 0;
      if (factor !== 0)
        left = left.map((value, index) => (value + (PRIME - ((factor * (known[index] ?? 0)) % PRIME))) % PRIME);
    }
    return left;
  }
}
