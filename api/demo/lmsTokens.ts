import { createHash } from 'node:crypto';
import { existsSync } from 'node:fs';
import { readFile, writeFile } from 'node:fs/promises';
import {
  exportJWK,
  exportPKCS8,
  exportSPKI,
  generateKeyPair,
  importPKCS8,
  importSPKI,
  type JSONWebKeySet,
  jwtVerify,
  SignJWT,
} from 'jose';
import type { DemoPerson } from './people';

const ALGORITHM = 'RS512';
const KEY_ID = 'stand-in';
const AUDIENCE = 'openedx';
const HOUR = 3600;

export interface KeyPair {
  readonly publicKey: CryptoKey;
  readonly privateKey: CryptoKey;
}

export const makeKeyPair = (): Promise<KeyPair> =>
  generateKeyPair(ALGORITHM, { modulusLength: 2048, extractable: true });

/** The key pair kept in a file (PEM, readable for the owner only), which is made where it is missing. */
export const keyPairAt = async (file: string): Promise<KeyPair> => {
  if (!existsSync(file)) {
    const made = await makeKeyPair();
    const pem = `${await exportPKCS8(made.privateKey)}\n${await exportSPKI(made.publicKey)}\n`;
    await writeFile(file, pem, { mode: 0o600 });
  }
  const pem = await readFile(file, 'utf8');
  const publicAt = pem.indexOf('-----BEGIN PUBLIC KEY-----');
  return {
    privateKey: await importPKCS8(pem.slice(0, publicAt), ALGORITHM),
    publicKey: await importSPKI(pem.slice(publicAt), ALGORITHM, { extractable: true }),
  };
};

/** Makes and checks the JWTs of the stand-in LMS. */
export class LmsTokens {
  readonly issuer: string;

  private constructor(
    private readonly keys: KeyPair,
    private readonly keySet: JSONWebKeySet,
    root: string,
  ) {
    this.issuer = `${root}/oauth2`;
  }

  /** @param root the LMS's root URL, without a slash at the end */
  static async create(root: string, keys: KeyPair): Promise<LmsTokens> {
    const jwk = { ...(await exportJWK(keys.publicKey)), kid: KEY_ID, alg: ALGORITHM, use: 'sig' };
    return new LmsTokens(keys, { keys: [jwk] }, root);
  }

  /** The public key, as an LMS publishes it in JWT_PUBLIC_SIGNING_JWK_SET. */
  jwks(): JSONWebKeySet {
    return structuredClone(this.keySet);
  }

  /**
   * A JWT with the claims that the LMS puts into its session cookies. `administrator` is global staff, and a superuser
   * need not be that.
   * @param overrides claims that replace or extend these; undefined leaves a claim out
   */
  sign(person: DemoPerson, overrides: Readonly<Record<string, unknown>> = {}): Promise<string> {
    const now = Math.floor(Date.now() / 1000);
    const claims = {
      iss: this.issuer,
      aud: AUDIENCE,
      iat: now,
      exp: now + HOUR,
      grant_type: 'password',
      scopes: ['user_id', 'email', 'profile'],
      version: '1.2.0',
      sub: createHash('md5').update(`stand-in ${person.userId}`).digest('hex'),
      filters: ['user:me'],
      is_restricted: false,
      email_verified: true,
      email: `${person.username}@example.com`,
      name: person.name,
      given_name: '',
      family_name: '',
      preferred_username: person.username,
      user_id: person.userId,
      administrator: person.isStaff,
      superuser: person.isSuperuser,
      roles: [],
      ...overrides,
    };
    return new SignJWT(claims)
      .setProtectedHeader({ alg: ALGORITHM, kid: KEY_ID, typ: 'JWT' })
      .sign(this.keys.privateKey);
  }

  /** The username in a token of ours that is still good, else null. */
  async usernameIn(token: string): Promise<string | null> {
    try {
      const { payload } = await jwtVerify(token, this.keys.publicKey, {
        algorithms: [ALGORITHM],
        issuer: this.issuer,
        audience: AUDIENCE,
      });
      return typeof payload.preferred_username === 'string' ? payload.preferred_username : null;
    } catch {
      return null;
    }
  }
}
