import type { ReactNode } from 'react';
import { FormattedMessage } from '@edx/frontend-platform/i18n';
import type { OutlineBlock } from '@marginalia/contract';
import { isForAll } from './model';
import { offeredWords } from './offered-messages';

type Offered = OutlineBlock['offered'];

/** To whom a block is offered, where that is not everybody. */
export const OfferedNote = ({ offered }: { readonly offered: Offered }): ReactNode => {
  if (isForAll(offered) || offered.limit === null) return null;
  return (
    <p>
      <FormattedMessage {...offeredWords[offered.to === 'unknown' ? 'maybe' : offered.limit]} />
    </p>
  );
};

/** The same in a few words, beside a block in a list. */
export const OfferedMark = ({ offered }: { readonly offered: Offered }): ReactNode =>
  isForAll(offered) ? null : (
    <small className="marginalia-path">
      <FormattedMessage {...offeredWords[offered.to === 'nobody' ? 'nobody' : 'some']} />
    </small>
  );
