import { setTimeout as wait } from 'node:timers/promises';
import type { BusFields } from './message';

/** Loaded only where a bus is followed: it takes 12 MB. */
const redis = (): typeof import('@redis/client') => require('@redis/client') as typeof import('@redis/client');

const connect = (url: string) =>
  redis().createClient({
    url,
    RESP: 2,
    name: 'marginalia',
    // Whoever waits for a reply that cannot come now hears of it at once, and begins anew.
    disableOfflineQueue: true,
    socket: { connectTimeout: 5000, reconnectStrategy: (tries) => Math.min(200 * 2 ** tries, 5000) },
  });

export type BusClient = ReturnType<typeof connect>;

/** Opens a connection, which is opened again whenever it breaks. */
export const openBus = (url: string, onError: (error: Error) => void): BusClient => {
  const client = connect(url);
  client.on('error', onError);
  return client;
};

/** How long the bus may take to answer whoever only asks whether it is there, milliseconds. */
const ANSWERS_WITHIN = 5000;

/** Why the bus does not answer; null: it does. */
export const troubleOfBus = async (url: string): Promise<string | null> => {
  const client = redis().createClient({ url, socket: { reconnectStrategy: false } });
  client.on('error', () => undefined);
  const answer = client
    .connect()
    .then(() => client.ping())
    .then(
      () => null,
      (error: unknown) => (error as Error).message,
    );
  const late = wait(ANSWERS_WITHIN, `nothing in ${ANSWERS_WITHIN / 1000} s`, { ref: false });
  const trouble = await Promise.race([answer, late]);
  // One that was never open is closed already, and says so.
  if (client.isOpen) client.destroy();
  return trouble;
};

/** A message and its place. No fields: it was deleted before it was read. */
export interface Entry {
  readonly id: string;
  readonly fields: BusFields | null;
}

/** A stretch of a stream that was cut off before it was read: ids of messages, after and up to. */
export interface Gap {
  readonly after: string;
  readonly upTo: string;
}

export const START = '0-0';

/** Ids of streams: milliseconds and a number, each of which may have more digits than another. */
export const isAfter = (id: string, other: string): boolean => {
  const [[time = 0n, number = 0n], [otherTime = 0n, otherNumber = 0n]] = [id, other].map((one) =>
    one.split('-').map((part) => BigInt(part || '0')),
  ) as [bigint[], bigint[]];
  return time > otherTime || (time === otherTime && number > otherNumber);
};

/** Milliseconds since 1970 at which a message was put. */
export const timeOf = (id: string): number => Number(id.split('-')[0]);

/** One topic of the bus, read as a member of a group. */
export class BusStream {
  private readonly bytes;

  constructor(
    private readonly client: BusClient,
    readonly key: string,
    private readonly group: string,
    private readonly consumer: string,
  ) {
    this.bytes = client.withTypeMapping({ [redis().RESP_TYPES.BLOB_STRING]: Buffer });
  }

  /** Joins the group, which begins with what the stream has. */
  async join(): Promise<void> {
    try {
      await this.client.sendCommand(['XGROUP', 'CREATE', this.key, this.group, '0', 'MKSTREAM']);
    } catch (error) {
      if (!String(error).includes('BUSYGROUP')) throw error;
    }
  }

  /** What was handed to us and not acknowledged, behind an id. */
  async pending(after: string, count: number): Promise<Entry[]> {
    return entriesOf(await this.bytes.sendCommand(this.read(after, count)));
  }

  /** What nobody of the group has read yet; and what was cut off before anybody did. */
  async fresh(count: number): Promise<{ entries: Entry[]; gap: Gap | null }> {
    // At one moment: between two questions the stream could be cut. The client's own transactions give no bytes.
    const commands = [
      ['MULTI'],
      ['XINFO', 'STREAM', this.key],
      ['XINFO', 'GROUPS', this.key],
      this.read('>', count),
      ['EXEC'],
    ];
    const replies = await Promise.all(commands.map((command) => this.bytes.sendCommand(command)));
    const [stream, groups, read] = replies.at(-1) as unknown as unknown[];
    return { entries: entriesOf(read), gap: gapIn(pairs(stream), this.own(groups)) };
  }

  async acknowledge(ids: readonly string[]): Promise<void> {
    if (ids.length > 0) await this.client.sendCommand(['XACK', this.key, this.group, ...ids]);
  }

  /** Takes over what members of the group that are gone left unacknowledged for so long, milliseconds. */
  async takeOver(idle: number): Promise<void> {
    for (let next = START; ;) {
      const reply = (await this.client.sendCommand([
        ...['XAUTOCLAIM', this.key, this.group, this.consumer, String(idle), next, 'COUNT', '1000', 'JUSTID'],
      ])) as unknown[];
      next = String(reply[0]);
      if (next === START) return;
    }
  }

  /** The latest id that the stream ever gave. */
  async newest(): Promise<string> {
    return textOf(pairs(await this.client.sendCommand(['XINFO', 'STREAM', this.key])).get('last-generated-id'));
  }

  /** Messages that nobody has read yet; null: Redis does not know, as after some were deleted. */
  async lag(): Promise<number | null> {
    const lag = this.own(await this.client.sendCommand(['XINFO', 'GROUPS', this.key])).get('lag');
    return typeof lag === 'number' ? lag : null;
  }

  private read(from: string, count: number): string[] {
    return [...['XREADGROUP', 'GROUP', this.group, this.consumer, 'COUNT', String(count), 'STREAMS', this.key, from]];
  }

  private own(groups: unknown): ReadonlyMap<string, unknown> {
    return (groups as unknown[]).map(pairs).find((group) => textOf(group.get('name')) === this.group) ?? new Map();
  }
}

/** What a group had not read when it was cut off or deleted; none before it ever read. */
const gapIn = (stream: ReadonlyMap<string, unknown>, group: ReadonlyMap<string, unknown>): Gap | null => {
  const after = textOf(group.get('last-delivered-id')) || START;
  if (after === START) return null;
  const [added, length, read] = [stream.get('entries-added'), stream.get('length'), group.get('entries-read')];
  const deleted = textOf(stream.get('max-deleted-entry-id')) || START;
  const first =
    length === 0 ? textOf(stream.get('last-generated-id')) : textOf(stream.get('recorded-first-entry-id')) || START;
  // Of those that are gone, has it read all? Where Redis lost count, it may not have.
  const isCut =
    isAfter(first, after) &&
    typeof added === 'number' &&
    typeof length === 'number' &&
    (typeof read !== 'number' || read < added - length);
  if (isCut) return { after, upTo: first };
  return isAfter(deleted, after) ? { after, upTo: deleted } : null;
};

const textOf = (value: unknown): string =>
  Buffer.isBuffer(value) ? value.toString('utf8') : typeof value === 'string' ? value : '';

/** A list of names and values, one after the other. */
const pairs = (list: unknown): Map<string, unknown> => {
  const found = new Map<string, unknown>();
  const items = Array.isArray(list) ? (list as unknown[]) : [];
  for (let at = 0; at + 1 < items.length; at += 2) found.set(textOf(items[at]), items[at + 1]);
  return found;
};

/** `[[key, [[id, [name, value, …]], …]]]`, or null. */
const entriesOf = (reply: unknown): Entry[] => {
  const [[, messages] = []] = (reply ?? []) as [[unknown, [unknown, unknown][]]?];
  return (messages ?? []).map(([id, list]) => ({
    id: textOf(id),
    fields: list === null ? null : (pairs(list) as Map<string, Buffer>),
  }));
};
