import { useId, useState } from 'react';
import type { ReactNode } from 'react';

interface Props {
  readonly label: ReactNode;
  readonly labelOpen?: ReactNode;
  /** Open from the start. */
  readonly startsOpen?: boolean;
  readonly children: ReactNode;
}

/** A quiet button that shows more below itself. What is hidden is not in the page, so it costs nothing. */
export const Disclosure = ({ label, labelOpen = label, startsOpen = false, children }: Props): ReactNode => {
  const [open, setOpen] = useState(startsOpen);
  const id = useId();
  return (
    <div className="marginalia-disclosure">
      <button
        type="button"
        className="marginalia-link"
        aria-expanded={open}
        aria-controls={open ? id : undefined}
        onClick={() => setOpen(!open)}
      >
        {open ? labelOpen : label}
      </button>
      {open && (
        <div id={id} className="marginalia-disclosed">
          {children}
        </div>
      )}
    </div>
  );
};
