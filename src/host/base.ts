import { createContext, useContext } from 'react';
import {
  SiteContext,
  getAppConfig,
  getAuthenticatedHttpClient,
  getAuthenticatedUser,
  getLocale,
  getMessages,
  getSiteConfig,
  isRtl,
  logError,
} from '@openedx/frontend-base';
import { lmsAt } from './addresses';
import { attempt, localeOf, messagesOf } from './attempt';
import { getWith, sendWith } from './http';
import type { HostPort } from './port';

/** The name under which a site registers us, and under which our settings stand in its configuration. */
export const APP_ID = 'org.openedx.frontend.app.marginalia';

const text = (value: unknown): string | null => (typeof value === 'string' && value !== '' ? value : null);

/** In place of the site's own, should a version of it have none. */
const NoSite = createContext<unknown>(null);
const Site = ((SiteContext as unknown) ?? NoSite) as typeof NoSite;

/** The adapter for hosts built on @openedx/frontend-base (the instructor dashboard). */
export const baseHost: HostPort = {
  http: (url, signal, known) => getWith(getAuthenticatedHttpClient(), url, signal, known),
  send: (method, url, body) => sendWith(getAuthenticatedHttpClient(), method, url, body),
  config() {
    const site = attempt<Record<string, unknown> | undefined>(getSiteConfig, undefined);
    const own = attempt<Record<string, unknown> | undefined>(() => getAppConfig(APP_ID), undefined);
    const common = site?.commonAppConfig as Record<string, unknown> | undefined;
    const url = text(own?.MARGINALIA_API_URL) ?? text(common?.MARGINALIA_API_URL) ?? text(site?.lmsBaseUrl) ?? '';
    return { apiUrl: url.replace(/\/+$/, ''), ...lmsAt(site?.lmsBaseUrl) };
  },
  locale: () => localeOf(getLocale, isRtl),
  useLocale() {
    // Its language menu changes the site in place: what the site draws in is what we draw in.
    const site = useContext(Site) as { readonly locale?: unknown } | null;
    const chosen = text(site?.locale);
    return localeOf(chosen === null ? getLocale : () => chosen, isRtl);
  },
  hostMessages: () => messagesOf(getMessages),
  isSignedIn: () => Boolean(attempt<unknown>(getAuthenticatedUser, null)),
  reportError(error) {
    attempt(() => logError(error), undefined);
  },
};
