import { getConfig } from '@edx/frontend-platform';
import { getAuthenticatedHttpClient } from '@edx/frontend-platform/auth';
import { getLocale, getMessages, isRtl } from '@edx/frontend-platform/i18n';
import { logError } from '@edx/frontend-platform/logging';
import type { HostPort, HttpAnswer } from './port';

/** A service that hangs must not leave a panel pending for ever; the API itself stops a query after 20 s. */
const TIMEOUT_MS = 30_000;

const answerOf = (error: unknown): HttpAnswer | null => {
  const response = (error as { response?: { status?: unknown; data?: unknown } } | null)?.response;
  return typeof response?.status === 'number' ? { status: response.status, body: response.data } : null;
};

const attempt = <T>(read: () => T, otherwise: T): T => {
  try {
    return read();
  } catch {
    return otherwise;
  }
};

/** The adapter for hosts built on @edx/frontend-platform 8 (the Authoring MFE). */
export const platformHost: HostPort = {
  async http(url, signal) {
    try {
      const response = await getAuthenticatedHttpClient().get(url, { signal, timeout: TIMEOUT_MS });
      return { status: response.status, body: response.data };
    } catch (error) {
      const answer = answerOf(error);
      if (answer === null) throw error;
      return answer;
    }
  },
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
  hostMessages: () => attempt(() => getMessages() as Record<string, string>, {}),
  reportError(error) {
    attempt(() => logError(error), undefined);
  },
};
