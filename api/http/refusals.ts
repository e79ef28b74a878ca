import { createHash } from 'node:crypto';
import { isIPv6 } from 'node:net';
import type { FastifyInstance, FastifyRequest } from 'fastify';
import { LRUCache } from 'lru-cache';
import { tokenOf } from '../auth/token';
import { ApiError } from '../lib/apiError';

/** Refused requests are counted for so long, milliseconds. */
const WINDOW = 60_000;
/** Whoever was let in with some token or password may come with it again for so long, milliseconds. */
const PROVEN = 600_000;
const MOST_KNOWN = 10_000;

/** Responses that say no to whoever asks. */
const REFUSED = new Set([401, 403]);

/**
 * What an address counts as: of IPv6 the network that one customer has (64 bits), of which each machine may use as many
 * addresses as it likes.
 */
export const networkOf = (address: string): string => {
  if (!isIPv6(address)) return address;
  const mapped = /^::ffff:(\d+\.\d+\.\d+\.\d+)$/i.exec(address)?.[1];
  if (mapped !== undefined) return mapped;
  const [front = '', back] = (address.split('%')[0] ?? '').split('::');
  const groups = (text: string): string[] => (text === '' ? [] : text.split(':'));
  const [before, after] = [groups(front), groups(back ?? '')];
  const all = [...before, ...Array<string>(Math.max(0, 8 - before.length - after.length)).fill('0'), ...after];
  return `${all
    .slice(0, 4)
    .map((group) => Number.parseInt(group, 16).toString(16))
    .join(':')}::/64`;
};

/**
 * Limits refused requests (no token, a bad one, a wrong password, no right to what was asked) by address. Too many of
 * them, and nothing more from there is looked at for the rest of the minute, except from those who were let in from there
 * lately: others behind the same address, or behind a proxy that nobody named, go on.
 */
export class Refusals {
  private readonly counts = new LRUCache<string, { since: number; refused: number }>({ max: MOST_KNOWN });
  private readonly proven = new LRUCache<string, number>({ max: MOST_KNOWN });

  /**
   * @param most refused requests of one address in a minute
   * @param clock milliseconds
   */
  constructor(
    private readonly most: number,
    private readonly clock: () => number = Date.now,
  ) {}

  /** Seconds until this request would be looked at; 0: it is. */
  waits(request: Pick<FastifyRequest, 'ip' | 'headers'>): number {
    const own = this.counts.get(networkOf(request.ip));
    if (!own || own.refused < this.most) return 0;
    const left = own.since + WINDOW - this.clock();
    if (left <= 0) return 0;
    const proof = proofOf(request);
    if (proof !== null && this.clock() - (this.proven.get(proof) ?? -Infinity) < PROVEN) return 0;
    return Math.ceil(left / 1000);
  }

  /** Takes note of a response. */
  note(request: Pick<FastifyRequest, 'ip' | 'headers'>, status: number): void {
    const proof = proofOf(request);
    const isRefused = REFUSED.has(status);
    if (isRefused) this.count(networkOf(request.ip));
    if (proof === null || (!isRefused && status >= 400)) return;
    if (isRefused) this.proven.delete(proof);
    else this.proven.set(proof, this.clock());
  }

  private count(network: string): void {
    const now = this.clock();
    const own = this.counts.get(network);
    if (own && now - own.since < WINDOW) own.refused += 1;
    else this.counts.set(network, { since: now, refused: 1 });
  }
}

/** With what somebody comes from where, as a digest; null: with nothing. */
const proofOf = ({ ip, headers }: Pick<FastifyRequest, 'ip' | 'headers'>): string | null => {
  const shown = headers.authorization ?? tokenOf(headers);
  return shown
    ? createHash('sha256')
        .update(`${networkOf(ip)} ${shown}`)
        .digest('base64')
    : null;
};

/**
 * Puts the limit before everything else that an application does, its other limits included.
 * @param isOpen requests that are always looked at
 */
export const limitRefusals = (
  app: FastifyInstance,
  refusals: Refusals,
  isOpen: (request: FastifyRequest) => boolean,
): void => {
  app.addHook('onRequest', async (request, reply) => {
    const seconds = isOpen(request) ? 0 : refusals.waits(request);
    if (seconds === 0) return;
    reply.header('retry-after', String(seconds));
    throw new ApiError('too_many_requests');
  });
  app.addHook('onResponse', async (request, reply) => {
    if (!isOpen(request)) refusals.note(request, reply.statusCode);
  });
};
