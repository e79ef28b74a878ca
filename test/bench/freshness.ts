import { randomUUID } from 'node:crypto';
import { operatorScope } from '../../api/auth/scope';
import { openEngine } from '../../api/store/open';
import { ALL_TIME, Reports } from '../../api/metrics/reports';
import { StatementStore } from '../../api/pipeline/lrs/statementStore';
import { prepareForEndpoint } from '../../api/worker/statementIndexing';
import type { Workspace } from '../../api/worker/workspace';

/** Statements a second, and how many are sent at once; senders do not wait for one another. */
const RATE = 2000;
const BATCH = 100;
/**
 * A reader asks for a panel, then waits so long on average, milliseconds: half as long, as long, or half as long again in
 * turn, for readers who wait for one another would fall into step, which people do not.
 */
const PAUSE = 250;
const PAUSES = [0.5, 1, 1.5, 1.25, 0.75];
const READERS = 3;
/** How often it is looked which statements are in the facts; as much may be added to a delay. Milliseconds. */
const LOOK = 250;

const COURSE = 'course-v1:Bench+Fresh+1';
const PROBLEM = 'block-v1:Bench+Fresh+1+type@problem+block@p1';

/** From handing a statement in until the facts have it, milliseconds. */
export interface Delays {
  readonly median: number;
  readonly p99: number;
}

export interface Freshness {
  /** Statements a second that were written; below `RATE` where the machine could not. */
  readonly perSecond: number;
  readonly statements: number;
  /** Of the stream's own statements, one of each batch. */
  readonly ofStream: Delays;
  /** Of the first statement of somebody whom nobody has seen before, in another course; one in each batch. */
  readonly ofNewcomers: Delays;
  readonly reads: number;
  /** How long a reader waited for an answer, milliseconds. */
  readonly readMedian: number;
  readonly read95: number;
  /** From the last statement until the facts have all that were looked for, milliseconds. */
  readonly drained: number;
}

/** A statement on its way. The facts have it when those of the learner about the course go as far as its time. */
interface Sent {
  readonly course: string;
  readonly learner: string;
  /** Microseconds. */
  readonly time: number;
  readonly start: number;
  readonly delays: number[];
}

const sentOf = (statement: string, start: number, delays: number[]): Sent => {
  const { actor, timestamp } = JSON.parse(statement) as { actor: { account: { name: string } }; timestamp: string };
  const course = /\/course\/(course-v1:[^"]+)"/.exec(statement)?.[1];
  if (course === undefined) throw new Error(`A statement of no course: ${statement}`);
  return { course, learner: actor.account.name, time: Date.parse(timestamp) * 1000, start, delays };
};

/** Somebody's first try, whom nobody has seen before. */
const marker = (): string =>
  JSON.stringify({
    id: randomUUID(),
    version: '1.0.3',
    actor: { objectType: 'Agent', account: { homePage: 'https://lms.example.org', name: `marker-${randomUUID()}` } },
    verb: { id: 'https://w3id.org/xapi/acrossx/verbs/evaluated' },
    object: {
      id: `https://lms.example.org/xblock/${PROBLEM}`,
      definition: { extensions: { 'http://id.tincanapi.com/extension/attempt-id': 1 } },
    },
    result: { success: true, response: 'a', score: { min: 0, max: 1, raw: 1, scaled: 1 } },
    timestamp: new Date().toISOString(),
    context: {
      contextActivities: {
        parent: [
          {
            id: `https://lms.example.org/course/${COURSE}`,
            definition: { type: 'http://adlnet.gov/expapi/activities/course' },
          },
        ],
      },
    },
  });

const AUTHORITY = { objectType: 'Agent', account: { homePage: 'https://lms.example.org', name: 'bench' } };

/** As if it happened now, under an id that no store has. */
const anew = (statement: string): string =>
  statement
    .replace(/"id":"[^"]{36}"/, `"id":"${randomUUID()}"`)
    .replace(/"timestamp":"[^"]*"/, `"timestamp":"${new Date().toISOString()}"`);

const sleep = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms));
export const quantile = (values: readonly number[], share: number): number =>
  [...values].sort((a, b) => a - b)[Math.min(values.length - 1, Math.floor(share * values.length))] ?? NaN;

