import { useContext } from 'react';
import type { ReactElement, ReactNode } from 'react';
import { QueryClientContext } from '@tanstack/react-query';
import { selectBlock } from '../panels/selection';
import { CardReadout, readoutsOf } from '../features/outline';
import type { CardBlock } from '../features/outline';
import { directionToSay } from '../host/direction';
import { sharedIntl } from '../host/messages';
import { platformHost } from '../host/platform';
import { ownClient } from '../host/query';
import { outlineNow } from './authoring/added';
import { contained } from './contained';
import { readCard } from './props';
import { reportOnce } from './report-once';

const SERVICES = {
  host: platformHost,
  loadIntl: sharedIntl,
  spoken: () => {
    const { tag, rtl } = platformHost.locale();
    return { lang: tag, dir: directionToSay(rtl) };
  },
};

const openIn = ({ courseId, blockId, subsection, section }: CardBlock): void => {
  selectBlock(courseId, blockId, true);
  const host = outlineNow();
  host?.select({ id: blockId, subsection, section });
  host?.open();
};

/** As little as can be: it stands on a page hundreds of times. */
const cardMount = (name: 'unit' | 'subsection', mount: string): ((props: Record<string, unknown>) => ReactElement) =>
  contained(mount, platformHost, (props: Record<string, unknown>): ReactNode => {
    const client = useContext(QueryClientContext) ?? ownClient;
    const known = readCard(props, name);
    if (known === null) {
      reportOnce(mount);
      return null;
    }
    return <CardReadout {...known} readouts={readoutsOf(client, known.courseId, SERVICES)} onOpen={openIn} />;
  });

/** The figures on the card of a unit. */
export const UnitCardReadoutMount = cardMount('unit', 'UnitCardReadoutMount');

/** The figures on the card of a subsection. */
export const SubsectionCardReadoutMount = cardMount('subsection', 'SubsectionCardReadoutMount');
