import {
  getAppConfig,
  getAuthenticatedHttpClient,
  getLocale,
  getMessages,
  getSiteConfig,
  isRtl,
  logError,
} from '@openedx/frontend-base';
import { attempt, getWith, sendWith } from './http';
import { NO_MESSAGES } from './port';
import type { HostPort } from './port';

/** The name under which a site registers us, and under which our settings stand in its configuration. */
export const APP_ID = 'org.openedx.frontend.app.marginalia';

const text = (value: unknown): string | null => (typeof value === 'string' && value !== '' ? value : null);

/** The adapter for hosts built on @openedx/frontend-base (the instructor dashboard). */
export const baseHost: HostPort = {
  http: (url, signal) => getWith(getAuthenticatedHttpClient(), url, signal),
  send: (method, url, body) => sendWith(getAuthenticatedHttpClient(), method, url, body),
  config() {
    const site = attempt<Record<string, unknown>>(getSiteConfig, {});
    const own = attempt<Record<string, unknown> | undefined>(() => getAppConfig(APP_ID), undefined);
    const common = site.commonAppConfig as Record<string, unknown> | undefined;
    const url = text(own?.MARGINALIA_API_URL) ?? text(common?.MARGINALIA_API_URL) ?? text(site.lmsBaseUrl) ?? '';
    return { apiUrl: url.replace(/\/+$/, '') };
  },
  locale() {
    const tag = attempt(getLocale, 'en');
    return { tag, rtl: isRtl(tag) };
  },
  hostMessages: () => attempt(getMessages, NO_MESSAGES),
  reportError(error) {
    attempt(() => logError(error), undefined);
  },
};
