import {
  type Answer,
  type Choice,
  type Problem,
  type ProblemPart,
  type Quantity,
  WITHHELD,
  none,
} from '../../src/contract';
import type { ChoiceContent, PartContent, ProblemContent } from '../facts/content';
import { SINGLE_PART } from '../facts/problem';
import { plainMarkup } from '../lib/xml';
import { answerKey, choicesOf } from './answerGroups';

/** What events call kinds of questions; any other is `other`. */
const INTERACTION: Record<string, string> = {
  choiceresponse: 'choice',
  multiplechoiceresponse: 'choice',
  optionresponse: 'choice',
  choicetextresponse: 'choice',
  truefalseresponse: 'true-false',
  numericalresponse: 'numeric',
  stringresponse: 'fill-in',
  formularesponse: 'fill-in',
  annotationresponse: 'fill-in',
  symbolicresponse: 'fill-in',
  imageresponse: 'matching',
};

/**
 * A problem's answer with what the course says of it: its settings, its questions in its own words, and every choice,
 * also those that nobody took. What learners answered stays as it is, also where it is no choice of today.
 * @param content null where the course does not tell
 */
export const withContent = (problem: Problem, content: ProblemContent | null): Problem => {
  if (!content) return problem;
  const { hints, maxAttempts, weight, showAnswer, graded, format, due, isHidden, variants } = content;
  const isSingle = content.parts.length === 1;
  const tells = problem.breakdowns === undefined;
  const answered = problem.parts.map((part) => {
    const own = content.parts.find((one) => one.part === part.part || (isSingle && part.part === SINGLE_PART));
    return own ? withChoices(part, own, tells) : part;
  });
  const missing = content.parts.filter(
    ({ part }) => !problem.parts.some((one) => one.part === part || (isSingle && one.part === SINGLE_PART)),
  );
  const unanswered = missing.map((part) => withChoices(noAnswers(part, isSingle), part, tells));
  return {
    ...problem,
    parts: [...answered, ...unanswered].sort((a, b) => a.part.localeCompare(b.part, 'en', { numeric: true })),
    settings: {
      ...{ hints, maxAttempts, weight, showAnswer, graded, format, due, isHidden },
      ...(variants ? { variants } : {}),
    },
  };
};

const noAnswers = ({ part, responseType, question }: PartContent, isSingle: boolean): ProblemPart => ({
  part: isSingle ? SINGLE_PART : part,
  question,
  interactionType: INTERACTION[responseType] ?? 'other',
  firstTry: none('no_attempts'),
  eventual: none('no_attempts'),
  answers: [],
  thirds: none('no_attempts'),
  choices: [],
  other: null,
});

/** @param tells who chose what is told; where it is not, a choice without a number would tell that nobody took it */
const withChoices = (part: ProblemPart, content: PartContent, tells: boolean): ProblemPart => {
  const named = {
    ...part,
    question: content.question || part.question,
    ...(content.accepted.length > 0 ? { accepted: content.accepted } : {}),
  };
  const { choices } = content;
  if (choices.length === 0 || !tells) return named;
  const known = new Choices(choices);
  const answers = part.answers.map((answer) => ({ ...answer, choice: known.ofAnswer(answer.value, content.isSet) }));
  const rows = merged(answers);
  // where two answers became one, so would pairs of them, of which some are withheld
  if (rows.length < answers.length) delete named.flow;
  if (!content.isSet) return { ...named, answers: [...rows, ...untaken(known, answers, part)] };

  const single = part.choices.map((choice) => ({ ...choice, choice: known.of(choice.value) }));
  return {
    ...named,
    answers: [...rows, ...untakenSet(choices, answers, part)],
    choices: [
      ...single,
      ...untaken(known, single, part).map(({ value, first, last, choice }) => ({
        value,
        first,
        last,
        ...(choice ? { choice } : {}),
        ...withheldIf(first),
      })),
    ],
  };
};

/** How many took a choice that no told answer is: nobody, unless answers are withheld or lie among those not told. */
const countOfUntold = (part: ProblemPart): Quantity => {
  if (part.firstTry.kind === 'withheld') return WITHHELD;
  return part.other === null ? 0 : none('among_other_answers');
};

const withheldIf = (quantity: Quantity): { withheld?: true } => (quantity === WITHHELD ? { withheld: true } : {});

const newAnswer = (value: string, choice: Choice, part: ProblemPart): Answer => {
  const count = countOfUntold(part);
  return { value, correct: choice.right, first: count, last: count, choice, ...withheldIf(count) };
};

