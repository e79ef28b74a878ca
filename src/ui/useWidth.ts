import { useLayoutEffect, useRef, useState } from 'react';
import type { RefObject } from 'react';

/** The content width of a sidebar in Studio: what is drawn where nothing can be measured. */
const DEFAULT_WIDTH = 400;

/** The width of an element in whole pixels, followed as the sidebar is resized. 0 until it was measured. */
export const useWidth = (): [RefObject<HTMLDivElement>, number] => {
  const ref = useRef<HTMLDivElement>(null);
  const [width, setWidth] = useState(0);
  useLayoutEffect(() => {
    const element = ref.current;
    if (element === null || typeof ResizeObserver === 'undefined') {
      setWidth(DEFAULT_WIDTH);
      return undefined;
    }
    setWidth(Math.floor(element.getBoundingClientRect().width));
    const observer = new ResizeObserver(([entry]) => {
      if (entry !== undefined) setWidth(Math.floor(entry.contentRect.width));
    });
    observer.observe(element);
    return () => observer.disconnect();
  }, []);
  return [ref, width];
};
