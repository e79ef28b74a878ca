import { getAttention } from '@marginalia/contract';
import type { Attention, AttentionItem, OutlineBlock } from '@marginalia/contract';
import { useReport } from '../../../host/query';

/** What is worth a look in a course: one request for every panel of it. Null until it is there, and where it failed. */
export const useAttention = (courseId: string): Attention | null => {
  const report = useReport(getAttention, { params: { course: courseId } });
  return report.kind === 'ready' ? report.data : null;
};

/** Findings about a block itself, dismissed ones too: its panel is where a triage is read and taken back. */
export const findingsAt = (attention: Pick<Attention, 'items'>, blockId: string): AttentionItem[] =>
  attention.items.filter(({ block }) => block.id === blockId);

/** Findings about what lies in a block, without those that are dismissed. */
export const findingsInside = (
  attention: Pick<Attention, 'items'>,
  blocks: readonly Pick<OutlineBlock, 'id' | 'parent'>[],
  blockId: string,
): AttentionItem[] => {
  const parents = new Map(blocks.map(({ id, parent }) => [id, parent]));
  const isInside = ({ block }: AttentionItem): boolean => {
    const passed = new Set<string>();
    for (let at = block.parent; at !== null && !passed.has(at); at = parents.get(at) ?? null) {
      if (at === blockId) return true;
      passed.add(at);
    }
    return false;
  };
  return attention.items.filter((item) => item.state !== 'set_aside' && isInside(item));
};

/** Where viewers of a video leave, and how many of those still watching, as a finding says; null where none does. */
export const dropAt = (
  attention: Pick<Attention, 'items'> | null,
  blockId: string,
): {
  readonly from: number;
  readonly to: number;
  readonly left: { readonly count: number; readonly of: number };
} | null => {
  for (const item of attention === null ? [] : findingsAt(attention, blockId)) {
    const { state, reason } = item;
    if (state !== 'set_aside' && reason === 'video_drop_out' && item.left.kind === 'value') {
      const { from, to, left } = item;
      return { from, to, left };
    }
  }
  return null;
};

/** An answer that a finding is about. */
interface Suspect {
  /** The question it answers. */
  readonly part: string;
  /** The answer as learners, or the course, put it. */
  readonly response: string;
  /** `keyed`: it is marked correct and may not be; `preferred`: those who do well elsewhere choose it. */
  readonly kind: 'keyed' | 'preferred';
}

/** The answers of a problem that its findings point at; those that are dismissed point at nothing any more. */
export const suspectsAt = (attention: Pick<Attention, 'items'> | null, blockId: string): Suspect[] =>
  (attention === null ? [] : findingsAt(attention, blockId))
    .filter(({ state }) => state !== 'set_aside')
    .flatMap((item): Suspect[] => {
      if (item.reason === 'key_may_be_wrong') {
        const { part, marked, chosen } = item;
        return [
          ...(marked === null ? [] : [{ part, response: marked, kind: 'keyed' as const }]),
          ...(chosen === null ? [] : [{ part, response: chosen, kind: 'preferred' as const }]),
        ];
      }
      if (item.reason === 'confusing_distractor' && item.answer !== null) {
        return [{ part: item.part, response: item.answer, kind: 'preferred' }];
      }
      return [];
    });
