import { BANNED_EVERYWHERE } from './bannedWords';

/** What of a page a person reads as sentences: no code, no headings, no addresses, no contents of generated ids. */
export const proseOf = (markdown: string): string =>
  markdown
    .replace(/^\s*```[^]*?^\s*```/gm, '')
    .replace(/<!--[^]*?-->/g, '')
    .replace(/^#+ .*$/gm, '')
    .replace(/`[^`]*`/g, 'code')
    .replace(/\[[^\]]*\]\(#[^)]*\)/g, 'link')
    .replace(/\]\([^)]*\)/g, ']')
    .replace(/\s+/g, ' ');

/**
 * What the glossary replaces in every page, and turns of phrase that nobody would say. Shorter than the list for the
 * interface: a page may say “block”, “right to read” or “please”, and explain what confidence is.
 */
const BANNED: readonly RegExp[] = [
  ...BANNED_EVERYWHERE,
  /\b(first|last|many|more|fewer|several|of) tries\b/i,
  /\b(first|second|last|another) try\b/i,
  /\b(who|learners|nobody|everybody) tried\b/i,
  /\bmiddle (half|number)\b/i,
  /\bseen twice\b/i,
  /\bright (the first time|at once|in the end)\b/i,
  /\bso many of so many\b/i,
  /\bwhence\b/i,
];

/** What of a page's prose is in that list, with what stands around it. */
export const bannedInProse = (prose: string): string[] =>
  BANNED.flatMap((pattern) => {
    const found = pattern.exec(prose);
    return found === null ? [] : [prose.slice(Math.max(0, found.index - 30), found.index + found[0].length + 30)];
  });
