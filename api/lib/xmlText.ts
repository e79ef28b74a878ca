import { WITH_COMMENTS, type XmlComment, type XmlElement } from './xml';

/** Elements and texts written out again, the way the XML library does that Open edX uses. */

type Node = XmlElement | XmlComment | string;

const ESCAPES: Record<string, string> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  '\t': '&#9;',
  '\n': '&#10;',
  '\r': '&#13;',
};
const escaped = (text: string, which: RegExp): string => text.replace(which, (one) => ESCAPES[one] ?? one);

/** Namespaces come before the other attributes. */
const attributesText = (attributes: XmlElement['attributes']): string =>
  Object.entries(attributes)
    .sort(([a], [b]) => Number(isNamespace(b)) - Number(isNamespace(a)))
    .map(([name, value]) => ` ${name}="${escaped(value, /[&<>"\t\n\r]/g)}"`)
    .join('');
const isNamespace = (name: string): boolean => name === 'xmlns' || name.startsWith('xmlns:');

type Inside = (element: XmlElement) => readonly Node[];
const withComments: Inside = (element) => element[WITH_COMMENTS] ?? element.children;
const withoutComments: Inside = (element) => element.children;

const xmlText = (node: Node, inside: Inside): string => {
  if (typeof node === 'string') return escaped(node, /[&<>\r]/g);
  if ('comment' in node) return node.comment;
  const start = `<${node.name}${attributesText(node.attributes)}`;
  const content = inside(node).map((one) => xmlText(one, inside));
  return content.length === 0 ? `${start}/>` : `${start}>${content.join('')}</${node.name}>`;
};

/** The text before the first element is not escaped: Open edX joins it as it reads, and the rest as it is written. */
const joined = (nodes: readonly Node[], inside: Inside): string =>
  nodes.map((node, index) => (index === 0 && typeof node === 'string' ? node : xmlText(node, inside))).join('');

/**
 * What Open edX sends as a learner's answer where this choice was taken: neither a text nor XML. The first is what it
 * sends today, where a comment takes with it the text up to the next element; then what releases sent that kept
 * comments, and what is sent where they were lost on import. Mostly all are the same.
 */
export const sentTexts = (choice: XmlElement): string[] => {
  const written = withComments(choice);
  const withoutTails = written.filter((node, index) => !isComment(node) && !isTail(written, index));
  return [
    ...new Set([
      joined(withoutTails, withComments),
      joined(written, withComments),
      joined(withoutComments(choice), withoutComments),
    ]),
  ];
};

/** The text of an element up to the first element or comment in it. */
export const textBefore = (element: XmlElement): string => {
  const [first] = withComments(element);
  return typeof first === 'string' ? first : '';
};

const isComment = (node: Node | undefined): boolean => typeof node === 'object' && 'comment' in node;
const isTail = (nodes: readonly Node[], index: number): boolean =>
  typeof nodes[index] === 'string' && isComment(nodes[index - 1]);
