import { createHash } from 'node:crypto';

/** The namespace that RFC 4122 sets aside for domain names. */
export const DNS_NAMESPACE = '6ba7b810-9dad-11d1-80b4-00c04fd430c8';

const format = (bytes: Buffer, version: number): string => {
  const sixteen = Buffer.from(bytes.subarray(0, 16));
  sixteen.writeUInt8((sixteen.readUInt8(6) & 0x0f) | (version << 4), 6);
  sixteen.writeUInt8((sixteen.readUInt8(8) & 0x3f) | 0x80, 8);
  const hex = sixteen.toString('hex');
  return [hex.slice(0, 8), hex.slice(8, 12), hex.slice(12, 16), hex.slice(16, 20), hex.slice(20)].join('-');
};

/** The sixteen bytes of a UUID, as a namespace that is used often. */
export const uuidBytes = (uuid: string): Buffer => Buffer.from(uuid.replaceAll('-', ''), 'hex');

/** A name-based UUID (RFC 4122, version 5). */
export const uuid5 = (namespace: string | Buffer, name: string): string => {
  const bytes = typeof namespace === 'string' ? uuidBytes(namespace) : namespace;
  return format(createHash('sha1').update(bytes).update(name, 'utf8').digest(), 5);
};

/** Looks like the random UUIDs that the LMS gives its learners, but is always the same for the same text. */
export const uuidOf = (text: string): string => format(createHash('sha256').update(text).digest(), 4);

/** A UUID of our own making (RFC 9562, version 8) from at least 16 bytes. */
export const uuid8 = (bytes: Buffer): string => format(bytes, 8);
