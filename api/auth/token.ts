import { type JWTPayload, createLocalJWKSet, createRemoteJWKSet, errors, jwtVerify } from 'jose';
import type { LmsConfig } from '../config/config';
import { ApiError } from '../lib/apiError';
import { Allowance } from '../lib/allowance';
import { tokenFault } from './tokenFault';

/** The only algorithm: the LMS signs with its private RSA key by RS512. `none` and shared secrets are never taken. */
const ALGORITHMS = ['RS512'];

/** Keys are fetched anew for a token that fits none of them: so many times in a row, and once more every so often; milliseconds. */
const REFETCHES = 5;
const REFETCH_EVERY = 2000;

const HEADER_PAYLOAD = 'edx-jwt-cookie-header-payload';
const SIGNATURE = 'edx-jwt-cookie-signature';

/** Somebody the LMS vouches for. */
export interface Person {
  readonly id: string;
  readonly username: string;
  /** The LMS says so in the signed token; of single courses it decides by its roles. */
  readonly isSuperuser: boolean;
  /** The token is an application's that was given read access only. */
  readonly readsOnly?: true;
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

/**
 * Which scopes let somebody in. The LMS's own session states `user_id`, `email` and `profile`; an application gets
 * `user_id` from the operator only, and `read` and `write` where somebody agreed to "read access" and "write access".
 * Tokens of applications that were given less (`profile`, `grades:read`) are good for that, and not for courses.
 */
const READS = ['user_id', 'read'];
const CHANGES = ['user_id', 'write'];

/** What a token may be used for. Tokens of LMSs from before scopes have none, and are all the person's own. */
const usesOf = ({
  scopes,
  is_restricted: restricted,
}: JWTPayload): { readonly reads: boolean; readonly changes: boolean } => {
  // The operator listed the application as restricted: the LMS refuses its tokens wherever no scope is asked for.
  if (restricted !== undefined && restricted !== false) return { reads: false, changes: false };
  if (scopes === undefined) return { reads: true, changes: true };
  const has = (wanted: readonly string[]): boolean =>
    Array.isArray(scopes) && wanted.some((scope) => (scopes as unknown[]).includes(scope));
  return { reads: has(READS), changes: has(CHANGES) };
};

type KeySource =
  | { readonly find: ReturnType<typeof createLocalJWKSet>; readonly remote: null }
  | { readonly find: ReturnType<typeof createRemoteJWKSet>; readonly remote: ReturnType<typeof createRemoteJWKSet> };

const keySource = ({ keys }: LmsConfig): KeySource => {
  if ('jwks' in keys) {
    const find = createLocalJWKSet(JSON.parse(keys.jwks) as Parameters<typeof createLocalJWKSet>[0]);
    return { find, remote: null };
  }
  // When to fetch anew because of a token is decided here, not by the library: it would wait for half a minute.
  const remote = createRemoteJWKSet(new URL(keys.url), { cooldownDuration: Infinity });
  return { find: remote, remote };
};

/** The keys we have do not fit: they may have been changed. An LMS may also change a key and leave its id. */
const mayBeNewKey = (error: unknown): boolean =>
  error instanceof errors.JWKSNoMatchingKey || error instanceof errors.JWSSignatureVerificationFailed;

const CLAIMS: Readonly<Record<string, string>> = {
  iss: 'names another issuer',
  aud: 'is for another audience',
  nbf: 'is not valid yet by our clock',
};
/** What the operator has to mend. Every token expires one day, and a damaged one is nobody's fault here: null. */
const faultOf = (error: unknown): string | null => {
  if (mayBeNewKey(error)) return "is signed with a key that is not among the LMS's keys that we have";
  return error instanceof errors.JWTClaimValidationFailed ? (CLAIMS[error.claim] ?? null) : null;
};

/**
 * Verifies tokens against the LMS's keys, with algorithm, issuer, audience and expiry pinned. Tokens of applications
 * that the operator restricted, or that were not given access to more than a profile, are refused.
 */
export class TokenVerifier {
  private readonly keys: KeySource;
  private readonly refetches: Allowance;

  constructor(
    private readonly lms: LmsConfig,
    clock: () => number = Date.now,
  ) {
    this.keys = keySource(lms);
    this.refetches = new Allowance(REFETCHES, REFETCH_EVERY, clock);
  }

  /** @throws ApiError not_signed_in; lms_unavailable where the keys cannot be fetched */
  async verify(token: string | null): Promise<Person> {
    if (token === null) throw new ApiError('not_signed_in');
    let payload: JWTPayload;
    try {
      payload = await this.payload(token);
      tokenFault.set(null);
    } catch (error) {
      // The keys could not be fetched: a time-out, no connection, or a response other than 200.
      const isAway =
        error instanceof errors.JWKSTimeout ||
        !(error instanceof errors.JOSEError) ||
        error.code === 'ERR_JOSE_GENERIC';
      if (isAway) {
        throw new ApiError('lms_unavailable', undefined, { cause: error });
      }
      const fault = faultOf(error);
      if (fault !== null) tokenFault.set(fault);
      throw new ApiError('not_signed_in', undefined, { cause: error });
    }
    const { user_id: userId, preferred_username: username } = payload;
    const id = typeof userId === 'number' || typeof userId === 'string' ? String(userId) : payload.sub;
    const { reads, changes } = usesOf(payload);
    if (!id || typeof username !== 'string' || !reads) throw new ApiError('not_signed_in');
    const person = { id, username, isSuperuser: payload.superuser === true, token };
    return changes ? person : { ...person, readsOnly: true };
  }

  private async payload(token: string): Promise<JWTPayload> {
    try {
      return await this.payloadByKnownKeys(token);
    } catch (error) {
      const { remote } = this.keys;
      if (!remote || !mayBeNewKey(error) || !this.refetches.take()) throw error;
      await remote.reload();
      return this.payloadByKnownKeys(token);
    }
  }

  private async payloadByKnownKeys(token: string): Promise<JWTPayload> {
    const options = {
      algorithms: ALGORITHMS,
      issuer: this.lms.issuer,
      audience: this.lms.audience,
      requiredClaims: ['exp'],
    };
    try {
      return (await jwtVerify(token, this.keys.find, options)).payload;
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
