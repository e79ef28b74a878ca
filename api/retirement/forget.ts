import { randomUUID } from 'node:crypto';
import type { Engine } from '../store/engine';
import {
  eraseAgents,
  eraseConflicts,
  eraseIds,
  eraseKept,
  eraseLearner,
  eraseNote,
  erasePerson,
  eraseRejects,
  eraseStatements,
} from '../store/erase';
import { isOurs } from '../store/sources';
import { hashOfLearner } from '../pipeline/ingest/forgotten';
import { withWriteLock } from '../pipeline/ingest/writeLock';
import { readOwners, readStored, markDirty } from '../pipeline/ingest/writer';
import { sqlTime } from '../lib/time';
import { refreshTotals } from '../store/queries/blockTotals';
import {
  conflictsNaming,
  coursesOfLearner,
  indexHashes,
  statementsNaming,
  summedBlocks,
  voidedBy,
} from '../store/queries/forgotten';
import { FIRST_TIME } from '../store/queries/lrs';
import { storedBodies, storedMonths } from '../store/queries/statements';
import { engineClock, stateValue } from '../store/queries/state';
import type { Workspace } from '../worker/workspace';
import { needlesOf, rewriteStatement } from './rewrite';

/** `deleted`: what the learner did goes. `rekeyed`: it stays, under a random id that nobody knows. */
export type Mode = 'deleted' | 'rekeyed';

interface Forgotten {
  /** Statements that were the learner's or named the learner, and are ours to change. */
  readonly statements: number;
  /** Whether the stored statements were ours to change; else they stay where others keep them, and count no more. */
  readonly isOurs: boolean;
}

/** What a stop in between must not lose. It goes when all is done, for it says what became of whom. */
interface Plan {
  readonly mode: Mode;
  readonly pseudonym: string;
  /** Where sums are to be made anew. */
  courses: string[];
  /** Hashes of the agents that the endpoint's index knew the learner as. */
  agents: string[];
  statements: number;
}

/** It cannot be done like this; the message says what can. */
export class ForgetError extends Error {
  override readonly name = 'ForgetError';
}

/** Statements rewritten or deleted by one statement to the engine: on a server their ids travel in the address. */
const AT_ONCE = 1000;
const ZERO = '00000000-0000-0000-0000-000000000000';

/**
 * Forgets one learner everywhere in our tables, and in the stored statements where these are ours. From the first moment
 * the learner's statements are neither stored nor counted any more, whoever sends them. What was begun has to be run
 * again until it comes to its end.
 * @param learner the id that statements have
 * @returns null where it was stopped in between
 * @throws ForgetError
 */
export const forget = async (
  workspace: Workspace,
  learner: string,
  mode: Mode,
  report: (text: string) => void,
  signal: AbortSignal,
): Promise<Forgotten | null> => {
  const { engine } = workspace;
  const { own, xapi, eventSink } = engine.databases;
  const ours = await isOurs(engine, `${xapi}.xapi_events_all`);
  if (mode === 'rekeyed' && !ours) {
    throw new ForgetError(
      `The statements in ${xapi} are written and kept by others, so they cannot be put under another id here. ` +
        'Without --rekey the learner is taken out of our tables and counted no more.',
    );
  }
  const hash = hashOfLearner(learner);
  const name = `forget ${hash}`;
  const before = (await stateValue.run(engine, { name }))[0]?.value;
  const plan: Plan = before
    ? (JSON.parse(before) as Plan)
    : { mode, pseudonym: randomUUID(), courses: [], agents: [], statements: 0 };
  if (plan.mode !== mode) {
    throw new ForgetError(
      plan.mode === 'rekeyed'
        ? 'This learner was about to be put under another id: run it with --rekey to finish that.'
        : 'This learner was about to be deleted: run it without --rekey to finish that.',
    );
  }
  const note = (): Promise<void> => engine.insert(`${own}.state`, [{ name, value: JSON.stringify(plan) }]);
  const list = (finished: number): Promise<void> =>
    engine.insert(`${own}.forgotten`, [{ hash, mode, finished, statements: plan.statements }]);

  const found = (await coursesOfLearner.run(engine, { learner })).map((row) => row.course_key);
  plan.courses = [...new Set([...plan.courses, ...found])];
  await note();
  // Whoever is storing statements ends first; whoever stores afterwards sees the list.
  await withWriteLock(engine, () => list(0));
  const done = await workspace.alone(async () => {
    for (let pass = 1, any = true; any; pass += 1) {
      const changed = await changeStatements(
        engine,
        learner,
        plan,
        ours,
        note,
        (month) => report(`looking through ${month}${pass > 1 ? ' again' : ''}: ${plan.statements} statements so far`),
        signal,
      );
      if (changed === null) return false;
      // A statement may have been under way on another machine.
      any = changed > 0 && ours;
    }
    report('taking the learner out of our tables');
    await changeConflicts(engine, learner, plan);
    await eraseLearner(engine, learner, mode === 'rekeyed' ? plan.pseudonym : null);
    await eraseKept(engine, plan.courses);
    await eraseRejects(engine);
    await eraseAgents(engine, plan.agents);
    if (await isOurs(engine, `${eventSink}.external_id`)) await erasePerson(engine, learner);
    const version = (await engineClock.run(engine, {}))[0]?.now ?? 0;
    for (const course of plan.courses) {
      const blocks = (await summedBlocks.run(engine, { course })).map((row) => row.block_id);
      await refreshTotals(engine, course, blocks, version);
    }
    return true;
  });
  if (!done) return null;
  await workspace.refresh();
  await list(1);
  await eraseNote(engine, name);
  return { statements: plan.statements, isOurs: ours };
};

