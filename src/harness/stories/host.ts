import { NO_MESSAGES } from '../../host/port';
import type { HostPort, HttpAnswer } from '../../host/port';

/** By how the address ends: a response with its status, a body, null for none at all, or one that comes `later`. */
export type Answers = Readonly<Record<string, HttpAnswer | object | 'later' | null>>;

declare global {
  interface Window {
    /** Words under our ids, for a language that nobody speaks: tests put pseudo-translations here. */
    marginaliaWords?: Record<string, string>;
  }
}

/** Told to the window to let late responses come. */
export const ARRIVE = 'marginalia:arrive';

const isAnswer = (value: object): value is HttpAnswer => 'status' in value && 'body' in value;

const heard = (event: string): Promise<void> =>
  new Promise((resolve) => window.addEventListener(event, () => resolve(), { once: true }));

export interface StoryHost extends HostPort {
  /** Every address asked for, oldest first. */
  readonly asked: string[];
  /** From now on no response arrives. */
  cutOff(): void;
}

interface Story {
  readonly answers: Answers;
  readonly arriving: Answers;
  readonly tag: string;
}

/** A host whose service says what a story wants. Everything else about it is like a real host's. */
export const storyHost = ({ answers, arriving, tag }: Story): StoryHost => {
  const asked: string[] = [];
  let isCutOff = false;
  const arrival = heard(ARRIVE);
  const find = (url: string, all: Answers): Answers[string] | undefined =>
    Object.entries(all).find(([end]) => url.split('?')[0]?.endsWith(end))?.[1];
  return {
    asked,
    cutOff: () => {
      isCutOff = true;
    },
    http: async (url) => {
      asked.push(url);
      let answer = isCutOff ? null : find(url, answers);
      if (answer === 'later') {
        await arrival;
        answer = find(url, arriving);
      }
      if (answer === null || answer === undefined || answer === 'later') throw new Error('Network Error');
      return isAnswer(answer) ? answer : { status: 200, body: answer };
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
