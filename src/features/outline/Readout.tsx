import type { ReactNode } from 'react';
import type { IntlShape } from '@edx/frontend-platform/i18n';
import { Icon } from '@openedx/paragon';
import Check from '@openedx/paragon/icons/es5/Check';
import Flag from '@openedx/paragon/icons/es5/Flag';
import People from '@openedx/paragon/icons/es5/People';
import PlayArrow from '@openedx/paragon/icons/es5/PlayArrow';
import type { OutlineBlock } from '../../contract';
import { numbersFor } from '../shared/numbers';
import { asPercent, readoutOf } from './model';
import { readoutSentence } from './words';

const ICONS = { reach: People, firstTry: Check, watched: PlayArrow, attention: Flag };

/** At most four quiet figures; a screen reader hears them as sentences instead. */
export const Readout = ({
  intl,
  block,
  spoken = true,
}: {
  readonly intl: IntlShape;
  readonly block: OutlineBlock;
  readonly spoken?: boolean;
}): ReactNode => {
  const numbers = numbersFor(intl);
  const parts = readoutOf(block);
  if (parts.length === 0) return null;
  return (
    <span className="marginalia-readout">
      {parts.map((part) => (
        <span key={part.kind} className={`marginalia-figure marginalia-figure-${part.kind}`} aria-hidden="true">
          <Icon src={ICONS[part.kind]} size="xs" />
          {part.kind === 'reach' && numbers.count(part.quantity)}
          {part.kind === 'firstTry' && (asPercent(part.rate) ? numbers.percent(part.rate) : numbers.countOf(part.rate))}
          {part.kind === 'watched' && numbers.share(part.quantity)}
          {part.kind === 'attention' && numbers.count(part.items)}
        </span>
      ))}
      {spoken && <span className="sr-only">{readoutSentence(intl, numbers, block)}</span>}
    </span>
  );
};
