import { type Json, isObject } from './json';
import { Rejection } from './rejection';

/**
 * The fields of an event, looked up as event-routing-backends does. Empty texts, lists and objects and null count as
 * absent (undefined); 0 and false do not.
 */
export class Fields {
  constructor(readonly event: Json) {}

  /** What stands at this place. */
  at(...path: readonly string[]): unknown {
    let value: unknown = this.event;
    for (const name of path) {
      if (!isObject(value) || !Object.hasOwn(value, name)) return undefined;
      value = value[name];
    }
    return present(value);
  }

  /** What has this name, wherever it stands: the top level first, then each object in the order of the text. */
  find(name: string): unknown {
    return present(search(this.event, name));
  }

  /** @throws Rejection where it is absent or no text */
  textAt(...path: readonly string[]): string {
    return text(path.join('.'), this.at(...path));
  }

  /** @throws Rejection where it is absent or no text */
  findText(name: string): string {
    return text(name, this.find(name));
  }
}

/** Null and absence are one, but at the top level null hides what stands deeper. */
const search = (level: Json, name: string): unknown => {
  if (Object.hasOwn(level, name)) return level[name];
  for (const member in level) {
    const value = level[member];
    if (!isObject(value)) continue;
    const found = search(value, name);
    if (found !== null && found !== undefined) return found;
  }
  return undefined;
};

const present = (value: unknown): unknown => {
  if (value === null || value === '') return undefined;
  if (typeof value !== 'object') return value;
  for (const _ in value) return value;
  return undefined;
};

/** @throws Rejection */
export const text = (name: string, value: unknown): string => {
  if (typeof value === 'string') return value;
  throw new Rejection(value === undefined ? `${name} is missing` : `${name} is not a text`);
};

/**
 * A number; true and false are 1 and 0.
 * @throws Rejection
 */
export const number = (name: string, value: unknown): number => {
  if (typeof value === 'number') return value;
  if (typeof value === 'boolean') return Number(value);
  throw new Rejection(value === undefined || value === null ? `${name} is missing` : `${name} is not a number`);
};

/** Python's idea of `a or b`: false, 0 and what is empty give way. */
export const truthy = (value: unknown): boolean => Boolean(present(value));
