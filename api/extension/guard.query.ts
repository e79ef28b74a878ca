import type { Engine } from '../store/engine';

/**
 * The one place where a text that is not ours is put into a statement: to have the engine say what it is, not to run it.
 * On whatever it says the guard decides.
 */
const question = (expression: string): string => `SELECT (${expression}) AS value`;

/** The tree that the engine makes of it, a line a node. */
export const explainAst = async (engine: Engine, expression: string): Promise<string[]> =>
  // The embedded engine hands over the lines as they are, a server as rows.
  (await engine.rows(`EXPLAIN AST ${question(expression)}`)).map((row: unknown) =>
    typeof row === 'string' ? row : String((row as { explain?: unknown }).explain ?? ''),
  );

/** The same as the engine writes it, without comments. The text is a value here. */
export const formattedQuery = async (engine: Engine, expression: string): Promise<string[]> =>
  (await engine.rows('SELECT formatQuerySingleLine({query:String}) AS text', { query: question(expression) })).map(
    (row) => String(row.text),
  );
