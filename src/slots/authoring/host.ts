import { createContext, useContext } from 'react';
import type { Context } from 'react';
import { PAGE_KEY } from '@marginalia/contract/slots';
import { hasPage } from './added';
import * as modules from './host-modules.cjs';
import type { HostSidebar } from './sidebar';

/** The host's own page that both its sidebars begin with. */
const FIRST_PAGE_KEY = 'info';

type Bag = Readonly<Record<string, unknown>>;

const bag = (value: unknown): Bag | null => (typeof value === 'object' && value !== null ? (value as Bag) : null);

type Call = (...args: readonly unknown[]) => void;

const callable = (value: unknown): Call | null => (typeof value === 'function' ? (value as Call) : null);

const text = (value: unknown): string | null => (typeof value === 'string' && value !== '' ? value : null);

/** What a hook of the host returns. They throw outside their provider, which is where we may well be. */
const read = (hook: unknown, ...args: readonly unknown[]): Bag | null => {
  if (typeof hook !== 'function') return null;
  try {
    return bag((hook as (...given: readonly unknown[]) => unknown)(...args));
  } catch {
    return null;
  }
};

const leaving = (sidebar: Bag, show: Call): Pick<HostSidebar, 'isOurs' | 'leave'> => ({
  isOurs: sidebar.currentPageKey === PAGE_KEY,
  leave: () => show(FIRST_PAGE_KEY),
});

/** The sidebar of the outline page around this component. */
export const useOutlineHost = (): HostSidebar | null => {
  const sidebar = read(modules.outlineSidebarHook());
  const show = callable(sidebar?.setCurrentPageKey);
  if (sidebar === null || show === null) return null;
  return {
    selected: text(bag(sidebar.selectedContainerState)?.currentId),
    open: () => {
      if (hasPage('outline')) show(PAGE_KEY);
    },
    ...leaving(sidebar, show),
    select: (place) => {
      if (place === null) callable(sidebar.clearSelection)?.();
      else callable(sidebar.openContainerSidebar)?.(place.id, place.subsection, place.section);
    },
  };
};

/** The sidebar of the unit page around this component. */
export const useUnitHost = (): HostSidebar | null => {
  const sidebar = read(modules.unitSidebarHook(), false);
  const frame = read(modules.iframeHook());
  const show = callable(sidebar?.setCurrentPageKey);
  if (sidebar === null || show === null) return null;
  return {
    selected: text(sidebar.selectedComponentId),
    open: () => {
      if (hasPage('unit')) show(PAGE_KEY);
    },
    ...leaving(sidebar, show),
    select: (place) => {
      show(hasPage('unit') ? PAGE_KEY : sidebar.currentPageKey, place === null ? null : place.id);
      if (place !== null) callable(frame?.sendMessageToIframe)?.('selectXBlock', { locator: place.id });
    },
  };
};

const contextOf = (value: unknown): Context<unknown> | null => {
  const found = bag(value);
  return found !== null && 'Provider' in found && 'Consumer' in found ? (value as Context<unknown>) : null;
};

/** Where the host keeps the pages of a sidebar, which plugins may add to; null where it has no such context. */
export const outlinePages = (): Context<unknown> | null => contextOf(modules.outlinePagesContext());
export const unitPages = (): Context<unknown> | null => contextOf(modules.unitPagesContext());

/** The pages in such a context, by key; null where they are not what we know how to add to. */
const pagesIn = (value: unknown): Bag | null => {
  const pages = bag(value);
  if (pages === null || Array.isArray(value)) return null;
  const all = Object.values(pages);
  return all.length > 0 && all.every((page) => bag(page) !== null && 'component' in (page as object)) ? pages : null;
};

const NoPages = createContext<unknown>(undefined);

/** The pages of the sidebar around this component, with the context they come from; null where there are none we know. */
export const usePages = (context: () => Context<unknown> | null): { Found: Context<unknown>; pages: Bag } | null => {
  const Found = context();
  const pages = pagesIn(useContext(Found ?? NoPages));
  return Found === null || pages === null ? null : { Found, pages };
};
