import type { Fact } from '../facts/types';
import type { Engine } from './engine';
import { selectedRow } from './factRows';

const tableOf = (engine: Engine): string => `${engine.databases.own}.selected_facts`;

/** What an interrupted process left on a server is dropped with the next selection, after so many seconds. */
const LEFT_BEHIND = 3600;

/** Puts facts of a window or a track where queries find them. @param selection a random id */
export const storeSelected = (
  engine: Engine,
  selection: string,
  course: string,
  facts: readonly Fact[],
): Promise<void> =>
  engine.insert(
    tableOf(engine),
    facts.map((fact) => selectedRow(selection, course, fact)),
  );

export const dropSelected = (engine: Engine, selection: string): Promise<void> =>
  engine.command(
    // the moment is bound: every replica must read the same
    `ALTER TABLE ${tableOf(engine)} DELETE
     WHERE selection = {selection:String} OR toUnixTimestamp(made_at) < {left_behind:UInt32}`,
    { selection, left_behind: Math.floor(Date.now() / 1000) - LEFT_BEHIND },
  );
