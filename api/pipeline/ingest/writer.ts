import type { Engine } from '../../store/engine';
import { type Micros, sqlTime } from '../../lib/time';
import { ownersOf, storedHashed, storedTimes } from '../../store/queries/statements';
import { forgottenFilter } from './forgotten';
import { insertStatements } from './rows';
import { type Accepted, byPrecedence, isUuid, sameStatement } from './statement';

interface Written {
  readonly accepted: number;
  /** Statements whose id was here already, conflicts included. */
  readonly duplicate: number;
  /** Of these, those whose content differed. */
  readonly conflict: number;
  /** What became of each statement of the batch, in its order. */
  readonly outcomes: readonly Outcome[];
}

/** `conflict`: a duplicate whose content differed. */
type Outcome = 'accepted' | 'duplicate' | 'conflict';

/** A statement that is stored. */
type Stored = Pick<Accepted, 'id' | 'time' | 'text'>;
interface Lost {
  readonly statement: Stored;
  /** Whose history it stood in, where it was stored before: that history is to be computed again. */
  readonly owner: Owner | null;
  /** A typed row of it exists in addition to the winner's, which readers must pass over. */
  readonly excluded: boolean;
}

interface Owner {
  readonly courseKey: string;
  readonly learner: string;
}

/**
 * Stores statements; when it returns they are durable. Each id counts once: of several statements with one id the
 * earliest stays, then the smallest by bytes; the others are kept in `conflicts`. So what is counted does not depend on
 * the order, the batches or the repetitions in which statements arrive. A forgotten learner's are not stored, and count
 * as duplicates: they were dealt with.
 */
export const writeStatements = async (engine: Engine, batch: readonly Accepted[]): Promise<Written> => {
  const isForgotten = await forgottenFilter(engine);
  const kept = isForgotten ? batch.filter(({ text }) => !isForgotten(text)) : batch;
  const written = await writeKept(engine, kept);
  if (kept.length === batch.length) return written;
  const outcomes = new Map(kept.map((statement, index) => [statement, written.outcomes[index]]));
  return {
    ...written,
    duplicate: batch.length - written.accepted,
    outcomes: batch.map((statement) => outcomes.get(statement) ?? 'duplicate'),
  };
};

const writeKept = async (engine: Engine, batch: readonly Accepted[]): Promise<Written> => {
  const lost: Lost[] = [];
  const byId = new Map<string, Accepted>();
  const outcomes = batch.map((statement): Outcome => {
    const other = byId.get(statement.id);
    if (!other) {
      byId.set(statement.id, statement);
      return 'accepted';
    }
    const [winner, loser] = byPrecedence(statement, other) < 0 ? [statement, other] : [other, statement];
    byId.set(statement.id, winner);
    if (sameStatement(winner.text, loser.text)) return 'duplicate';
    lost.push({ statement: loser, owner: null, excluded: false });
    return 'conflict';
  });

  const stored = await readStored(engine, [...byId.keys()]);
  const fresh: Accepted[] = [];
  const replaced: Replaced[] = [];
  const before = new Map<string, Outcome>();
  for (const statement of byId.values()) {
    const known = stored.get(statement.id);
    if (!known) {
      fresh.push(statement);
    } else if (known.time === statement.time && sameStatement(known.text, statement.text)) {
      before.set(statement.id, 'duplicate');
    } else {
      before.set(statement.id, 'conflict');
      if (byPrecedence(known, statement) <= 0) lost.push({ statement, owner: null, excluded: false });
      else {
        fresh.push(statement);
        replaced.push({ before: known, winner: statement });
      }
    }
  }
  lost.push(...(await displaced(engine, replaced)));
  batch.forEach(({ id }, index) => {
    if (outcomes[index] === 'accepted') outcomes[index] = before.get(id) ?? 'accepted';
  });

  // The losers are noted first: were we stopped in between, the sender would send the batch again.
  await engine.insert(
    `${engine.databases.own}.conflicts`,
    lost.map(({ statement, owner, excluded }) => ({
      event_id: statement.id,
      time: sqlTime(statement.time),
      course_key: owner?.courseKey ?? '',
      learner: owner?.learner ?? '',
      excluded: Number(excluded),
      event: statement.text,
    })),
  );
  await insertStatements(engine, fresh);
  await markDirty(
    engine,
    lost.flatMap(({ owner }) => (owner ? [owner] : [])),
  );
  await markVoidedDirty(engine, fresh);
  const accepted = outcomes.filter((outcome) => outcome === 'accepted').length;
  const conflict = outcomes.filter((outcome) => outcome === 'conflict').length;
  return { accepted, duplicate: batch.length - accepted, conflict, outcomes };
};

