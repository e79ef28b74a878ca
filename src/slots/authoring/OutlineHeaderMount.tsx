import { useSyncExternalStore } from 'react';
import type { ReactNode } from 'react';
import { FormattedMessage } from '@edx/frontend-platform/i18n';
import { Button } from '@openedx/paragon';
import AutoGraph from '@openedx/paragon/icons/es5/AutoGraph';
import { PluginRoot } from '../../host/PluginRoot';
import { platformHost } from '../../host/platform';
import { contained } from '../contained';
import { hasPage, onPages, ownMargin } from './added';
import { useOutlineHost } from './host';
import { words } from './messages';

const Open = (): ReactNode => {
  const host = useOutlineHost();
  const isThere = useSyncExternalStore(onPages, () => hasPage('outline'));
  const showOwn = useSyncExternalStore(onPages, ownMargin);
  const openPage = (): void => {
    host?.select(null);
    host?.open();
  };
  const show = host !== null && isThere ? openPage : showOwn;
  if (show === null) return null;
  return (
    <Button variant="outline-primary" iconBefore={AutoGraph} onClick={show}>
      <FormattedMessage {...words.open} />
    </Button>
  );
};

const InHeader = (_: Record<string, unknown>): ReactNode => (
  <PluginRoot host={platformHost} inline>
    <Open />
  </PluginRoot>
);

/** The button in the header of the outline page that leads to the margin: our page of the sidebar, or where it stands. */
export const OutlineHeaderMount = contained('OutlineHeaderMount', platformHost, InHeader);
