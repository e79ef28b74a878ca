import { useContext } from 'react';
import type { ReactNode } from 'react';
import type { IntlShape } from '@edx/frontend-platform/i18n';
import { QueryClientContext, QueryClientProvider } from '@tanstack/react-query';
import { ErrorBoundary } from '../lib/ErrorBoundary';
import { directionToSay } from './direction';
import { useSharedIntl } from './messages';
import { HostContext } from './port';
import type { HostPort } from './port';
import { ownClient } from './query';

interface Props {
  readonly host: HostPort;
  /** Gets the page's one `intl`: there is no IntlProvider around it. */
  readonly children: (intl: IntlShape) => ReactNode;
}

/** As PluginRoot, for what stands on a page hundreds of times: in line, silent where it breaks, and cheap. */
export const CardRoot = ({ host, children }: Props): ReactNode => {
  const client = useContext(QueryClientContext) ?? ownClient;
  const intl = useSharedIntl(host);
  const { tag, rtl } = host.locale();
  return (
    <ErrorBoundary fallback={null} onError={(error) => host.reportError(error)}>
      <HostContext.Provider value={host}>
        <QueryClientProvider client={client}>
          <span className="marginalia marginalia-inline" dir={directionToSay(rtl)} lang={tag}>
            {intl !== null && children(intl)}
          </span>
        </QueryClientProvider>
      </HostContext.Provider>
    </ErrorBoundary>
  );
};
