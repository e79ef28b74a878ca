import { randomUUID } from 'node:crypto';
import { operatorScope } from '../../api/auth/scope';
import { ALL_TIME, Reports } from '../../api/services/reports';
import { StatementStore } from '../../api/services/statementStore';
import { prepareForEndpoint } from '../../api/worker/statementIndexing';
import type { Workspace } from '../../api/worker/workspace';

/** Statements a second, and how many are sent at once; senders do not wait for one another. */
const RATE = 2000;
const BATCH = 100;
/** A reader asks for a panel, then waits so long; milliseconds. */
const PAUSE = 250;
const READERS = 3;

const COURSE = 'course-v1:Bench+Fresh+1';
const PROBLEM = 'block-v1:Bench+Fresh+1+type@problem+block@p1';

export interface Freshness {
  /** Statements a second that were written; below `RATE` where the machine could not. */
  readonly perSecond: number;
  readonly statements: number;
  /** From handing a statement in until the facts have it, milliseconds. */
  readonly median: number;
  readonly p99: number;
  readonly reads: number;
  /** How long a reader waited for an answer, milliseconds. */
  readonly readMedian: number;
}

/** Somebody's first try, whom nobody has seen before: once the facts have this learner, they have the statement. */
const marker = (n: number): string =>
  JSON.stringify({
    id: `00000000-0000-4000-9000-${String(n).padStart(12, '0')}`,
    version: '1.0.3',
    actor: { objectType: 'Agent', account: { homePage: 'https://lms.example.org', name: `marker-${n}` } },
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
const quantile = (values: readonly number[], share: number): number =>
  [...values].sort((a, b) => a - b)[Math.min(values.length - 1, Math.floor(share * values.length))] ?? NaN;

/**
 * A steady stream of statements, stored as the xAPI endpoint does, a marker in each batch, while readers ask for panels
 * and the facts follow as they do in `serve`.
 * @param statements of which the stream is made; each gets an id of its own and the time of its sending
 * @param read what the readers ask about, in turn
 */
export const measureFreshness = async (
  workspace: Workspace,
  statements: readonly string[],
  read: { readonly course: string; readonly problems: readonly string[] },
): Promise<Freshness> => {
  const { engine } = workspace;
  await prepareForEndpoint(engine);
  const store = await StatementStore.open(engine);
  const reports = new Reports(engine, 10);
  const sent = new Map<string, number>();
  const delays: number[] = [];
  const waits: number[] = [];
  let writing = true;

  const reader = async (own: number): Promise<void> => {
    for (let turn = own; writing; turn += READERS) {
      const start = performance.now();
      const block = read.problems[turn % read.problems.length] as string;
      if (turn % 4 === 0) await reports.outline(operatorScope(read.course), ALL_TIME);
      else await reports.problem(operatorScope(read.course), block, ALL_TIME);
      waits.push(performance.now() - start);
      await sleep(PAUSE);
    }
  };
  const watch = async (): Promise<void> => {
    while (writing || sent.size > 0) {
      const rows = await engine.rows(
        `SELECT DISTINCT learner FROM ${engine.databases.own}.facts
         WHERE course_key = {course:String} AND block_id = {block:String} AND learner IN {learners:Array(String)}`,
        { course: COURSE, block: PROBLEM, learners: [...sent.keys()] },
      );
      for (const { learner } of rows) {
        const name = String(learner);
        const start = sent.get(name);
        if (start !== undefined) delays.push(performance.now() - start);
        sent.delete(name);
      }
      await sleep(50);
    }
  };
  const write = async (): Promise<number> => {
    const start = performance.now();
    const writes: Promise<unknown>[] = [];
    for (let at = 0, n = 0; at < statements.length; at += BATCH - 1, n += 1) {
      const due = start + (n * BATCH * 1000) / RATE;
      if (performance.now() < due) await sleep(due - performance.now());
      sent.set(`marker-${n}`, performance.now());
      const some = statements.slice(at, at + BATCH - 1).map(anew);
      const body = `[${[...some, marker(n)].join(',')}]`;
      writes.push(store.write(store.read(body).sent, AUTHORITY));
    }
    await Promise.all(writes);
    const seconds = (performance.now() - start) / 1000;
    writing = false;
    return seconds;
  };

  workspace.follow();
  const [seconds] = await Promise.all([write(), watch(), ...Array.from({ length: READERS }, (_, own) => reader(own))]);
  return {
    perSecond: statements.length / seconds,
    statements: statements.length,
    median: quantile(delays, 0.5),
    p99: quantile(delays, 0.99),
    reads: waits.length,
    readMedian: quantile(waits, 0.5),
  };
};
