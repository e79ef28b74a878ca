import type { ReactNode } from 'react';
import type { IntlShape } from '@edx/frontend-platform/i18n';
import { OverlayTrigger, Tooltip } from '@openedx/paragon';
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
  const sentence = readoutSentence(intl, numbersFor(intl), block);
  if (onOpen === null) return <Readout intl={intl} block={block} />;
  return (
    <OverlayTrigger placement="top" overlay={<Tooltip id={`marginalia-tip-${blockId.slice(-32)}`}>{sentence}</Tooltip>}>
      <button
        type="button"
        className="marginalia-card-button"
        aria-label={`${intl.formatMessage(words.show, { name: blockName(intl, block) })}. ${sentence}`}
        onClick={(event) => {
          // The card around this button opens or selects itself when it is clicked.
          event.stopPropagation();
          onOpen();
        }}
      >
        <Readout intl={intl} block={block} spoken={false} />
      </button>
    </OverlayTrigger>
  );
};
