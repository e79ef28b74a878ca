import { isObject } from './formats';

/** A statement breaks the standard: where in it, and what is wanted. Never what it said: that may be about a person. */
export class InvalidStatement extends Error {
  override readonly name = 'InvalidStatement';
  constructor(
    /** Such as `context.contextActivities.parent[0].id`. */
    readonly where: string,
    readonly wanted: string,
  ) {
    super(`${where} ${wanted}`);
  }
}

/** A member under check: its value and where it stands. */
export interface At {
  readonly value: unknown;
  readonly where: string;
  /** Made by event-routing-backends, which breaks the standard in known places: see docs/xapi-conformance.md. */
  readonly lenient: boolean;
}

/** @throws InvalidStatement always */
export const refuse = (at: At, wanted: string): never => {
  throw new InvalidStatement(at.where === '' ? 'the statement' : at.where, wanted);
};

export const member = (at: At, name: string): At => ({
  value: isObject(at.value) ? at.value[name] : undefined,
  where: at.where === '' ? name : `${at.where}.${name}`,
  lenient: at.lenient,
});

export const element = (at: At, index: number, value: unknown): At => ({
  value,
  where: `${at.where}[${index}]`,
  lenient: at.lenient,
});

type Check = (at: At) => void;

/**
 * Checks an object: every member it has by the check of that name. A member without a check is not of the standard.
 * @throws InvalidStatement
 */
export const checkObject = (
  at: At,
  checks: Readonly<Record<string, Check>>,
  required: readonly string[] = [],
): void => {
  if (!isObject(at.value)) refuse(at, 'must be an object');
  const value = at.value as Record<string, unknown>;
  for (const name of required) {
    if (!Object.hasOwn(value, name)) refuse(member(at, name), 'is missing');
  }
  for (const name in value) {
    const check = Object.hasOwn(checks, name) ? checks[name] : undefined;
    const inside = member(at, name);
    if (!check) refuse({ ...at, where: at.where }, `has a member that the standard does not know`);
    else if (value[name] !== null) check(inside);
    else if (!at.lenient) refuse(inside, 'must not be null');
  }
};

/** @throws InvalidStatement */
export const checkList = (at: At, check: Check): void => {
  if (!Array.isArray(at.value)) refuse(at, 'must be a list');
  (at.value as unknown[]).forEach((value, index) => check(element(at, index, value)));
};

/** A check of one value. */
export const must =
  (test: (value: unknown) => boolean, wanted: string): Check =>
  (at) => {
    if (!test(at.value)) refuse(at, wanted);
  };

export const isText = must((value) => typeof value === 'string', 'must be a text');
export const isBoolean = must((value) => typeof value === 'boolean', 'must be true or false');
export const isNumber = must((value) => typeof value === 'number' && Number.isFinite(value), 'must be a number');
