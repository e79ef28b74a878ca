import type { LearnerRow } from '@marginalia/contract';

/** What to call a learner: the name where there is one, else the username, else the id of the events. */
export const calledOf = ({ name, username, id }: Pick<LearnerRow, 'name' | 'username' | 'id'>): string => {
  const known = [name, username].find((text) => text !== null && text.trim() !== '');
  return known ?? id;
};

/** `mailto:` with everything in it; blanks as %20, because mail programs show a plus as a plus. */
export const mailAddress = (email: string, subject: string, body: string): string =>
  `mailto:${encodeURIComponent(email).replaceAll('%40', '@')}?subject=${encodeURIComponent(subject)}&body=${encodeURIComponent(body.replaceAll('\n', '\r\n'))}`;
