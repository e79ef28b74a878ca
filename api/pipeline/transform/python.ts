import { type Json, isObject } from './json';
import { literalOf, pythonFloat } from './literals';

/** Values as Python prints them: `str()`, `repr()` and `json.dumps(…, ensure_ascii=False)`. */

/** As `str()` does. */
export const pythonText = (value: unknown, holder: object, name: string): string =>
  typeof value === 'string' ? value : repr(value, holder, name);

/** A list as `json.dumps` does: a blank after commas and colons, other alphabets as they are. */
export const pythonJson = (value: unknown, holder: object, name: string): string => {
  if (typeof value === 'string') return quoted(value);
  if (Array.isArray(value)) return `[${value.map((item, i) => pythonJson(item, value, String(i))).join(', ')}]`;
  if (isObject(value)) {
    const members = Object.keys(value).map((key) => `${quoted(key)}: ${pythonJson(value[key], value, key)}`);
    return `{${members.join(', ')}}`;
  }
  return typeof value === 'number' ? printedNumber(value, holder, name) : String(value);
};

const repr = (value: unknown, holder: object, name: string): string => {
  if (typeof value === 'string') return reprText(value);
  if (typeof value === 'number') return printedNumber(value, holder, name);
  if (typeof value === 'boolean') return value ? 'True' : 'False';
  if (Array.isArray(value)) return `[${value.map((item, i) => repr(item, value, String(i))).join(', ')}]`;
  if (isObject(value)) return `{${reprMembers(value)}}`;
  return 'None';
};

const reprMembers = (value: Json): string =>
  Object.keys(value)
    .map((key) => `${reprText(key)}: ${repr(value[key], value, key)}`)
    .join(', ');

/** Whole floats keep their `.0`, which is lost in a JavaScript number. */
const printedNumber = (value: number, holder: object, name: string): string =>
  literalOf(holder, name) ?? (Number.isInteger(value) && Math.abs(value) < 1e21 ? String(value) : pythonFloat(value));

const JSON_ESCAPES: Readonly<Record<string, string>> = {
  '"': '\\"',
  '\\': '\\\\',
  '\b': '\\b',
  '\f': '\\f',
  '\n': '\\n',
  '\r': '\\r',
  '\t': '\\t',
};

const quoted = (value: string): string =>
  `"${value.replace(/["\\\p{Cc}]/gu, (c) => JSON_ESCAPES[c] ?? (c < ' ' ? `\\u${hex(c, 4)}` : c))}"`;

const REPR_ESCAPES: Readonly<Record<string, string>> = { '\\': '\\\\', '\n': '\\n', '\r': '\\r', '\t': '\\t' };

/** In single quotes, unless only single ones stand in it. What cannot be printed is escaped. */
const reprText = (value: string): string => {
  const quote = value.includes("'") && !value.includes('"') ? '"' : "'";
  const body = value.replace(/[\\']|(?! )[\p{C}\p{Z}]/gu, (c) => {
    if (c === "'") return quote === "'" ? "\\'" : c;
    return REPR_ESCAPES[c] ?? escaped(c);
  });
  return `${quote}${body}${quote}`;
};

const escaped = (c: string): string => {
  const code = c.codePointAt(0) ?? 0;
  if (code < 0x100) return `\\x${hex(c, 2)}`;
  return code < 0x10000 ? `\\u${hex(c, 4)}` : `\\U${hex(c, 8)}`;
};

const hex = (c: string, digits: number): string => (c.codePointAt(0) ?? 0).toString(16).padStart(digits, '0');
