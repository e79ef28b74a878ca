import { setTimeout as wait } from 'node:timers/promises';
import type { Engine } from '../../store/engine';
import { Intake, type TrackingCounts, noTrackingCounts } from '../tracking/intake';
import { busGaps, busLag } from '../../observability/instruments';
import { readNote, writeNotes } from '../tracking/position';
import type { TransformOptions } from '../transform';
import { readMessage } from './message';
import { BusStream, type BusClient, type Entry, type Gap, START, isAfter, openBus, timeOf } from './stream';

/** The name under which all our processes read together: each message goes to one of them. */
const GROUP = 'marginalia';
const COUNT = 1000;
/** How long we wait for more where there was nothing, and after something failed; milliseconds. */
const QUIET = 250;
const AFTER_FAILURE = 1000;
/** A batch is stored after so long at the latest, milliseconds. */
const BATCH_FOR = 1000;
/** A member of the group that acknowledged nothing for so long is taken for gone, and its messages taken over. */
const GONE_AFTER_MS = 600_000;
/** So often what stayed unacknowledged is tried again, and what nobody could be named for is looked up again. */
const RETRY_MS = 600_000;
const NAMES_FOR = 60_000;
const LOOK_EVERY = 5000;
/** So many messages that stay on the bus are known one by one, and reported. */
const MOST_KEPT = 1000;

/** A stretch of the bus that was cut off before we read it, milliseconds since 1970. */
interface Missed {
  readonly topic: string;
  readonly from: number;
  readonly to: number;
}

/** How it goes, for whoever watches. */
export interface BusStatus {
  /** Why nothing can be read or stored now; null: it goes well. */
  failure: string | null;
  /** Messages by topic that nobody has read yet; null: Redis does not know. */
  readonly lag: Map<string, number | null>;
  /** Messages that stay unacknowledged, each with the reason; of very many, the first. */
  readonly kept: Map<string, string>;
  readonly missed: Missed[];
  counts: TrackingCounts;
}

export const newBusStatus = (): BusStatus => ({
  failure: null,
  lag: new Map(),
  kept: new Map(),
  missed: [],
  counts: noTrackingCounts(),
});

export interface BusOptions {
  readonly url: string;
  /** What names of streams begin with (EVENT_BUS_TOPIC_PREFIX); '': nothing. */
  readonly prefix: string;
  readonly topics: readonly string[];
  /** Tells this process from others of the group; the same after a restart. */
  readonly consumer: string;
  /** Called now and then: names of courses and ids of learners become known. */
  readonly transform: () => Promise<TransformOptions>;
  /** A course, or a block with all that is in it, was published. When it returns, that is noted durably. */
  readonly onPublish: (key: string) => Promise<void>;
  readonly onRole: (user: number) => void;
  /** Told of a message that no statement could be made of, never with its text. */
  readonly onReject: (reject: { readonly topic: string; readonly id: string; readonly reason: string }) => void;
  readonly warn: (sentence: string) => void;
  /** Called when everything that was there is stored. */
  readonly onCaughtUp: () => Promise<void>;
  readonly status: BusStatus;
  readonly signal: AbortSignal;
}

const MISSED = 'bus missed';

/** What was cut off before it was read, as noted. */
export const readMissed = async (engine: Engine): Promise<Missed[]> => (await readNote<Missed[]>(engine, MISSED)) ?? [];
/** Whoever filled the gaps from logs says so. */
export const clearMissed = (engine: Engine): Promise<void> => writeNotes(engine, [[MISSED, null]]);

/**
 * Reads the event bus until it is told to stop. A message is acknowledged when what it says is durable; what was not
 * is read again after a stop or a failure, and found to be here. Redis and the database may go and come back.
 */
export const followBus = async (engine: Engine, options: BusOptions): Promise<TrackingCounts> => {
  const { status, signal, warn } = options;
  let told = '';
  const failed = (error: unknown): void => {
    status.failure = error instanceof Error ? error.message : String(error);
    if (told !== status.failure) warn(`The event bus cannot be followed now: ${status.failure}. It is tried again.`);
    told = status.failure;
  };
  status.missed.splice(0, Infinity, ...(await readMissed(engine)));
  const client = openBus(options.url, failed);
  try {
    await Promise.race([client.connect(), aborted(signal)]);
    const follower = new Follower(engine, client, options, () => {
      if (status.failure !== null) warn('The event bus is followed again.');
      status.failure = null;
      told = '';
    });
    while (!signal.aborted) {
      await follower.run().catch(failed);
      await wait(AFTER_FAILURE, undefined, { signal }).catch(() => undefined);
    }
  } finally {
    client.destroy();
  }
  return status.counts;
};

