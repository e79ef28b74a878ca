import { createRoot } from 'react-dom/client';
import { APP_INIT_ERROR, APP_READY, initialize, subscribe } from '@edx/frontend-platform';
import { QueryClient, QueryClientProvider } from '@tanstack/react-query';
import { AppProvider } from '@edx/frontend-platform/react';
import { getLocale, isRtl } from '@edx/frontend-platform/i18n';
import '@openedx/paragon/dist/core.min.css';
import '@openedx/paragon/dist/light.min.css';
import '../ui/marginalia.scss';
import './harness.scss';
import './themes.scss';
import { App } from './App';
import { configure } from './config';

// As a site with a theme of another variant, or with a brand package, would have set them.
const asked = new URLSearchParams(window.location.search);
document.documentElement.dataset.paragonThemeVariant = asked.get('theme') ?? 'light';
document.documentElement.dataset.brand = asked.get('brand') ?? '';

const HOUR = 3_600_000;
const element = document.getElementById('root');

// The host's own default: our panels must not depend on it.
const client = new QueryClient({ defaultOptions: { queries: { staleTime: HOUR } } });

subscribe(APP_READY, () => {
  const locale = getLocale();
  document.documentElement.lang = locale;
  document.documentElement.dir = isRtl(locale) ? 'rtl' : 'ltr';
  if (element === null) return;
  createRoot(element).render(
    <AppProvider>
      <QueryClientProvider client={client}>
        <App />
      </QueryClientProvider>
    </AppProvider>,
  );
});

subscribe(APP_INIT_ERROR, (_, error) => {
  if (element !== null) element.textContent = `The demo could not start: ${String(error)}`;
});

void initialize({
  // The stand-in's own words are English; the plugin brings its translations itself.
  messages: { en: {}, 'es-419': {}, fr: {}, 'zh-cn': {}, ar: {} },
  requireAuthenticatedUser: false,
  handlers: { config: configure },
});
