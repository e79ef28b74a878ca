import { useEffect, useState } from 'react';
import catalogues from '../../i18n';
import type { Catalogue } from '../../i18n';

const ENGLISH: Catalogue = {};

/** What has arrived, for the whole page: cards mounted later are drawn in their language at once. */
const arrived = new Map<string, Catalogue>();
const underWay = new Map<string, Promise<void>>();

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
    } catch (error) {
      // English words are better than none.
      arrived.set(name, ENGLISH);
      report(error instanceof Error ? error : new Error(`No catalogue ${name}`));
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
  const [, drawAgain] = useState<string | null>(null);
  useEffect(() => {
    if (name === null || arrived.has(name)) return undefined;
    let here = true;
    void fetchOnce(name, report).then(() => {
      if (here) drawAgain(name);
    });
    return () => {
      here = false;
    };
  }, [name, report]);
  return name === null ? ENGLISH : (arrived.get(name) ?? null);
};
