import {
  type QuestionResponse,
  type Choice,
  type Problem,
  type ProblemPart,
  type Quantity,
  WITHHELD,
  none,
} from '@marginalia/contract';
import type { PartContent, ProblemContent } from '../../facts/content';
import { SINGLE_PART } from '../../facts/problem';
import { partOf } from './responseRules';
import { Choices } from './choices';

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
 * A problem's report with what the course says of it: its settings, its questions in its own words, and every choice,
 * also those that nobody took. What learners answered stays as it is, also where it is no choice of today.
 * @param content null where the course does not say
 */
export const withContent = (problem: Problem, content: ProblemContent | null): Problem => {
  if (!content) return problem;
  const { hints, maxAttempts, weight, showAnswer, graded, format, due, isHidden, variants } = content;
  const isSingle = content.parts.length === 1;
  const discloses = problem.breakdowns === undefined;
  const asked = problem.parts.map((part) => {
    const own = partOf(content, part.part);
    return own ? withChoices(part, own, discloses) : part;
  });
  const missing = content.parts.filter(
    ({ part }) => !problem.parts.some((one) => one.part === part || (isSingle && one.part === SINGLE_PART)),
  );
  const unasked = missing.map((part) => withChoices(noResponses(part, isSingle), part, discloses));
  return {
    ...problem,
    parts: [...asked, ...unasked].sort((a, b) => a.part.localeCompare(b.part, 'en', { numeric: true })),
    settings: {
      ...{ hints, maxAttempts, weight, showAnswer, graded, format, due, isHidden },
      ...(variants ? { variants } : {}),
    },
  };
};

const noResponses = ({ part, responseType, question }: PartContent, isSingle: boolean): ProblemPart => ({
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

/** @param tells who chose what is disclosed; where it is not, a choice without a number would give away that nobody took it */
const withChoices = (part: ProblemPart, content: PartContent, discloses: boolean): ProblemPart => {
  const named = {
    ...part,
    question: content.question || part.question,
    ...(content.accepted.length > 0 ? { accepted: content.accepted } : {}),
  };
  if (content.choices.length === 0 || !discloses) return named;
  const known = new Choices(content);
  const responses = part.answers.map((response) => ({
    ...response,
    ...own(known.worded(response.value, response.correct)),
  }));
  if (!content.isSet) return { ...named, answers: [...responses, ...untaken(known, part.answers, part)] };

  const items = part.choices.map((item) => ({ ...item, ...own(known.disclosedOne(item.value, null)) }));
  const undisclosed = untaken(
    known,
    part.choices.map(({ value }) => ({ value, correct: null })),
    part,
  );
  return {
    ...named,
    answers: [...responses, ...untakenSet(known, responses, part)],
    choices: [
      ...items,
      ...undisclosed.map(({ value, first, last, choice }) => ({
        ...{ value, first, last },
        ...own(choice),
        ...withheldIf(first),
      })),
    ],
  };
};

const own = (choice: Choice | undefined): { choice?: Choice } => (choice ? { choice } : {});

/** How many took a choice that no disclosed answer is: nobody, unless answers are withheld or lie among those not disclosed. */
const countOfUndisclosed = (part: ProblemPart): Quantity => {
  if (part.firstTry.kind === 'withheld') return WITHHELD;
  return part.other === null ? 0 : none('among_other_answers');
};

const withheldIf = (quantity: Quantity): { withheld?: true } => (quantity === WITHHELD ? { withheld: true } : {});

const newResponse = (value: string, choice: Choice, part: ProblemPart): QuestionResponse => {
  const count = countOfUndisclosed(part);
  return { value, correct: choice.right, first: count, last: count, choice, ...withheldIf(count) };
};

const untaken = (
  known: Choices,
  taken: readonly { readonly value: string; readonly correct: boolean | null }[],
  part: ProblemPart,
): QuestionResponse[] => known.untaken(taken).map(([{ text }, choice]) => newResponse(text, choice, part));

/** The right set, where nobody gave it and the course says which it is. */
const untakenSet = (
  known: Choices,
  responses: readonly { readonly choice?: Choice | undefined }[],
  part: ProblemPart,
): QuestionResponse[] => {
  const right = known.rightSet();
  if (!right || right.text === null || responses.some(({ choice }) => choice?.right === true)) return [];
  return [newResponse(right.text, right, part)];
};
