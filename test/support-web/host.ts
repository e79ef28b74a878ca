import type { HostPort, HttpResponse } from '../../src/host/port';

export interface FakeHost extends HostPort {
  /** Every URL asked for, oldest first. */
  readonly asked: string[];
  readonly reported: Error[];
  /** What was sent, with where to. */
  readonly sent: { method: string; url: string; body: object | undefined }[];
  /** Replaces what is answered from now on. `null`: no answer arrives, as with a cable pulled. */
  answer(next: Responses): void;
}

/** By what the URL ends with: a body (status 200), a whole answer, a promise of one, or null for none. */
export type Responses = Record<string, HttpResponse | Promise<HttpResponse> | object | null>;

const isAnswer = (value: object): value is HttpResponse => 'status' in value && 'body' in value;

/** A host whose only fake part is what comes over the wire. */
export const fakeHost = (responses: Responses, tag = 'en'): FakeHost => {
  let current = responses;
  const asked: string[] = [];
  const reported: Error[] = [];
  const sent: FakeHost['sent'] = [];
  const answerTo = (url: string): Promise<HttpResponse> => {
    const path = url.split('?')[0] ?? url;
    const found = Object.entries(current).find(([end]) => path.endsWith(end))?.[1];
    if (found === null) return Promise.reject(new Error('Network Error'));
    if (found instanceof Promise) return found as Promise<HttpResponse>;
    if (found === undefined) return Promise.reject(new Error(`nothing prepared for ${url}`));
    return Promise.resolve(isAnswer(found) ? found : { status: 200, body: found });
  };
  return {
    asked,
    reported,
    sent,
    answer: (next) => {
      current = next;
    },
    http: (url) => {
      asked.push(url);
      return answerTo(url);
    },
    send: (method, url, body) => {
      sent.push({ method, url, body });
      return answerTo(url);
    },
    config: () => ({ apiUrl: 'http://api.test', lmsUrl: 'http://lms.test' }),
    locale: () => ({ tag, rtl: tag === 'ar' }),
    useLocale: () => ({ tag, rtl: tag === 'ar' }),
    hostMessages: () => ({}),
    reportError: (error) => reported.push(error),
  };
};

/** An error answer of the catalogue. */
export const failure = (status: number, code: string, requestId = 'req-7'): HttpResponse => ({
  status,
  body: { code, message: 'for logs', requestId },
});

/** The last URL asked for whose path ends so: what one part of a page asks for is not in order with another's. */
export const lastAsked = ({ asked }: FakeHost, end: string): string | undefined =>
  asked.findLast((url) => (url.split('?')[0] ?? '').endsWith(end));
