import { useEffect, useRef, useState } from 'react';
import type { ReactNode } from 'react';
import { FormattedMessage } from '@edx/frontend-platform/i18n';
import { getAttention } from '@marginalia/contract';
import type { Attention, AttentionItem, OutlineBlock } from '@marginalia/contract';
import { useReport } from '../../../host/query';
import { Disclosure } from '../../../ui/Disclosure';
import { Section } from '../../../ui/Section';
import { PartReport, isFiltered, useFilter } from '../../../panels';
import { Finding } from './Finding';
import { words as answers } from './triage-messages';
import { words } from './messages';
import { attentionSentence, pathOf } from './model';

/** More at once would be a wall, and the first are the ones that need work most. */
const AT_FIRST = 5;
/** A row of cards. */
const IN_A_ROW = 4;

interface Props {
  readonly courseId: string;
  readonly blocks: readonly OutlineBlock[];
  readonly onSelect: (id: string) => void;
  /** A row of cards instead of a list: where there is the width of a page. */
  readonly asCards?: boolean;
}

/**
 * Where a finding that the focus was in leaves the list, the focus goes to the one in its place, or to what stands below
 * the list: a page that loses the focus begins anew for a screen reader.
 */
const useFocusKept = (ids: readonly string[]) => {
  const frame = useRef<HTMLDivElement>(null);
  const all = ids.join('\n');
  const before = useRef(all);
  useEffect(() => {
    const left = new Set(all.split('\n'));
    const gone = before.current.split('\n').findIndex((id) => !left.has(id));
    before.current = all;
    if (gone === -1 || (document.activeElement !== null && document.activeElement !== document.body)) return;
    const openers = Array.from(frame.current?.querySelectorAll<HTMLElement>('[data-opens]') ?? []);
    const below = frame.current?.querySelector<HTMLElement>(':scope > .marginalia-disclosure > button');
    (openers[Math.min(gone, openers.length - 1)] ?? below)?.focus();
  }, [all]);
  return frame;
};

interface ListProps extends Props {
  readonly attention: Attention;
}

const List = ({ courseId, attention, blocks, onSelect, asCards = false }: ListProps): ReactNode => {
  const [all, setAll] = useState(false);
  const [least, shape] = asCards
    ? [IN_A_ROW, 'marginalia-findings marginalia-finding-cards']
    : [AT_FIRST, 'marginalia-findings'];
  const items = attention.items.filter(({ state }) => state !== 'set_aside');
  const aside = attention.items.filter(({ state }) => state === 'set_aside');
  const finding = (item: AttentionItem): ReactNode => (
    <Finding
      key={item.id}
      courseId={courseId}
      may={attention.mayAnswer}
      item={item}
      path={pathOf(blocks, item.block.parent)}
      onSelect={onSelect}
      short={asCards}
    />
  );
  const sentence = attentionSentence(attention);
  const frame = useFocusKept(items.map(({ id }) => id));
  return (
    <div ref={frame}>
      {/* the page of cards has said it in its first line */}
      {!(asCards && sentence.kind === 'some') && (
        <p className={sentence.kind === 'some' ? undefined : 'marginalia-quiet'}>
          <FormattedMessage {...words[sentence.kind]} values={{ ...sentence }} />
        </p>
      )}
      {items.length > 0 && <ol className={shape}>{(all ? items : items.slice(0, least)).map(finding)}</ol>}
      {items.length > least && (
        <button type="button" className="marginalia-link" aria-expanded={all} onClick={() => setAll(!all)}>
          <FormattedMessage {...(all ? words.less : words.more)} values={{ n: items.length - least }} />
        </button>
      )}
      {aside.length > 0 && (
        <Disclosure label={<FormattedMessage {...answers.aside} values={{ n: aside.length }} />}>
          <ol className={shape}>{aside.map(finding)}</ol>
        </Disclosure>
      )}
    </div>
  );
};

/** The blocks of a course that are worth a look, first what needs work most. Its failure is no one else's. */
export const WhatNeedsWork = ({ courseId, blocks, onSelect, asCards }: Props): ReactNode => {
  const report = useReport(getAttention, { params: { course: courseId } });
  const filter = useFilter();
  return (
    <Section title={<FormattedMessage {...words.title} />}>
      {isFiltered(filter) && (
        <p className="marginalia-quiet">
          <FormattedMessage {...words.ofAll} />
        </p>
      )}
      <PartReport report={report}>
        {(attention) => (
          <List
            courseId={courseId}
            attention={attention}
            blocks={blocks}
            onSelect={onSelect}
            asCards={asCards === true}
          />
        )}
      </PartReport>
    </Section>
  );
};
