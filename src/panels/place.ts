import { useCallback, useMemo, useSyncExternalStore } from 'react';
import { GroupKey } from '@marginalia/contract';
import { isUsageKey } from '../lib/usage-key';

/** The pages of the instructor's side, in the order of the navigation. One learner is reached from the list. */
export const PAGES = ['attention', 'course', 'content', 'compare'] as const;
export type Page = (typeof PAGES)[number];

/** Where the reader is. */
export type Place =
  | { readonly page: Page; readonly group?: undefined; readonly block?: undefined }
  /** One group of the class. */
  | { readonly page: 'course'; readonly group: GroupKey; readonly block?: undefined }
  /** One block of the content, by its usage key. */
  | { readonly page: 'content'; readonly block: string; readonly group?: undefined }
  | { readonly page: 'learner'; readonly learner: string };

const LEARNER = 'learner/';
const GROUP = 'course/';
const BLOCK = 'content/';
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
  const name = fragment.replace(/^#/, '').replace(/\?.*$/s, '');
  if (name.startsWith(LEARNER) && name.length > LEARNER.length) {
    return { page: 'learner', learner: decoded(name.slice(LEARNER.length)) };
  }
  if (name.startsWith(GROUP)) {
    const group = GroupKey.safeParse(decoded(name.slice(GROUP.length)));
    return group.success ? { page: 'course', group: group.data } : { page: 'course' };
  }
  if (name.startsWith(BLOCK)) {
    const block = decoded(name.slice(BLOCK.length));
    return isUsageKey(block) ? { page: 'content', block } : { page: 'content' };
  }
  return { page: isPage(name) ? name : 'attention' };
};

/** The fragment of a place. It is never sent to a server, so no log of addresses names a learner. */
export const fragmentOf = (place: Place): string => {
  if (place.page === 'learner') return `#${LEARNER}${encodeURIComponent(place.learner)}`;
  if (place.block !== undefined) return `#${BLOCK}${encodeURIComponent(place.block)}`;
  return place.group === undefined ? `#${place.page}` : `#${GROUP}${encodeURIComponent(place.group)}`;
};

const subscribe = (onChange: () => void): (() => void) => {
  window.addEventListener('hashchange', onChange);
  return () => window.removeEventListener('hashchange', onChange);
};

/** The place in the address, followed as it changes: every host leaves the fragment to us. */
export const useFragment = (): string => useSyncExternalStore(subscribe, () => window.location.hash);

/** The place in the fragment, without what the page keeps behind it. */
export const placePart = (fragment: string): string => fragment.replace(/\?.*$/s, '');

/** What the page keeps behind the place, with its question mark; nothing where it keeps nothing. Without what is open beside it. */
export const keptPart = (fragment: string): string => {
  const state = stateIn(fragment);
  state.delete('open');
  const query = state.toString();
  return query === '' ? '' : `?${query}`;
};

export type AddressState = Readonly<Record<string, string>>;
export type ChangeAddress = (change: Readonly<Record<string, string | undefined>>, how?: 'push' | 'replace') => void;

const stateIn = (fragment: string): URLSearchParams => new URLSearchParams(/\?(.*)$/s.exec(fragment)?.[1] ?? '');

/**
 * What a page keeps in the address behind its place, `#attention?state=stopped&sort=-lastActive`: so that back, reload and
 * links work. `push` makes a step for the back button; what changes with every key press is for `replace`.
 * @param first the place where the address names none
 */
export const useAddressState = (first = 'attention'): readonly [AddressState, ChangeAddress] => {
  const fragment = useFragment();
  const state = useMemo(() => Object.fromEntries(stateIn(fragment)), [fragment]);
  const change = useCallback<ChangeAddress>(
    (next, how = 'push') => {
      const now = window.location.hash;
      const params = stateIn(now);
      for (const [name, value] of Object.entries(next)) {
        if (value === undefined || value === '') params.delete(name);
        else params.set(name, value);
      }
      const query = params.toString();
      const hash = `${placePart(now) === '' ? `#${first}` : placePart(now)}${query === '' ? '' : `?${query}`}`;
      if (how === 'push') {
        window.location.hash = hash;
        return;
      }
      window.history.replaceState(window.history.state, '', hash);
      // the browser fires no event for a replaced address
      window.dispatchEvent(new HashChangeEvent('hashchange'));
    },
    [first],
  );
  return [state, change];
};
