import { useContext } from 'react';
import type { ReactNode } from 'react';
import { FormattedMessage, IntlProvider, defineMessages } from '@edx/frontend-platform/i18n';
import { QueryClientContext, QueryClientProvider } from '@tanstack/react-query';
import { ErrorBoundary } from '../lib/ErrorBoundary';
import { directionToSay } from './direction';
import { allMessages, useMessages } from './messages';
import { HostContext } from './port';
import { ownClient } from './query';
import type { HostPort } from './port';

const words = defineMessages({
  broken: {
    id: 'marginalia.host.broken',
    defaultMessage: 'Marginalia cannot be shown here because of an error of its own. Your work is not affected.',
    description: 'Shown in place of a panel that crashed, in the sidebar of Studio',
  },
});

interface Props {
  readonly children: ReactNode;
  readonly host: HostPort;
  /** In a row of buttons: drawn in line, and silent where it breaks. */
  readonly inline?: boolean;
}

/** Around everything we mount: the host's services, our words in its language, its query cache, and a net below. */
export const PluginRoot = ({ children, host, inline = false }: Props): ReactNode => {
  const client = useContext(QueryClientContext) ?? ownClient;
  const { tag, rtl } = host.locale();
  const ours = useMessages(tag, host.reportError);
  const messages = allMessages(ours, host.hostMessages());
  const Root = inline ? 'span' : 'div';
  return (
    <ErrorBoundary fallback={null} onError={(error) => host.reportError(error)}>
      <HostContext.Provider value={host}>
        {/* A missing translation shows the English words: nothing the host's log needs to hear about. */}
        <IntlProvider locale={tag} messages={messages} defaultLocale="en" onError={() => undefined}>
          <QueryClientProvider client={client}>
            <Root
              className={inline ? 'marginalia marginalia-inline' : 'marginalia'}
              dir={directionToSay(rtl)}
              lang={tag}
            >
              <ErrorBoundary
                fallback={
                  inline ? null : (
                    <p className="marginalia-note">
                      <FormattedMessage {...words.broken} />
                    </p>
                  )
                }
                onError={(error) => host.reportError(error)}
              >
                {ours !== null && children}
              </ErrorBoundary>
            </Root>
          </QueryClientProvider>
        </IntlProvider>
      </HostContext.Provider>
    </ErrorBoundary>
  );
};
