import { useEffect, useRef } from 'react';
import type { RefObject } from 'react';

/** Calls back where Escape is pressed inside an element: what was opened there closes, and the host hears nothing of it. */
export const useEscape = <T extends HTMLElement>(onEscape: () => void): RefObject<T> => {
  const element = useRef<T>(null);
  const latest = useRef(onEscape);
  useEffect(() => {
    latest.current = onEscape;
  });
  useEffect(() => {
    const around = element.current;
    const hear = (event: KeyboardEvent): void => {
      if (event.key !== 'Escape') return;
      event.stopPropagation();
      latest.current();
    };
    around?.addEventListener('keydown', hear);
    return () => around?.removeEventListener('keydown', hear);
  }, []);
  return element;
};
