import type { ReactNode } from 'react';
import { FormattedMessage } from '@edx/frontend-platform/i18n';

import { isNumber } from '@marginalia/contract';
import type { Outline } from '@marginalia/contract';
import { evidenceOf } from '../../panels/evidence';
import { Notice } from '../../ui/Notice';
import { OfferedNote, ReachSentence, ReachSourceNote, findNode, treeOf } from '../outline/lazy';
import { ReportPanel, SHAPES, EvidenceNote, NothingYet, OtherRuns, WithheldNotice, useOutline } from '../../panels';
import type { PanelProps } from '../../panels';
import { words } from './messages';

interface Props extends PanelProps {
  readonly type: string;
}

const Figures = ({ outline, blockId, draft, type }: Props & { readonly outline: Outline }): ReactNode => {
  const block = findNode(treeOf(outline.blocks), blockId)?.block;
  const evidence = block === undefined ? 'nobody' : evidenceOf(block.reach);
  // Nobody could have been seen in it, so that nobody was seen says nothing.
  if (block !== undefined && !isNumber(block.reach) && block.reach.reason === 'not_measured') {
    return (
      <Notice title={<FormattedMessage {...words.title} />}>
        <FormattedMessage {...words.nothing} />
      </Notice>
    );
  }
  return (
    <>
      {block !== undefined && <OfferedNote offered={block.offered} />}
      {evidence === 'withheld' && <WithheldNotice min={outline.minLearners} />}
      {(block === undefined || evidence === 'nobody') && <NothingYet draft={draft} />}
      {block !== undefined && evidence !== 'withheld' && evidence !== 'nobody' && (
        <>
          <ReachSentence block={block} outline={outline} />
          <EvidenceNote evidence={evidence} learners={block.reach} />
          <ReachSourceNote block={block} />
        </>
      )}
      <Notice title={<FormattedMessage {...words.title} />}>
        <FormattedMessage {...(type === 'html' ? words.text : words.other)} />
      </Notice>
    </>
  );
};

/** A block that is neither a problem nor a video: who reached it, and honestly nothing more. */
export const OtherPanel = (props: Props): ReactNode => {
  const report = useOutline(props.courseId);
  return (
    <ReportPanel report={report} draft={props.draft} ofCourse shape={SHAPES.other}>
      {(outline) => (
        <>
          <Figures {...props} outline={outline} />
          <OtherRuns courseId={props.courseId} blockId={props.blockId} />
        </>
      )}
    </ReportPanel>
  );
};
