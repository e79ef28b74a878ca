/** What stands in a text of another direction: it keeps its own, and leaves that of its neighbours alone. */
export const isolated = (text: string): string => `\u2068${text}\u2069`;

/** In Arabic, signs come with marks that turn what follows from left to right: the next number would change places with it. */
export const isolatedNumber = (text: string): string => (text.includes('\u200e') ? isolated(text) : text);