const aborted = (signal: AbortSignal): Promise<void> =>
  new Promise((resolve) => {
    if (signal.aborted) resolve();
    signal.addEventListener('abort', () => resolve(), { once: true });
  });

class Follower {
  private readonly streams: { readonly topic: string; readonly stream: BusStream }[];
  private transform: TransformOptions | null = null;
  private named = -Infinity;

  constructor(
    private readonly engine: Engine,
    client: BusClient,
    private readonly options: BusOptions,
    private readonly goesWell: () => void,
  ) {
    const { prefix, consumer } = options;
    this.streams = options.topics.map((topic) => ({
      topic,
      stream: new BusStream(client, prefix === '' ? topic : `${prefix}-${topic}`, GROUP, consumer),
    }));
  }

  /** Until it is told to stop. @throws what Redis or the database do */
  async run(): Promise<void> {
    const { signal } = this.options;
    for (const one of this.streams) {
      await one.stream.join();
      await this.checkWhole(one.topic, one.stream);
    }
    let tried = -Infinity;
    let looked = -Infinity;
    let isBehind = false;
    while (!signal.aborted) {
      if (performance.now() - tried > RETRY_MS) {
        tried = performance.now();
        for (const { topic, stream } of this.streams) await this.again(topic, stream);
      }
      let any = false;
      for (const { topic, stream } of this.streams) any = (await this.forward(topic, stream)) || any;
      this.goesWell();
      if (performance.now() - looked > LOOK_EVERY) {
        looked = performance.now();
        for (const { topic, stream } of this.streams) {
          const lag = await stream.lag();
          this.options.status.lag.set(topic, lag);
          // Where Redis does not know, saying none would be a lie.
          if (lag === null) busLag.remove({ topic });
          else busLag.set({ topic }, lag);
        }
      }
      if (any) isBehind = true;
      else {
        if (isBehind) await this.options.onCaughtUp();
        isBehind = false;
        await wait(QUIET, undefined, { signal }).catch(() => undefined);
      }
    }
  }

  /** What we were handed before and did not acknowledge, and what members that are gone did not. */
  private async again(topic: string, stream: BusStream): Promise<void> {
    await stream.takeOver(GONE_AFTER_MS);
    for (let after = START; !this.options.signal.aborted;) {
      const entries = await stream.pending(after, COUNT);
      const last = entries.at(-1);
      if (!last) return;
      after = last.id;
      const batch = await this.batch(stream);
      await batch.take(topic, entries);
      await batch.store();
      if (batch.gone) await this.miss(topic, batch.gone);
    }
  }

  /** Reads on, and stores what came. @returns whether anything did */
  private async forward(topic: string, stream: BusStream): Promise<boolean> {
    const batch = await this.batch(stream);
    const until = performance.now() + BATCH_FOR;
    for (;;) {
      const { entries, gap } = await stream.fresh(COUNT);
      if (gap) await this.miss(topic, gap);
      await batch.take(topic, entries);
      const isMore = entries.length === COUNT && !this.options.signal.aborted;
      if (!isMore || batch.isFull || performance.now() > until) break;
    }
    await batch.store();
    await this.noteRead(stream, batch.last);
    return batch.last !== null;
  }

  private async batch(stream: BusStream): Promise<Batch> {
    if (this.transform === null || performance.now() - this.named > NAMES_FOR) {
      this.transform = await this.options.transform();
      this.named = performance.now();
    }
    return new Batch(this.engine, stream, this.options, this.transform);
  }

  /** Our own note of how far we are: a Redis that lost what it had does not know. */
  private async noteRead({ key }: BusStream, last: string | null): Promise<void> {
    if (last !== null) await writeNotes(this.engine, [[`bus ${key}`, { last }]]);
  }

