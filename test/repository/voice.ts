import { IntlMessageFormat } from 'intl-messageformat';
import { BANNED_EVERYWHERE } from './bannedWords';

type Part = ReturnType<IntlMessageFormat['getAst']>[number];

const LITERAL = 0;
const POUND = 7;

/** Ends of texts, each with those of the next part. */
const joined = (starts: string[], ends: string[]): string[] => starts.flatMap((s) => ends.map((e) => s + e));

const countIn = (name: string): string => (name === 'one' ? '1' : name.replace(/^=/, '').replace(/^\D+$/, '9'));

/**
 * Every text that a message can become: each branch of its plurals and selects, with `placeholder(name)` for values.
 *
 * @throws where the message is no ICU message
 */
export const branches = (message: string, placeholder: (name: string) => string = () => 'x'): string[] => {
  const walk = (parts: readonly Part[], count: string): string[] =>
    parts.reduce<string[]>(
      (texts, part) => {
        if (part.type === LITERAL) return joined(texts, [part.value]);
        if (part.type === POUND) return joined(texts, [count]);
        if ('options' in part) {
          const choices = Object.entries(part.options).flatMap(([name, { value }]) =>
            walk(value, part.type === 6 ? countIn(name) : count),
          );
          return joined(texts, choices);
        }
        return joined(texts, ['value' in part ? placeholder(String(part.value)) : '']);
      },
      [''],
    );
  return [...new Set(walk(new IntlMessageFormat(message, 'en').getAst(), ''))];
};

/** Sentences of a text; a full stop inside a number or before a closing quotation mark ends none. */
export const sentencesOf = (text: string): string[] =>
  text
    .split(/(?<=[.?!…]”?)\s+/)
    .map((sentence) => sentence.trim())
    .filter((sentence) => sentence !== '');

/** Words of a sentence: what has a letter or a digit. */
export const wordsOf = (sentence: string): number =>
  sentence.split(/\s+/).filter((word) => /[\p{L}\p{N}]/u.test(word)).length;

/** Words that the glossary replaces, and turns of phrase that nobody would say. */
const BANNED: readonly RegExp[] = [
  ...BANNED_EVERYWHERE,
  /\b(try|tries|tried)\b(?! again)/i,
  /\bright\b(?! where)/i,
  /\bmiddle half\b/i,
  /(?<!\b(too|a) )\bfew\b/i,
  /\bset aside\b/i,
  /\bgot (to|as far as)\b/i,
  /\bwent back\b/i,
  /\bblocks?\b/i,
  /\bnewest event\b/i,
  /\bcannot be had\b/i,
  /\bof its own\b/i,
  /\bplease\b/i,
  /\bwe\b/i,
  /!/,
  /\bbad question|failing learner\b/i,
  /±|margin of error|significant|confidence/i,
];

/** Words in their ordinary sense: what is learned from or said of something else than a number. */
const ALLOWED: Readonly<Record<string, RegExp>> = {
  'marginalia.attention.reason.recovery': /\bfew\b/i,
  'marginalia.problem.tolerance': /±/,
  'marginalia.problem.other': /\bfew\b/i,
  'marginalia.flow.few': /\bfew\b/i,
};

/** What of a text is in the list of banned words, as it stands there. */
export const banned = (text: string, id = ''): string[] =>
  BANNED.flatMap((pattern) => {
    const found = pattern.exec(text)?.[0];
    return found === undefined || ALLOWED[id]?.test(found) === true ? [] : [found];
  });
