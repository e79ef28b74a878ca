import { useEffect, useState } from 'react';
import { createIntl } from '@edx/frontend-platform/i18n';
import type { IntlShape } from '@edx/frontend-platform/i18n';
import catalogues from '../../i18n';
import type { Catalogue } from '../../i18n';
import type { HostPort } from './port';

const ENGLISH: Catalogue = {};

/** What has arrived, for the whole page: cards mounted later are drawn in their language at once. */
const arrived = new Map<string, Catalogue>();
const underWay = new Map<string, Promise<void>>();
/** What could not be had is asked for again by whatever is drawn later, and reported once. */
const failed = new Set<string>();

/**
 * The catalogue for a language tag: the tag itself, else any catalogue of the same language (`es` finds `es-419`), else
 * null, which leaves the English words in the code.
 */
export const catalogueFor = (tag: string): string | null => {
  const wanted = tag.toLowerCase();
  const language = wanted.split('-')[0] ?? wanted;
  const names = Object.keys(catalogues);
  return (
    names.find((n) => n.toLowerCase() === wanted) ??
    names.find((n) => n.toLowerCase().split('-')[0] === language) ??
    null
  );
};

const fetchOnce = (name: string, report: (error: Error) => void): Promise<void> => {
  const before = underWay.get(name);
  if (before !== undefined) return before;
  const now = (async () => {
    try {
      arrived.set(name, (await catalogues[name]?.()) ?? ENGLISH);
      failed.delete(name);
    } catch (error) {
      // English words are better than none.
      arrived.set(name, ENGLISH);
      underWay.delete(name);
      if (!failed.has(name)) report(error instanceof Error ? error : new Error(`No catalogue ${name}`));
      failed.add(name);
    }
  })();
  underWay.set(name, now);
  return now;
};

/**
 * Our translations for a language tag; null while they are on their way, so that nothing is drawn in English first. A
 * catalogue that cannot be fetched is reported once and leaves English.
 */
export const useMessages = (tag: string, report: (error: Error) => void): Catalogue | null => {
  const name = catalogueFor(tag);
  const [, drawAgain] = useState<object | null>(null);
  useEffect(() => {
    if (name === null || (arrived.has(name) && !failed.has(name))) return undefined;
    let here = true;
    void fetchOnce(name, report).then(() => {
      if (here) drawAgain({});
    });
    return () => {
      here = false;
    };
  }, [name, report]);
  return name === null ? ENGLISH : (arrived.get(name) ?? null);
};

/** Translations that a site brought along go before our drafts; pulled catalogues hold '' for what nobody translated. */
const translated = (messages: Catalogue): Catalogue =>
  Object.fromEntries(Object.entries(messages).filter(([, text]) => text !== ''));

const merged = new WeakMap<Catalogue, WeakMap<Catalogue, Catalogue>>();

/** Ours and the host's in one, made once for the page: hundreds of cards ask for it. */
export const allMessages = (ours: Catalogue | null, theirs: Catalogue): Catalogue => {
  const own = ours ?? ENGLISH;
  const known = merged.get(own)?.get(theirs);
  if (known !== undefined) return known;
  const all = { ...own, ...translated(theirs) };
  if (!merged.has(own)) merged.set(own, new WeakMap());
  merged.get(own)?.set(theirs, all);
  return all;
};

const made = new WeakMap<Catalogue, Map<string, IntlShape>>();

/**
 * What formats words and numbers in the host's language, one for the whole page, once the translations have arrived:
 * making one takes longer than drawing a card.
 */
export const sharedIntl = async (host: HostPort): Promise<IntlShape> => {
  const { tag } = host.locale();
  const name = catalogueFor(tag);
  if (name !== null) await fetchOnce(name, host.reportError);
  const messages = allMessages(name === null ? ENGLISH : (arrived.get(name) ?? ENGLISH), host.hostMessages());
  const known = made.get(messages)?.get(tag);
  if (known !== undefined) return known;
  // A missing translation shows the English words: nothing the host's log needs to hear about.
  const intl = createIntl({ locale: tag, messages, defaultLocale: 'en', onError: () => undefined });
  if (!made.has(messages)) made.set(messages, new Map());
  made.get(messages)?.set(tag, intl);
  return intl;
};