/** Has histories computed again. `since`: nothing before it is another, microseconds; without, anything may be. */
export const markDirty = (
  engine: Engine,
  owners: readonly (Owner & { readonly since?: Micros | undefined })[],
): Promise<void> => {
  const at = sqlTime(Date.now() * 1000);
  return engine.insert(
    `${engine.databases.own}.touched`,
    owners.map(({ courseKey, learner, since }) => ({
      at,
      course_key: courseKey,
      learner,
      ...(since === undefined ? {} : { since: sqlTime(since) }),
    })),
  );
};

/** Has the histories computed again that lose a statement by voiding. `written` is stored already. */
export const markVoidedDirty = async (engine: Engine, written: readonly Accepted[]): Promise<void> => {
  const targets = written.flatMap(({ isVoiding, text }): string[] => {
    if (!isVoiding) return [];
    const { object } = JSON.parse(text) as { object?: { id?: unknown } };
    return typeof object?.id === 'string' ? [object.id.toLowerCase()] : [];
  });
  if (targets.length === 0) return;
  const stored = await readStored(engine, [...new Set(targets.filter(isUuid))]);
  await markDirty(engine, [...(await readOwners(engine, [...stored.values()])).values()]);
};

/** Ids looked up by one query: to a server they travel in the address, where one value may have 128 KiB. */
const IDS_AT_ONCE: Record<Engine['kind'], number> = { embedded: 20_000, server: 3000 };

/** The stored statement of each id that counts so far. */
export const readStored = async (engine: Engine, ids: readonly string[]): Promise<Map<string, Stored>> => {
  const stored = new Map<string, Stored>();
  const atOnce = IDS_AT_ONCE[engine.kind];
  for (let at = 0; at < ids.length; at += atOnce) {
    const some = ids.slice(at, at + atOnce);
    const places = await storedTimes.run(engine, { ids: some });
    if (places.length === 0) continue;
    // Few are here as a rule, so they are asked for by what was found: a list of all ids takes as long as the look-up.
    const bodies = await storedHashed.run(engine, {
      times: [...new Set(places.map((row) => row.time))],
      hashes: [...new Set(places.map((row) => row.hash))],
    });
    const wanted = new Set(some.map((id) => id.toLowerCase()));
    for (const { id, time, event } of bodies) {
      if (!wanted.has(id)) continue;
      const statement = { id, time, text: event };
      const other = stored.get(id);
      if (!other || byPrecedence(statement, other) < 0) stored.set(id, statement);
    }
  }
  return stored;
};

interface Replaced {
  readonly before: Stored;
  readonly winner: Stored;
}

/**
 * Stored statements that lost. Where the winner's typed row stands in the same place (learner, course, time), it
 * replaces the old one; otherwise the old one must be passed over.
 */
const displaced = async (engine: Engine, replaced: readonly Replaced[]): Promise<Lost[]> => {
  const owners = await readOwners(
    engine,
    replaced.flatMap(({ before, winner }) => [before, winner]),
  );
  return replaced.map(({ before, winner }) => {
    const [old, now] = [owners.get(before) ?? null, owners.get(winner) ?? null];
    const sameOwner = now?.courseKey === old?.courseKey && now?.learner === old?.learner;
    return { statement: before, owner: old, excluded: old !== null && !(sameOwner && before.time === winner.time) };
  });
};

/** Characters of statements asked about by one query, escaped and as UTF-8: on a server they travel in the address, too. */
const OWNER_CHARACTERS = 60_000;

/** Whose history each statement belongs to, as the typed tables have it; none where it belongs to none. */
export const readOwners = async (engine: Engine, statements: readonly Stored[]): Promise<Map<Stored, Owner>> => {
  const owners = new Map<Stored, Owner>();
  for (let at = 0; at < statements.length;) {
    const some: Stored[] = [];
    for (let characters = 0; at < statements.length; at += 1) {
      const statement = statements[at] as Stored;
      characters += statement.text.length;
      if (some.length > 0 && characters > OWNER_CHARACTERS) break;
      some.push(statement);
    }
    const events = some.map(({ text }) => (text.length > OWNER_CHARACTERS ? ownerPart(text) : text));
    for (const { place, course_key: courseKey, learner } of await ownersOf.run(engine, { events })) {
      const statement = some[place - 1];
      if (statement) owners.set(statement, { courseKey, learner });
    }
  }
  return owners;
};

/** The members of a statement that say whose it is. */
const ownerPart = (text: string): string => {
  const { actor, object, context } = JSON.parse(text) as {
    actor?: unknown;
    object?: { id?: unknown; definition?: { type?: unknown } };
    context?: { contextActivities?: { parent?: unknown; grouping?: unknown } };
  };
  const { parent, grouping } = context?.contextActivities ?? {};
  return JSON.stringify({
    actor,
    object: { id: object?.id, definition: { type: object?.definition?.type } },
    context: { contextActivities: { parent, grouping } },
  });
};
