const HALF = /\p{Surrogate}/u;
const HALVES = /\p{Surrogate}/gu;

/**
 * Half of a character, as a text cut in the middle of an emoji has it, is no Unicode, and the engine refuses it: it becomes
 * U+FFFD.
 */
export const wholeCharacters = (text: string): string => (HALF.test(text) ? text.replace(HALVES, '\uFFFD') : text);
