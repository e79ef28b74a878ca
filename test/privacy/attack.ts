import type { Outline, Problem, Rate, Video } from '@marginalia/contract';

/** A number of learners that an answer tells: which answer, which of its numbers. */
export interface Disclosed {
  readonly name: string;
  readonly learners: number;
}

const rate = (name: string, { kind, ...rest }: Rate): Disclosed[] =>
  kind === 'value' && 'of' in rest ? [{ name: `${name}.of`, learners: rest.of }] : [];
const count = (name: string, value: unknown): Disclosed[] =>
  typeof value === 'number' ? [{ name, learners: value }] : [];

/** Sizes of groups of learners in a problem's answer. */
export const disclosedByProblem = (problem: Problem): Disclosed[] => [
  ...count('learners', problem.learners),
  ...rate('firstTry', problem.firstTry),
  ...problem.parts.flatMap((part) => [
    ...rate(`part ${part.part}`, part.firstTry),
    ...part.answers.flatMap((answer) => [
      ...count(`part ${part.part} first ${answer.value}`, answer.first),
      ...count(`part ${part.part} last ${answer.value}`, answer.last),
    ]),
    ...(part.flow ?? []).flatMap(({ from, to, learners }) => count(`part ${part.part} ${from} to ${to}`, learners)),
    ...(part.other ? count(`part ${part.part} first other`, part.other.first) : []),
  ]),
  ...count('hint', problem.help.hint.learners),
  ...problem.trend.flatMap(({ week, firstTry }) => rate(`week ${week}`, firstTry)),
  ...problem.edits.flatMap(({ at, before, after }) => [...rate(`before ${at}`, before), ...rate(`after ${at}`, after)]),
];

export const disclosedByVideo = (video: Video): Disclosed[] => [
  ...count('viewers', video.viewers),
  ...rate('completion', video.completion),
  ...video.curve.flatMap(({ second, viewers }) => count(`second ${second}`, viewers)),
  ...count('rewinds', video.rewinds.learners),
];

export const disclosedByOutline = (outline: Outline): Disclosed[] => [
  ...count('course', outline.learners),
  ...outline.blocks.flatMap(({ id, reach, attempted }) => [
    ...count(`${id} reach`, reach),
    ...count(`${id} attempted`, attempted),
  ]),
];

/**
 * Row space of equations over the learners: each disclosed number is the sum of a known row of 0s and 1s over kinds of
 * learners. Exact, by fractions kept as integers.
 */
export class Equations {
  private readonly rows: { readonly at: number; readonly row: bigint[] }[] = [];

  add(row: readonly bigint[]): void {
    const left = this.reduce(row);
    const at = left.findIndex((value) => value !== 0n);
    if (at >= 0) this.rows.push({ at, row: left });
  }

  /** Whether the number with this row follows from those added. */
  discloses(row: readonly bigint[]): boolean {
    return this.reduce(row).every((value) => value === 0n);
  }

  private reduce(row: readonly bigint[]): bigint[] {
    let left = [...row];
    for (const known of this.rows) {
      const [a, b] = [left[known.at] ?? 0n, known.row[known.at] ?? 1n];
      if (a === 0n) continue;
      left = left.map((value, index) => value * b - (known.row[index] ?? 0n) * a);
      const divisor = left.reduce((x, y) => gcd(x, y < 0n ? -y : y), 0n);
      if (divisor > 1n) left = left.map((value) => value / divisor);
    }
    return left;
  }
}

const gcd = (a: bigint, b: bigint): bigint => (b === 0n ? a : gcd(b, a % b));
