import { type JWTPayload, createLocalJWKSet, createRemoteJWKSet, errors, jwtVerify } from 'jose';
import type { LmsConfig } from '../config/config';
import { ApiError } from '../lib/apiError';

/** The only algorithm: the LMS signs with its private RSA key by RS512. `none` and shared secrets are never taken. */
const ALGORITHMS = ['RS512'];

const HEADER_PAYLOAD = 'edx-jwt-cookie-header-payload';
const SIGNATURE = 'edx-jwt-cookie-signature';

/** Somebody the LMS vouches for. */
export interface Person {
  readonly id: string;
  readonly username: string;
  /** The LMS says so in the signed token; of single courses it decides by its roles. */
  readonly isSuperuser: boolean;
  /** The token itself, to ask the LMS in this person's name. Never logged. */
  readonly token: string;
}

type Headers = Record<string, string | string[] | undefined>;

/**
 * The token of a request: `Authorization: JWT ...` (or Bearer), else the LMS's two cookies joined. Cookies count only
 * with the header `USE-JWT-COOKIE`, which another site's form or image cannot send.
 * @param headers names in lower case
 */
export const tokenOf = (headers: Headers): string | null => {
  const { authorization, cookie } = headers;
  if (typeof authorization === 'string') return /^(?:JWT|Bearer)\s+(\S+)$/i.exec(authorization)?.[1] ?? null;
  if (headers['use-jwt-cookie'] === undefined || typeof cookie !== 'string') return null;
  const [front, signature] = [cookieIn(cookie, HEADER_PAYLOAD), cookieIn(cookie, SIGNATURE)];
  return front && signature ? `${front}.${signature}` : null;
};

/** The first cookie of that name. The two we read hold base64url and dots, which are never escaped. */
const cookieIn = (header: string, name: string): string | undefined => {
  for (const pair of header.split(';')) {
    const cut = pair.indexOf('=');
    if (cut > 0 && pair.slice(0, cut).trim() === name) return pair.slice(cut + 1).trim();
  }
  return undefined;
};

/** Verifies tokens against the LMS's keys, with algorithm, issuer, audience and expiry pinned. */
export class TokenVerifier {
  private readonly keys: ReturnType<typeof createLocalJWKSet> | ReturnType<typeof createRemoteJWKSet>;

  constructor(private readonly lms: LmsConfig) {
    this.keys =
      'jwks' in lms.keys
        ? createLocalJWKSet(JSON.parse(lms.keys.jwks) as Parameters<typeof createLocalJWKSet>[0])
        : createRemoteJWKSet(new URL(lms.keys.url));
  }

  /** @throws ApiError not_signed_in; lms_unavailable where the keys cannot be fetched */
  async verify(token: string | null): Promise<Person> {
    if (token === null) throw new ApiError('not_signed_in');
    let payload: JWTPayload;
    try {
      payload = await this.payload(token);
    } catch (error) {
      // The keys could not be fetched: a time-out, no connection, or an answer other than 200.
      const isAway =
        error instanceof errors.JWKSTimeout ||
        !(error instanceof errors.JOSEError) ||
        error.code === 'ERR_JOSE_GENERIC';
      if (isAway) {
        throw new ApiError('lms_unavailable', undefined, { cause: error });
      }
      throw new ApiError('not_signed_in', undefined, { cause: error });
    }
    const { user_id: userId, preferred_username: username } = payload;
    const id = typeof userId === 'number' || typeof userId === 'string' ? String(userId) : payload.sub;
    if (!id || typeof username !== 'string') throw new ApiError('not_signed_in');
    return { id, username, isSuperuser: payload.superuser === true, token };
  }

  private async payload(token: string): Promise<JWTPayload> {
    const options = {
      algorithms: ALGORITHMS,
      issuer: this.lms.issuer,
      audience: this.lms.audience,
      requiredClaims: ['exp'],
    };
    try {
      return (await jwtVerify(token, this.keys, options)).payload;
    } catch (error) {
      if (!(error instanceof errors.JWKSMultipleMatchingKeys)) throw error;
      // While an LMS changes keys its set has two, and its tokens do not always name theirs.
      for await (const key of error) {
        try {
          return (await jwtVerify(token, key, options)).payload;
        } catch (refusal) {
          if (!(refusal instanceof errors.JWSSignatureVerificationFailed)) throw refusal;
        }
      }
      throw new errors.JWSSignatureVerificationFailed();
    }
  }
}
