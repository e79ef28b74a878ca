import * as z from 'zod';
import type { BlockHead, MarkEvidence } from '@marginalia/contract';
import { isoTime } from '../../lib/time';
import { typeInKey } from '../../lib/usageKey';
import type { Mark } from './rules';

const count = z.number();
const StoredMark = z.discriminatedUnion('rule', [
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

/** The marks as they were stored; nothing where an older version stored them otherwise. */
export const parseMarks = (text: string): Mark[] => {
  try {
    return z.array(StoredMark).parse(JSON.parse(text));
  } catch {
    return [];
  }
};

const time = (seconds: number): string => isoTime(seconds * 1e6);

/** The numbers of a learner's marks for the wire. @param days since when each holds, dates */
export const evidenceOf = (
  marks: readonly Mark[],
  days: readonly string[],
  heads: ReadonlyMap<string, BlockHead>,
): MarkEvidence[] =>
  marks.map((mark, index): MarkEvidence => {
    const since = days[index] ?? '';
    const place = (id: string) => ({ id, name: heads.get(id)?.name ?? id });
    switch (mark.rule) {
      case 'not_started':
        return { ...mark, since, registeredAt: time(mark.registeredAt) };
      case 'stopped': {
        const { lastBlock, ...rest } = mark;
        return { ...rest, since, lastActiveAt: time(mark.lastActiveAt), lastBlock: headOr(heads, lastBlock) };
      }
      case 'struggling':
        return {
          rule: mark.rule,
          since,
          sections: mark.sections.map(({ section, ...rest }) => ({ section: place(section), ...rest })),
          stuck: mark.stuck.map(({ problem, attempts }) => ({ problem: place(problem), attempts })),
        };
      default:
        return { ...mark, since };
    }
  });

/** A block by its id; one that no structure knows has its id for a name. */
export const headOr = (heads: ReadonlyMap<string, BlockHead>, id: string): BlockHead | null =>
  id === '' ? null : (heads.get(id) ?? { id, type: typeInKey(id), name: id, parent: null });
