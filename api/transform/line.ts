import { type Json, isObject, readJson } from './json';
import { keepLiterals } from './literals';

/** What one line of a tracking log holds. */
export type ParsedLine =
  | { readonly kind: 'event'; readonly event: Json }
  /** Nothing: empty, or a comment (`#`). */
  | { readonly kind: 'blank' }
  | { readonly kind: 'rejected'; readonly reason: string };

/** How often an event may be wrapped: a text in JSON inside a container's record of its output. */
const WRAPPINGS = 3;

/**
 * Reads one line of a tracking log as it stands on disk: bare JSON, or behind the prefix of syslog, of Tutor
 * (`[tracking]`) or of another logger; encoded as JSON text once more; or inside the record that Docker keeps of a
 * container's output (`{"log": …}`). The JSON is what stands between the first `{` and the last `}`.
 */
export const parseLine = (text: string): ParsedLine => parse(text, WRAPPINGS);

const parse = (text: string, wrappings: number): ParsedLine => {
  const line = text.trim();
  if (line === '' || line.startsWith('#')) return { kind: 'blank' };
  const start = line.indexOf('{');
  if (start < 0) return rejected('there is no JSON object in it');
  if (isQuoted(line, start)) return parseQuoted(line, wrappings);
  const body = start === 0 ? line : line.slice(start);
  if (!body.endsWith('}')) {
    return rejected(endOf(body) === null ? 'cut off: its JSON object does not end' : 'text follows the JSON object');
  }
  const read = readJson(body);
  if ('problem' in read) return rejected(whyUnreadable(body, read.problem));
  if (!isObject(read.value)) return rejected('there is no JSON object in it');
  // Of this one alone numbers become text: a learner's answers.
  if (body.includes('"problem_check"')) keepLiterals(read.value, body);
  const wrapped = read.value.log;
  const isWrapped = typeof wrapped === 'string' && typeof read.value.stream === 'string';
  return isWrapped && wrappings > 0 ? parse(wrapped, wrappings - 1) : { kind: 'event', event: read.value };
};

const rejected = (reason: string): ParsedLine => ({ kind: 'rejected', reason });

/** `"{\"name\": …}"`, perhaps behind a prefix; or even `"\"{…}\""`. */
const isQuoted = (line: string, start: number): boolean =>
  line.startsWith('"') || (line[start - 1] === '"' && (line[start + 1] === '\\' || line[start + 1] === '}'));

const parseQuoted = (line: string, wrappings: number): ParsedLine => {
  const quoted = line.startsWith('"') ? line : line.slice(line.indexOf('"{'));
  const read = /^".*"$/s.test(quoted) ? readJson(quoted) : { problem: 'cut off: its text does not end' };
  if ('problem' in read) return rejected(read.problem);
  if (typeof read.value !== 'string' || wrappings === 0) return rejected('there is no JSON object in it');
  return parse(read.value, wrappings - 1);
};

const whyUnreadable = (body: string, problem: string): string => {
  const end = endOf(body);
  if (end === null) return 'cut off: its JSON object does not end';
  return /^\s*\{/.test(body.slice(end)) ? 'there are two records on the line' : problem;
};

/** Where the object that `text` begins with ends, judged by its brackets alone; null where it does not. */
const endOf = (text: string): number | null => {
  const token = /"(?:[^"\\]|\\.)*"|["{}]/gs;
  let depth = 0;
  for (let found = token.exec(text); found; found = token.exec(text)) {
    if (found[0] === '"') return null;
    if (found[0] === '{') depth += 1;
    if (found[0] === '}') depth -= 1;
    if (depth === 0) return token.lastIndex;
  }
  return null;
};
