import type { QuestionResponse, Problem, ProblemPart, Quantity } from '@marginalia/contract';
import { evidenceOf, mayCompare } from '../../panels/evidence';
import type { Evidence } from '../../panels/evidence';

/** What the panel says to "How did learners fare here?", as data: the words are chosen where it is drawn. */
type ProblemSentence =
  | { readonly kind: 'nobody' }
  | { readonly kind: 'withheld' }
  | { readonly kind: 'unknown'; readonly learners: number }
  | { readonly kind: 'counts'; readonly count: number; readonly of: number }
  | {
      readonly kind: 'shares';
      readonly count: number;
      readonly of: number;
      readonly low: number;
      readonly high: number;
    };

/** Which sentence the evidence allows. */
export const problemSentence = ({ learners, firstTry }: Pick<Problem, 'learners' | 'firstTry'>): ProblemSentence => {
  const evidence = evidenceOf(learners);
  if (evidence === 'nobody' || evidence === 'withheld') return { kind: evidence };
  if (firstTry.kind !== 'value') {
    return firstTry.kind === 'withheld'
      ? { kind: 'withheld' }
      : { kind: 'unknown', learners: typeof learners === 'number' ? learners : 0 };
  }
  const { count, of, low, high } = firstTry;
  return mayCompare(evidence) ? { kind: 'shares', count, of, low, high } : { kind: 'counts', count, of };
};

const size = (quantity: Quantity): number => (typeof quantity === 'number' ? quantity : 0);

/** The wrong answer most learners began with, if it is disclosed and shared by at least a tenth of the first tries. */
export const commonestWrong = (part: ProblemPart): { value: string; first: number } | null => {
  const wrong = part.answers.filter((response) => markOf(response).correct === false && size(response.first) > 0);
  const top = wrong.reduce<QuestionResponse | null>(
    (best, a) => (best === null || size(a.first) > size(best.first) ? a : best),
    null,
  );
  const of = part.firstTry.kind === 'value' ? part.firstTry.of : 0;
  return top !== null && size(top.first) * 10 >= of ? { value: textOf(top), first: size(top.first) } : null;
};

/** An answer in the course's words where it is one of the course's choices, else as it was sent. */
const textOf = ({ value, choice }: Pick<QuestionResponse, 'value' | 'choice'>): string => choice?.text ?? value;

/** The key of today where the course has it; else as answers were graded at the time. */
const markOf = ({
  correct,
  choice,
}: Pick<QuestionResponse, 'correct' | 'choice'>): Pick<ResponseRow, 'correct' | 'changed' | 'gone'> => {
  if (choice === undefined || (choice.text !== null && choice.right === null))
    return { correct, changed: correct === null, gone: false };
  if (choice.text === null) return { correct, changed: false, gone: true };
  return { correct: choice.right, changed: correct !== choice.right, gone: false };
};

interface Flow {
  readonly of: number;
  /** Right the first time; wrong first and right later; never right. They add up to `of`. */
  readonly first: number;
  readonly moved: number;
  readonly never: number;
}

/** Where first tries led; null where there are too few to compare, nobody was wrong, or it may not be disclosed. */
export const flowOf = ({ firstTry, eventual }: Pick<Problem, 'firstTry' | 'eventual'>): Flow | null => {
  if (firstTry.kind !== 'value' || eventual.kind !== 'value' || firstTry.of !== eventual.of) return null;
  const { of, count: first } = firstTry;
  if (!mayCompare(evidenceOf(of)) || first === of) return null;
  return { of, first, moved: eventual.count - first, never: of - eventual.count };
};

export interface ResponseRow {
  readonly key: string;
  /** Null: the row of answers whose texts are not disclosed. */
  readonly value: string | null;
  /** How many texts the row of undisclosed answers stands for. */
  readonly texts: number;
  /** The exact texts grouped in this row, where there is more than one. */
  readonly variants: readonly string[];
  readonly correct: boolean | null;
  /** It was marked in another way at another time. */
  readonly changed: boolean;
  /** The course offers it no more. */
  readonly gone: boolean;
  /** What whoever chooses it gets to read; '' for nothing. */
  readonly hint: string;
  readonly first: Quantity;
  readonly last: Quantity;
  /** First answers of the upper and the lower third, where those are told apart. */
  readonly upperThird?: Quantity | undefined;
  readonly lowerThird?: Quantity | undefined;
}

