import { useEffect, useRef } from 'react';
import type { ReactNode } from 'react';
import { Icon } from '@openedx/paragon';
import Close from '@openedx/paragon/icons/es5/Close';

interface Props {
  readonly label: string;
  /** Absent: what is inside begins with a heading of its own. */
  readonly title?: ReactNode;
  readonly closeLabel: string;
  readonly onClose: () => void;
  /** The heading takes the focus when the drawer opens: it was opened by keyboard, or by a button that says so. */
  readonly takeFocus: boolean;
  /** What is inside is a table of several columns. */
  readonly wide?: boolean;
  readonly children: ReactNode;
}

/** A look at one row beside the list, which stays usable. Escape closes it, and whoever opened it takes the focus back. */
export const Drawer = ({ label, title, closeLabel, onClose, takeFocus, wide = false, children }: Props): ReactNode => {
  const box = useRef<HTMLDivElement>(null);
  const heading = useRef<HTMLHeadingElement>(null);
  const close = useRef(onClose);
  close.current = onClose;
  useEffect(() => {
    const escape = (event: KeyboardEvent): void => {
      if (event.key === 'Escape') close.current();
    };
    document.addEventListener('keydown', escape);
    return () => document.removeEventListener('keydown', escape);
  }, []);
  useEffect(() => {
    const opener = document.activeElement;
    return () => {
      // Whoever closes it may have put the focus somewhere already.
      if (opener instanceof HTMLElement && document.activeElement === document.body) opener.focus();
    };
  }, []);
  useEffect(() => {
    if (takeFocus) heading.current?.focus();
  }, [takeFocus]);
  return (
    <div
      ref={box}
      role="dialog"
      aria-label={label}
      className={`marginalia-drawer${wide ? ' marginalia-drawer-wide' : ''}`}
    >
      <div className="marginalia-drawer-head">
        {title === undefined ? (
          <span />
        ) : (
          <h3 ref={heading} tabIndex={-1}>
            {title}
          </h3>
        )}
        <button type="button" className="marginalia-icon-button" aria-label={closeLabel} onClick={onClose}>
          <Icon src={Close} />
        </button>
      </div>
      {children}
    </div>
  );
};
