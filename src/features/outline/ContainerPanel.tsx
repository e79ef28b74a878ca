import type { ReactNode } from 'react';
import { FormattedMessage, useIntl } from '@edx/frontend-platform/i18n';
import { getBlock } from '@marginalia/contract';
import type { Block, Outline, OutlineBlock } from '@marginalia/contract';
import { useReport } from '../../host/query';
import { evidenceOf, mayCompare } from '../../panels/evidence';
import { Bar } from '../../ui/Bar';
import { Section } from '../../ui/Section';
import {
  ReportPanel,
  SHAPES,
  EvidenceNote,
  NothingYet,
  OtherRuns,
  WithheldNotice,
  lastAttempts,
  useFilterQuery,
  useLastRun,
  useNumbers,
  useOutline,
} from '../../panels';
import type { PanelProps, Run } from '../../panels';
import { BlockTable } from './BlockTable';
import { BlockTree } from './BlockTree';
import { ReadoutLegend } from './ReadoutLegend';
import { words } from './messages';
import { asPercent, findNode, funnelOf, isForAll, treeOf } from './model';
import type { FunnelStep } from './model';
import { OfferedNote } from './OfferedNote';
import { offeredWords } from './offered-messages';
import { searchWords } from './search-messages';
import { blockName, typeName } from './words';
import { CourseText } from '../../ui/CourseText';

const SOURCES = { completion: words.byCompletion, navigation: words.byNavigation, activity: words.byActivity };

const StepEnd = ({ step }: { readonly step: FunnelStep }): ReactNode => {
  const numbers = useNumbers();
  const { rate, quantity, of } = step;
  if (rate !== null) {
    if (rate.kind !== 'value') return numbers.percent(rate);
    return (
      <FormattedMessage
        {...(step.kind !== 'right' ? words.ofLearners : asPercent(rate) ? words.ofTries : words.countsOfTries)}
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
      {isForAll(block.offered) ? (
        <FormattedMessage {...words.containerReached} values={{ reached: reach, learners: outline.learners }} />
      ) : (
        <FormattedMessage {...offeredWords.reached} values={{ reached: reach }} />
      )}{' '}
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

interface FunnelProps {
  readonly block: OutlineBlock;
  readonly outline: Outline;
  readonly end: Block | null;
  readonly last: Run | null;
}

const Funnel = ({ block, outline, end, last }: FunnelProps): ReactNode => {
  const intl = useIntl();
  const isTried = typeof block.attempted === 'number' || block.attempted.kind === 'withheld';
  const tone = mayCompare(evidenceOf(block.reach)) ? 'info' : 'gray';
  const all = funnelOf(block, outline.learners, end);
  // first attempts are no learners: their share is a sentence, not a bar among bars of learners
  const steps = all.filter(({ kind }) => kind !== 'right');
  const attempts = all.find(({ kind }) => kind === 'right');
  const before = lastAttempts(intl, last);
  return (
    <Section title={<FormattedMessage {...(isTried ? words.funnel : searchWords.funnelReached)} />}>
      <ul className="marginalia-bars">
        {steps.map((step) => (
          <li key={step.kind}>
            <span>
              <FormattedMessage {...{ ...words, ...searchWords }[step.kind]} />
            </span>
            <Bar share={step.share} tone={tone}>
              <StepEnd step={step} />
            </Bar>
          </li>
        ))}
      </ul>
      {attempts !== undefined && (
        <p>
          <FormattedMessage {...words.right} />
          {': '}
          <StepEnd step={attempts} />
          {before !== undefined && ` · ${before}`}
        </p>
      )}
      {end?.before?.notReached.kind === 'value' && (
        <p>
          <FormattedMessage
            {...searchWords.notReached}
            values={{
              count: end.before.notReached.count,
              of: end.before.notReached.of,
              name: <CourseText>{end.before.block.name}</CourseText>,
            }}
          />
        </p>
      )}
      {end !== null && end.forSomeInside > 0 && (
        <p className="marginalia-quiet">
          <FormattedMessage {...offeredWords.inside} values={{ n: end.forSomeInside }} />
        </p>
      )}
      <ReachSourceNote block={block} />
    </Section>
  );
};

interface FiguresProps extends ContainerProps {
  readonly outline: Outline;
  /** What the block's own report adds; null where it could not be had. */
  readonly end: Block | null;
  readonly last: Run | null;
}

/** Blocks that Studio has and the report does not: drafts, and what was just published. */
const Unknown = ({
  unknown,
  onSelect,
}: {
  unknown: readonly HostChild[];
  onSelect: (id: string) => void;
}): ReactNode => {
  const intl = useIntl();
  return (
    <ul className="marginalia-tree">
      {unknown.map((block) => (
        <li key={block.id}>
          <button type="button" className="marginalia-block" onClick={() => onSelect(block.id)}>
            <span className="marginalia-block-type">{typeName(intl, block.type)}</span>{' '}
            <span className="marginalia-block-name">
              <CourseText>{blockName(intl, block)}</CourseText>
              <small className="marginalia-path">
                <FormattedMessage {...searchWords.notPublished} />
              </small>
            </span>
          </button>
        </li>
      ))}
    </ul>
  );
};

const Figures = ({ outline, blockId, draft, onSelect, end, last, inHost }: FiguresProps): ReactNode => {
  const node = findNode(treeOf(outline.blocks), blockId);
  const known = new Set(outline.blocks.map(({ id }) => id));
  const unknown = inHost.filter(({ id }) => !known.has(id));
  if (node === null) {
    return (
      <>
        <NothingYet draft={draft} />
        <Unknown unknown={unknown} onSelect={onSelect} />
      </>
    );
  }
  const { block, children } = node;
  const { extension } = outline;
  const evidence = evidenceOf(block.reach);
  return (
    <>
      <OfferedNote offered={block.offered} />
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
          <Funnel block={block} outline={outline} end={end} last={last} />
        </>
      )}
      {(children.length > 0 || unknown.length > 0) && (
        <Section title={<FormattedMessage {...words.inside} />}>
          {children.length > 0 && <ReadoutLegend extension={extension} />}
          <BlockTree
            nodes={children}
            extension={extension}
            onSelect={onSelect}
            open={block.type === 'chapter' ? 2 : 3}
          />
          <Unknown unknown={unknown} onSelect={onSelect} />
          <BlockTable nodes={children} extension={extension} />
        </Section>
      )}
    </>
  );
};

/** A block as the host knows it. */
export interface HostChild {
  readonly id: string;
  readonly name: string;
  readonly type: string;
}

interface ContainerProps extends PanelProps {
  /** What lies in it as the host says, in its order. */
  readonly inHost: readonly HostChild[];
  readonly onSelect: (id: string) => void;
}

/** A section, subsection or unit: a small funnel and what is in it, from the one report for the whole course. */
export const ContainerPanel = (props: ContainerProps): ReactNode => {
  const { courseId, blockId } = props;
  const outline = useOutline(courseId);
  const own = useReport(getBlock, { params: { course: courseId, block: blockId }, ...useFilterQuery() });
  const { run } = useLastRun(courseId, blockId);
  // both or neither, so that the funnel does not grow under the reader's eyes
  const report = own.kind === 'pending' && outline.kind === 'ready' ? own : outline;
  return (
    <ReportPanel report={report} draft={props.draft} ofCourse shape={SHAPES.container}>
      {(data) => (
        <>
          <Figures {...props} outline={data} end={own.kind === 'ready' ? own.data : null} last={run} />
          <OtherRuns courseId={courseId} blockId={blockId} />
        </>
      )}
    </ReportPanel>
  );
};
