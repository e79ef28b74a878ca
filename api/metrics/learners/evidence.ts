import * as z from 'zod';
import type { BlockHead, FlagEvidence } from '@marginalia/contract';
import { isoTime } from '../../lib/time';
import { typeInKey } from '../../lib/usageKey';
import type { RuleFlag } from './rules';

const count = z.number();
const StoredFlag = z.discriminatedUnion('rule', [
  z.object({ rule: z.literal('not_started'), registeredAt: count, days: count }),
  z.object({
    rule: z.literal('stopped'),
    lastActiveAt: count,
    days: count,
    usualGapDays: z.nullable(count),
    limitDays: count,
    lastBlock: z.string(),
  }),
  z.object({
    rule: z.literal('struggling'),
    sections: z.array(
      z.object({
        section: z.string(),
        tried: count,
        firstRight: count,
        high: count,
        limit: count,
        courseShare: count,
      }),
    ),
    stuck: z.array(z.object({ problem: z.string(), attempts: count })),
  }),
  z.object({
    rule: z.literal('help_without_success'),
    problems: count,
    helped: count,
    shownFirst: count,
    neverRight: count,
  }),
  z.object({ rule: z.literal('rushing'), answers: count, seconds: count, firstRight: count }),
]);

const StoredFlags = z.array(StoredFlag);

/** The flags as they were stored; nothing where an older version stored them otherwise. */
export const parseFlags = (text: string): RuleFlag[] => {
  try {
    return StoredFlags.parse(JSON.parse(text));
  } catch {
    return [];
  }
};

const time = (seconds: number): string => isoTime(seconds * 1e6);

/** The numbers of a learner's flags for the wire. @param days since when each holds, dates */
export const evidenceOf = (
  flags: readonly RuleFlag[],
  days: readonly string[],
  heads: ReadonlyMap<string, BlockHead>,
): FlagEvidence[] =>
  flags.map((flag, index): FlagEvidence => {
    const since = days[index] ?? '';
    const place = (id: string) => ({ id, name: heads.get(id)?.name ?? id });
    switch (flag.rule) {
      case 'not_started':
        return { ...flag, since, registeredAt: time(flag.registeredAt) };
      case 'stopped': {
        const { lastBlock, ...rest } = flag;
        return { ...rest, since, lastActiveAt: time(flag.lastActiveAt), lastBlock: headOr(heads, lastBlock) };
      }
      case 'struggling':
        return {
          rule: flag.rule,
          since,
          sections: flag.sections.map(({ section, ...rest }) => ({ section: place(section), ...rest })),
          stuck: flag.stuck.map(({ problem, attempts }) => ({ problem: place(problem), attempts })),
        };
      default:
        return { ...flag, since };
    }
  });

/** A block by its id; one that no structure knows has its id for a name. */
export const headOr = (heads: ReadonlyMap<string, BlockHead>, id: string): BlockHead | null =>
  id === '' ? null : (heads.get(id) ?? { id, type: typeInKey(id), name: id, parent: null });
