import { useSyncExternalStore } from 'react';
import type { ReactElement, ReactNode } from 'react';
import { FormattedMessage } from '@edx/frontend-platform/i18n';
import { Button } from '@openedx/paragon';
import AutoGraph from '@openedx/paragon/icons/es5/AutoGraph';
import { PluginRoot } from '../../host/PluginRoot';
import { platformHost } from '../../host/platform';
import { callSidebar } from '../../panels/selection';
import { contained } from '../contained';
import { hasPage, onPages, ownMargin } from './added';
import { useOutlineHost, useUnitHost } from './host';
import { words } from './messages';

interface OpenButtonProps {
  readonly onClick: () => void;
  readonly className?: string;
}

const OpenButton = ({ onClick, className = '' }: OpenButtonProps): ReactNode => (
  <Button variant="outline-primary" iconBefore={AutoGraph} onClick={onClick} className={className}>
    <FormattedMessage {...words.open} />
  </Button>
);

const OpenOutline = (): ReactNode => {
  const host = useOutlineHost();
  const isThere = useSyncExternalStore(onPages, () => hasPage('outline'));
  const showOwn = useSyncExternalStore(onPages, ownMargin);
  const openPage = (): void => {
    host?.select(null);
    host?.open();
    callSidebar();
  };
  const show = host !== null && isThere ? openPage : showOwn;
  return show === null ? null : <OpenButton onClick={show} />;
};

const OpenUnit = (): ReactNode => {
  const host = useUnitHost();
  const isThere = useSyncExternalStore(onPages, () => hasPage('unit'));
  return host === null || !isThere ? null : (
    <OpenButton
      className="marginalia-open-unit"
      onClick={() => {
        host.open();
        callSidebar();
      }}
    />
  );
};

const headerMount = (name: string, Open: () => ReactNode): ((props: Record<string, unknown>) => ReactElement) =>
  contained(name, platformHost, (_: Record<string, unknown>) => (
    <PluginRoot host={platformHost} inline>
      <Open />
    </PluginRoot>
  ));

/** The button in the header of the outline page that leads to the margin: our page of the sidebar, or where it stands. */
export const OutlineHeaderMount = headerMount('OutlineHeaderMount', OpenOutline);

/** The button in the header of a unit page that opens our page of its sidebar; nothing where that has no pages. */
export const UnitHeaderMount = headerMount('UnitHeaderMount', OpenUnit);
