import { NO_MESSAGES } from '../../host/port';
import type { HostPort, HttpResponse } from '../../host/port';

/** By how the address ends: a response with its status, a body, null for none at all, or one that comes `later`. */
export type Responses = Readonly<Record<string, HttpResponse | object | 'later' | null>>;

declare global {
  interface Window {
    /** Words under our ids, for a language that nobody speaks: tests put pseudo-translations here. */
    marginaliaWords?: Record<string, string>;
  }
}

/** Told to the window to let late responses come. */
export const ARRIVE = 'marginalia:arrive';

const isResponse = (value: object): value is HttpResponse => 'status' in value && 'body' in value;

const heard = (event: string): Promise<void> =>
  new Promise((resolve) => window.addEventListener(event, () => resolve(), { once: true }));

interface StoryHost extends HostPort {
  /** Every address asked for, oldest first. */
  readonly asked: string[];
  /** From now on no response arrives. */
  cutOff(): void;
}

interface Story {
  readonly responses: Responses;
  readonly arriving: Responses;
  readonly tag: string;
}

/** A host whose service says what a story wants. Everything else about it is like a real host's. */
export const storyHost = ({ responses, arriving, tag }: Story): StoryHost => {
  const asked: string[] = [];
  let isCutOff = false;
  const arrival = heard(ARRIVE);
  const find = (url: string, all: Responses): Responses[string] | undefined =>
    Object.entries(all).find(([end]) => url.split('?')[0]?.endsWith(end))?.[1];
  return {
    asked,
    cutOff: () => {
      isCutOff = true;
    },
    http: async (url) => {
      asked.push(url);
      let response = isCutOff ? null : find(url, responses);
      if (response === 'later') {
        await arrival;
        response = find(url, arriving);
      }
      if (response === null || response === undefined || response === 'later') throw new Error('Network Error');
      return isResponse(response) ? response : { status: 200, body: response };
    },
    // nothing is stored
    send: () => Promise.reject(new Error('Network Error')),
    config: () => ({ apiUrl: 'http://stories.test' }),
    locale: () => ({ tag, rtl: tag === 'ar' }),
    useLocale: () => ({ tag, rtl: tag === 'ar' }),
    hostMessages: () => window.marginaliaWords ?? NO_MESSAGES,
    reportError: () => undefined,
  };
};
