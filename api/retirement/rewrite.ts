import { learnerOf } from '../store/learnerOf';
import { agentKey } from '../pipeline/lrs/query';

/** A statement with a learner put under another id. */
interface Rewritten {
  readonly text: string;
  /** Whether it is the learner's own statement; else it only names the learner. */
  readonly isOwn: boolean;
  /** Everybody the learner went by in it, as the endpoint's index has agents (agentKey). */
  readonly agents: readonly string[];
}

type Json = null | boolean | number | string | Json[] | { [name: string]: Json };

const isObject = (value: Json | undefined): value is Record<string, Json> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

const IDENTIFIERS = ['mbox', 'mbox_sha1sum', 'openid'] as const;

const isLearner = (value: Json | undefined, learner: string): boolean =>
  isObject(value) &&
  ((isObject(value.account) && value.account.name === learner) || IDENTIFIERS.some((name) => value[name] === learner));

/** Whoever had no account gets one here; nothing answers at such an address. */
const HOME = 'https://forgotten.invalid';

/**
 * Puts a learner under another id wherever a statement names one: as its actor, in a group, as its object, in its
 * context. A name written next to the id goes. Null where it does not name the learner.
 */
export const rewriteStatement = (text: string, learner: string, pseudonym: string): Rewritten | null => {
  const statement = JSON.parse(text) as Json;
  const agents = new Set<string>();
  const renamed = (value: Record<string, Json>): Record<string, Json> => {
    agents.add(agentKey(value));
    const home = isObject(value.account) ? (value.account.homePage ?? HOME) : HOME;
    const { name: _name, mbox: _mbox, mbox_sha1sum: _sha1sum, openid: _openid, ...rest } = value;
    return { ...rest, account: { homePage: home, name: pseudonym } };
  };
  const walk = (value: Json): Json => {
    if (Array.isArray(value)) return value.map(walk);
    if (!isObject(value)) return value;
    const inside = Object.fromEntries(Object.entries(value).map(([name, member]) => [name, walk(member)]));
    return isLearner(value, learner) ? renamed(inside) : inside;
  };
  const after = walk(statement);
  return agents.size === 0
    ? null
    : { text: JSON.stringify(after), isOwn: learnerOf(text) === learner, agents: [...agents] };
};

/** How an id stands in the text of a statement, in whatever way the sender's JSON was written. */
export const needlesOf = (learner: string): string[] => {
  const plain = JSON.stringify(learner);
  const ascii = plain.replace(/[\u007f-\uffff]/g, (c) => `\\u${c.charCodeAt(0).toString(16).padStart(4, '0')}`);
  return [...new Set([plain, ascii, plain.replaceAll('/', '\\/'), ascii.replaceAll('/', '\\/')])];
};
