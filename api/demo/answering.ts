import {
  type ResponseValue,
  INTERACTION,
  type ProblemContent,
  type Question,
  corrected,
  sameResponse,
  usageKey,
} from './courseTree';
import type { Learner } from './learners';
import type { Random } from './random';
import type { Recorder } from './recorder';
import type { GradedResponse, Moment, StatementMaker } from './statements';

/** What differs between runs of the course and over time. */
interface ProblemState {
  readonly courseKey: string;
  /** True where the key of the wrongly keyed problem is (still) right. */
  readonly keysRight: boolean;
  /** True before the author changed the problem. */
  readonly beforeEdit: boolean;
  /** Told of each submission: how many of the questions are right. */
  readonly onSubmitted?: (moment: Moment, right: number) => void;
}

/** The chance of a right answer rises with ability along a logistic curve (the two-parameter item response model). */
const chanceRight = (ability: number, difficulty: number, sharpness: number): number =>
  1 / (1 + Math.exp(-sharpness * (ability - difficulty)));

interface Try {
  readonly response: ResponseValue;
  readonly correct: boolean;
}

const responseTo = (random: Random, question: Question, ability: number, tried: readonly ResponseValue[]): Try => {
  const fresh = question.wrong.filter(([response]) => !tried.some((other) => sameResponse(other, response)));
  const wrong = fresh.length > 0 ? fresh : question.wrong;
  const knows = random.chance(chanceRight(ability, question.difficulty, question.sharpness));
  if (question.trueResponse !== undefined) {
    // who knows says what is true, unless that was marked wrong already; everybody else guesses among what is left
    if (knows && !tried.some((other) => sameResponse(other, question.trueResponse ?? ''))) {
      return { response: question.trueResponse, correct: false };
    }
    const marked = random.chance(0.4);
    return { response: random.pick(marked ? question.right : wrong), correct: marked };
  }
  return { response: random.pick(knows ? question.right : wrong), correct: knows };
};

interface Way {
  /** In place of the learner's own. */
  readonly ability?: number;
  /** Seconds in place of thinking. */
  readonly hurry?: number;
  /** Has the answer shown after the last attempt, where none was correct. */
  readonly givesIn?: boolean;
}

/** So often a learner submits who does not struggle, however many attempts are left. */
const USUAL_ATTEMPTS = 4;

const KNOWS = 5;
const GUESSES = -5;

/** How a learner with a habit goes about one problem; without one, nothing is drawn. */
const habitOf = (random: Random, { habit }: Learner): Way => {
  switch (habit) {
    case 'struggling':
      return { ability: GUESSES };
    case 'rushing':
      return { ability: random.chance(0.3) ? KNOWS : GUESSES, hurry: random.between(1, 3) };
    case 'help': {
      const isLost = random.chance(0.62);
      return { ability: isLost ? GUESSES : KNOWS, givesIn: isLost };
    }
    default:
      return {};
  }
};

/** A learner works on a problem: perhaps peeks or takes a hint, submits, and tries again while it is not right. */
export const solveProblem = (
  recorder: Recorder,
  maker: StatementMaker,
  learner: Learner,
  problem: ProblemContent,
  state: ProblemState,
): void => {
  const { random } = recorder;
  const block = usageKey(state.courseKey, 'problem', problem.slug);
  const questions = state.keysRight ? problem.questions.map(corrected) : problem.questions;
  const harder = state.beforeEdit ? problem.harderBeforeEdit : 0;
  const weak = learner.ability < 0;
  const habit = habitOf(random, learner);

  const takesHint = random.chance(problem.hintShare * (weak ? 1.4 : 0.6));
  const peeks = random.chance(problem.peekShare * (weak ? 1.3 : 0.7));
  recorder.pass(habit.hurry ?? random.between(10, 60));
  if (takesHint) {
    recorder.record((moment) => maker.hint(moment, block, 0));
    recorder.pass(random.between(10, 40));
    if (random.chance(0.3)) recorder.record((moment) => maker.hint(moment, block, 1));
  }
  if (peeks) recorder.record((moment) => maker.answerShown(moment, block));

  const tried: ResponseValue[][] = questions.map(() => []);
  let settled: (Try | null)[] = questions.map(() => null);
  const most = learner.habit === 'struggling' ? problem.attempts : Math.min(problem.attempts, USUAL_ATTEMPTS);
  for (let attempt = 1; attempt <= most; attempt += 1) {
    const ability =
      habit.ability ?? learner.ability - harder + (attempt - 1) * 0.7 + (takesHint ? 0.4 : 0) + (peeks ? 6 : 0);
    const tries = questions.map(
      (question, index): Try => settled[index] ?? responseTo(random, question, ability, tried[index] ?? []),
    );
    tries.forEach((one, index) => tried[index]?.push(one.response));
    settled = tries.map((one) => (one.correct ? one : null));
    recorder.pass(habit.hurry ?? random.between(15, 90) * questions.length);
    recorder.record((moment) => {
      state.onSubmitted?.(moment, tries.filter((one) => one.correct).length);
      return maker.submission(moment, block, attempt, graded(questions, tries));
    });
    if (attempt === 1) recorder.record((moment) => maker.completion(moment, block));
    if (settled.every((one) => one !== null)) return;
    if (!random.chance(0.55 + 0.35 * learner.diligence)) break;
  }
  if (habit.givesIn || random.chance(0.15)) recorder.record((moment) => maker.answerShown(moment, block));
};

const graded = (questions: readonly Question[], tries: readonly Try[]): GradedResponse[] =>
  questions.flatMap((question, index) => {
    const one = tries[index];
    if (!one) return [];
    return {
      part: `${index + 2}_1`,
      question: question.text,
      interactionType: INTERACTION[question.kind],
      response: one.response,
      correct: one.correct,
    };
  });
