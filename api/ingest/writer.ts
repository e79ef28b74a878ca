import type { Engine } from '../clickhouse/engine';
import { sqlTime } from '../lib/time';
import { ownerOf, storedBodies, storedStatements } from '../queries/statements';
import { type Accepted, byPrecedence, sameStatement } from './statement';

export interface Written {
  readonly accepted: number;
  /** Statements whose id was here already, conflicts included. */
  readonly duplicate: number;
  /** Of these, those whose content differed. */
  readonly conflict: number;
}

interface Lost {
  readonly statement: Accepted;
  /** Whose history it stood in, where it was stored before: that history is to be computed again. */
  readonly owner: Owner | null;
  /** A typed row of it exists beside the winner's, which readers must pass over. */
  readonly excluded: boolean;
}

interface Owner {
  readonly courseKey: string;
  readonly learner: string;
}

/**
 * Stores statements; when it returns they are durable. Each id counts once: of several statements with one id the
 * earliest stays, then the smallest by bytes; the others are kept in `conflicts`. So what is counted does not depend on
 * the order, the batches or the repetitions in which statements arrive.
 */
export const writeStatements = async (engine: Engine, batch: readonly Accepted[]): Promise<Written> => {
  const lost: Lost[] = [];
  const byId = new Map<string, Accepted>();
  let conflict = 0;
  for (const statement of batch) {
    const other = byId.get(statement.id);
    if (!other) {
      byId.set(statement.id, statement);
      continue;
    }
    const [winner, loser] = byPrecedence(statement, other) < 0 ? [statement, other] : [other, statement];
    byId.set(statement.id, winner);
    if (!sameStatement(winner.text, loser.text)) {
      conflict += 1;
      lost.push({ statement: loser, owner: null, excluded: false });
    }
  }

  const stored = await readStored(engine, [...byId.keys()]);
  const fresh: Accepted[] = [];
  let accepted = 0;
  for (const statement of byId.values()) {
    const before = stored.get(statement.id);
    if (!before) {
      fresh.push(statement);
      accepted += 1;
      continue;
    }
    if (before.time === statement.time && sameStatement(before.text, statement.text)) continue;
    conflict += 1;
    if (byPrecedence(before, statement) <= 0) {
      lost.push({ statement, owner: null, excluded: false });
    } else {
      fresh.push(statement);
      lost.push(await displaced(engine, before, statement));
    }
  }

  const { own, xapi } = engine.databases;
  // The losers are noted first: were we stopped in between, the sender would send the batch again.
  await engine.insert(
    `${own}.conflicts`,
    lost.map(({ statement, owner, excluded }) => ({
      event_id: statement.id,
      time: sqlTime(statement.time),
      course_key: owner?.courseKey ?? '',
      learner: owner?.learner ?? '',
      excluded: Number(excluded),
      event: statement.text,
    })),
  );
  await engine.insert(
    `${xapi}.xapi_events_all`,
    fresh.map((statement) => ({
      event_id: statement.id,
      emission_time: sqlTime(statement.time),
      event: statement.text,
    })),
  );
  await engine.insert(
    `${own}.touched`,
    lost.flatMap(({ owner }) =>
      owner ? [{ at: sqlTime(Date.now() * 1000), course_key: owner.courseKey, learner: owner.learner }] : [],
    ),
  );
  return { accepted, duplicate: batch.length - accepted, conflict };
};

/** Ids looked up by one query: on a server they travel in the address of the request. */
const IDS_AT_ONCE = 5000;

/** The stored statement of each id that counts so far. */
const readStored = async (engine: Engine, ids: readonly string[]): Promise<Map<string, Accepted>> => {
  const stored = new Map<string, Accepted>();
  for (let at = 0; at < ids.length; at += IDS_AT_ONCE) {
    const found = await storedStatements.run(engine, { ids: ids.slice(at, at + IDS_AT_ONCE) });
    if (found.length === 0) continue;
    const bodies = await storedBodies.run(engine, {
      ids: [...new Set(found.map((row) => row.id))],
      times: [...new Set(found.map((row) => row.time))],
    });
    for (const { id, time, event } of bodies) {
      const statement = { id, time, text: event };
      const other = stored.get(id);
      if (!other || byPrecedence(statement, other) < 0) stored.set(id, statement);
    }
  }
  return stored;
};

/**
 * A stored statement that lost. Where the winner's typed row stands in the same place (learner, course, time), it
 * replaces the old one; otherwise the old one must be passed over.
 */
const displaced = async (engine: Engine, before: Accepted, winner: Accepted): Promise<Lost> => {
  const [old, now] = [await ownerIn(engine, before), await ownerIn(engine, winner)];
  const sameOwner = now?.courseKey === old?.courseKey && now?.learner === old?.learner;
  return { statement: before, owner: old, excluded: old !== null && !(sameOwner && before.time === winner.time) };
};

const ownerIn = async (engine: Engine, statement: Accepted): Promise<Owner | null> => {
  const row = (await ownerOf.run(engine, { id: statement.id, event: statement.text }))[0];
  return row ? { courseKey: row.course_key, learner: row.learner } : null;
};
