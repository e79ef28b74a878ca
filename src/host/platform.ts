import { useSyncExternalStore } from 'react';
import { getConfig, subscribe, unsubscribe } from '@edx/frontend-platform';
import { getAuthenticatedHttpClient, getAuthenticatedUser } from '@edx/frontend-platform/auth';
import { LOCALE_CHANGED, getLocale, getMessages, isRtl } from '@edx/frontend-platform/i18n';
import { logError } from '@edx/frontend-platform/logging';
import { addressOf, lmsAt } from './addresses';
import { attempt, localeOf, messagesOf } from './attempt';
import { getWith, sendWith } from './http';
import type { HostPort } from './port';

const watchLocale = (notify: () => void): (() => void) => {
  const token = subscribe(LOCALE_CHANGED, notify);
  return () => unsubscribe(token);
};

/** The adapter for hosts built on @edx/frontend-platform 8 (the Authoring MFE). */
export const platformHost: HostPort = {
  http: (url, signal, known) => getWith(getAuthenticatedHttpClient(), url, signal, known),
  send: (method, url, body) => sendWith(getAuthenticatedHttpClient(), method, url, body),
  config() {
    const config = attempt<Record<string, unknown> | undefined>(getConfig, undefined);
    const url = [config?.MARGINALIA_API_URL, config?.LMS_BASE_URL].find((u) => typeof u === 'string' && u !== '');
    return { apiUrl: addressOf(url) ?? '', ...lmsAt(config?.LMS_BASE_URL) };
  },
  locale: () => localeOf(getLocale, isRtl),
  useLocale() {
    useSyncExternalStore(watchLocale, () => platformHost.locale().tag);
    return platformHost.locale();
  },
  hostMessages: () => messagesOf(getMessages),
  isSignedIn: () => Boolean(attempt<unknown>(getAuthenticatedUser, null)),
  reportError(error) {
    attempt(() => logError(error), undefined);
  },
};
