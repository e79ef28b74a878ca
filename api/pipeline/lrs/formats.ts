/** The forms that xAPI 1.0.3 gives to strings. Each test is as strict as the standard asks and no stricter. */

export const isObject = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i;
export const isUuid = (value: unknown): value is string => typeof value === 'string' && UUID.test(value);

/** An IRI: a scheme, a colon, and something behind it without blanks or brackets. An IRL is one that can be fetched. */
const IRI = /^[a-z][a-z0-9+.-]*:[^\s<>"{}|\\^`]+$/i;
export const isIri = (value: unknown): value is string => typeof value === 'string' && IRI.test(value);

const MAILTO = /^mailto:[^\s@<>]+@[^\s@<>]+\.?[^\s@<>]*$/i;
export const isMailto = (value: unknown): value is string => typeof value === 'string' && MAILTO.test(value);

const SHA1 = /^[0-9a-f]{40}$/i;
export const isSha1 = (value: unknown): value is string => typeof value === 'string' && SHA1.test(value);

/** SHA-224 to SHA-512, in hexadecimal. */
const SHA2 = /^(?:[0-9a-f]{56}|[0-9a-f]{64}|[0-9a-f]{96}|[0-9a-f]{128})$/i;
export const isSha2 = (value: unknown): value is string => typeof value === 'string' && SHA2.test(value);

/** The sequence of lengths of RFC 5646: language, script, region, variants, extensions, private use. */
const LANGUAGE =
  /^(?:(?:[a-z]{2,3}(?:-[a-z]{3}){0,3}|[a-z]{4,8})(?:-[a-z]{4})?(?:-(?:[a-z]{2}|\d{3}))?(?:-(?:[a-z0-9]{5,8}|\d[a-z0-9]{3}))*(?:-[0-9a-wy-z](?:-[a-z0-9]{2,8})+)*(?:-x(?:-[a-z0-9]{1,8})+)?|x(?:-[a-z0-9]{1,8})+|i-[a-z]{3,8})$/i;
export const isLanguage = (value: unknown): value is string => typeof value === 'string' && LANGUAGE.test(value);

/** ISO 8601: years to seconds in their order, or weeks. */
const DURATION =
  /^P(?:\d+(?:[.,]\d+)?W|(?=\d|T\d)(?:\d+(?:[.,]\d+)?Y)?(?:\d+(?:[.,]\d+)?M)?(?:\d+(?:[.,]\d+)?D)?(?:T(?=\d)(?:\d+(?:[.,]\d+)?H)?(?:\d+(?:[.,]\d+)?M)?(?:\d+(?:[.,]\d+)?S)?)?)$/;
export const isDuration = (value: unknown): value is string => typeof value === 'string' && DURATION.test(value);

/** `1.0` and `1.0.x`: what a statement or a request may say. */
export const isVersion = (value: unknown): value is string =>
  typeof value === 'string' && /^1\.0(?:\.\d+)?$/.test(value);

const MEDIA_TYPE = /^[\w!#$&^.+-]+\/[\w!#$&^.+-]+(?:\s*;.*)?$/;
export const isMediaType = (value: unknown): value is string => typeof value === 'string' && MEDIA_TYPE.test(value);

/** An offset of minus zero means "unknown" and is forbidden. */
export const hasForbiddenOffset = (timestamp: string): boolean =>
  /-00(?::?00)?$/.test(timestamp.replace(/^[^T ]*/, ''));
