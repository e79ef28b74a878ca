import type { Micros } from '../../lib/time';
import { isoTime, parseMicros } from '../../lib/time';
import { checkStatement, voids } from './validate';
import { InvalidStatement } from './check';

/** A statement that was sent and is by the standard, before it has a time of storing. */
export interface Sent {
  /** Lower case. */
  readonly id: string;
  /** null: it states none, and gets that of its storing. */
  readonly time: Micros | null;
  /** As it was sent, an id it lacked included. */
  readonly text: string;
  /** Members of it that an LRS sets itself. */
  readonly hasOwn: boolean;
  /** The statement that it voids. */
  readonly voids: string | null;
}

/** The texts of the elements of a JSON array that is known to be well formed. */
const cutArray = (text: string): string[] => {
  const elements: string[] = [];
  let depth = 0;
  let start = 0;
  for (let at = 0; at < text.length; at += 1) {
    const c = text.charCodeAt(at);
    if (c === QUOTE) {
      for (at += 1; text.charCodeAt(at) !== QUOTE; at += 1) if (text.charCodeAt(at) === BACKSLASH) at += 1;
    } else if (c === OPEN_LIST || c === OPEN_OBJECT) {
      depth += 1;
      if (depth === 1) start = at + 1;
    } else if (c === CLOSE_LIST || c === CLOSE_OBJECT) {
      depth -= 1;
      if (depth === 0 && text.slice(start, at).trim() !== '') elements.push(text.slice(start, at).trim());
    } else if (c === COMMA && depth === 1) {
      elements.push(text.slice(start, at).trim());
      start = at + 1;
    }
  }
  return elements;
};
const [QUOTE, BACKSLASH, COMMA] = [0x22, 0x5c, 0x2c];
const [OPEN_LIST, CLOSE_LIST, OPEN_OBJECT, CLOSE_OBJECT] = [0x5b, 0x5d, 0x7b, 0x7d];

/**
 * Checks what a request says. All or nothing: the first statement that breaks the standard refuses the request.
 * @param newId makes an id for a statement that has none
 * @param alsoCheck what the store cannot keep
 * @throws InvalidStatement, SyntaxError
 */
export const readStatements = (
  text: string,
  newId: () => string,
  alsoCheck: (value: object) => string | null,
): { readonly sent: Sent[]; readonly isList: boolean } => {
  const whole: unknown = JSON.parse(text);
  const isList = Array.isArray(whole);
  const values = isList ? (whole as unknown[]) : [whole];
  const texts = isList ? cutArray(text) : [text.trim()];
  const seen = new Set<string>();
  const sent = values.map((value, index) => {
    const one = located(isList ? index : null, () => {
      checkStatement(value);
      const reason = alsoCheck(value as object);
      if (reason) throw new InvalidStatement('the statement', `cannot be kept: ${reason}`);
      return readOne(value as Record<string, unknown>, texts[index] ?? '', newId);
    });
    if (seen.has(one.id)) throw new InvalidStatement(`[${index}].id`, 'is the id of another statement of this request');
    seen.add(one.id);
    return one;
  });
  return { sent, isList };
};

/** Says which statement of a list an error is about. */
const located = <T>(index: number | null, work: () => T): T => {
  try {
    return work();
  } catch (error) {
    if (!(error instanceof InvalidStatement) || index === null) throw error;
    throw new InvalidStatement(
      error.where === 'the statement' ? `[${index}]` : `[${index}].${error.where}`,
      error.wanted,
    );
  }
};

const readOne = (value: Record<string, unknown>, text: string, newId: () => string): Sent => {
  const id = typeof value.id === 'string' ? value.id.toLowerCase() : newId();
  return {
    id,
    time: typeof value.timestamp === 'string' ? parseMicros(value.timestamp) : null,
    text:
      value.id === undefined ? withMembers(text, { id }) : value.id === null ? JSON.stringify({ ...value, id }) : text,
    hasOwn: 'stored' in value || 'authority' in value || value.timestamp === null,
    voids: voids(value)?.toLowerCase() ?? null,
  };
};

/**
 * The text to be stored: as it was sent, with the time of storing and who vouches for it. Only where the sender had set
 * these itself is it written anew.
 */
export const sealed = (sent: Sent, stored: Micros, authority: object): string => {
  const added = {
    ...(sent.time === null ? { timestamp: isoTime(stored) } : {}),
    stored: isoTime(stored),
    authority,
  };
  return sent.hasOwn
    ? JSON.stringify({ ...(JSON.parse(sent.text) as object), ...added })
    : withMembers(sent.text, added);
};

const withMembers = (text: string, members: object): string => {
  const before = text.slice(0, text.lastIndexOf('}')).trimEnd();
  const inside = JSON.stringify(members).slice(1, -1);
  return `${before}${before.endsWith('{') ? '' : ','}${inside}}`;
};
