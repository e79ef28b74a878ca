import type { ReactNode } from 'react';
import { FormattedMessage } from '@edx/frontend-platform/i18n';
import { getOutline } from '../../contract';
import type { Outline, OutlineBlock } from '../../contract';
import { useAnswer } from '../../host/query';
import { evidenceOf, mayCompare } from '../../lib/evidence';
import { Bar } from '../../ui/Bar';
import { Section } from '../../ui/Section';
import { AnswerPanel, EvidenceNote, NothingYet, WithheldNotice, useNumbers } from '../shared';
import type { PanelProps } from '../shared';
import { BlockTable } from './BlockTable';
import { BlockTree } from './BlockTree';
import { words } from './messages';
import { asPercent, findNode, funnelOf, treeOf } from './model';
import type { FunnelStep } from './model';

const SOURCES = { completion: words.byCompletion, navigation: words.byNavigation, activity: words.byActivity };

const StepEnd = ({ step }: { readonly step: FunnelStep }): ReactNode => {
  const numbers = useNumbers();
  const { rate, quantity, of } = step;
  if (rate !== null) {
    if (rate.kind !== 'value') return numbers.percent(rate);
    return (
      <FormattedMessage
        {...(asPercent(rate) ? words.ofTries : words.countsOfTries)}
        values={{ share: numbers.percent(rate), count: rate.count, of: rate.of }}
      />
    );
  }
  return typeof quantity === 'number' && of !== null ? (
    <FormattedMessage {...words.ofLearners} values={{ count: quantity, of }} />
  ) : (
    numbers.count(quantity)
  );
};

/** Who reached a block, and how that is known: the first sentence of every block that has nothing better. */
export const ReachSentence = ({ block, outline }: { block: OutlineBlock; outline: Outline }): ReactNode => {
  const { reach, attempted } = block;
  if (typeof reach !== 'number' || typeof outline.learners !== 'number') return null;
  return (
    <p className="marginalia-sentence">
      <FormattedMessage {...words.containerReached} values={{ reached: reach, learners: outline.learners }} />{' '}
      {typeof attempted === 'number' && <FormattedMessage {...words.containerTried} values={{ tried: attempted }} />}
    </p>
  );
};

/** How it is known that learners reached a block. */
export const ReachSourceNote = ({ block }: { readonly block: OutlineBlock }): ReactNode =>
  block.reachSource === null ? null : (
    <p className="marginalia-quiet">
      <FormattedMessage {...SOURCES[block.reachSource]} />
    </p>
  );

const Funnel = ({ block, outline }: { block: OutlineBlock; outline: Outline }): ReactNode => {
  const tone = mayCompare(evidenceOf(block.reach)) ? 'info' : 'gray';
  return (
    <Section title={<FormattedMessage {...words.funnel} />}>
      <ul className="marginalia-bars">
        {funnelOf(block, outline.learners).map((step) => (
          <li key={step.kind}>
            <span>
              <FormattedMessage {...words[step.kind]} />
            </span>
            <Bar share={step.share} tone={step.kind === 'right' && tone === 'info' ? 'second' : tone}>
              <StepEnd step={step} />
            </Bar>
          </li>
        ))}
      </ul>
      <ReachSourceNote block={block} />
    </Section>
  );
};

interface FiguresProps extends ContainerProps {
  readonly outline: Outline;
}

const Figures = ({ outline, blockId, draft, onSelect }: FiguresProps): ReactNode => {
  const node = findNode(treeOf(outline.blocks), blockId);
  if (node === null) return <NothingYet draft={draft} />;
  const { block, children } = node;
  const evidence = evidenceOf(block.reach);
  return (
    <>
      {evidence === 'withheld' && <WithheldNotice min={outline.minLearners} />}
      {evidence === 'nobody' && (
        <NothingYet draft={draft}>
          <FormattedMessage {...words.containerNobody} />
        </NothingYet>
      )}
      {evidence !== 'withheld' && evidence !== 'nobody' && (
        <>
          <ReachSentence block={block} outline={outline} />
          <EvidenceNote evidence={evidence} learners={block.reach} />
          <Funnel block={block} outline={outline} />
        </>
      )}
      {children.length > 0 && (
        <Section title={<FormattedMessage {...words.inside} />}>
          <BlockTree nodes={children} onSelect={onSelect} open={block.type === 'chapter' ? 2 : 3} />
          <BlockTable nodes={children} />
        </Section>
      )}
    </>
  );
};

interface ContainerProps extends PanelProps {
  readonly onSelect: (id: string) => void;
}

/** A section, subsection or unit: a small funnel and what is in it, from the one answer for the whole course. */
export const ContainerPanel = (props: ContainerProps): ReactNode => {
  const answer = useAnswer(getOutline, { params: { course: props.courseId } });
  return (
    <AnswerPanel answer={answer} draft={props.draft} ofCourse>
      {(outline) => <Figures {...props} outline={outline} />}
    </AnswerPanel>
  );
};
