import arabic from '../../i18n/ar.json';

const ISOLATED = /[\u2066-\u2068][^\u2066-\u2069]*\u2069/g;

/** What is left outside of all isolates, from the inmost outwards. */
const outside = (text: string): string => {
  const less = text.replace(ISOLATED, '');
  return less === text ? text : outside(less);
};

/** The texts of a page that stand in no element, and no isolate, of a direction of their own. */
const textsOf = (container: Element): string[] => {
  const walker = document.createTreeWalker(container, NodeFilter.SHOW_TEXT);
  const texts: string[] = [];
  for (let node = walker.nextNode(); node !== null; node = walker.nextNode()) {
    const isApart = node.parentElement?.closest('bdi, [dir="ltr"], [dir="auto"], code, .sr-only') !== null;
    if (!isApart) texts.push(outside(node.nodeValue ?? ''));
  }
  return texts;
};

/**
 * Texts with a mark that turns what stands beside it from left to right. jsdom lays nothing out, so this asks for what the
 * order of numbers depends on: that each mark is in an isolate, or in an element of its own direction.
 */
export const leakingMarks = (container: Element): string[] =>
  textsOf(container).filter((text) => text.includes('\u200e'));

const LATIN = /[A-Za-z][\w’-]+/g;
/** Words that Arabic sentences themselves have, such as CSV. */
const OF_ARABIC = new Set(Object.values(arabic).flatMap((text) => text.match(LATIN) ?? []));

/**
 * Arabic texts with a name of another direction that is in no isolate and no element of its own: signs and numbers beside it
 * change places.
 */
export const leakingNames = (container: Element): string[] =>
  textsOf(container).filter(
    (text) => /[\u0621-\u064a]/.test(text) && (text.match(LATIN) ?? []).some((word) => !OF_ARABIC.has(word)),
  );
