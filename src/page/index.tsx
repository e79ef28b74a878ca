import { createRoot } from 'react-dom/client';
import { APP_INIT_ERROR, APP_READY, initialize, mergeConfig, subscribe } from '@edx/frontend-platform';
import { getLocale, isRtl } from '@edx/frontend-platform/i18n';
import { AppProvider } from '@edx/frontend-platform/react';
import { QueryClient, QueryClientProvider } from '@tanstack/react-query';
import '@openedx/paragon/dist/core.min.css';
import '@openedx/paragon/dist/light.min.css';
import '../ui/marginalia.scss';
import './page.scss';
import { App, SiteApp } from './App';
import { addressOf, configOf, isSite } from './address';
import type { Settings } from './address';

const element = document.getElementById('root');
const address = addressOf(window.location.pathname);
const client = new QueryClient();
let settings: Settings = { lmsBaseUrl: window.location.origin };

const readSettings = async (): Promise<void> => {
  const response = await fetch('/instructor/settings.json');
  if (!response.ok) throw new Error(`The settings could not be read: status ${response.status}`);
  settings = (await response.json()) as Settings;
  mergeConfig(configOf(window.location.origin, settings));
};

subscribe(APP_READY, () => {
  const locale = getLocale();
  document.documentElement.lang = locale;
  document.documentElement.dir = isRtl(locale) ? 'rtl' : 'ltr';
  const site = isSite(window.location.pathname);
  if (element === null || (address === null && !site)) return;
  document.title = `${address === null ? window.location.host : address.courseId} · Marginalia`;
  createRoot(element).render(
    <AppProvider>
      <QueryClientProvider client={client}>
        {address === null ? <SiteApp /> : <App {...address} {...settings} />}
      </QueryClientProvider>
    </AppProvider>,
  );
});

subscribe(APP_INIT_ERROR, (_, error) => {
  if (element !== null) element.textContent = `Marginalia could not start: ${String(error)}`;
});

void initialize({
  // The pages bring their own words.
  messages: { en: {}, 'es-419': {}, ar: {} },
  // A frame cannot show the LMS's sign-in page: there, the panels say that the session has ended.
  requireAuthenticatedUser: address?.embedded !== true,
  handlers: { config: readSettings },
});
