/** Whether two answers that a grader tells apart mean the same to a reader: number formats, case, spaces, units. */

const MINUS = /[\u2212\u2013]/g;
const DIGITS = String.raw`\d+(?:\.\d+)?|\.\d+`;
const PLAIN = new RegExp(String.raw`^([+-]?(?:${DIGITS}))(?:e([+-]?\d+)|[x×*·]10\^?\{?([+-]?\d+)\}?)?$`);
const FRACTION = new RegExp(String.raw`^([+-]?(?:${DIGITS}))/(${DIGITS})$`);
/** A unit behind a number: letters, or a currency sign before or behind it. */
const UNIT = /[a-zµμ°€$£]+[²³23]?(?:\/[a-zµμ]+[²³23]?)?$/;

const plain = (text: string): number | null => {
  const fraction = FRACTION.exec(text);
  if (fraction) return Number(fraction[1]) / Number(fraction[2]);
  const [, digits, e, ten] = PLAIN.exec(text) ?? [];
  return digits === undefined ? null : Number(digits) * 10 ** Number(e ?? ten ?? 0);
};

/** Each reading of a comma: as a decimal one, and as one between thousands. */
const commas = (text: string): string[] => {
  if (!text.includes(',')) return [text];
  const readings: string[] = [];
  if (/^[^,]*,\d+\D*$/.test(text)) readings.push(text.replaceAll('.', '').replace(',', '.'));
  if (/^[^,]*\d(,\d{3})+(\.\d+)?\D*$/.test(text)) readings.push(text.replaceAll(',', ''));
  return readings;
};

/** The values that an answer may stand for; none where it is no number. */
const valuesOf = (response: string): number[] => {
  const text = response
    .normalize('NFKC')
    .toLowerCase()
    .replace(MINUS, '-')
    .replace(/^[a-z]\w*\s*=/, '')
    .replace(/\s+/g, '')
    .replace(/^[€$£]/, '')
    .replace(/[.;]$/, '');
  const values = commas(text).flatMap((one) => {
    const percent = one.endsWith('%') ? plain(one.slice(0, -1)) : null;
    // a reader takes 25% for 0.25, and where percents are asked for, for 25
    if (percent !== null) return [percent / 100, percent];
    const value = plain(one);
    if (value !== null) return [value];
    const bare = UNIT.test(one) ? plain(one.replace(UNIT, '')) : null;
    return bare === null ? [] : [bare];
  });
  return values.filter(Number.isFinite);
};

/** Short words may differ by case on purpose: Aa and aa, CO and Co. */
const CASE_MATTERS_BELOW = 4;

const textOf = (response: string): string => {
  const text = response
    .normalize('NFKC')
    .replace(/["'‘’“”«»]/g, '')
    .replace(/\s+/g, '')
    .replace(/[.;,]+$/, '');
  return (text.match(/\p{L}/gu) ?? []).length < CASE_MATTERS_BELOW ? text : text.toLowerCase();
};

const isClose = (a: number, b: number): boolean => Math.abs(a - b) <= 1e-9 * Math.max(Math.abs(a), Math.abs(b));

/** Whether a reader would take both for the same answer. */
export const areEqual = (a: string, b: string): boolean => {
  const text = textOf(a);
  if (text !== '' && text === textOf(b)) return true;
  const values = valuesOf(b);
  return values.length > 0 && valuesOf(a).some((one) => values.some((other) => isClose(one, other)));
};
