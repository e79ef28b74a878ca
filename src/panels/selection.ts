import { useCallback, useEffect, useSyncExternalStore } from 'react';

/**
 * Cards and the sidebar are mounted by the host in different places, so what they share lives here: which block of a
 * course is chosen, and whether a sidebar is there to show it.
 */
const chosen = new Map<string, string>();
/** Courses whose choice was just made by a button of ours outside the sidebar: the focus goes where it leads. */
const focusing = new Set<string>();
/** How often the sidebar was asked for by a button that leads to it, and how often it has come since. */
const calls = { made: 0, heard: 0 };
const sidebars = new Map<string, number>();
/** What the host last had selected in a course, so that only a change of it counts as a choice. */
const followed = new Map<string, string | null>();
const listeners = new Set<() => void>();

const notify = (): void => listeners.forEach((listener) => listener());
const subscribe = (listener: () => void): (() => void) => {
  listeners.add(listener);
  return () => listeners.delete(listener);
};

/** Chooses a block of a course; null: the course as a whole. `focus`: the sidebar takes the focus with it. */
export const selectBlock = (courseId: string, blockId: string | null, focus = false): void => {
  if (blockId === null) chosen.delete(courseId);
  else chosen.set(courseId, blockId);
  if (focus) focusing.add(courseId);
  notify();
};

/** Has the sidebar of the page take the focus: the one that is there, or the one that is about to come. */
export const callSidebar = (): void => {
  calls.made += 1;
  notify();
};

/** Says that there is a sidebar of ours for a course, or a button that opens one, until what is returned is called. */
export const addSidebar = (courseId: string): (() => void) => {
  const change = (by: number): void => {
    sidebars.set(courseId, (sidebars.get(courseId) ?? 0) + by);
    notify();
  };
  change(1);
  return () => change(-1);
};

interface Selection {
  readonly selected: string | null;
  readonly select: (blockId: string | null) => void;
  /** The choice was made outside the sidebar and by a button that leads here. */
  readonly takeFocus: boolean;
}

/** The block chosen in a course, for its sidebar, and a way to choose another. */
export const useSelection = (courseId: string): Selection => {
  const selected = useSyncExternalStore(subscribe, () => chosen.get(courseId) ?? null);
  useEffect(() => addSidebar(courseId), [courseId]);
  const made = useSyncExternalStore(subscribe, () => calls.made);
  const takeFocus = focusing.has(courseId) || made > calls.heard;
  useEffect(() => {
    focusing.delete(courseId);
    calls.heard = calls.made;
  });
  return { selected, select: useCallback((blockId) => selectBlock(courseId, blockId), [courseId]), takeFocus };
};

/** Follows what the host has selected: a change of it is a choice. `undefined`: the host says nothing. */
export const useFollowed = (courseId: string, hostSelected: string | null | undefined): void => {
  useEffect(() => {
    if (hostSelected === undefined) return;
    const before = followed.get(courseId) ?? null;
    followed.set(courseId, hostSelected);
    if (before !== hostSelected) selectBlock(courseId, hostSelected);
  }, [courseId, hostSelected]);
};

/** Says that the host is about to select something because we ask it to: that is no choice of the reader. */
export const expectFollowed = (courseId: string, hostSelected: string | null): void => {
  followed.set(courseId, hostSelected);
};

/** True while a sidebar of the course is on the page, or can be opened. */
export const useHasSidebar = (courseId: string): boolean =>
  useSyncExternalStore(subscribe, () => (sidebars.get(courseId) ?? 0) > 0);
