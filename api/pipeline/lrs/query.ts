import type { Micros } from '../../lib/time';
import { parseMicros } from '../../lib/time';
import { InvalidStatement } from './check';
import { hasForbiddenOffset, isIri, isObject, isUuid } from './formats';
import { identified } from './parts';

/** A parameter of a request that cannot be used. */
export class InvalidParameter extends Error {
  override readonly name = 'InvalidParameter';
  constructor(
    readonly parameter: string,
    readonly wanted: string,
  ) {
    super(`${parameter} ${wanted}`);
  }
}

export type Format = 'ids' | 'exact' | 'canonical';

export interface Place {
  readonly stored: Micros;
  readonly id: string;
}

/** Which statements are asked for. Empty texts mean: any. */
export interface Filter {
  readonly agent: string;
  readonly relatedAgents: boolean;
  readonly verb: string;
  readonly activity: string;
  readonly relatedActivities: boolean;
  readonly registration: string;
  /** Exclusive. */
  readonly since: Micros | null;
  /** Inclusive. */
  readonly until: Micros | null;
  readonly ascending: boolean;
  readonly limit: number;
  /** Where the page before ended. */
  readonly after: Place | null;
}

export type Question =
  | { readonly kind: 'one'; readonly id: string; readonly voided: boolean; readonly output: Output }
  | { readonly kind: 'many'; readonly filter: Filter; readonly output: Output };

interface Output {
  readonly format: Format;
  readonly attachments: boolean;
}

/** The most statements of one response. */
const LARGEST_PAGE = 500;

const KNOWN = new Set([
  'statementId',
  'voidedStatementId',
  'agent',
  'verb',
  'activity',
  'registration',
  'related_activities',
  'related_agents',
  'since',
  'until',
  'limit',
  'format',
  'attachments',
  'ascending',
  'after',
]);
const BESIDE_AN_ID = new Set(['statementId', 'voidedStatementId', 'format', 'attachments']);

export type Parameters = Readonly<Record<string, string>>;

/** @throws InvalidParameter */
export const readQuestion = (given: Parameters): Question => {
  for (const name of Object.keys(given)) {
    if (!KNOWN.has(name)) throw new InvalidParameter(name, 'is no parameter of this resource');
  }
  const output: Output = {
    format: oneOf(given, 'format', ['exact', 'ids', 'canonical']),
    attachments: flag(given, 'attachments'),
  };
  const { statementId, voidedStatementId } = given;
  if (statementId === undefined && voidedStatementId === undefined)
    return { kind: 'many', filter: readFilter(given), output };
  for (const name of Object.keys(given)) {
    if (!BESIDE_AN_ID.has(name)) throw new InvalidParameter(name, 'cannot stand beside the id of a statement');
  }
  if (statementId !== undefined && voidedStatementId !== undefined) {
    throw new InvalidParameter('voidedStatementId', 'cannot stand beside statementId');
  }
  const id = uuidIn(given, statementId === undefined ? 'voidedStatementId' : 'statementId');
  return { kind: 'one', id, voided: statementId === undefined, output };
};

const readFilter = (given: Parameters): Filter => ({
  agent: given.agent === undefined ? '' : agentIn(given.agent),
  relatedAgents: flag(given, 'related_agents'),
  verb: iriIn(given, 'verb'),
  activity: iriIn(given, 'activity'),
  relatedActivities: flag(given, 'related_activities'),
  registration: given.registration === undefined ? '' : uuidIn(given, 'registration'),
  since: timeIn(given, 'since'),
  until: timeIn(given, 'until'),
  ascending: flag(given, 'ascending'),
  limit: limitIn(given),
  after: given.after === undefined ? null : placeIn(given.after),
});

export const uuidIn = (given: Parameters, name: string): string => {
  const value = given[name];
  if (!isUuid(value)) throw new InvalidParameter(name, 'must be a UUID');
  return value.toLowerCase();
};

const iriIn = (given: Parameters, name: string): string => {
  const value = given[name];
  if (value === undefined) return '';
  if (!isIri(value)) throw new InvalidParameter(name, 'must be an IRI');
  return value;
};

const oneOf = <T extends string>(given: Parameters, name: string, values: readonly [T, ...T[]]): T => {
  const value = given[name];
  if (value === undefined) return values[0];
  const found = values.find((one) => one === value);
  if (found === undefined) throw new InvalidParameter(name, `must be one of ${values.join(', ')}`);
  return found;
};

const flag = (given: Parameters, name: string): boolean => oneOf(given, name, ['false', 'true']) === 'true';

const limitIn = ({ limit }: Parameters): number => {
  if (limit === undefined) return LARGEST_PAGE;
  if (!/^\d{1,9}$/.test(limit)) throw new InvalidParameter('limit', 'must be a whole number, 0 or more');
  return Number(limit) === 0 ? LARGEST_PAGE : Math.min(Number(limit), LARGEST_PAGE);
};

const timeIn = (given: Parameters, name: string): Micros | null => {
  const value = given[name];
  if (value === undefined) return null;
  // A plus sign that was not encoded arrives as a blank.
  const text = value.replace(/ (\d\d:?\d\d)$/, '+$1');
  const time = hasForbiddenOffset(text) ? null : parseMicros(text);
  if (time === null) throw new InvalidParameter(name, 'must be an ISO 8601 time');
  return time;
};

const agentIn = (text: string): string => {
  let value: unknown;
  try {
    value = JSON.parse(text);
    identified({ value, where: 'agent', lenient: false });
  } catch (error) {
    const wanted = error instanceof InvalidStatement ? `is not usable: ${error.where} ${error.wanted}` : 'must be JSON';
    throw new InvalidParameter('agent', wanted);
  }
  return agentKey(value);
};

/** One text for whoever has one inverse functional identifier; '' for who has none. The index makes the same (SQL). */
export const agentKey = (value: unknown): string => {
  if (!isObject(value)) return '';
  for (const name of ['mbox', 'mbox_sha1sum', 'openid']) {
    if (typeof value[name] === 'string' && value[name] !== '') return `${name}\n${value[name]}`;
  }
  const account = value.account;
  if (!isObject(account) || typeof account.name !== 'string' || account.name === '') return '';
  return `account\n${String(account.homePage ?? '')}\n${account.name}`;
};

/** A place in the order of storing, as the address of a next page has it. */
const placeText = ({ stored, id }: Place): string => `${stored}_${id}`;

const placeIn = (text: string): Place => {
  const [, stored = '', id = ''] = /^(\d{1,16})_([0-9a-f-]{36})$/.exec(text) ?? [];
  if (!isUuid(id)) throw new InvalidParameter('after', 'must be from the address of a next page');
  return { stored: Number(stored), id };
};

/** The address of the page that follows, relative to the host. */
export const moreAddress = (path: string, given: Parameters, last: Place): string =>
  `${path}?${new URLSearchParams({ ...given, after: placeText(last) }).toString()}`;