/**
 * Looks through all stored statements for the learner. Where they are ours, the learner's own go or get the pseudonym,
 * and so do mentions in others' statements.
 * @returns how many were changed; null where it was stopped
 */
const changeStatements = async (
  engine: Engine,
  learner: string,
  plan: Plan,
  ours: boolean,
  note: () => Promise<void>,
  report: (month: number) => void,
  signal: AbortSignal,
): Promise<number | null> => {
  const needles = needlesOf(learner);
  let changed = 0;
  for (const { month } of await storedMonths.run(engine, {})) {
    report(month);
    for (let [after, afterId] = [FIRST_TIME, ZERO]; ;) {
      if (signal.aborted) return null;
      const page = await statementsNaming.run(engine, { month, needles, after, after_id: afterId, limit: AT_ONCE });
      const last = page.at(-1);
      if (!last) break;
      [after, afterId] = [last.time, last.id];
      const rows = page.flatMap((row) => {
        const rewritten = rewriteStatement(row.event, learner, plan.pseudonym);
        return rewritten ? [{ id: row.id, time: row.time, before: row.event, ...rewritten }] : [];
      });
      const agents = [...new Set(rows.flatMap((row) => row.agents))];
      const [hashes] = await indexHashes.run(engine, { agents, ids: [] });
      plan.agents = [...new Set([...plan.agents, ...(hashes?.agents ?? [])])];
      if (rows.length === 0 || !ours) {
        await note();
        continue;
      }
      plan.statements += rows.length;
      changed += rows.length;
      await note();
      const [ids, times] = [rows.map((row) => row.id), [...new Set(rows.map((row) => row.time))]];
      const counting = new Set((await storedBodies.run(engine, { ids, times })).map(keyOf));
      const isKept = (row: { isOwn: boolean }): boolean => plan.mode === 'rekeyed' || !row.isOwn;
      await engine.insert(
        `${engine.databases.xapi}.xapi_events_all`,
        rows
          // Not what another text with the same id and time has replaced: the same one, rewritten before a stop.
          .filter((row) => isKept(row) && counting.has(keyOf({ ...row, event: row.before })))
          .map(({ id, time, text }) => ({ event_id: id, emission_time: sqlTime(time), event: text })),
      );
      const gone = rows.filter((row) => !isKept(row));
      if (gone.length > 0) await withdraw(engine, gone);
      await eraseStatements(engine, rows, needles);
    }
  }
  if (!ours) await note();
  return changed;
};

const keyOf = ({ id, time, event }: { id: string; time: number; event: string }): string => `${id} ${time} ${event}`;

/** Takes statements out of what is looked up by id. What they voided counts again. */
const withdraw = async (engine: Engine, rows: readonly { id: string; time: number }[]): Promise<void> => {
  const ids = rows.map((row) => row.id);
  const targets = (await voidedBy.run(engine, { ids })).map((row) => row.target);
  const stored = targets.length > 0 ? [...(await readStored(engine, targets)).values()] : [];
  const owners = [...(await readOwners(engine, stored)).values()];
  // Before, for we may be stopped in between, and after, for somebody may have computed in between.
  await markDirty(engine, owners);
  const [hashes] = await indexHashes.run(engine, { agents: [], ids });
  await eraseIds(
    engine,
    rows.map(({ id, time }, index) => ({ id, time, hash: hashes?.ids[index] ?? '0' })),
  );
  await markDirty(engine, owners);
};

/** Statements that lost against others: the learner's go, or get the pseudonym, and so do mentions. */
const changeConflicts = async (engine: Engine, learner: string, plan: Plan): Promise<void> => {
  const needles = needlesOf(learner);
  const rows = await conflictsNaming.run(engine, { learner, needles });
  if (rows.length === 0) return;
  const kept = rows.flatMap((row) => {
    const rewritten = rewriteStatement(row.event, learner, plan.pseudonym);
    if (plan.mode === 'deleted' && (row.learner === learner || rewritten?.isOwn !== false)) return [];
    const owner = row.learner === learner ? plan.pseudonym : row.learner;
    return [{ ...row, learner: owner, event: rewritten?.text ?? row.event }];
  });
  await engine.insert(`${engine.databases.own}.conflicts`, kept);
  await eraseConflicts(engine, learner, needles);
};
