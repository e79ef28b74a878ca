import { OWN_VERB, VERB, type Verb } from '../../lib/iris';
import { DNS_NAMESPACE, uuid5, uuidBytes } from '../../lib/uuid';

import type { Json } from './json';

/** An object of a statement, or what its context refers to. */
export interface Activity {
  readonly objectType: 'Activity' | 'GroupActivity';
  readonly id: string;
  readonly definition: Json;
}

/** An xAPI statement as event-routing-backends makes it. */
export interface Statement {
  readonly id: string;
  readonly version: '1.0.3';
  readonly actor: {
    readonly objectType: 'Agent';
    readonly account: { readonly name: string; readonly homePage: string };
  };
  readonly verb: { readonly id: string; readonly display: { readonly en: string } };
  readonly object: Activity;
  readonly result?: Json;
  readonly timestamp: string;
  readonly context: Json;
}

/** The verb's IRI by its word. */
export const verbIri = (verb: Verb): string => IRIS[verb];
const IRIS: Readonly<Record<Verb, string>> = { ...VERB, ...OWN_VERB };

const namespaces = new Map<Verb, Buffer>();

/**
 * The statement's id: a name-based UUID of actor, verb and time. The texts are JSON as Python prints it. The object is
 * no part of it, so one learner must not do two things of one verb in the same microsecond.
 * @param timestamp the text that the event has, untouched: one instant written in two ways gives two ids
 * @param part the question, for the statements that belong to a problem of several: `<block>_2_1`; for statements of
 *   our own, the block
 */
export const statementId = (homePage: string, actor: string, verb: Verb, timestamp: string, part?: string): string => {
  const namespace = part === undefined ? namespaceOf(verb) : uuid5(DNS_NAMESPACE, `${printedVerb(verb)}-${part}`);
  const printedActor = `{"objectType": "Agent", "account": {"name": ${ascii(actor)}, "homePage": ${ascii(homePage)}}}`;
  return uuid5(namespace, `${printedActor}-${timestamp}`);
};

const namespaceOf = (verb: Verb): Buffer => {
  const known = namespaces.get(verb);
  if (known) return known;
  const made = uuidBytes(uuid5(DNS_NAMESPACE, printedVerb(verb)));
  namespaces.set(verb, made);
  return made;
};

const printedVerb = (verb: Verb): string => `{"id": "${verbIri(verb)}", "display": {"en": "${verb}"}}`;

/** A text as Python's `json.dumps` prints it: other alphabets escaped. */
const ascii = (text: string): string =>
  /[^ !#-[\]-~]/.test(text)
    ? JSON.stringify(text).replace(/[^ -~]/g, (c) => `\\u${c.charCodeAt(0).toString(16).padStart(4, '0')}`)
    : `"${text}"`;
