import { useMemo } from 'react';
import type { ReactNode } from 'react';
import { FormattedMessage, useIntl } from '@edx/frontend-platform/i18n';
import { getAttention, getChoices, getContent, getOutline } from '@marginalia/contract';
import type { Outline } from '@marginalia/contract';
import { useHeld, useReport } from '../../host/query';
import { PartReport, ReportPanel, asHere, useNumbers } from '../../panels';
import { fragmentOf, useAddressState } from '../../panels/place';
import { Drawer } from '../../ui/Drawer';
import { ExtensionCards } from '../extension';
import { Margin } from '../margin';
import type { HostBlock } from '../margin';
import { WhatNeedsWork } from '../outline/lazy';
import { BlocksTable } from './BlocksTable';
import { words } from './messages';
import { biggestLoss, contentRows, hardest } from './model';

const NO_BLOCKS: ReadonlyMap<string, HostBlock> = new Map();

interface FiguresProps {
  readonly courseId: string;
  readonly outline: Outline;
  /** The run before and its outline; null: there is none. */
  readonly before: { readonly run: string; readonly outline: Outline } | null;
  readonly opened: string | null;
  readonly onSelect: (id: string) => void;
}

const Figures = ({ courseId, outline, before, opened, onSelect }: FiguresProps): ReactNode => {
  const numbers = useNumbers();
  const [address, change] = useAddressState();
  const contents = useReport(getContent, { params: { course: courseId }, query: {} });
  const findings = useReport(getAttention, { params: { course: courseId } });
  const content = contents.kind === 'ready' ? contents.data : null;
  const attention = findings.kind === 'ready' ? findings.data : null;
  const rows = useMemo(
    () => contentRows({ outline, content, attention, before: before?.outline ?? null }),
    [outline, content, attention, before],
  );
  const hard = hardest(content?.problems ?? []);
  const loss = biggestLoss(outline);
  return (
    <>
      <p className="marginalia-sentence">
        {attention !== null && attention.computedAt !== null && (
          <FormattedMessage {...words.sentence} values={{ n: attention.counts.listed }} />
        )}{' '}
        {hard !== null && (
          <FormattedMessage
            {...words.hardest}
            values={{ name: <bdi>{hard.block.name}</bdi>, share: numbers.percent(hard.course.firstTry) }}
          />
        )}{' '}
        {loss !== null && (
          <FormattedMessage {...words.loss} values={{ name: <bdi>{loss.after.name}</bdi>, lost: loss.lost }} />
        )}
      </p>
      <WhatNeedsWork courseId={courseId} blocks={outline.blocks} onSelect={onSelect} asCards />
      {contents.kind === 'failed' && <PartReport report={contents}>{() => null}</PartReport>}
      <BlocksTable
        courseId={courseId}
        rows={rows}
        learners={outline.learners}
        run={before?.run ?? null}
        address={address}
        onChange={change}
        opened={opened}
        onSelect={onSelect}
      />
    </>
  );
};

interface BeforeProps extends Omit<FiguresProps, 'before'> {
  /** The run before; null: there is none. */
  readonly run: string | null;
}

/** Compared with the run before, once that is there; a failure of it is no failure of this one. */
const WithBefore = ({ run, ...props }: BeforeProps): ReactNode => {
  const report = useReport(getOutline, run === null ? null : { params: { course: props.courseId }, query: { run } });
  const then = report.kind === 'ready' ? report.data : null;
  const before = useMemo(
    () => (run === null || then === null ? null : { run, outline: asHere(props.courseId, then) }),
    [run, then, props.courseId],
  );
  return <Figures {...props} before={before} />;
};

interface Props {
  readonly courseId: string;
  /** The block in the address: its panel is open. */
  readonly block: string | null;
}

/** What of the course is worth a look, and every block of it in one table; a block's own panel opens beside it. */
export const ContentPage = ({ courseId, block }: Props): ReactNode => {
  const intl = useIntl();
  const choices = useReport(getChoices, { params: { course: courseId } });
  const report = useHeld(
    useReport(getOutline, { params: { course: courseId } }),
    choices,
    useReport(getAttention, { params: { course: courseId } }),
    useReport(getContent, { params: { course: courseId }, query: {} }),
  );
  const select = (id: string | null): void => {
    const kept = /\?.*$/s.exec(window.location.hash)?.[0] ?? '';
    window.location.hash = `${fragmentOf(id === null ? { page: 'content' } : { page: 'content', block: id })}${kept}`;
  };
  const close = (): void => {
    select(null);
    const opener = document.querySelector<HTMLElement>('.marginalia-data tr[tabindex="0"]');
    opener?.focus();
  };
  const name = report.kind === 'ready' ? (report.data.blocks.find(({ id }) => id === block)?.name ?? '') : '';
  return (
    <>
      <ReportPanel report={report} draft={false} ofCourse footer="pill">
        {(outline) => {
          const shared = { courseId, outline, opened: block, onSelect: select };
          const run = choices.kind === 'ready' ? choices.data.before : null;
          return <WithBefore {...shared} run={run} />;
        }}
      </ReportPanel>
      <ExtensionCards courseId={courseId} blockId={null} />
      {block !== null && (
        <Drawer
          label={intl.formatMessage(words.panel, { name })}
          closeLabel={intl.formatMessage(words.closePanel)}
          onClose={close}
          takeFocus={false}
        >
          <Margin
            courseId={courseId}
            courseName={courseId}
            home={null}
            selected={block}
            onSelect={select}
            hostBlocks={NO_BLOCKS}
            takeFocus
          />
        </Drawer>
      )}
    </>
  );
};
