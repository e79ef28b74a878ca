import { createHash } from 'node:crypto';
import type { Engine } from '../../store/engine';
import { learnerOf } from '../../store/learnerOf';
import { forgottenHashes, forgottenStamp } from '../../store/queries/forgotten';

/** How the list of forgotten learners knows one of them; as `notForgotten` in api/store/forgotten.ts. */
export const hashOfLearner = (learner: string): string => createHash('sha256').update(learner).digest('hex');

interface Known {
  readonly stamp: string;
  readonly hashes: ReadonlySet<string>;
}

const known = new WeakMap<Engine, Known>();

/** Tells whether a statement is a forgotten learner's; null where nobody was forgotten, which spares the reading. */
export const forgottenFilter = async (engine: Engine): Promise<((text: string) => boolean) | null> => {
  const [now] = await forgottenStamp.run(engine, {});
  if (!now || now.learners === 0) return null;
  const stamp = `${now.learners} ${now.newest}`;
  const before = known.get(engine);
  const hashes =
    before?.stamp === stamp ? before.hashes : new Set((await forgottenHashes.run(engine, {})).map((row) => row.hash));
  known.set(engine, { stamp, hashes });
  const seen = new Map<string, boolean>();
  return (text) => {
    const learner = learnerOf(text);
    const isForgotten = seen.get(learner) ?? hashes.has(hashOfLearner(learner));
    seen.set(learner, isForgotten);
    return isForgotten;
  };
};
