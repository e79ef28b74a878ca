import { SaxesParser } from 'saxes';

/** An element with its attributes and, in document order, the elements and texts in it. */
export interface XmlElement {
  readonly name: string;
  readonly attributes: Readonly<Record<string, string>>;
  readonly children: readonly (XmlElement | string)[];
  /** Its children with the comments among them, where there are some; no part of its JSON. */
  readonly [WITH_COMMENTS]?: readonly (XmlElement | XmlComment | string)[];
}

/** A comment or a processing instruction, as it is written. */
export interface XmlComment {
  readonly comment: string;
}

/** Children with comments: a symbol, so that a comment changes no fingerprint of a block. */
export const WITH_COMMENTS = Symbol('children with comments');

/** The text is no XML that we read; the message says why, and where. */
export class XmlError extends Error {
  override readonly name = 'XmlError';
}

/** Nobody nests a course deeper; a parser's own stack does not grow with it, but walking the tree does. */
const DEEPEST = 200;

interface Open {
  readonly name: string;
  readonly attributes: Record<string, string>;
  readonly children: (XmlElement | string)[];
  /** All that is in it, comments too. */
  readonly written: (XmlElement | XmlComment | string)[];
}

/** Neighbouring texts are one. */
const addText = <T>(inside: (T | string)[], text: string): void => {
  const before = inside[inside.length - 1];
  if (typeof before === 'string') inside[inside.length - 1] = before + text;
  else inside.push(text);
};

/**
 * Reads one XML document. Comments and processing instructions are no children. Only the five entities of XML itself and
 * numeric ones are known: a document type could define more, each made of many others, so it is refused.
 * @throws XmlError
 */
export const parseXml = (text: string): XmlElement => {
  const parser = new SaxesParser({ xmlns: false, position: true });
  const top: Open = { name: '', attributes: {}, children: [], written: [] };
  const open: Open[] = [top];
  const fail = (message: string): never => {
    throw new XmlError(message);
  };
  const innermost = (): Open => open[open.length - 1] ?? top;
  const add = (piece: string): void => {
    addText(innermost().children, piece);
    addText(innermost().written, piece);
  };
  const addComment = (comment: string): void => void innermost().written.push({ comment });
  parser.on('error', (error) => fail(`it is not well-formed XML: ${error.message}`));
  parser.on('doctype', () =>
    fail('it has a document type declaration (<!DOCTYPE>), which is refused; remove it and load again'),
  );
  parser.on('opentag', ({ name, attributes }) => {
    if (open.length > DEEPEST) fail(`its elements are nested deeper than ${DEEPEST} levels`);
    open.push({ name, attributes: { ...attributes }, children: [], written: [] });
  });
  parser.on('closetag', () => {
    const done = open.pop();
    if (!done) return;
    const element = closed(done);
    innermost().children.push(element);
    innermost().written.push(element);
  });
  parser.on('comment', (text) => addComment(`<!--${text}-->`));
  parser.on('processinginstruction', ({ target, body }) => addComment(`<?${target}${body && ` ${body}`}?>`));
  parser.on('text', add);
  parser.on('cdata', add);
  parser.write(text.startsWith('\uFEFF') ? text.slice(1) : text).close();
  const root = top.children.find((child) => typeof child !== 'string');
  return typeof root === 'object' ? root : fail('it has no element');
};

const closed = ({ name, attributes, children, written }: Open): XmlElement =>
  written.length === children.length
    ? { name, attributes, children }
    : { name, attributes, children, [WITH_COMMENTS]: written };

export const isElement = (child: XmlElement | string): child is XmlElement => typeof child !== 'string';

export const elementsIn = (element: XmlElement): XmlElement[] => element.children.filter(isElement);

/** All elements inside, at any depth, in document order; not the element itself. */
export const descendants = (element: XmlElement): XmlElement[] =>
  elementsIn(element).flatMap((child) => [child, ...descendants(child)]);

/** Elements whose texts nobody reads as part of what stands around them. */
const UNREAD = new Set(['script', 'style', 'choicehint', 'optionhint', 'correcthint', 'compoundhint']);
/** Elements with lines of their own, not in a line with their neighbours. */
const BLOCKS = /^(p|div|br|li|ul|ol|tr|td|th|table|h[1-6]|pre|blockquote|label|description|section|dd|dt)$/;

/**
 * What a reader sees of elements and texts, as one line: without markup, scripts and hints; a picture is its
 * description in brackets.
 * @param skip elements to leave out with all that is in them
 */
export const plainText = (
  nodes: readonly (XmlElement | string)[],
  skip: (element: XmlElement) => boolean = () => false,
): string => {
  const read = (node: XmlElement | string): string => {
    if (typeof node === 'string') return node;
    if (UNREAD.has(node.name) || skip(node)) return ' ';
    if (node.name === 'img') return node.attributes.alt ? ` [${node.attributes.alt}] ` : ' ';
    const inside = node.children.map(read).join('');
    return BLOCKS.test(node.name) ? ` ${inside} ` : inside;
  };
  return oneLine(nodes.map(read).join(''));
};

const oneLine = (text: string): string => text.replace(/\s+/g, ' ').trim();

/** Longer texts are shown as they are: parsing them costs more than it brings. */
const LONGEST_MARKUP = 20_000;

/**
 * A text that may hold markup, as learners' answers do in events, as a reader sees it. What is no markup is only put
 * on one line.
 */
export const plainMarkup = (text: string): string => {
  if (!/[<&]/.test(text) || text.length > LONGEST_MARKUP) return oneLine(text);
  try {
    return plainText(parseXml(`<x>${text}</x>`).children);
  } catch (error) {
    if (!(error instanceof XmlError)) throw error;
    return oneLine(text);
  }
};
