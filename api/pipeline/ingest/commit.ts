import type { Engine } from '../../store/engine';
import type { Micros } from '../../lib/time';
import { noteBatch } from '../../observability/instruments';
import { sqlTime } from '../../lib/time';
import { forgottenFilter } from './forgotten';
import { insertStatements } from './rows';
import { type Accepted, newestOf } from './statement';
import { readStored, markVoidedDirty } from './writer';

/** A statement before it is stored. */
export interface Arriving {
  readonly id: string;
  readonly text: string;
  /** The statement as it would be stored at a moment. */
  seal(stored: Micros): Accepted;
}

/** What one sender sent at once: all of it is stored, or nothing. */
export type Submission = readonly Arriving[];

/** Ids whose stored statements say something else; none: everything is stored. */
export type Verdict = { readonly conflicts: readonly string[] };

/**
 * Stores what several senders sent, in one insert; when it returns, what was not refused is durable. A statement that is
 * stored already stays as it is, so unlike `writeStatements` this refuses a later one that says something else, and with
 * it its whole submission. What was refused is kept in `conflicts`. A forgotten learner's statements are passed over.
 * @param times gives the time of storing of each statement, each later than the one before
 * @param matches whether an arriving text says the same as a stored one
 */
export const commit = async (
  engine: Engine,
  sent: readonly Submission[],
  times: () => Micros,
  matches: (arriving: string, stored: string) => boolean,
): Promise<Verdict[]> => {
  const began = performance.now();
  const isForgotten = await forgottenFilter(engine);
  const submissions = isForgotten ? sent.map((one) => one.filter(({ text }) => !isForgotten(text))) : sent;
  const ids = new Set(submissions.flatMap((submission) => submission.map(({ id }) => id)));
  const known = new Map<string, string>();
  for (const [id, { text }] of await readStored(engine, [...ids])) known.set(id, text);
  const fresh: Accepted[] = [];
  const refused: Accepted[] = [];
  const verdicts = submissions.map((submission): Verdict => {
    const differing = submission.filter(({ id, text }) => {
      const before = known.get(id);
      return before !== undefined && !matches(text, before);
    });
    if (differing.length > 0) {
      refused.push(...differing.map((one) => one.seal(times())));
      return { conflicts: differing.map(({ id }) => id) };
    }
    for (const one of submission) {
      if (known.has(one.id)) continue;
      const sealed = one.seal(times());
      known.set(one.id, sealed.text);
      fresh.push(sealed);
    }
    return { conflicts: [] };
  });
  await engine.insert(
    `${engine.databases.own}.conflicts`,
    refused.map(({ id, time, text }) => ({
      event_id: id,
      time: sqlTime(time),
      course_key: '',
      learner: '',
      excluded: 0,
      event: text,
    })),
  );
  await insertStatements(engine, fresh);
  await markVoidedDirty(engine, fresh);
  noteBatch(
    'xapi',
    outcomesOf(submissions, verdicts, fresh.length),
    newestOf(fresh),
    (performance.now() - began) / 1000,
  );
  return verdicts;
};

/** What became of each statement; one that came with a conflicting one was refused, too. */
const outcomesOf = (submissions: readonly Submission[], verdicts: readonly Verdict[], accepted: number) => {
  const counts = { accepted, duplicate: -accepted, conflict: 0, rejected: 0 };
  submissions.forEach(({ length }, index) => {
    const conflicts = verdicts[index]?.conflicts.length ?? 0;
    counts.conflict += conflicts;
    if (conflicts > 0) counts.rejected += length - conflicts;
    else counts.duplicate += length;
  });
  return counts;
};