  private async checkWhole(topic: string, stream: BusStream): Promise<void> {
    const before = await readNote<{ last: string }>(this.engine, `bus ${stream.key}`);
    const newest = await stream.newest();
    if (before && isAfter(before.last, newest)) {
      this.options.warn(`Redis has lost what the stream ${stream.key} had.`);
      await this.miss(topic, { after: before.last, upTo: `${Date.now()}-0` });
      await writeNotes(this.engine, [[`bus ${stream.key}`, { last: newest }]]);
    }
  }

  private async miss(topic: string, { after, upTo }: Gap): Promise<void> {
    const { status, warn } = this.options;
    const missed = { topic, from: timeOf(after), to: timeOf(upTo) };
    status.missed.push(missed);
    busGaps.inc({ topic });
    await writeNotes(this.engine, [[MISSED, status.missed]]);
    warn(
      `Messages of ${topic} were cut off before they were read, ${stretch(missed)}. Load the tracking log of that time, ` +
        'and give the LMS a larger EVENT_BUS_REDIS_STREAM_MAX_LEN.',
    );
  }
}

export const stretch = ({ from, to }: Missed): string =>
  `${from === 0 ? 'from the beginning' : `after ${new Date(from).toISOString()}`} up to ${new Date(to).toISOString()}`;

/** Messages that are stored together, and acknowledged when they are. */
class Batch {
  private readonly intake: Intake;
  private readonly done: string[] = [];
  private refusal: string | null = null;
  /** What we were handed before a stop, and was cut off the stream before we came back to it. */
  gone: Gap | null = null;
  /** The latest id that was taken. */
  last: string | null = null;

  constructor(
    engine: Engine,
    private readonly stream: BusStream,
    private readonly options: BusOptions,
    transform: TransformOptions,
  ) {
    this.intake = new Intake(
      engine,
      {
        transform,
        source: 'bus',
        onReject: ({ reason }) => (this.refusal = reason),
        onProgress: () => undefined,
      },
      options.status.counts,
    );
  }

  get isFull(): boolean {
    return this.intake.isFull;
  }

  async take(topic: string, entries: readonly Entry[]): Promise<void> {
    for (const { id, fields } of entries) {
      this.last = id;
      if (fields === null) this.gone = { after: this.gone?.after ?? id, upTo: id };
      if (fields === null || (await this.one(topic, id, fields))) this.done.push(id);
    }
  }

  /** When it returns, all that was taken is durable, and acknowledged. */
  async store(): Promise<void> {
    if (!this.intake.isEmpty) await this.intake.hand(async () => undefined);
    await this.intake.settle();
    for (const id of this.done) this.options.status.kept.delete(id);
    await this.stream.acknowledge(this.done);
  }

  /** @returns whether it is dealt with once the batch is stored */
  private async one(topic: string, id: string, fields: NonNullable<Entry['fields']>): Promise<boolean> {
    const message = readMessage(fields);
    switch (message.kind) {
      case 'tracking': {
        const refusal = this.takeLine(topic, message.line);
        if (refusal === null) return true;
        // Whose id is not known yet may be known later; what else is wrong stays wrong.
        if (refusal.includes(NOBODY)) return this.keep(topic, id, 'no id is known of the user yet');
        this.options.onReject({ topic, id, reason: refusal });
        return true;
      }
      case 'catalog':
        await this.options.onPublish(message.course);
        return true;
      case 'block':
        await this.options.onPublish(message.key);
        return true;
      case 'role':
        this.options.onRole(message.user);
        return true;
      case 'unreadable':
        return this.keep(topic, id, message.reason);
      case 'other':
        return true;
    }
  }

  /** @returns why no statement can be made of it; null where one is, or none is due */
  private takeLine(topic: string, line: string): string | null {
    this.refusal = null;
    this.intake.take(topic, 0, { text: line, end: 0 });
    return this.refusal;
  }

  /** Stays unacknowledged: it is tried again later, and by the next version. */
  private keep(topic: string, id: string, reason: string): false {
    const { kept } = this.options.status;
    if (kept.has(id) || kept.size >= MOST_KEPT) return false;
    this.options.onReject({ topic, id, reason: `${reason}; it stays on the bus` });
    kept.set(id, reason);
    if (kept.size === MOST_KEPT)
      this.options.warn(`${MOST_KEPT} messages stay on the bus. Others that stay are not told of one by one.`);
    return false;
  }
}

const NOBODY = 'nobody knows the user';
