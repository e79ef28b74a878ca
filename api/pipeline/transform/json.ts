/** A JSON object as parsed. Members may be named anything, `__proto__` too: look with `Object.hasOwn`. */
export type Json = Readonly<Record<string, unknown>>;

export const isObject = (value: unknown): value is Json =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** Nobody's tracking event is nested deeper. Beyond some thousand levels walking it would end the process. */
const DEEPEST = 200;

/** What a text says in JSON, or why it says nothing. */
type Read = { readonly value: unknown } | { readonly problem: string };

export const readJson = (text: string): Read => {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch (error) {
    // What follows the comma quotes the text, which may say who the learner is.
    return { problem: `not JSON: ${(error as Error).message.replace(/(,| in JSON at| is not valid).*$/s, '')}` };
  }
  return isDeeperThan(value, DEEPEST) ? { problem: `nested deeper than ${DEEPEST} levels` } : { value };
};

const isDeeperThan = (value: unknown, levels: number): boolean => {
  if (typeof value !== 'object' || value === null) return false;
  if (levels === 0) return true;
  for (const name in value) if (isDeeperThan((value as Json)[name], levels - 1)) return true;
  return false;
};
