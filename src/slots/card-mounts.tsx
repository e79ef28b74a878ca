import type { ReactElement, ReactNode } from 'react';
import type { IntlShape } from '@edx/frontend-platform/i18n';
import { selectBlock, useHasSidebar } from '../features/margin';
import { CardReadout } from '../features/outline';
import { CardRoot } from '../host/CardRoot';
import { platformHost } from '../host/platform';
import { useOutlineHost } from './authoring/host';
import { readCard } from './props';
import type { CardProps } from './props';
import { reportOnce } from './report-once';

const Card = ({
  intl,
  courseId,
  blockId,
  subsection,
  section,
}: CardProps & { readonly intl: IntlShape }): ReactNode => {
  const host = useOutlineHost();
  const hasSidebar = useHasSidebar(courseId);
  const open = (): void => {
    selectBlock(courseId, blockId, true);
    host?.select({ id: blockId, subsection, section });
    host?.open();
  };
  return (
    <CardReadout intl={intl} courseId={courseId} blockId={blockId} onOpen={hasSidebar || host !== null ? open : null} />
  );
};

const cardMount = (name: 'unit' | 'subsection', mount: string) => {
  const Mount = (props: Record<string, unknown>): ReactElement | null => {
    const known = readCard(props, name);
    if (known === null) {
      reportOnce(mount);
      return null;
    }
    return <CardRoot host={platformHost}>{(intl) => <Card intl={intl} {...known} />}</CardRoot>;
  };
  Mount.displayName = mount;
  return Mount;
};

/** The figures on the card of a unit. */
export const UnitCardReadoutMount = cardMount('unit', 'UnitCardReadoutMount');

/** The figures on the card of a subsection. */
export const SubsectionCardReadoutMount = cardMount('subsection', 'SubsectionCardReadoutMount');
