import { NO_MESSAGES } from './port';
import type { HostLocale } from './port';

/** What `read` gives, or `otherwise` where it throws: hosts that are half set up throw at simple questions. */
export const attempt = <T>(read: () => T, otherwise: T): T => {
  try {
    return read();
  } catch {
    return otherwise;
  }
};

const ENGLISH: HostLocale = { tag: 'en', rtl: false };

/** What a host says of its language; English where it says nothing, or nothing that a browser can format in. */
export const localeOf = (read: () => unknown, isRtl: (tag: string) => unknown): HostLocale =>
  attempt(() => {
    const said = String(read());
    const [tag] = Intl.getCanonicalLocales(said.replaceAll('_', '-'));
    return tag === undefined ? ENGLISH : { tag, rtl: attempt(() => isRtl(said) === true, false) };
  }, ENGLISH);

/** What a host says its messages are; none where it has none for its language, as hosts have none for English. */
export const messagesOf = (read: () => unknown): Record<string, string> => {
  const messages = attempt(read, undefined);
  return typeof messages === 'object' && messages !== null ? (messages as Record<string, string>) : NO_MESSAGES;
};