const untaken = (known: Choices, taken: readonly { choice: Choice; value: string }[], part: ProblemPart): Answer[] => {
  // answers that differ in case and white space are one row: so are such choices
  const keys = new Set(taken.flatMap(({ choice }) => (choice.text === null ? [] : [answerKey(choice.text)])));
  return known.all
    .filter(({ text }) => !keys.has(answerKey(text)))
    .map((choice) => newAnswer(choice.text, told(choice), part));
};

/** The right set, where nobody gave it and the course says which it is. */
const untakenSet = (
  choices: readonly ChoiceContent[],
  answers: readonly { choice: Choice }[],
  part: ProblemPart,
): Answer[] => {
  if (choices.some(({ correct }) => correct === null) || answers.some(({ choice }) => choice.right === true)) return [];
  const text = JSON.stringify(
    choices
      .filter(({ correct }) => correct)
      .map((choice) => choice.text)
      .sort(),
  );
  return [newAnswer(text, { text, right: true, hint: '' }, part)];
};

const told = ({ text, correct, hint }: ChoiceContent): Choice => ({ text, right: correct, hint });
const GONE: Choice = { text: null, right: null, hint: '' };

/** The choices of one question, found by what events call them. */
class Choices {
  private readonly byText: ReadonlyMap<string, ChoiceContent>;
  private readonly byKey: ReadonlyMap<string, ChoiceContent>;
  private readonly byId: ReadonlyMap<string, ChoiceContent>;

  constructor(readonly all: readonly ChoiceContent[]) {
    const reversed = [...all].reverse();
    this.byText = new Map(reversed.map((choice) => [choice.text, choice]));
    this.byKey = new Map(reversed.map((choice) => [answerKey(choice.text), choice]));
    this.byId = new Map(reversed.map((choice) => [choice.id, choice]));
  }

  of(value: string): Choice {
    const found = this.find(value);
    return found ? told(found) : GONE;
  }

  /** Of a list answer the choices in it; it is right where it has all right choices and no other. */
  ofAnswer(value: string, isSet: boolean): Choice {
    const items = isSet ? (choicesOf(value) ?? namesIn(value)) : null;
    if (!items) return this.of(namesIn(value)?.[0] ?? value);
    const found = items.map((item) => this.find(item));
    const texts = found.flatMap((choice) => (choice ? [choice.text] : []));
    if (texts.length < found.length) return GONE;
    const isOpen = this.all.some(({ correct }) => correct === null);
    const right = this.all.every((choice) => choice.correct === found.includes(choice));
    return { text: JSON.stringify([...texts].sort()), right: isOpen ? null : right, hint: '' };
  }

  private find(value: string): ChoiceContent | undefined {
    const plain = plainMarkup(value);
    return this.byText.get(plain) ?? this.byKey.get(answerKey(plain)) ?? this.byId.get(value);
  }
}

/**
 * The names in an answer that came as names, where Open edX had no texts to send: `{'x_2_1': 'choice_0'}` and
 * `{'x_2_1': ['choice_0', 'choice_2']}`, in Python's writing. Null where it is no such answer.
 */
const namesIn = (value: string): string[] | null => {
  const found = /^\{'[^']*_\d+_\d+': (?:'([^']*)'|\[([^\]]*)\])\}$/.exec(value);
  if (!found) return null;
  return found[1] !== undefined
    ? [found[1]]
    : [...(found[2] ?? '').matchAll(/'([^']*)'/g)].map((name) => name[1] ?? '');
};

/** Rows that are one choice in different words become one, where all of their numbers may be told. */
const merged = <T extends Answer & { choice: Choice }>(answers: readonly T[]): Answer[] => {
  const rows: Answer[] = [];
  for (const answer of answers) {
    const at = rows.findIndex((row) => row.choice?.text === answer.choice.text && answer.choice.text !== null);
    const sum = rows[at] === undefined ? null : sumOf(rows[at], answer);
    if (sum) rows[at] = sum;
    else rows.push(answer);
  }
  return rows;
};

/** Null where a number may not be told: what is hidden must not show in a sum. */
const plus = (a: Quantity | undefined, b: Quantity | undefined): number | null =>
  typeof a === 'number' && typeof b === 'number' ? a + b : null;

const sumOf = (a: Answer, b: Answer): Answer | null => {
  const [first, last] = [plus(a.first, b.first), plus(a.last, b.last)];
  if (first === null || last === null) return null;
  const sum = { ...a, correct: a.correct === b.correct ? a.correct : null, first, last };
  if (a.strongest === undefined && b.strongest === undefined) return sum;
  const [strongest, weakest] = [plus(a.strongest, b.strongest), plus(a.weakest, b.weakest)];
  return strongest === null || weakest === null ? null : { ...sum, strongest, weakest };
};
