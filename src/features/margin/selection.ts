import { useCallback, useEffect, useSyncExternalStore } from 'react';

/**
 * Cards and the sidebar are mounted by the host in different places, so what they share lives here: which block of a
 * course is chosen, and whether a sidebar is there to show it.
 */
const chosen = new Map<string, string>();
const sidebars = new Map<string, number>();
const listeners = new Set<() => void>();

const tell = (): void => listeners.forEach((listener) => listener());
const subscribe = (listener: () => void): (() => void) => {
  listeners.add(listener);
  return () => listeners.delete(listener);
};

/** Chooses a block of a course; null: the course as a whole. */
export const selectBlock = (courseId: string, blockId: string | null): void => {
  if (blockId === null) chosen.delete(courseId);
  else chosen.set(courseId, blockId);
  tell();
};

/** The block chosen in a course, for its sidebar, and a way to choose another. */
export const useSelection = (courseId: string): [string | null, (blockId: string | null) => void] => {
  const selected = useSyncExternalStore(subscribe, () => chosen.get(courseId) ?? null);
  useEffect(() => {
    sidebars.set(courseId, (sidebars.get(courseId) ?? 0) + 1);
    tell();
    return () => {
      sidebars.set(courseId, (sidebars.get(courseId) ?? 1) - 1);
      tell();
    };
  }, [courseId]);
  return [selected, useCallback((blockId) => selectBlock(courseId, blockId), [courseId])];
};

/** True while a sidebar of the course is on the page. */
export const useHasSidebar = (courseId: string): boolean =>
  useSyncExternalStore(subscribe, () => (sidebars.get(courseId) ?? 0) > 0);
