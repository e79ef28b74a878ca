import { useSyncExternalStore } from 'react';
import type { ReactElement, ReactNode } from 'react';
import { FormattedMessage } from '@edx/frontend-platform/i18n';
import { Button } from '@openedx/paragon';
import AutoGraph from '@openedx/paragon/icons/es5/AutoGraph';
import { PluginRoot } from '../../host/PluginRoot';
import { platformHost } from '../../host/platform';
import { hasPage, onPages } from './added';
import { useOutlineHost } from './host';
import { words } from './messages';

const Open = (): ReactNode => {
  const host = useOutlineHost();
  const isThere = useSyncExternalStore(onPages, () => hasPage('outline'));
  if (host === null || !isThere) return null;
  return (
    <Button
      variant="outline-primary"
      iconBefore={AutoGraph}
      onClick={() => {
        host.select(null);
        host.open();
      }}
    >
      <FormattedMessage {...words.open} />
    </Button>
  );
};

/** The button in the header of the outline page that opens our page of the sidebar, at the course as a whole. */
export const OutlineHeaderMount = (_: Record<string, unknown>): ReactElement => (
  <PluginRoot host={platformHost} inline>
    <Open />
  </PluginRoot>
);
