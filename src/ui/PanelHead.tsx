import { useEffect, useRef } from 'react';
import type { ReactNode } from 'react';
import { Icon } from '@openedx/paragon';
import ArrowBack from '@openedx/paragon/icons/es5/ArrowBack';

interface Props {
  readonly title: ReactNode;
  /** What kind of block, in a word, above the title; null for the course itself. */
  readonly kind: ReactNode;
  readonly back?: { readonly label: ReactNode; readonly onBack: () => void } | undefined;
  readonly link?: { readonly label: ReactNode; readonly href: string } | undefined;
  /** Moves the focus here when the panel appears: the reader asked for it by pressing something that is gone now. */
  readonly takeFocus: boolean;
}

export const PanelHead = ({ title, kind, back, link, takeFocus }: Props): ReactNode => {
  const heading = useRef<HTMLHeadingElement>(null);
  useEffect(() => {
    if (takeFocus) heading.current?.focus();
  }, [takeFocus]);
  return (
    <header className="marginalia-head">
      {back !== undefined && (
        <button type="button" className="marginalia-link marginalia-back" onClick={back.onBack}>
          <Icon src={ArrowBack} className="marginalia-flip" /> {back.label}
        </button>
      )}
      {(kind !== null || link !== undefined) && (
        <p className="marginalia-kind">
          {kind}
          {link !== undefined && (
            <a className="marginalia-open" href={link.href}>
              {link.label}
            </a>
          )}
        </p>
      )}
      <h2 ref={heading} tabIndex={-1}>
        {title}
      </h2>
    </header>
  );
};
