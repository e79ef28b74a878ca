import { getConfig } from '@edx/frontend-platform';
import { getAuthenticatedHttpClient } from '@edx/frontend-platform/auth';
import { getLocale, getMessages, isRtl } from '@edx/frontend-platform/i18n';
import { logError } from '@edx/frontend-platform/logging';
import { attempt, getWith, sendWith } from './http';
import { NO_MESSAGES } from './port';
import type { HostPort } from './port';

/** The adapter for hosts built on @edx/frontend-platform 8 (the Authoring MFE). */
export const platformHost: HostPort = {
  http: (url, signal) => getWith(getAuthenticatedHttpClient(), url, signal),
  send: (method, url, body) => sendWith(getAuthenticatedHttpClient(), method, url, body),
  config() {
    const config = getConfig() as Record<string, unknown>;
    const url = [config.MARGINALIA_API_URL, config.LMS_BASE_URL].find((u) => typeof u === 'string' && u !== '');
    return { apiUrl: typeof url === 'string' ? url.replace(/\/+$/, '') : '' };
  },
  locale() {
    // Both throw where the host has not set up its languages (yet): English is what it shows then.
    const tag = attempt(getLocale, 'en');
    return { tag, rtl: isRtl(tag) };
  },
  hostMessages: () => attempt(() => (getMessages() as Record<string, string> | undefined) ?? NO_MESSAGES, NO_MESSAGES),
  reportError(error) {
    attempt(() => logError(error), undefined);
  },
};
