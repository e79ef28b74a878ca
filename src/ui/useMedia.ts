import { useEffect, useState } from 'react';

const matches = (query: string): boolean => typeof window.matchMedia === 'function' && window.matchMedia(query).matches;

/** Whether the page is as a media query says, followed as the window is resized. */
export const useMedia = (query: string): boolean => {
  const [isSo, setIsSo] = useState(() => matches(query));
  useEffect(() => {
    if (typeof window.matchMedia !== 'function') return undefined;
    const list = window.matchMedia(query);
    const follow = (): void => setIsSo(list.matches);
    follow();
    list.addEventListener('change', follow);
    return () => list.removeEventListener('change', follow);
  }, [query]);
  return isSo;
};
