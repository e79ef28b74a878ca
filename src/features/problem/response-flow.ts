import type { ProblemPart } from '@marginalia/contract';
import { responseRows, isRight } from './model';
import type { ResponseRow } from './model';

/** Learners who went from one answer to another, or stayed; null: withheld. */
export interface Move {
  readonly from: ResponseRow;
  readonly to: ResponseRow;
  readonly learners: number | null;
}

export interface ResponseFlow {
  /** The answers, in the order of the list of answers: each stands on both sides. */
  readonly responses: readonly ResponseRow[];
  /** Every pair that somebody is in or may be in, by answers. */
  readonly moves: readonly Move[];
  /** The largest number disclosed. */
  readonly most: number;
  /** Of who began with a wrong answer: the largest move disclosed, and the largest number disclosed that stayed with it. */
  readonly moved: Move | null;
  readonly stayed: Move | null;
}

const largest = (moves: readonly Move[]): Move | null =>
  moves.reduce<Move | null>((best, move) => ((move.learners ?? 0) > (best?.learners ?? 0) ? move : best), null);

/** Which first answer led to which last one; null where that is not disclosed. */
export const responseFlowOf = (part: ProblemPart): ResponseFlow | null => {
  const { flow } = part;
  if (flow === undefined) return null;
  const { rows } = responseRows(part);
  const at = new Map(rows.map((row, index) => [row.key, index]));
  const moves = flow
    .flatMap(({ from, to, learners }) => {
      const [a, b] = [rows[at.get(from) ?? -1], rows[at.get(to) ?? -1]];
      return a === undefined || b === undefined || learners === 0
        ? []
        : [{ from: a, to: b, learners: typeof learners === 'number' ? learners : null }];
    })
    .sort((x, y) => rows.indexOf(x.from) - rows.indexOf(y.from) || rows.indexOf(x.to) - rows.indexOf(y.to));
  const wrong = moves.filter(({ from }) => !isRight(from));
  return {
    responses: rows.filter((row) => moves.some(({ from, to }) => from === row || to === row)),
    moves,
    most: Math.max(1, ...moves.map(({ learners }) => learners ?? 0)),
    moved: largest(wrong.filter(({ from, to }) => from !== to)),
    stayed: largest(wrong.filter(({ from, to }) => from === to)),
  };
};
