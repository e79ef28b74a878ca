import type { ReactNode } from 'react';
import { FormattedMessage } from '@edx/frontend-platform/i18n';
import type { OutlineBlock } from '@marginalia/contract';
import { Section } from '../../../ui/Section';
import { Finding, OwnFinding } from './Finding';
import { findingWords } from './evidence-messages';
import { findingsAt, findingsInside, useAttention } from './findings';
import { pathOf } from './model';

interface Props {
  readonly courseId: string;
  readonly blockId: string;
  /** Of the whole course. */
  readonly blocks: readonly OutlineBlock[];
  readonly onSelect: (id: string) => void;
}

/** What is worth a look at a block, above its numbers: at the block itself, and in what lies inside. */
export const BlockFindings = ({ courseId, blockId, blocks, onSelect }: Props): ReactNode => {
  const attention = useAttention(courseId);
  if (attention === null) return null;
  const own = findingsAt(attention, blockId);
  const inside = findingsInside(attention, blocks, blockId);
  const may = attention.mayAnswer;
  /** Below this block: its own place is known. */
  const pathFrom = (parent: string | null): string[] => pathOf(blocks, parent).slice(pathOf(blocks, blockId).length);
  return (
    <>
      {own.length > 0 && (
        <ul className="marginalia-findings marginalia-own-findings">
          {own.map((item) => (
            <OwnFinding key={item.id} courseId={courseId} may={may} item={item} />
          ))}
        </ul>
      )}
      {inside.length > 0 && (
        <Section title={<FormattedMessage {...findingWords.insideTitle} />}>
          <ul className="marginalia-findings">
            {inside.map((item) => (
              <Finding
                key={item.id}
                courseId={courseId}
                may={may}
                item={item}
                path={pathFrom(item.block.parent)}
                onSelect={onSelect}
              />
            ))}
          </ul>
        </Section>
      )}
    </>
  );
};
