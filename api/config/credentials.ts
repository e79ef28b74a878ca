import { createHash, timingSafeEqual } from 'node:crypto';

/** What a credential may do with statements; `all` includes voiding. */
const SCOPES = ['all', 'all/read', 'statements/read', 'statements/read/mine', 'statements/write'] as const;
export type Scope = (typeof SCOPES)[number];

/** What a credential of the LMS's own services may do: publish courses and people, have learners forgotten. */
const SINK_SCOPES = ['publish', 'retire'] as const;
export type SinkScope = (typeof SINK_SCOPES)[number];

/** Somebody who may use an endpoint. The password itself is not kept. */
export interface Credential<S extends string = Scope> {
  readonly user: string;
  readonly digest: Buffer;
  readonly scopes: ReadonlySet<S>;
}

const digestOf = (user: string, password: string): Buffer =>
  createHash('sha256').update(`${user}\n${password}`).digest();

/**
 * Reads `user:password` pairs, separated by commas or white space. A pair may end in `:` and scopes joined by `+`
 * (`reader:secret:statements/read`); without, it may do everything.
 * @throws TypeError naming the pair that cannot be used by its place, never by what it says
 */
export const parseCredentials = (text: string): Credential[] => parsePairs(text, SCOPES, ['all']);

/** The same of the endpoints for the LMS's own services. @throws TypeError */
export const parseSinkCredentials = (text: string): Credential<SinkScope>[] =>
  parsePairs(text, SINK_SCOPES, SINK_SCOPES);

/** @param without what a pair that names no scope may do */
const parsePairs = <S extends string>(text: string, known: readonly S[], without: readonly S[]): Credential<S>[] => {
  const isScope = (scope: string): scope is S => (known as readonly string[]).includes(scope);
  const pairs = text.split(/[\s,]+/).filter((pair) => pair !== '');
  const credentials = pairs.map((pair, index) => {
    const [user = '', ...rest] = pair.split(':');
    const scopes = rest.length > 1 ? (rest[rest.length - 1] ?? '').split('+') : [];
    const isScoped = scopes.length > 0 && scopes.every(isScope);
    const password = (isScoped ? rest.slice(0, -1) : rest).join(':');
    if (user === '' || password === '') throw new TypeError(`pair ${index + 1} is not user:password`);
    return { user, digest: digestOf(user, password), scopes: new Set<S>(isScoped ? (scopes as S[]) : without) };
  });
  if (new Set(credentials.map(({ user }) => user)).size !== credentials.length) {
    throw new TypeError('one user is named twice');
  }
  return credentials;
};

/**
 * Whose `Authorization` header this is; null where it is nobody's. It compares with every credential, whole digests and
 * in constant time, so that the time it takes tells neither names nor passwords.
 */
export const credentialOf = <S extends string>(
  credentials: readonly Credential<S>[],
  header: string | undefined,
): Credential<S> | null => {
  const encoded = /^basic +([a-z0-9+/=_-]+) *$/i.exec(header ?? '')?.[1];
  if (encoded === undefined) return null;
  const [, user = '', password = ''] = /^([^:]*):(.*)$/s.exec(Buffer.from(encoded, 'base64').toString('utf8')) ?? [];
  const given = digestOf(user, password);
  let found: Credential<S> | null = null;
  for (const credential of credentials) if (timingSafeEqual(credential.digest, given)) found = credential;
  return found;
};

export const mayWrite = ({ scopes }: Credential): boolean => scopes.has('all') || scopes.has('statements/write');
export const mayVoid = ({ scopes }: Credential): boolean => scopes.has('all');
/** `mine`: only what was sent with this credential. */
export const mayRead = ({ scopes }: Credential): 'everything' | 'mine' | 'nothing' => {
  if (scopes.has('all') || scopes.has('all/read') || scopes.has('statements/read')) return 'everything';
  return scopes.has('statements/read/mine') ? 'mine' : 'nothing';
};
