import { useRef, useState } from 'react';
import type { ReactNode } from 'react';
import type { IntlShape } from '@edx/frontend-platform/i18n';
import { Overlay, Tooltip } from '@openedx/paragon';
import type { OutlineBlock } from '../../contract';
import { getOutline } from '../../contract/outline';
import { useAnswer } from '../../host/query';
import { numbersFor } from '../shared/numbers';
import { Readout } from './Readout';
import { words } from './messages';
import { blockOf, readoutOf } from './model';
import { blockName, readoutSentence } from './words';

interface Props {
  readonly intl: IntlShape;
  readonly courseId: string;
  readonly blockId: string;
  /** Opens the block in the sidebar; null where no sidebar of ours is on the page. */
  readonly onOpen: (() => void) | null;
}

/** The figures on a card of the outline. All cards of a course share one request; without figures there is nothing. */
export const CardReadout = ({ intl, courseId, blockId, onOpen }: Props): ReactNode => {
  const answer = useAnswer(getOutline, { params: { course: courseId } });
  const block = answer.kind === 'ready' ? blockOf(answer.data, blockId) : undefined;
  if (block === undefined || readoutOf(block).length === 0) return null;
  if (onOpen === null) return <Readout intl={intl} block={block} />;
  return <ReadoutButton intl={intl} block={block} onOpen={onOpen} />;
};

interface ButtonProps {
  readonly intl: IntlShape;
  readonly block: OutlineBlock;
  readonly onOpen: () => void;
}

/** The figures as a button. Its tooltip is made when it is looked at: there may be hundreds of cards. */
const ReadoutButton = ({ intl, block, onOpen }: ButtonProps): ReactNode => {
  const button = useRef<HTMLButtonElement>(null);
  const [shown, setShown] = useState(false);
  const sentence = readoutSentence(intl, numbersFor(intl), block);
  const show = (): void => setShown(true);
  const hide = (): void => setShown(false);
  return (
    <>
      <button
        ref={button}
        type="button"
        className="marginalia-card-button"
        aria-label={`${intl.formatMessage(words.show, { name: blockName(intl, block) })}. ${sentence}`}
        onMouseEnter={show}
        onMouseLeave={hide}
        onFocus={show}
        onBlur={hide}
        onKeyDown={(event) => {
          if (event.key === 'Escape') hide();
        }}
        onClick={(event) => {
          // The card around this button opens or selects itself when it is clicked.
          event.stopPropagation();
          onOpen();
        }}
      >
        <Readout intl={intl} block={block} spoken={false} />
      </button>
      {shown && (
        <Overlay show target={button.current} placement="top">
          <Tooltip id={`marginalia-tip-${block.id.slice(-32)}`}>{sentence}</Tooltip>
        </Overlay>
      )}
    </>
  );
};
