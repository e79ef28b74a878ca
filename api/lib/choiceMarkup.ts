import { plainMarkup } from './xml';

/**
 * Answers to choice questions as Open edX sends them: a text that is not escaped up to the first element, then elements
 * as XML. A choice may be about markup itself, so none of this is taken for XML before its exact text was looked for.
 */

/** What is said to who took a choice stands within the choice, and is sent with it. */
const HINTS = /<(choicehint|optionhint|compoundhint)\b[^>]*?(?:\/>|>[^]*?<\/\1\s*>)/gi;
const COMMENTS = /<!--[^]*?-->|<\?[^]*?\?>/g;

/** An answer without the hints that were sent with it. */
export const withoutHints = (response: string): string => {
  if (!response.includes('<')) return response;
  const rest = response.replace(HINTS, '');
  return rest === response ? response : rest.trim();
};

/** The same for one choice whatever its hints, comments and the white space around its elements. */
export const looseForm = (response: string): string =>
  withoutHints(response)
    .replace(COMMENTS, '')
    .replace(/\s+/g, ' ')
    .replace(/ ?(<\/?[a-z][^<>]*>) ?/gi, '$1')
    .trim();

/**
 * What a reader may have seen of an answer, in the ways it can be read: as XML, and, where it is none, with what looks
 * like elements left out.
 */
export const plainForms = (response: string): string[] => {
  const rest = withoutHints(response);
  const plain = plainMarkup(rest);
  return [
    ...new Set([
      plain,
      rest
        .replace(/<\/?[a-z][^<>]*>/gi, ' ')
        .replace(/\s+/g, ' ')
        .trim(),
    ]),
  ].filter((text) => text !== '');
};