/** An answer of a problem that a finding points at. */
export interface SuspectResponse {
  /** The question it answers. */
  readonly part: string;
  readonly response: string;
  /** `keyed`: it is marked correct and may not be; `preferred`: those who do well elsewhere choose it. */
  readonly kind: 'keyed' | 'preferred';
}

/** What a finding says of the answer in a row; null where none does. */
export const suspectOf = (
  { key, value }: Pick<ResponseRow, 'key' | 'value'>,
  suspects: readonly SuspectResponse[],
): SuspectResponse['kind'] | null =>
  value === null ? null : (suspects.find(({ response }) => response === value || response === key)?.kind ?? null);

export interface ResponseRows {
  readonly rows: readonly ResponseRow[];
  /** The longest bar there can be: every learner who tried this part, or the largest count disclosed. */
  readonly scale: number;
}

const scaleOf = (rows: readonly { first: Quantity; last: Quantity }[]): number =>
  Math.max(1, ...rows.flatMap(({ first, last }) => [size(first), size(last)]));

/** Right today: what is offered no more has no tick. */
export const isRight = ({ correct, gone }: Pick<ResponseRow, 'correct' | 'gone'>): boolean => correct === true && !gone;

/** Every answer of a part: the right ones first, then by first tries; the undisclosed ones at the end. */
export const responseRows = (part: ProblemPart): ResponseRows => {
  const disclosed = part.answers
    .map((response, at, all) => ({
      // two choices may share a text, and differ only in whether they are correct
      key:
        all.findIndex(({ value }) => value === response.value) === at ? response.value : `${response.value}\u0000${at}`,
      value: textOf(response),
      texts: 0,
      variants: response.texts !== undefined && response.texts.length > 1 ? response.texts : [],
      ...markOf(response),
      hint: response.choice?.hint ?? '',
      first: response.first,
      last: response.last,
      upperThird: response.strongest,
      lowerThird: response.weakest,
    }))
    .sort(
      (a, b) =>
        Number(isRight(b)) - Number(isRight(a)) ||
        size(b.first) - size(a.first) ||
        size(b.last) - size(a.last) ||
        (a.value < b.value ? -1 : 1),
    );
  const rest =
    part.other === null
      ? []
      : [
          {
            key: '\u0000other',
            value: null,
            texts: part.other.texts,
            variants: [],
            correct: null,
            changed: false,
            gone: false,
            hint: '',
            first: part.other.first,
            last: part.other.last,
          },
        ];
  const rows: ResponseRow[] = [...disclosed, ...rest];
  return { rows, scale: scaleOf(rows) };
};

/** The single choices of list answers, most chosen first. */
export const choiceRows = (part: ProblemPart): ResponseRows => {
  const rows = part.choices
    .map(({ value, first, last, choice }) => ({
      key: value,
      value: textOf({ value, choice }),
      texts: 0,
      variants: [],
      ...(choice === undefined
        ? { correct: null, changed: false, gone: false }
        : { ...markOf({ correct: choice.right, choice }), changed: false }),
      hint: choice?.hint ?? '',
      first,
      last,
    }))
    .sort(
      (a, b) =>
        Number(isRight(b)) - Number(isRight(a)) || size(b.first) - size(a.first) || (a.value < b.value ? -1 : 1),
    );
  return { rows, scale: scaleOf(rows) };
};

interface ThirdRow {
  readonly row: ResponseRow & { readonly upperThird: Quantity; readonly lowerThird: Quantity };
  /** Shares of the two thirds, 0 to 1; null where they may not be disclosed. */
  readonly upperThird: number | null;
  readonly lowerThird: number | null;
}

/** Every answer whose choosers are told apart, in the order of the answers. */
export const thirdRows = (part: ProblemPart): ThirdRow[] => {
  const { thirds } = part;
  if (!('strongest' in thirds)) return [];
  const share = (learners: Quantity, of: number): number | null =>
    typeof learners === 'number' && of > 0 ? learners / of : null;
  return responseRows(part).rows.flatMap((row) => {
    const { upperThird, lowerThird } = row;
    if (upperThird === undefined || lowerThird === undefined) return [];
    return [
      {
        row: { ...row, upperThird, lowerThird },
        upperThird: share(upperThird, thirds.strongest),
        lowerThird: share(lowerThird, thirds.weakest),
      },
    ];
  });
};

