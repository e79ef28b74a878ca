import { useContext, useEffect, useId, useRef, useState } from 'react';
import type { ReactNode } from 'react';
import { FormattedMessage, FormattedTime } from '@edx/frontend-platform/i18n';
import { isStale } from '../lib/freshness';
import { When } from '../ui/When';
import type { ReportHead } from './report-head';
import { PanelFooter } from './PanelFooter';
import { pillWords as words } from './pill-messages';
import { HasEnded, LatestEvent } from './host-context';

interface Props {
  readonly head: ReportHead;
  /** When the report arrived, milliseconds. */
  readonly at: number;
  readonly refreshing: boolean;
  /** Asking again failed: these numbers are old. */
  readonly failed: boolean;
}

/** How fresh the numbers of a page are, in its head; pressed, it shows the window, the threshold and the definitions. */
export const Pill = ({ head, at, refreshing, failed }: Props): ReactNode => {
  const [open, setOpen] = useState(false);
  const box = useRef<HTMLDivElement>(null);
  const id = useId();
  useEffect(() => {
    if (!open) return undefined;
    const leave = (event: Event): void => {
      if (event instanceof KeyboardEvent ? event.key === 'Escape' : !box.current?.contains(event.target as Node))
        setOpen(false);
    };
    document.addEventListener('pointerdown', leave);
    document.addEventListener('keydown', leave);
    return () => {
      document.removeEventListener('pointerdown', leave);
      document.removeEventListener('keydown', leave);
    };
  }, [open]);
  const latest = useContext(LatestEvent) ?? head.asOf;
  const hasEnded = useContext(HasEnded);
  const mood = failed ? 'old' : latest !== null && !hasEnded && isStale(latest, at) ? 'stale' : 'fresh';
  return (
    <div ref={box} className="marginalia-pill">
      <button type="button" aria-expanded={open} aria-controls={open ? id : undefined} onClick={() => setOpen(!open)}>
        <span className={`marginalia-pill-dot marginalia-pill-${mood}`} aria-hidden="true" />{' '}
        <FormattedMessage {...words.updated} values={{ time: <FormattedTime value={at} /> }} />
        {latest !== null && (
          <>
            {' · '}
            <FormattedMessage {...words.latest} values={{ when: <When at={latest} now={at} /> }} />
          </>
        )}
      </button>
      {open && (
        <div id={id} className="marginalia-popover">
          <PanelFooter head={{ ...head, asOf: latest }} at={at} refreshing={refreshing} />
        </div>
      )}
    </div>
  );
};
