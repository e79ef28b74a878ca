import type { PartContent, ProblemContent } from '../../facts/content';
import { SINGLE_PART } from '../../facts/problem';
import { withoutHints } from '../../lib/choiceMarkup';
import { listIn } from './listResponse';
import { Choices } from './choices';

/** Which answers to a question are one answer. */
export interface ResponseRule {
  /** Answers of one key are one row. */
  readonly key: (response: string, right: boolean) => string;
  /** A single answer as a row shows it. */
  readonly shown: (response: string) => string;
  /** What the break-down by choice calls an item of a list. */
  readonly choice: (item: string) => string;
  /** Learners wrote it themselves: texts that were marked differently are never one. */
  readonly isFreeText: boolean;
  /** The course says that several choices may be taken. */
  readonly isSet: boolean;
}

const NUMBER = /^[+-]?(\d+(\.\d*)?|\.\d+)(e[+-]?\d+)?$/i;
/** Raised and lowered digits: Unicode's compatibility form would make 10² of 102. */
const RAISED = /([\u00AA\u00B2\u00B3\u00B9\u00BA\u2070-\u209C]+)/;

/** White space and forms of letters, which make no difference to any grader. */
const tidy = (text: string): string =>
  text
    .split(RAISED)
    .map((piece, at) => (at % 2 === 0 ? piece.normalize('NFKC') : piece))
    .join('')
    .trim()
    .replace(/\s+/g, ' ');

const listKey = (response: string, item: (text: string) => string): string | null => {
  const list = listIn(response);
  return list && JSON.stringify([...new Set(list.map(item))].sort());
};

const asSent = (text: string): string => text;

/** Texts that differ only in case and white space (Unicode NFKC but for raised digits), and numbers of the same value. */
const FOLDED: ResponseRule = {
  key: (response) => {
    const list = listKey(response, asSent);
    if (list !== null) return list;
    const text = tidy(response).toLowerCase();
    return NUMBER.test(text) ? String(Number(text)) : text;
  },
  shown: asSent,
  choice: asSent,
  isFreeText: true,
  isSet: false,
};

/** Where case matters to the grader: texts that differ only in white space. */
const CASE_KEPT: ResponseRule = { ...FOLDED, key: (response) => listKey(response, asSent) ?? tidy(response) };

/** Choices whose course is not loaded: the exact text but for hints that were sent with it; lists whatever their order. */
const EXACT: ResponseRule = {
  key: (response) => listKey(response, withoutHints) ?? withoutHints(response),
  shown: withoutHints,
  choice: withoutHints,
  isFreeText: false,
  isSet: false,
};

/** Known choices: whatever was sent for one choice is that choice; what is no choice of today stays as it was sent. */
const choiceRule = (choices: Choices, isSet: boolean): ResponseRule => ({
  key: (response, right) => choices.key(response, right) ?? listKey(response, asSent) ?? response,
  shown: asSent,
  choice: (item) => choices.nameOf(item),
  isFreeText: false,
  isSet,
});

/** Kinds of questions whose answers are choices, as events name them. */
const CHOSEN = new Set(['choice', 'true-false', 'likert']);

/**
 * @param interactionType as events state it
 * @param content what the course says of the question; undefined where it is not loaded
 */
export const responseRule = (interactionType: string, content?: PartContent): ResponseRule => {
  if (content && content.choices.length > 0) return choiceRule(new Choices(content), content.isSet);
  if (CHOSEN.has(interactionType)) return EXACT;
  return content?.isCaseSensitive ? CASE_KEPT : FOLDED;
};

/** What the course says of a question of a problem. */
export const partOf = (content: ProblemContent | null, part: string): PartContent | undefined =>
  content?.parts.find(
    (one) => one.part === part || (content.parts.length === 1 && (part === SINGLE_PART || part === '')),
  );
