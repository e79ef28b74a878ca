import type { ReactElement, ReactNode } from 'react';
import { selectBlock, useHasSidebar } from '../features/margin';
import { CardReadout } from '../features/outline';
import { PluginRoot } from '../host/PluginRoot';
import { platformHost } from '../host/platform';
import { useOutlineHost } from './authoring/host';
import { readCard } from './props';
import type { CardProps } from './props';
import { reportOnce } from './report-once';

const Card = ({ courseId, blockId, subsection, section }: CardProps): ReactNode => {
  const host = useOutlineHost();
  const hasSidebar = useHasSidebar(courseId);
  const open = (): void => {
    selectBlock(courseId, blockId, true);
    host?.select({ id: blockId, subsection, section });
    host?.open();
  };
  return <CardReadout courseId={courseId} blockId={blockId} onOpen={hasSidebar || host !== null ? open : null} />;
};

const cardMount = (name: 'unit' | 'subsection', mount: string) => {
  const Mount = (props: Record<string, unknown>): ReactElement | null => {
    const known = readCard(props, name);
    if (known === null) {
      reportOnce(mount);
      return null;
    }
    return (
      <PluginRoot host={platformHost} inline>
        <Card {...known} />
      </PluginRoot>
    );
  };
  Mount.displayName = mount;
  return Mount;
};

/** The figures on the card of a unit. */
export const UnitCardReadoutMount = cardMount('unit', 'UnitCardReadoutMount');

/** The figures on the card of a subsection. */
export const SubsectionCardReadoutMount = cardMount('subsection', 'SubsectionCardReadoutMount');
