import { type LookupAddress, lookup as systemLookup } from 'node:dns';
import type { IncomingMessage } from 'node:http';
import { type RequestOptions, request } from 'node:https';
import { promisify } from 'node:util';
import ipaddr from 'ipaddr.js';

/** Fetches from the public internet only, for whoever must not be led into the operator's own network. */

/** How long one fetch may take in all, milliseconds. */
const PATIENCE = 30_000;
/** The most that is read of one answer, bytes. */
const MOST_BYTES = 20 * 1024 * 1024;
/** How a page begins: what signs one in, or says that it cannot. */
const HTML = /^\s*<(!doctype|html|\?xml)/i;
/** How gzip begins: a few bytes of it could be any number. */
const PACKED = Buffer.from([0x1f, 0x8b]);

/** What a test has in the place of the world. */
export interface Network {
  /** All addresses of a host. */
  readonly lookup: (host: string) => Promise<readonly LookupAddress[]>;
  readonly isPublic: (address: string) => boolean;
  /** Certificates that are believed besides those of the system. */
  readonly ca?: string;
  /** Milliseconds. */
  readonly patience: number;
  readonly mostBytes: number;
}

/** It was not fetched. The message says why, names no more of the address than its host, and never what was sent. */
export class FetchError extends Error {
  override readonly name = 'FetchError';
}

/**
 * Whether an address is on the public internet: not this machine, its network, or one that leads to them.
 * @param address as a resolver gives it; what is no address is none of them
 */
export const isPublicAddress = (address: string): boolean => {
  if (!ipaddr.isValid(address)) return false;
  const found = ipaddr.process(address);
  if (found.range() !== 'unicast') return false;
  // Of IPv6 only this part is given out: the rest has old ways to write addresses of IPv4.
  return found instanceof ipaddr.IPv4 || ((found.parts[0] ?? 0) & 0xe000) === 0x2000;
};

const all = promisify(systemLookup);
export const WORLD: Network = {
  lookup: (host) => all(host, { all: true, verbatim: true }),
  isPublic: isPublicAddress,
  patience: PATIENCE,
  mostBytes: MOST_BYTES,
};

/**
 * Fetches what is at an https address: follows nothing, connects only to addresses that were looked at, and stops at a limit
 * of time and of size.
 * @param headers sent to this host; nothing else hears of them
 * @throws FetchError
 */
export const fetchPublic = async (
  url: string,
  headers: Readonly<Record<string, string>>,
  signal: AbortSignal,
  network: Network = WORLD,
): Promise<Buffer> => {
  const { protocol, hostname: host } = new URL(url);
  if (protocol !== 'https:') throw new FetchError(`${host} is not asked by https`);
  const late = AbortSignal.timeout(network.patience);
  const stop = AbortSignal.any([signal, late]);
  try {
    const addresses = await unlessStopped(network.lookup(host.replace(/^\[|\]$/g, '')), stop);
    if (addresses.length === 0) throw new FetchError(`${host} has no address`);
    for (const { address } of addresses)
      if (!network.isPublic(address))
        throw new FetchError(`${host} leads to ${address}, which is not on the public internet`);
    const response = await answerOf(url, {
      headers: { 'user-agent': 'marginalia', accept: '*/*', 'accept-encoding': 'identity', ...headers },
      // connects to what was looked at just now: a name may lead elsewhere a moment later
      lookup: (_, { all: several }, found) => {
        const [first = { address: '', family: 4 }] = addresses;
        if (several === true) found(null, [...addresses]);
        else found(null, first.address, first.family);
      },
      agent: false,
      signal: stop,
      ...(network.ca === undefined ? {} : { ca: network.ca }),
    });
    try {
      checkAnswer(host, response);
      return await bodyOf(host, response, network.mostBytes);
    } finally {
      response.destroy();
    }
  } catch (error) {
    if (error instanceof FetchError) throw error;
    if (signal.aborted) throw new FetchError('it was stopped');
    if (late.aborted) throw new FetchError(`${host} did not send everything within ${network.patience / 1000} s`);
    throw new FetchError(wordsOf(host, error as NodeJS.ErrnoException));
  }
};

const unlessStopped = <T>(work: Promise<T>, stop: AbortSignal): Promise<T> =>
  new Promise((resolve, reject) => {
    const give = (): void => reject(new Error('stopped'));
    if (stop.aborted) give();
    stop.addEventListener('abort', give, { once: true });
    work.then(resolve, reject).finally(() => stop.removeEventListener('abort', give));
  });

const answerOf = (url: string, options: RequestOptions): Promise<IncomingMessage> =>
  new Promise((resolve, reject) => {
    request(url, options, resolve).on('error', reject).end();
  });

/** @throws FetchError where it is no answer with rows in it */
const checkAnswer = (host: string, { statusCode: status = 0, headers }: IncomingMessage): void => {
  if (status >= 300 && status < 400)
    throw new FetchError(`${host} answers that it is elsewhere (${status}), and nothing is followed`);
  if (status === 401 || status === 403) throw new FetchError(`${host} does not let us in (${status})`);
  if (status !== 200 && status !== 204) throw new FetchError(`${host} answers ${status}`);
  const encoding = headers['content-encoding'] ?? 'identity';
  if (encoding !== 'identity')
    throw new FetchError(`${host} sends its answer as ${encoding}, though it was asked not to`);
};

const bodyOf = async (host: string, response: IncomingMessage, most: number): Promise<Buffer> => {
  const pieces: Buffer[] = [];
  let bytes = 0;
  for await (const piece of response as AsyncIterable<Buffer>) {
    bytes += piece.length;
    if (bytes > most) throw new FetchError(`${host} sends more than ${Math.round(most / 1024 / 1024)} MB`);
    pieces.push(piece);
  }
  const body = Buffer.concat(pieces);
  if (body.subarray(0, PACKED.length).equals(PACKED)) throw new FetchError(`${host} sends a packed file, not rows`);
  if (HTML.test(body.subarray(0, 200).toString())) throw new FetchError(`${host} answers with a page, not with rows`);
  return body;
};

/** By what Node calls it: its own messages name addresses and files. */
const wordsOf = (host: string, { code = '' }: NodeJS.ErrnoException): string => {
  if (code === 'ENOTFOUND' || code === 'EAI_AGAIN' || code === 'ENODATA') return `${host} has no address (${code})`;
  if (/CERT|SELF_SIGNED|ALTNAME|SIGNATURE|^ERR_(TLS|SSL)|EPROTO/.test(code))
    return `the certificate of ${host} is not accepted (${code})`;
  if (code === 'ECONNREFUSED') return `nobody answers at ${host}`;
  return `the connection to ${host} broke off${code === '' ? '' : ` (${code})`}`;
};
