import type { PartContent } from '../../facts/content';
import { type XmlElement, descendants, elementsIn, plainText } from '../../lib/xml';

type Accepted = PartContent['accepted'];

/** The most answers given of one question. */
const MOST_ACCEPTED = 50;

/**
 * What a question without choices accepts. A value that a script computes stays as it is written, `$x`.
 * @param at which input of the question it is, from 0
 */
export const acceptedOf = (response: XmlElement, input: XmlElement, at: number): Accepted => {
  const tolerance = toleranceOf(response);
  const one = (text: string | undefined, isPattern = false): Accepted =>
    text === undefined || text.trim() === '' ? [] : [{ text: text.trim(), tolerance, isPattern }];
  switch (response.name) {
    case 'numericalresponse':
    case 'formularesponse':
    case 'symbolicresponse':
      return [...one(response.attributes.answer ?? response.attributes.expect), ...more(response, one)].slice(
        0,
        MOST_ACCEPTED,
      );
    case 'stringresponse': {
      const isPattern = /\bregexp\b/.test(response.attributes.type ?? '');
      const accept = (text: string | undefined): Accepted => one(text, isPattern);
      // several answers in one, the older way
      const first = (response.attributes.answer ?? '').split(isPattern ? '\n' : '_or_');
      return [...first.flatMap(accept), ...more(response, accept)].slice(0, MOST_ACCEPTED);
    }
    case 'customresponse':
      return one(input.attributes.correct_answer ?? (at === 0 ? response.attributes.expect : undefined));
    case 'imageresponse':
      return one(input.attributes.rectangle ?? input.attributes.regions);
    default:
      return [];
  }
};

/** `<additional_answer answer="b"/>`, or the text in it. */
const more = (response: XmlElement, accept: (text: string | undefined) => Accepted): Accepted =>
  elementsIn(response)
    .filter(({ name }) => name === 'additional_answer')
    .flatMap((element) => accept(element.attributes.answer ?? plainText(element.children)));

/** `5%` or `0.01`; '' for none. */
const toleranceOf = (response: XmlElement): string =>
  descendants(response).find(({ name, attributes }) => name === 'responseparam' && attributes.type === 'tolerance')
    ?.attributes.default ?? '';

/** Whether case matters to the grader: to text inputs it does unless they say `ci`, formulas where they say `cs`. */
export const isCaseSensitive = ({ name, attributes }: XmlElement): boolean => {
  const types = (attributes.type ?? '').toLowerCase().split(/[\s,]+/);
  if (name === 'stringresponse') return !types.includes('ci');
  return name === 'formularesponse' && types.includes('cs') && !types.includes('ci');
};
