import { SignJWT } from 'jose';
import * as z from 'zod';
import { bytesOf } from '../../lib/responseBody';
import type { Provider } from './known';

/** A server of somebody else gave no answer that can be used; the message says why. */
export class ProviderError extends Error {
  override readonly name = 'ProviderError';
}

export type Fetch = (url: string, init: RequestInit) => Promise<Response>;

/** Bytes of an answer, as of any extension. */
const LARGEST = 256 * 1024;
/** How long a question can be shown to somebody else, seconds. */
const VALID = '60s';

/** What a question is about; whoever asks is in none. */
export interface Question {
  readonly course?: string;
  readonly block?: string;
  readonly place?: string;
}

/** A token that holds the question, for the server at `url` alone. @param key shared with that server */
export const sign = (url: string, key: string, question: Question): Promise<string> =>
  new SignJWT({ ...question })
    .setProtectedHeader({ alg: 'HS256', typ: 'JWT' })
    .setIssuer('marginalia')
    .setAudience(url)
    .setIssuedAt()
    .setExpirationTime(VALID)
    .sign(new TextEncoder().encode(key));

const VERSIONED = z.object({ apiVersion: z.literal(1) });

/**
 * Asks a connected server, until its deadline.
 * @param path below its address
 * @param signed a question as `sign` makes it; null: the answer is about nothing
 * @param form what the answer has to hold; other members are passed over
 * @throws ProviderError
 */
export const askProvider = async <T>(
  provider: Provider,
  path: string,
  signed: string | null,
  form: z.ZodType<T>,
  fetchUrl: Fetch = fetch,
): Promise<T> => {
  const signal = AbortSignal.timeout(provider.deadline);
  try {
    const response = await fetchUrl(`${provider.url}${path}`, {
      headers: {
        accept: 'application/json',
        ...(signed !== null && { authorization: `Bearer ${signed}` }),
      },
      redirect: 'error',
      signal,
    });
    if (!response.ok) throw new ProviderError(`It answered with status ${response.status}.`);
    const bytes = await bytesOf(response, LARGEST);
    if (bytes.length > LARGEST) throw new ProviderError(`It answered with more than ${LARGEST / 1024} kB.`);
    const body: unknown = JSON.parse(bytes.toString('utf8'));
    if (!VERSIONED.safeParse(body).success) throw new ProviderError('Its answer does not say "apiVersion": 1.');
    const found = form.safeParse(body);
    if (found.success) return found.data;
    const [issue] = found.error.issues;
    throw new ProviderError(`Its answer is not as agreed: ${issue?.path.join('.') ?? ''}: ${issue?.message ?? ''}.`);
  } catch (error) {
    if (error instanceof ProviderError) throw error;
    if (signal.aborted) throw new ProviderError(`It did not answer within ${provider.deadline / 1000} s.`);
    if (error instanceof SyntaxError) throw new ProviderError('Its answer is not JSON.');
    throw new ProviderError('It cannot be reached.');
  }
};
