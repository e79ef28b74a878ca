import type { LearnerRow } from '@marginalia/contract';

type Named = Pick<LearnerRow, 'name' | 'username' | 'id'>;

/** The name where there is one, else the username; null where neither is known. */
export const knownName = ({ name, username }: Pick<Named, 'name' | 'username'>): string | null =>
  [name, username].find((text) => text !== null && text.trim() !== '') ?? null;

/** A learner’s id in a form that two people can compare: `18cb·657c`. */
export const shortCode = (id: string): string => {
  const signs = (id.split('|').at(-1) ?? id).replace(/[^\p{L}\p{N}]/gu, '');
  return signs.length <= 8 ? signs : `${signs.slice(0, 4)}·${signs.slice(4, 8)}`;
};

/** One or two letters to find a learner by. */
export const initialsOf = (name: string): string => {
  const parts = name.split(/[\s._-]+/u).filter((part) => part !== '');
  const ends = parts.length > 1 ? [parts[0], parts.at(-1)] : parts;
  return ends
    .map((part) => Array.from(part ?? '')[0] ?? '')
    .join('')
    .toLocaleUpperCase();
};

/** `mailto:` with everything in it; blanks as %20, because mail programs show a plus as a plus. */
export const mailAddress = (email: string, subject: string, body: string): string =>
  `mailto:${address(email)}?${content(subject, body)}`;

/** `mailto:` to several who do not see one another. */
export const mailToMany = (emails: readonly string[], subject: string, body: string): string =>
  `mailto:?bcc=${emails.map(address).join(',')}&${content(subject, body)}`;

const address = (email: string): string => encodeURIComponent(email).replaceAll('%40', '@');
const content = (subject: string, body: string): string =>
  `subject=${encodeURIComponent(subject)}&body=${encodeURIComponent(body.replaceAll('\n', '\r\n'))}`;
