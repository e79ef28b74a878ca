import { useEffect, useMemo, useRef } from 'react';
import type { ReactNode } from 'react';
import { Margin } from '../features/margin';
import { expectFollowed, useFollowed, useSelection } from '../panels/selection';
import { PluginRoot } from '../host/PluginRoot';
import { platformHost } from '../host/platform';
import { addOwnMargin } from './authoring/added';
import { outlinePages, useOutlineHost, usePages } from './authoring/host';
import { useBlockAddress } from './authoring/useBlockAddress';
import { contained } from './contained';
import { readOutlineSidebar } from './props';
import type { OutlineSidebarProps } from './props';
import { reportOnce } from './report-once';

/** What the outline page has a card for, and so can select. */
const ON_THE_OUTLINE = new Set(['chapter', 'sequential', 'vertical']);

const Sidebar = ({ courseId, courseName, blocks }: OutlineSidebarProps): ReactNode => {
  const host = useOutlineHost();
  const { selected, select, takeFocus } = useSelection(courseId);
  useFollowed(courseId, host?.selected);
  const choose = (id: string | null, container = id): void => {
    select(id);
    const card = container === null ? undefined : blocks.get(container);
    if (container === null) host?.select(null);
    else if (card !== undefined && ON_THE_OUTLINE.has(card.type)) {
      // the card is selected for the block in it, which stays chosen
      expectFollowed(courseId, container);
      host?.select({ id: container, ...aroundOf(container, blocks) });
      showCard(container);
    }
  };
  useBlockAddress(courseId, selected, choose);
  return (
    <Margin
      courseId={courseId}
      courseName={courseName}
      home={null}
      selected={selected}
      onSelect={choose}
      hostBlocks={blocks}
      takeFocus={takeFocus}
    />
  );
};

/** Brings the card of a container into view, by the readout of ours that stands on it. */
const showCard = (id: string): void => {
  const readouts = Array.from(document.querySelectorAll<HTMLElement>('[data-marginalia-block]'));
  readouts.find(({ dataset }) => dataset.marginaliaBlock === id)?.scrollIntoView({ block: 'nearest' });
};

/** The subsection and the section of a block; a subsection, or section, is its own, as the host has it. */
const aroundOf = (
  id: string,
  blocks: OutlineSidebarProps['blocks'],
): { subsection?: string | undefined; section?: string | undefined } => {
  const at: Record<string, string> = {};
  for (let here: string | null = id, steps = 0; here !== null && steps < blocks.size; steps += 1) {
    const block = blocks.get(here);
    if (block === undefined) break;
    at[block.type] = here;
    here = block.parent;
  }
  return { subsection: at.sequential, section: at.chapter };
};

const Margins = (props: Record<string, unknown>): ReactNode => {
  const known = useMemo(() => readOutlineSidebar(props), [props]);
  if (known === null) {
    reportOnce('OutlineSidebarMount');
    return null;
  }
  return (
    <PluginRoot host={platformHost}>
      <Sidebar key={known.courseId} {...known} />
    </PluginRoot>
  );
};

/** The margin of the course outline page, for a page of the host's sidebar. */
export const OutlineMargin = contained('OutlineMargin', platformHost, Margins);

/** Told to the button in the page's header, which leads here. */
const Own = (props: Record<string, unknown>): ReactNode => {
  const frame = useRef<HTMLDivElement>(null);
  useEffect(
    () =>
      addOwnMargin(() => {
        frame.current?.scrollIntoView({ block: 'nearest' });
        frame.current?.querySelector<HTMLElement>('h2[tabindex]')?.focus();
      }),
    [],
  );
  return (
    <div ref={frame} className="marginalia-own">
      <OutlineMargin {...props} />
    </div>
  );
};

const Inserted = (props: Record<string, unknown>): ReactNode => {
  const isUsable = useMemo(() => readOutlineSidebar(props) !== null, [props]);
  if (usePages(outlinePages) !== null) return null;
  return isUsable ? <Own {...props} /> : <Margins {...props} />;
};

/**
 * The margin of the course outline page where the host's sidebar has no pages (Ulmo); nothing where it has, for then our
 * page is one of them.
 */
export const OutlineSidebarMount = contained('OutlineSidebarMount', platformHost, Inserted);
