import { useSyncExternalStore } from 'react';

/** The pages of the instructor's side, in the order of the navigation. One learner is reached from the list. */
export const PAGES = ['attention', 'course', 'content', 'compare'] as const;
export type Page = (typeof PAGES)[number];

/** Where the reader is. */
export type Place = { readonly page: Page } | { readonly page: 'learner'; readonly learner: string };

const LEARNER = 'learner/';
const isPage = (name: string): name is Page => PAGES.some((page) => page === name);

const decoded = (text: string): string => {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
};

/** The place that the fragment of an address names; anything else is the first page. */
export const placeOf = (fragment: string): Place => {
  const name = fragment.replace(/^#/, '');
  if (name.startsWith(LEARNER) && name.length > LEARNER.length) {
    return { page: 'learner', learner: decoded(name.slice(LEARNER.length)) };
  }
  return { page: isPage(name) ? name : 'attention' };
};

/** The fragment of a place. It is never sent to a server, so no log of addresses names a learner. */
export const fragmentOf = (place: Place): string =>
  place.page === 'learner' ? `#${LEARNER}${encodeURIComponent(place.learner)}` : `#${place.page}`;

const subscribe = (tell: () => void): (() => void) => {
  window.addEventListener('hashchange', tell);
  return () => window.removeEventListener('hashchange', tell);
};

/** The place in the address, followed as it changes: every host leaves the fragment to us. */
export const useFragment = (): string => useSyncExternalStore(subscribe, () => window.location.hash);
