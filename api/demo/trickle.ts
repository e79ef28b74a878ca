import { randomUUID } from 'node:crypto';
import type { Statement } from '../pipeline/transform/statement';

interface TrickleOptions {
  /** What learners are going to do, learner by learner. */
  readonly toCome: readonly Statement[];
  /** Sends statements through the endpoint that every LMS sends them through. */
  readonly send: (statements: readonly Statement[]) => Promise<void>;
  readonly onError: (error: Error) => void;
}

/** Learners at work at a time. */
const AT_WORK = 8;
/** At first, so that something moves as soon as somebody looks; then some twenty a minute. */
const BURST = 60;
const BURST_MS = 160;
const PAUSE_MS = 2600;

/**
 * Lets the demo's learners go on: what they are going to do happens now, a statement at a time, some of them side by side.
 * Each has a new id and the time at which it is sent, so that another start repeats nothing.
 * @returns what ends it
 */
export const trickle = ({ toCome, send, onError }: TrickleOptions): (() => void) => {
  const queues = [...groupByActor(toCome).values()].filter((queue) => queue.length > 5);
  let sent = 0;
  let turn = 0;
  let timer: NodeJS.Timeout | null = null;
  let isOver = false;
  const next = (): Statement | undefined => {
    const place = turn % AT_WORK;
    turn += 1;
    const statement = queues[place]?.shift();
    // who is done makes room for the next one
    if (queues[place]?.length === 0) queues.splice(place, 1);
    return statement;
  };
  const step = async (): Promise<void> => {
    const statement = next();
    if (statement === undefined && queues.length === 0) return;
    if (statement !== undefined) {
      const now = new Date().toISOString();
      await send([{ ...statement, id: randomUUID(), timestamp: now }]).catch(onError);
      sent += 1;
    }
    if (!isOver) timer = setTimeout(() => void step(), sent < BURST ? BURST_MS : PAUSE_MS).unref();
  };
  timer = setTimeout(() => void step(), BURST_MS).unref();
  return () => {
    isOver = true;
    if (timer) clearTimeout(timer);
  };
};

const groupByActor = (statements: readonly Statement[]): Map<string, Statement[]> => {
  const queues = new Map<string, Statement[]>();
  for (const statement of statements) {
    const key = JSON.stringify(statement.actor);
    const queue = queues.get(key) ?? [];
    queue.push(statement);
    queues.set(key, queue);
  }
  return queues;
};