type DifficultyLevel = 'hardest' | 'harder' | 'ratherHarder' | 'middle' | 'ratherEasier' | 'easier' | 'easiest';

type Difficulty =
  | { readonly kind: 'of'; readonly easier: number; readonly others: number }
  | { readonly kind: 'level'; readonly level: DifficultyLevel };

/** Below this many other problems a count says it better than a fraction. */
const OTHERS_FOR_A_LEVEL = 8;
const LEVELS: readonly [number, DifficultyLevel][] = [
  [0.9, 'hardest'],
  [0.71, 'harder'],
  [0.58, 'ratherHarder'],
  [0.42, 'middle'],
  [0.29, 'ratherEasier'],
  [0.1, 'easier'],
  [0, 'easiest'],
];

/** How hard the problem is beside the others, by the share of them that is easier; null where that is not known. */
export const difficultyOf = (difficulty: Problem['difficulty']): Difficulty | null => {
  if (difficulty.kind !== 'value' || difficulty.problems < 2) return null;
  const { percentile, problems } = difficulty;
  const others = problems - 1;
  if (others < OTHERS_FOR_A_LEVEL) return { kind: 'of', easier: Math.round(percentile * others), others };
  return { kind: 'level', level: LEVELS.find(([from]) => percentile >= from)?.[1] ?? 'easiest' };
};

/** What the discrimination says in plain words: only what its interval allows. */
type Discrimination = 'better' | 'worse' | 'unclear';

export const discriminationOf = ({ low, high }: { low: number; high: number }): Discrimination => {
  if (low > 0) return 'better';
  return high < 0 ? 'worse' : 'unclear';
};

const WEEK_MS = 7 * 86_400_000;

interface TrendWeek {
  /** Monday, `YYYY-MM-DD`. */
  readonly week: string;
  readonly rate: Problem['trend'][number]['firstTry'];
  readonly edited: boolean;
}

/** Edits that somebody tried the problem before; what was written before anybody came is no change to learners. */
export const seenEdits = (edits: Problem['edits']): Problem['edits'] =>
  edits.filter(({ before }) => before.kind !== 'none');

/** The latest edits that are spoken of; the trend marks all of them. */
const MOST_EDITS = 3;

interface ComparedEdit {
  readonly kind: 'editBetter' | 'editWorse' | 'undecided' | 'untried' | 'tooFewAround';
  readonly edit: Problem['edits'][number];
}

/** What came of the latest edits, newest first. @param compare shares may be disclosed */
export const comparedEdits = (edits: Problem['edits'], compare: boolean): ComparedEdit[] =>
  seenEdits(edits)
    .slice(-MOST_EDITS)
    .reverse()
    .map((edit): ComparedEdit => {
      const { after, difference } = edit;
      if (after.kind === 'none') return { kind: 'untried', edit };
      if (!compare || difference.kind !== 'value') return { kind: 'tooFewAround', edit };
      if (difference.low > 0) return { kind: 'editBetter', edit };
      return { kind: difference.high < 0 ? 'editWorse' : 'undecided', edit };
    });

/** The weeks with the edits put into them. */
export const trendWeeks = ({ trend, edits }: Pick<Problem, 'trend' | 'edits'>): TrendWeek[] =>
  trend.map(({ week, firstTry }) => {
    const start = Date.parse(`${week.slice(0, 10)}T00:00:00Z`);
    const edited = seenEdits(edits).some(({ at }) => Date.parse(at) >= start && Date.parse(at) < start + WEEK_MS);
    return { week, rate: firstTry, edited };
  });

/** Two bars are no trend. */
const LEAST_WEEKS = 3;

/** A trend is a comparison: it needs every step of evidence, and weeks enough that may be disclosed. */
export const showsTrend = (evidence: Evidence, weeks: readonly TrendWeek[]): boolean =>
  evidence === 'full' && weeks.filter(({ rate }) => rate.kind === 'value').length >= LEAST_WEEKS;
