import { type TriedFact } from '../support/sumUp';
import { type Fault, levelOf } from './faults';
import type { SimulatedLearner } from './learners';
import type { SeededRandom } from './random';

/** Sound problems that fool simple rules. */
export type Control =
  'near miss' | 'misconception' | 'measures little' | 'other strength' | 'easy' | 'hard' | 'hint for the weak' | null;
export const CONTROLS: readonly Control[] = [
  'near miss',
  'misconception',
  'measures little',
  'other strength',
  'easy',
  'hard',
  'hint for the weak',
];

type Type = 'choice' | 'two' | 'number' | 'code';
export interface SimulatedProblem {
  readonly fault: Fault | null;
  readonly control: Control;
  readonly type: Type;
  readonly slope: number;
  readonly difficulty: number;
  /** Submissions allowed. */
  readonly most: number;
  /** Chances of the wrong answers of who does not know; what is left gives one that nobody else gives. */
  readonly wrong: readonly number[];
  /** Chance of the correct answer of who does not know. */
  readonly guess: number;
  /** Of those who are wrong, so many use its hint; 0: it has none. */
  readonly hint: number;
}

const RIGHT = '0.25';
const FORMS = ['0,25', '25%', '1/4', '0.25 m'];
const TRIES_AGAIN = 0.75;
const LEARNS = 0.5;

const typeOf = (fault: Fault | null, random: SeededRandom): Type => {
  switch (fault?.kind) {
    case 'wrong key, two answers':
      return 'two';
    case 'wrong key, number':
    case 'format refused':
      return 'number';
    case 'broken grader, code':
      return 'code';
    case undefined:
      return (
        (['choice', 'choice', 'number', 'two', 'code'] as const)[random.pick([0.3, 0.2, 0.25, 0.1, 0.15])] ?? 'choice'
      );
    default:
      return 'choice';
  }
};

export const simulateProblem = (random: SeededRandom, fault: Fault | null, control: Control): SimulatedProblem => {
  const type = control === 'near miss' || control === 'misconception' ? 'choice' : typeOf(fault, random);
  const isKey = fault?.kind.startsWith('wrong key') ?? false;
  const hard = { 'no recovery': 1.8, 'broken grader, one attempt': fault?.strength === 'weak' ? 0.5 : -0.8 };
  const difficulty =
    control === 'easy'
      ? -3.2
      : control === 'hard'
        ? 2
        : control === 'misconception'
          ? 0.8
          : isKey
            ? random.normal(-0.5, 0.5)
            : fault?.kind === 'worse after an edit'
              ? -1.6
              : ((hard as Record<string, number>)[fault?.kind ?? ''] ?? random.normal(-0.6, 0.8));
  const slope =
    control === 'measures little' ? 0.25 : isKey && fault ? levelOf(fault) : Math.exp(random.normal(0.05, 0.25));
  const wrong =
    control === 'near miss'
      ? [0.55, 0.17, 0.13]
      : control === 'misconception'
        ? [0.62, 0.2, 0.12]
        : fault?.kind === 'ambiguous wrong answer'
          ? [0.8, 0.08, 0.06]
          : type === 'two'
            ? [0.5]
            : type === 'choice'
              ? random.shares(3, 4).map((share) => share * 0.8)
              : type === 'number'
                ? [0.3, 0.15, 0.1]
                : [];
  const most =
    fault?.kind === 'broken grader, one attempt'
      ? 1
      : fault?.kind === 'broken grader, code' || fault?.kind === 'many attempts'
        ? 20
        : fault
          ? 3
          : type === 'two'
            ? 1
            : type === 'choice'
              ? random.chance(0.3)
                ? 1
                : 2
              : type === 'code'
                ? 10
                : 4;
  return {
    ...{ fault, control, type, slope, difficulty, wrong },
    most: fault?.kind === 'wrong key, two answers' ? 1 : most,
    guess: type === 'two' ? 0.5 : type === 'choice' ? Math.max(0.02, 0.95 - wrong.reduce((a, b) => a + b, 0)) : 0.02,
    hint:
      fault?.kind === 'impossible after a hint'
        ? levelOf(fault)
        : control === 'hint for the weak'
          ? 0.6
          : random.chance(0.1)
            ? 0.4
            : 0,
  };
};

