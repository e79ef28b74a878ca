import { useContext, useRef } from 'react';
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
    defaultMessage: 'Marginalia hit an error and can’t be shown. Your work is not affected.',
    description: 'Shown in place of a panel that crashed, in the sidebar of Studio',
  },
});

interface Props {
  readonly children: ReactNode;
  readonly host: HostPort;
  /** In a row of buttons: drawn in line, and silent where it breaks. */
  readonly inline?: boolean;
}

/** The host's services, our words in its language, and its query cache. */
const Services = ({ children, host, inline = false }: Props): ReactNode => {
  const client = useContext(QueryClientContext) ?? ownClient;
  const locale = host.useLocale();
  const catalogue = useMessages(locale.tag, host.reportError);
  // Until the words of a newly chosen language arrive, what is open stays as it is, with what was typed into it.
  const drawn = useRef({ locale, catalogue });
  if (catalogue !== null || drawn.current.catalogue === null) drawn.current = { locale, catalogue };
  const { tag, rtl } = drawn.current.locale;
  const messages = allMessages(drawn.current.catalogue, host.hostMessages());
  const Root = inline ? 'span' : 'div';
  return (
    <HostContext.Provider value={host}>
      {/* A missing translation shows the English words: nothing the host's log needs to hear about. */}
      <IntlProvider locale={tag} messages={messages} defaultLocale="en" onError={() => undefined}>
        <QueryClientProvider client={client}>
          <Root className={inline ? 'marginalia marginalia-inline' : 'marginalia'} dir={directionToSay(rtl)} lang={tag}>
            <ErrorBoundary
              fallback={
                inline ? null : (
                  <p className="marginalia-note">
                    <FormattedMessage {...words.broken} />
                  </p>
                )
              }
              onError={host.reportError}
            >
              {drawn.current.catalogue !== null && children}
            </ErrorBoundary>
          </Root>
        </QueryClientProvider>
      </IntlProvider>
    </HostContext.Provider>
  );
};

/**
 * Around everything we mount. The outer net holds what the inner one stands on: where the host's language or messages
 * cannot be read, the sentence is in English.
 */
export const PluginRoot = (props: Props): ReactNode => (
  <ErrorBoundary
    fallback={
      props.inline === true ? null : (
        <div className="marginalia">
          <p className="marginalia-note">{words.broken.defaultMessage}</p>
        </div>
      )
    }
    onError={(error) => props.host.reportError(error)}
  >
    <Services {...props} />
  </ErrorBoundary>
);
