/** The block type in a usage key: `problem` of `block-v1:...+type@problem+block@...`; '' where there is none. */
export const typeInKey = (usageKey: string): string => /[+/]type@([^+]+)\+block@/.exec(usageKey)?.[1] ?? '';
