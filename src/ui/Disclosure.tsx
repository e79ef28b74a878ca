import { useId, useState } from 'react';
import type { ReactNode } from 'react';

interface Props {
  readonly label: ReactNode;
  readonly labelOpen?: ReactNode;
  /** Open from the start. */
  readonly startsOpen?: boolean;
  /** For screen readers, where the label alone stands several times on a page. */
  readonly name?: string;
  /** The id of what the button is about, read after its label. */
  readonly about?: string | undefined;
  readonly children: ReactNode;
}

/** A quiet button that shows more below itself. What is hidden is not in the page, so it costs nothing. */
export const Disclosure = ({
  label,
  labelOpen = label,
  startsOpen = false,
  name,
  about,
  children,
}: Props): ReactNode => {
  const [open, setOpen] = useState(startsOpen);
  const id = useId();
  return (
    <div className="marginalia-disclosure">
      <button
        type="button"
        className="marginalia-link"
        id={`${id}-button`}
        aria-label={name}
        aria-labelledby={about === undefined ? undefined : `${id}-button ${about}`}
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
