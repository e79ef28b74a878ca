const ESCAPED = /[\\\t\n\r]/g;
const ESCAPES: Record<string, string> = { '\\': '\\\\', '\t': '\\t', '\n': '\\n', '\r': '\\r' };
const LETTERS: Record<string, string> = { t: '\t', n: '\n', r: '\r' };

/** A text as a value of ClickHouse's format TabSeparated. */
export const tabSeparated = (text: string): string =>
  // Looking for one character each is several times faster than the pattern.
  text.includes('\\') || text.includes('\n') || text.includes('\t') || text.includes('\r')
    ? text.replace(ESCAPED, (found) => ESCAPES[found] ?? found)
    : text;

/** The text that `tabSeparated` made this of. */
export const fromTabSeparated = (value: string): string =>
  value.includes('\\') ? value.replace(/\\(.)/g, (_, letter: string) => LETTERS[letter] ?? letter) : value;
