import type { Engine } from '../store/engine';
import { EngineError } from '../store/engine';
import { explainAst, formattedQuery } from './guard.query';

/** An expression that is not allowed; the message says what is wrong with it. */
export class GuardError extends Error {
  override readonly name = 'GuardError';
}

/** Pure functions of their arguments. Not here: clocks, chance, files, dictionaries, other tables, casts, lists without end. */
const AGGREGATES =
  'count countIf sum sumIf avg avgIf min max minIf maxIf uniqExact uniqExactIf argMin argMax argMinIf argMaxIf groupArraySorted';
const SCALARS =
  'plus minus multiply divide intDiv modulo abs least greatest round floor equals notEquals less greater lessOrEquals ' +
  'greaterOrEquals and or not xor if multiIf coalesce ifNull isNull isNotNull nullIf in notIn like notLike ilike startsWith ' +
  'endsWith position length lower upper match extract splitByChar substring concat empty notEmpty arrayMap arrayFilter ' +
  'arraySum arrayCount arrayDistinct arrayElement arraySort arrayDifference arrayEnumerate arrayExists has lambda tuple ' +
  'tupleElement array toFloat64 toInt64 toUInt32 toString toDate toStartOfHour toStartOfDay toStartOfWeek toHour ' +
  'toDayOfWeek dateDiff toUnixTimestamp log exp sqrt pow negate countEqual toIntervalMinute toIntervalSecond';
const FUNCTIONS = new Set(`${AGGREGATES} ${SCALARS}`.split(' '));
/** Of one learner's events on one block. */
const COLUMNS = new Set(
  'time verb part attempt success score score_raw score_max response position position_to length speed_to progress mode'.split(
    ' ',
  ),
);

/** Of one statement, for event properties. */
const PROPERTY_FUNCTIONS = new Set([
  ...SCALARS.split(' '),
  'JSONExtractString',
  'JSONExtractInt',
  'JSONExtractFloat',
  'JSONExtractBool',
  'JSONHas',
]);
const PROPERTY_COLUMNS = new Set(['statement', 'platform', 'verb', 'block', 'time']);

const LONGEST = 2000;

interface Node {
  readonly depth: number;
  readonly kind: string;
  readonly children: number;
  readonly isNamed: boolean;
}

const nodesOf = (lines: readonly string[]): Node[] =>
  lines
    .filter((line) => line.trim() !== '')
    .map((line) => ({
      depth: line.search(/\S/),
      isNamed: / \(alias [^)]*\)/.test(line),
      children: Number(/ \(children (\d+)\)$/.exec(line)?.[1] ?? 0),
      kind: line
        .trim()
        .replace(/ \(children \d+\)$/, '')
        .replace(/ \(alias [^)]*\)$/, ''),
    }));

/** Names that a lambda binds: one small letter each, its first arguments. */
const boundBy = (nodes: readonly Node[], lambda: number): string[] => {
  const inside = nodes.slice(lambda + 1);
  const first = inside.findIndex(({ kind }) => kind === 'Function tuple');
  if (first < 0 || first > 2) return [];
  const own = inside[first];
  const rest = inside.slice(first + 1);
  const end = rest.findIndex(({ depth }) => own !== undefined && depth <= own.depth);
  return rest.slice(0, end < 0 ? rest.length : end).flatMap(({ kind }) => /^Identifier ([a-z])$/.exec(kind)?.[1] ?? []);
};

/**
 * Checks that a text is one expression over one learner's events, and nothing else: by the tree that the engine itself
 * makes of it, in which only functions and names of a list may stand.
 * @param forProperty of one statement instead
 * @returns the expression as the engine writes it, without comments
 * @throws GuardError
 */
export const checkExpression = async (engine: Engine, text: string, forProperty = false): Promise<string> => {
  const [functions, columns] = forProperty ? [PROPERTY_FUNCTIONS, PROPERTY_COLUMNS] : [FUNCTIONS, COLUMNS];
  if (text.length > LONGEST) throw new GuardError(`it has more than ${LONGEST} characters`);
  if (/[;{}\\]|--|\/\*|#/.test(text.replace(/'(?:[^'\\]|\\.)*'/g, "''")))
    throw new GuardError('semicolons, braces, backslashes and comments are not allowed');
  const nodes = nodesOf(await read(() => explainAst(engine, text)));
  const [query, list] = [
    nodes.findIndex(({ kind }) => kind === 'SelectQuery'),
    nodes.findIndex(({ kind }) => kind.startsWith('SelectQuery')),
  ];
  const select = nodes[query];
  const head = nodes[query + 1];
  if (!select || query !== list || select.children !== 1) throw new GuardError('it is more than an expression');
  if (head?.kind !== 'ExpressionList' || head.children !== 1) throw new GuardError('it is more than one expression');
  const bound = new Set<string>();
  for (const [at, { depth, kind, isNamed }] of nodes.entries()) {
    if (at <= query + 1) continue;
    // how the result is to be written is said by us, after the expression
    if (at === nodes.length - 1 && depth < select.depth && /^Identifier JSON\w+$/.test(kind)) continue;
    if (depth <= select.depth) throw new GuardError(`${kind} may not follow it`);
    // Only the whole has a name, ours: another could stand for a column in the query around it.
    if (isNamed && at !== query + 2) throw new GuardError('AS is not allowed inside it');
    if (kind === 'ExpressionList' || kind.startsWith('Literal ')) continue;
    const [word = '', name = ''] = kind.split(' ');
    if (word === 'Function' && kind === `Function ${name}`) {
      if (!functions.has(name)) throw new GuardError(`the function ${name} is not allowed`);
      if (name === 'lambda') for (const one of boundBy(nodes, at)) bound.add(one);
      continue;
    }
    if (word === 'Identifier' && kind === `Identifier ${name}`) {
      if (!columns.has(name) && !bound.has(name))
        throw new GuardError(`there is no ${name} here: use ${[...columns].join(', ')}`);
      continue;
    }
    throw new GuardError(
      kind.startsWith('SelectQuery') || word === 'Subquery'
        ? 'a query inside it is not allowed'
        : `${word} is not allowed`,
    );
  }
  const formatted = (await read(() => formattedQuery(engine, text)))[0] ?? '';
  const expression = /^SELECT ([\s\S]+) AS value$/.exec(formatted.trim())?.[1];
  if (!expression) throw new GuardError('it is more than an expression');
  return expression;
};

const read = async (ask: () => Promise<string[]>): Promise<string[]> => {
  try {
    return await ask();
  } catch (error) {
    if (!(error instanceof EngineError) || error.code === 'unreachable') throw error;
    throw new GuardError(`it cannot be read: ${error.message.split('\n')[0]?.slice(0, 120) ?? ''}`);
  }
};
