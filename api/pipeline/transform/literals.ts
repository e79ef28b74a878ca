import { isObject } from './json';

/**
 * Numbers whose text says more than their value: `5.0` is a float, and 2^53 + 1 has more digits than a JavaScript number
 * keeps. Answers are stored as Python prints them, so the texts of such numbers are kept with what was parsed.
 */
const literals = new WeakMap<object, Map<string, string>>();

/** How Python prints the number that `holder` has under `name`, where the number alone does not show that. */
export const literalOf = (holder: object, name: string): string | undefined => literals.get(holder)?.get(name);

const DISCLOSING = /[[,:]\s*-?(?:\d+\.\d*0|\d+(?:\.\d+)?[eE][+-]?\d+|\d{16,})\s*[,}\]]/;
const TOKEN = /"(?:[^"\\]|\\.)*"|-?\d+(?:\.\d+)?(?:[eE][+-]?\d+)?/gs;
/** No text of an event holds this. */
const MARK = '\u0000number ';

/** Remembers the telling numbers of what was parsed from `text`. The text has to be valid JSON. */
export const keepLiterals = (value: unknown, text: string): void => {
  if (!DISCLOSING.test(text)) return;
  const marked = text.replace(TOKEN, (token) => (token.startsWith('"') ? token : JSON.stringify(MARK + token)));
  walk(value, JSON.parse(marked));
};

const walk = (value: unknown, marked: unknown): void => {
  if (typeof value !== 'object' || value === null || typeof marked !== 'object' || marked === null) return;
  for (const name of Object.keys(value)) {
    const [one, other] = [member(value, name), member(marked, name)];
    if (typeof one === 'number' && typeof other === 'string') keep(value, name, one, other.slice(MARK.length));
    else walk(one, other);
  }
};

const member = (holder: object, name: string): unknown =>
  isObject(holder) ? holder[name] : (holder as readonly unknown[])[Number(name)];

const keep = (holder: object, name: string, value: number, literal: string): void => {
  const isFloat = /[.eE]/.test(literal);
  const printed = isFloat ? pythonFloat(value) : BigInt(literal).toString();
  if (printed === String(value)) return;
  const own = literals.get(holder) ?? new Map<string, string>();
  literals.set(holder, own);
  own.set(name, printed);
};

/** As `repr(float)` does: an exponent from 1e16 and below 1e-4, with two digits at least. */
export const pythonFloat = (value: number): string => {
  const size = Math.abs(value);
  if (size !== 0 && (size >= 1e16 || size < 1e-4)) {
    const [digits = '', exponent = ''] = value.toExponential().split('e');
    return `${digits}e${exponent.slice(0, 1)}${exponent.slice(1).padStart(2, '0')}`;
  }
  const printed = Object.is(value, -0) ? '-0' : String(value);
  return printed.includes('.') ? printed : `${printed}.0`;
};
