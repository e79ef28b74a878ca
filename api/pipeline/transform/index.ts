import type { Json } from './json';
import { Source } from './make';
import type { TransformOptions } from './options';
import { OWN_TRANSFORMERS, TRANSFORMERS } from './registry';
import { Rejection } from './rejection';
import { asLiveShape } from './shape';
import type { Statement } from './statement';

export type { Json } from './json';
export { parseLine } from './line';
export type { TransformOptions } from './options';
export type { Statement } from './statement';

/** What statements say they were made by unless the options say otherwise, as those of the LMS's own pipeline do. */
export const TRANSFORMER_VERSION = 'event-routing-backends@10.0.0';

type Transformed =
  /** One statement, or a parent and one for each question. */
  | { readonly kind: 'statements'; readonly statements: readonly Statement[] }
  /** Nothing to be made of it: an event that is none of a learner's doing, or one that nobody transforms. */
  | { readonly kind: 'ignored'; readonly reason: string }
  /** It should have become statements, but lacks something or is damaged. */
  | { readonly kind: 'rejected'; readonly reason: string };

/** Makes xAPI statements of one tracking event, live (`data`, `timestamp`) or as logged (`event`, `time`). Never throws. */
export const transformEvent = (event: Json, options: TransformOptions): Transformed => {
  const name = nameOf(event, options.strict);
  if (name === null) return { kind: 'ignored', reason: 'it has no name' };
  const theirs = TRANSFORMERS.get(name);
  const transformer = theirs ?? (options.strict ? undefined : OWN_TRANSFORMERS.get(name));
  if (!transformer) return { kind: 'ignored', reason: `nothing is made of ${name}` };
  try {
    const source = new Source(asLiveShape(name, event, options.asLive), name, options);
    return { kind: 'statements', statements: transformer(source) };
  } catch (error) {
    if (!(error instanceof Rejection)) throw error;
    // Of events that only we read, what cannot be read is no loss to anybody.
    return { kind: theirs ? 'rejected' : 'ignored', reason: `${name}: ${error.message}` };
  }
};

/** Logs of before 2014 say what happened by the type alone. */
const nameOf = ({ name, event_type: type }: Json, strict: boolean): string | null => {
  if (typeof name === 'string' && name !== '') return name;
  return !strict && name === undefined && typeof type === 'string' ? type : null;
};
