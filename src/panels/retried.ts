import { useEffect, useRef } from 'react';
import type { RefObject } from 'react';
import type { ReportState } from '../host/query';

interface Retried {
  /** Around what comes once the report is there: it takes the focus, and needs a `tabIndex` of -1. */
  readonly body: RefObject<HTMLDivElement>;
  /** Tries a report that failed again. */
  readonly again: (retry: () => void) => void;
}

/**
 * Keeps the focus where somebody pressed "Try again": the button goes away with what failed. Whoever has gone on meanwhile
 * stays there.
 */
export const useRetried = (kind: ReportState<unknown>['kind']): Retried => {
  const body = useRef<HTMLDivElement>(null);
  const wasRetried = useRef(false);
  useEffect(() => {
    if (kind !== 'ready' || !wasRetried.current) return;
    wasRetried.current = false;
    if (document.activeElement === document.body) body.current?.focus();
  }, [kind]);
  return {
    body,
    again: (retry) => {
      wasRetried.current = true;
      retry();
    },
  };
};
