import type { HostSidebar } from './sidebar';

/**
 * In which sidebars our page is. The host breaks down where it has to open a page that it has not, so nothing of
 * ours may ask for it before the wrapper of the sidebar has added it.
 */
const added = { outline: 0, unit: 0 };
const listeners = new Set<() => void>();

export type Sidebar = keyof typeof added;

/** Says that our page is in a sidebar, until what is returned is called. */
export const addPage = (sidebar: Sidebar): (() => void) => {
  const change = (by: number): void => {
    added[sidebar] += by;
    listeners.forEach((listener) => listener());
  };
  change(1);
  return () => change(-1);
};

export const hasPage = (sidebar: Sidebar): boolean => added[sidebar] > 0;

export const onPages = (listener: () => void): (() => void) => {
  listeners.add(listener);
  return () => listeners.delete(listener);
};

let outline: HostSidebar | null = null;

/** The sidebar of the outline page, known from its wrapper, so that hundreds of cards need not each ask the host for it. */
export const noteOutline = (host: HostSidebar | null): void => {
  outline = host;
};

export const outlineNow = (): HostSidebar | null => outline;

/** Brings a margin into view that stands beside the outline by itself, in hosts without pages. */
let reveal: (() => void) | null = null;

/** Says that a margin stands beside the outline by itself, until what is returned is called. */
export const addOwnMargin = (show: () => void): (() => void) => {
  const notify = (next: (() => void) | null): void => {
    reveal = next;
    listeners.forEach((listener) => listener());
  };
  notify(show);
  return () => notify(null);
};

export const ownMargin = (): (() => void) | null => reveal;
