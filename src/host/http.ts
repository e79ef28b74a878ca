import type { HttpResponse, SendMethod } from './port';

/** A service that hangs must not leave a panel pending for ever; the API itself stops a query after 20 s. */
const TIMEOUT_MS = 30_000;

/** What both kinds of host hand out: an axios client that signs requests in. */
interface SignedInClient {
  get(
    url: string,
    options: { signal: AbortSignal; timeout: number; headers?: Readonly<Record<string, string>> },
  ): Promise<ClientResponse>;
  request(options: {
    method: SendMethod;
    url: string;
    data: object | undefined;
    timeout: number;
    isCsrfExempt: true;
  }): Promise<ClientResponse>;
}

interface ClientResponse {
  readonly status: number;
  readonly data: unknown;
  /** Names in small letters. */
  readonly headers?: unknown;
}

const responseOf = (error: unknown): HttpResponse | null => {
  const response = (error as { response?: { status?: unknown; data?: unknown } } | null)?.response;
  return typeof response?.status === 'number' ? { status: response.status, body: response.data } : null;
};

/** The response to a request, whatever its status; rejects only where none arrived. */
const settled = async (asking: Promise<ClientResponse>): Promise<HttpResponse> => {
  try {
    const response = await asking;
    const etag = (response.headers as { etag?: unknown } | undefined)?.etag;
    return { status: response.status, body: response.data, etag: typeof etag === 'string' ? etag : undefined };
  } catch (error) {
    const response = responseOf(error);
    if (response === null) throw error;
    return response;
  }
};

/** GETs with the host's client. Resolves with any status; rejects only where no response arrived. */
export const getWith = (
  client: SignedInClient,
  url: string,
  signal: AbortSignal,
  known?: string,
): Promise<HttpResponse> =>
  settled(
    client.get(url, {
      signal,
      timeout: TIMEOUT_MS,
      ...(known === undefined ? {} : { headers: { 'If-None-Match': known } }),
    }),
  );

/**
 * Sends with the host's client. The API needs none of Django's tokens: it takes cookies only with a header that foreign
 * pages cannot send, and looks at the origin.
 */
export const sendWith = (
  client: SignedInClient,
  method: SendMethod,
  url: string,
  data: object | undefined,
): Promise<HttpResponse> => settled(client.request({ method, url, data, timeout: TIMEOUT_MS, isCsrfExempt: true }));
