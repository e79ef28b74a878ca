/**
 * Whose a statement is, decided here for SQL and for code: what its actor goes by, of which the first that is there counts.
 * A learner with an account is known by its name, whatever else the statement says.
 */
const GOES_BY: readonly (readonly string[])[] = [['account', 'name'], ['mbox'], ['mbox_sha1sum'], ['openid']];

/**
 * SQL text of the learner of an actor; '' where it has none.
 * @param member SQL of a member of the actor
 * @param between white space between the four: views are known by their text, and another one would have every stored
 * statement typed again
 */
export const learnerSql = (member: (...path: string[]) => string, between: readonly string[]): string => {
  const [last = '', ...others] = GOES_BY.map((path) => member(...path)).reverse();
  const cases = others.reverse().map((name, at) => `${name} != '', ${name},${between[at] ?? ' '}`);
  return `multiIf(${cases.join('')}${last})`;
};

/** The same of the text of a statement. What should be a text and is not counts as its JSON, as the engine has it. */
export const learnerOf = (text: string): string => {
  const { actor } = JSON.parse(text) as { actor?: unknown };
  const member = (value: unknown, name: string): unknown =>
    typeof value === 'object' && value !== null ? (value as Record<string, unknown>)[name] : undefined;
  for (const path of GOES_BY) {
    const found = path.reduce(member, actor) ?? '';
    const name = typeof found === 'string' ? found : JSON.stringify(found);
    if (name !== '') return name;
  }
  return '';
};
