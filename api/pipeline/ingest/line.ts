/** One statement's text and where it stood: the line, or in a JSON array the element, from 1. */
export interface Line {
  readonly number: number;
  readonly text: string;
  /** Set where the text was passed over: why. */
  readonly problem?: string;
}

/** The input ended in the middle or cannot be read on; what came before it was delivered. */
export class InputError extends Error {
  override readonly name = 'InputError';
}

/** Longer texts than this (bytes) are passed over: nobody writes such a statement, and memory stays bounded. */
export const LONGEST = 8 * 1024 * 1024;
