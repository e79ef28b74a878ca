/** The most a stored text may have: a question that is an essay is cut. */
const LONGEST = 2000;

export const cut = (text: string): string => (text.length > LONGEST ? `${text.slice(0, LONGEST - 1)}…` : text);
