import { randomUUID } from 'node:crypto';
import type { Fact } from '../../facts/types';
import type { Engine } from '../../store/engine';
import { dropSelected, storeSelected } from '../../store/selectedFacts';
import type { FactsOf } from './facts.query';
import type { ReportContext } from './population';

/** The facts of all time about one block. */
export const factsOfBlock = (block: string, { courseKey, registeredOnly }: ReportContext): FactsOf => ({
  course: courseKey,
  block,
  registered_only: registeredOnly ? 1 : 0,
  selected: null,
});

/**
 * Has facts of a window or a track asked about by the queries that ask about stored ones: they are rows of a table in
 * memory until `ask` is done, whether it succeeds or not.
 * @param facts about one block; null: of all time, which are stored already
 */
export const withFacts = async <T>(
  engine: Engine,
  block: string,
  facts: readonly Fact[] | null,
  context: ReportContext,
  ask: (of: FactsOf) => Promise<T>,
): Promise<T> => {
  const of = factsOfBlock(block, context);
  if (facts === null) return ask(of);
  const selection = randomUUID();
  const asked = { ...of, selected: { selection, rows: facts.length } };
  if (facts.length === 0) return ask(asked);
  try {
    await storeSelected(engine, selection, context.courseKey, facts);
    return await ask(asked);
  } finally {
    await dropSelected(engine, selection);
  }
};
