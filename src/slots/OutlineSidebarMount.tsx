import { useEffect, useMemo, useRef } from 'react';
import type { ReactNode } from 'react';
import { Margin } from '../features/margin';
import { useFollowed, useSelection } from '../panels/selection';
import { PluginRoot } from '../host/PluginRoot';
import { platformHost } from '../host/platform';
import { addOwnMargin } from './authoring/added';
import { outlinePages, useOutlineHost, usePages } from './authoring/host';
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
  const choose = (id: string | null): void => {
    select(id);
    if (host === null) return;
    const block = id === null ? undefined : blocks.get(id);
    if (id === null) host.select(null);
    else if (block !== undefined && ON_THE_OUTLINE.has(block.type)) host.select({ id, ...aroundOf(id, blocks) });
  };
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
