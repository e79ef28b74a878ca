import { type Json, isObject, readJson } from './json';
import { keepLiterals } from './literals';

/** What one line of a tracking log holds. */
type ParsedLine =
  | { readonly kind: 'event'; readonly event: Json }
  /** Nothing: empty, or a comment (`#`). */
  | { readonly kind: 'blank' }
  | { readonly kind: 'rejected'; readonly reason: string };

/** How often an event may be wrapped: a text in JSON inside a shipper's record inside a container's. */
const WRAPPINGS = 4;

/**
 * Where shippers of logs put the line they carry: Docker, Fluent Bit and Kubernetes, Filebeat and Logstash, journald,
 * Elasticsearch, Splunk, Vector, Cloud Logging, GELF.
 */
const CARRIERS = [
  'log',
  'message',
  'MESSAGE',
  'msg',
  '_source',
  'event',
  'result',
  '_raw',
  'raw',
  'line',
  'body',
  'textPayload',
  'jsonPayload',
  'short_message',
  'full_message',
  'fields',
  'data',
  'record',
  'log_processed',
  'original',
];
/** Of these, what tracking events have as well. */
const OWN = new Set(['event', 'data']);

/**
 * Reads one line of a tracking log as it stands on disk: bare JSON, or behind the prefix of syslog, of Tutor
 * (`[tracking]`) or of another logger; encoded as JSON text once more; alone in a list; or inside the record of whoever
 * ships the log (`{"log": …}`, `{"message": …}`, `{"_source": …}`). The JSON is what stands between the first `{` and the
 * last `}`. A record that says neither what happened nor carries a line is rejected, so that nothing is lost unheard.
 */
export const parseLine = (text: string): ParsedLine => parse(text, WRAPPINGS);

const parse = (text: string, wrappings: number): ParsedLine => {
  const line = text.trim();
  if (line === '' || line.startsWith('#')) return { kind: 'blank' };
  const start = line.indexOf('{');
  if (start < 0) return rejected('there is no JSON object in it');
  if (isQuoted(line, start)) return parseQuoted(line, wrappings);
  const body = bodyOf(line, start);
  if (!body.endsWith('}')) {
    return rejected(endOf(body) === null ? 'cut off: its JSON object does not end' : 'text follows the JSON object');
  }
  const read = readJson(body);
  if ('problem' in read) return rejected(whyUnreadable(body, read.problem));
  if (!isObject(read.value)) return rejected('there is no JSON object in it');
  // Of this one alone numbers become text: a learner's answers.
  if (body.includes('"problem_check"')) keepLiterals(read.value, body);
  return unwrap(read.value, wrappings);
};

/** What a line holds from its first brace on; a list of one, and the comma of a longer one, are left aside. */
const bodyOf = (line: string, start: number): string => {
  const body = start === 0 ? line : line.slice(start);
  if (body.endsWith('},')) return body.slice(0, -1);
  return /^\[\s*$/.test(line.slice(0, start)) ? body.replace(/\}\s*\],?$/, '}') : body;
};

const carriesText = (value: Json): boolean =>
  CARRIERS.some((name) => {
    const carried = Object.hasOwn(value, name) ? value[name] : null;
    return typeof carried === 'string' && carried.includes('{"') && !OWN.has(name);
  });

/** Tracking events say what happened and in which context; a record of a shipper may have a name as well. */
const isEvent = (value: Json): boolean =>
  isObject(value.context) ||
  typeof value.event_type === 'string' ||
  (typeof value.name === 'string' && !carriesText(value));

/** As much as only a tracking event says; a name alone has many a thing. */
const isSurelyEvent = (value: Json): boolean =>
  isObject(value.context) || Object.hasOwn(value, 'event_type') || Object.hasOwn(value, 'event');

const unwrap = (value: Json, wrappings: number): ParsedLine => {
  if (isEvent(value)) return { kind: 'event', event: value };
  let reason: ParsedLine | null = null;
  for (const name of CARRIERS) {
    if (!Object.hasOwn(value, name)) continue;
    const carried = value[name];
    const found = carriedBy(carried, wrappings);
    if (found?.kind === 'event') return found;
    reason ??= found;
  }
  if (reason) return reason;
  // Others put it elsewhere: there only what is an event beyond doubt is taken for one.
  for (const carried of Object.values(value)) {
    const found = carriedBy(carried, wrappings);
    if (found?.kind === 'event' && isSurelyEvent(found.event)) return found;
    if (found?.kind === 'rejected' && found.reason === SEVERAL) return found;
  }
  return CARRIERS.some((name) => Object.hasOwn(value, name) && !OWN.has(name)) || isShipped(value)
    ? rejected('a record of a log shipper in which no tracking event is found')
    : { kind: 'event', event: value };
};

const SEVERAL = 'a record that holds several events; write each on a line of its own';

/** What a member of a record carries; null: nothing that looks like a line of a tracking log. */
const carriedBy = (carried: unknown, wrappings: number): ParsedLine | null => {
  if (Array.isArray(carried)) {
    const found = carriedBy(carried[0], wrappings);
    return found?.kind === 'event' && carried.length > 1 && isSurelyEvent(found.event) ? rejected(SEVERAL) : found;
  }
  if (!isObject(carried) && (typeof carried !== 'string' || !carried.includes('{'))) return null;
  if (wrappings === 0) return rejected('wrapped too often');
  const found = isObject(carried) ? unwrap(carried, wrappings - 1) : parse(carried, wrappings - 1);
  return found.kind === 'rejected' || (found.kind === 'event' && isEvent(found.event)) ? found : null;
};

/** Members that shippers add, and events never have. */
const SHIPPED = ['@timestamp', 'stream', 'kubernetes', 'docker', 'container_name', '_index'];
const isShipped = (value: Json): boolean => SHIPPED.some((name) => Object.hasOwn(value, name));

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
