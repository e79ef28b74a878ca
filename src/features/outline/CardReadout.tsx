import { memo, useEffect, useRef, useState, useSyncExternalStore } from 'react';
import type { ReactNode } from 'react';
import { Overlay, Tooltip } from '@openedx/paragon';
import { NARROW } from '../../lib/narrow';
import { useHasSidebar } from '../../panels/selection';
import { figuresRow, readoutClass } from './Readout';
import type { Readouts } from './readouts';
import type { Figures } from './words';

/** The block of a card, with the subsection and the section it lies in. */
export interface CardBlock {
  readonly courseId: string;
  readonly blockId: string;
  readonly subsection?: string | undefined;
  readonly section?: string | undefined;
}

interface Props extends CardBlock {
  readonly readouts: Readouts;
  /** Opens the block in the sidebar. The same function for all cards. */
  readonly onOpen: (block: CardBlock) => void;
}

/**
 * The figures on a card of the outline; without figures there is nothing. There may be hundreds: each is a handful of
 * elements, drawn once when its figures are there.
 */
export const CardReadout = memo((props: Props): ReactNode => {
  const { readouts, blockId } = props;
  const figures = useSyncExternalStore(readouts.subscribe, () => readouts.of(blockId));
  return figures === null ? null : <CardFigures {...props} figures={figures} />;
});
CardReadout.displayName = 'CardReadout';

const CardFigures = ({ figures, readouts, onOpen, ...block }: Props & { readonly figures: Figures }): ReactNode => {
  const hasSidebar = useHasSidebar(block.courseId);
  const { lang, dir } = readouts.spoken();
  return (
    <span className="marginalia marginalia-inline" lang={lang} dir={dir} data-marginalia-block={block.blockId}>
      {hasSidebar ? (
        <CardButton figures={figures} id={block.blockId} onClick={() => onOpen(block)} />
      ) : (
        <span className={readoutClass(figures)}>
          {figuresRow(figures)}
          <span className="sr-only">{figures.sentences}</span>
        </span>
      )}
    </span>
  );
};

/** The side of a narrow card's flag at which its line begins; null: the card is wide. */
const besideOf = (button: Element | null): 'left' | 'right' | null => {
  if (button === null || typeof window.matchMedia !== 'function' || !window.matchMedia(NARROW).matches) return null;
  return button.closest<HTMLElement>('[dir]')?.dir === 'rtl' ? 'right' : 'left';
};

/** Time to get from the figures to their tooltip, milliseconds. */
const LEAVE_MS = 200;

interface ButtonProps {
  readonly figures: Figures;
  readonly id: string;
  readonly onClick: () => void;
}

/**
 * The figures as a button. Its tooltip is made when it is looked at. On a narrow card it is one line beside the flag, at the
 * start of its line, where Studio has nothing.
 */
const CardButton = ({ figures, id, onClick }: ButtonProps): ReactNode => {
  const button = useRef<HTMLButtonElement>(null);
  const [shown, setShown] = useState(false);
  const leaving = useRef<ReturnType<typeof setTimeout> | undefined>(undefined);
  useEffect(() => () => clearTimeout(leaving.current), []);
  const show = (): void => {
    clearTimeout(leaving.current);
    setShown(true);
  };
  const hide = (): void => setShown(false);
  const beside = shown ? besideOf(button.current) : null;
  // the pointer may be on its way to the tooltip, to read it there
  const leave = (): void => {
    leaving.current = setTimeout(hide, LEAVE_MS);
  };
  return (
    <>
      <button
        ref={button}
        type="button"
        className={`marginalia-card-button ${readoutClass(figures)}`}
        aria-label={figures.label}
        onMouseEnter={show}
        onMouseLeave={leave}
        onFocus={show}
        onBlur={hide}
        onKeyDown={(event) => {
          if (event.key === 'Escape') hide();
        }}
        onClick={(event) => {
          // The card around this button opens or selects itself when it is clicked.
          event.stopPropagation();
          onClick();
        }}
      >
        {figuresRow(figures)}
      </button>
      {shown && (
        <Overlay show target={button.current} placement={beside ?? 'top'}>
          <Tooltip
            id={`marginalia-tip-${id.slice(-32)}`}
            className={beside === null ? '' : 'marginalia-tip-beside'}
            onMouseEnter={show}
            onMouseLeave={leave}
          >
            {beside === null ? figures.sentences : figures.flags}
          </Tooltip>
        </Overlay>
      )}
    </>
  );
};
