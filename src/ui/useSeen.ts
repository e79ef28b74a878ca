import { useEffect, useRef, useState } from 'react';
import type { RefObject } from 'react';

/** Begin a little before it comes into view, so that it is there in time. */
const AHEAD = '200px';

/** Whether an element was ever in view: what lies far below is asked for only by who gets there. */
export const useSeen = <T extends HTMLElement>(): readonly [RefObject<T>, boolean] => {
  const element = useRef<T>(null);
  const [seen, setSeen] = useState(typeof IntersectionObserver === 'undefined');
  useEffect(() => {
    if (seen || element.current === null) return undefined;
    const observer = new IntersectionObserver(
      (entries) => {
        if (entries.some(({ isIntersecting }) => isIntersecting)) setSeen(true);
      },
      { rootMargin: AHEAD },
    );
    observer.observe(element.current);
    return () => observer.disconnect();
  }, [seen]);
  return [element, seen];
};