const delaysOf = (delays: readonly number[]): Delays => ({
  median: quantile(delays, 0.5),
  p99: quantile(delays, 0.99),
});

/** What readers ask about, in turn. */
export interface Read {
  readonly course: string;
  readonly problems: readonly string[];
}

/** Readers ask for panels, and now and then for the outline. @returns how long each waited for an answer, milliseconds */
export const readPanels = async (workspace: Workspace, read: Read, goesOn: () => boolean): Promise<number[]> => {
  const reports = new Reports(workspace.readers, 10);
  const waits: number[] = [];
  const reader = async (own: number): Promise<void> => {
    for (let turn = own; goesOn(); turn += READERS) {
      const start = performance.now();
      const block = read.problems[turn % read.problems.length] as string;
      if (turn % 4 === 0) await reports.outline(operatorScope(read.course), ALL_TIME);
      else await reports.problem(operatorScope(read.course), block, ALL_TIME);
      waits.push(performance.now() - start);
      await sleep(PAUSE * (PAUSES[turn % PAUSES.length] ?? 1));
    }
  };
  await Promise.all(Array.from({ length: READERS }, (_, own) => reader(own)));
  return waits;
};

/**
 * A steady stream of statements, stored as the xAPI endpoint does, a marker in each batch, while readers ask for panels
 * and the facts follow as they do in `serve`.
 * @param statements of which the stream is made; each gets an id of its own and the time of its sending
 */
export const measureFreshness = async (
  workspace: Workspace,
  statements: readonly string[],
  read: Read,
): Promise<Freshness> => {
  const { engine } = workspace;
  // What is looked for here nobody else would ask, so it has a connection of its own.
  const looking = await openEngine(workspace.config);
  await prepareForEndpoint(engine);
  const store = await StatementStore.open(engine, () => workspace.isPressed, workspace.config.without);
  const sent = new Set<Sent>();
  const [ofStream, ofNewcomers]: [number[], number[]] = [[], []];
  let writing = true;
  let ended = 0;

  const watch = async (): Promise<void> => {
    while (writing || sent.size > 0) {
      const waiting = [...sent];
      const rows = await looking.rows(
        `SELECT course_key, learner, toUnixTimestamp64Micro(max(last_at)) AS until FROM ${engine.databases.own}.facts
         WHERE course_key IN {courses:Array(String)} AND block_id = course_key AND learner IN {learners:Array(String)}
         GROUP BY ALL`,
        { courses: [...new Set(waiting.map((one) => one.course))], learners: waiting.map((one) => one.learner) },
      );
      const until = new Map(rows.map((row) => [`${row.course_key} ${row.learner}`, Number(row.until)]));
      for (const one of waiting) {
        if ((until.get(`${one.course} ${one.learner}`) ?? 0) < one.time) continue;
        one.delays.push(performance.now() - one.start);
        sent.delete(one);
      }
      await sleep(LOOK);
    }
  };
  const write = async (): Promise<number> => {
    const start = performance.now();
    const writes: Promise<unknown>[] = [];
    for (let at = 0, n = 0; at < statements.length; at += BATCH - 1, n += 1) {
      const due = start + (n * BATCH * 1000) / RATE;
      if (performance.now() < due) await sleep(due - performance.now());
      const some = statements.slice(at, at + BATCH - 1).map(anew);
      const newcomer = marker();
      sent.add(sentOf(some[n % some.length] ?? newcomer, performance.now(), ofStream));
      sent.add(sentOf(newcomer, performance.now(), ofNewcomers));
      const body = `[${[...some, newcomer].join(',')}]`;
      writes.push(store.write(store.read(body).sent, AUTHORITY));
    }
    await Promise.all(writes);
    const seconds = (performance.now() - start) / 1000;
    writing = false;
    ended = performance.now();
    return seconds;
  };

  workspace.follow();
  const [seconds, waits] = await Promise.all([write(), readPanels(workspace, read, () => writing), watch()]);
  await looking.close();
  return {
    perSecond: statements.length / seconds,
    statements: statements.length,
    ofStream: delaysOf(ofStream),
    ofNewcomers: delaysOf(ofNewcomers),
    reads: waits.length,
    readMedian: quantile(waits, 0.5),
    read95: quantile(waits, 0.95),
    drained: performance.now() - ended,
  };
};
