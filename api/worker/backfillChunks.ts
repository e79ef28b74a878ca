import type { Engine } from '../store/engine';
import type { TimeRange } from '../store/reproject';
import type { Micros } from '../lib/time';
import { storedDays } from '../store/queries/statements';

/** Statements typed by one statement to the engine, about: it keeps what else wants to be stored waiting. */
const AT_ONCE = 250_000;
const DAY: Micros = 86_400_000_000;

/** A part of what is stored: a month of it, or some days of a month in which much happened. */
interface Part extends TimeRange {
  /** Such as 202603. */
  readonly month: string;
  readonly statements: number;
}

/** What is stored before a moment, in parts, the newest first. */
export const storedParts = async (engine: Engine, before: Micros): Promise<Part[]> => {
  const parts: Part[] = [];
  for (const { day, statements } of await storedDays.run(engine, { before: before })) {
    const from = day * DAY;
    const month = new Date(from / 1000).toISOString().slice(0, 7).replace('-', '');
    const last = parts.at(-1);
    if (last?.month === month && last.statements + statements <= AT_ONCE)
      parts[parts.length - 1] = { ...last, from, statements: last.statements + statements };
    else parts.push({ month, from, to: Math.min(from + DAY, before), statements });
  }
  return parts;
};