/** What one learner did with one problem. */
export interface Tried {
  readonly fact: Omit<TriedFact, 'restRight' | 'restTried' | 'block'>;
  readonly hinted: boolean;
  readonly viewedFirst: boolean;
}

/** The same chances, made to add up to 1. */
const shares = (chances: readonly number[]): number[] => {
  const all = chances.reduce((a, b) => a + b, 0);
  return chances.map((one) => one / all);
};

const knows = ({ slope, difficulty, control }: SimulatedProblem, learner: SimulatedLearner, bonus: number): number => {
  const strength = control === 'other strength' ? learner.other : learner.ability;
  return 1 / (1 + Math.exp(-slope * (strength + bonus - difficulty)));
};

/**
 * One learner's submissions: who does not know chooses among the wrong answers or guesses, and a wrong choice is not chosen again.
 * @param late came after the problem was edited
 * @param copied another's first answer
 */
export const tryProblem = (
  random: SeededRandom,
  problem: SimulatedProblem,
  learner: SimulatedLearner,
  late: boolean,
  copied: string | null,
): Tried => {
  const { fault, type, wrong, guess, most } = problem;
  const level = fault ? levelOf(fault) : 0;
  const kind = fault?.kind;
  const given = new Set<string>();
  // a near miss draws those in the middle
  const near = problem.control === 'near miss' ? Math.exp(-(learner.ability ** 2)) * 0.05 : 0;
  let [first, firstRight, right, attempts, hinted] = ['', false, false, 0, false];
  const viewedFirst = random.chance(kind === 'answer viewed first' ? level : 0.02);
  const insists = kind === 'many attempts' && random.chance(level);
  while (attempts < most) {
    attempts += 1;
    const isKnown = random.chance(Math.min(1, knows(problem, learner, (attempts - 1) * LEARNS)));
    let answer = isKnown || random.chance(guess) ? RIGHT : '';
    if (answer === '' || random.chance(near)) {
      const isListed = type === 'choice' || type === 'two' || random.next() < wrong.reduce((a, b) => a + b, 0);
      const at = isListed ? random.pick(shares(wrong)) : -1;
      answer = at < 0 ? `w${Math.floor(random.next() * 1e6)}` : `wrong ${at}`;
      if (given.has(answer) && type === 'choice') answer = `wrong ${(at + 1) % wrong.length}`;
    }
    if (kind === 'second correct answer' && isKnown && random.chance(level)) answer = 'wrong 0';
    if (kind === 'ambiguous wrong answer' && isKnown && !given.has('wrong 0') && random.chance(level))
      answer = 'wrong 0';
    if (attempts === 1 && copied !== null) answer = copied;
    let isRight = answer === RIGHT;
    if (kind?.startsWith('wrong key')) isRight = answer === 'wrong 0';
    if (isRight && kind?.startsWith('broken grader') && random.chance(level)) isRight = false;
    if (kind === 'broken grader, code') answer = isRight ? RIGHT : `code ${Math.floor(random.next() * 1e9)}`;
    if (kind === 'worse after an edit' && late && random.chance(level)) isRight = false;
    if (kind === 'format refused' && isRight && random.chance(level)) {
      isRight = false;
      answer = FORMS[random.pick([0.5, 0.25, 0.15, 0.1])] ?? '';
    }
    if (hinted && kind === 'impossible after a hint') isRight = false;
    if (kind === 'no recovery' && attempts > 1) isRight = random.chance(level);
    if (insists && attempts < 5) isRight = false;
    // what is marked wrong is what was written
    if (answer === RIGHT && !isRight && !kind?.startsWith('wrong key')) answer = 'correct, refused';
    if (attempts === 1) [first, firstRight] = [answer, isRight];
    given.add(answer);
    if (isRight) {
      right = true;
      break;
    }
    const hint =
      problem.control === 'hint for the weak' ? problem.hint * (learner.ability < 0 ? 1.4 : 0.5) : problem.hint;
    if (!hinted && hint > 0 && random.chance(hint)) hinted = true;
    if (!insists && !random.chance(TRIES_AGAIN)) break;
    if (insists && attempts >= 6) break;
  }
  const mark = firstRight ? 1 : 0;
  return {
    fact: {
      firstRight: mark,
      everRight: Number(right),
      attempts,
      parts: [{ part: '1', type: type === 'number' ? 'numeric' : 'choice', firstResponse: first, firstRight: mark }],
    },
    hinted,
    viewedFirst,
  };
};
