import { useEffect, useMemo, useState } from 'react';
import type { ReactNode } from 'react';
import { Margin, isUsageKey } from '../features/margin';
import { useSelection } from '../panels/selection';
import { PluginRoot } from '../host/PluginRoot';
import { platformHost } from '../host/platform';
import { useUnitHost } from './authoring/host';
import type { HostSidebar } from './authoring/sidebar';
import { useBlockAddress } from './authoring/useBlockAddress';
import { contained } from './contained';
import { readUnitSidebar } from './props';
import type { UnitSidebarProps } from './props';
import { reportOnce } from './report-once';

/** The usage key in a message that says which block was selected in the unit's frame; null for any other message. */
const selectedIn = (data: unknown): string | null => {
  const { type, payload } = (data ?? {}) as { type?: unknown; payload?: unknown };
  if (type !== 'xblockSelected') return null;
  const { contentId } = (payload ?? {}) as { contentId?: unknown };
  return isUsageKey(contentId) ? contentId : null;
};

/** Who may say what is selected: the page itself, or a frame in it. A page that opened this one may not. */
const isFromThisPage = (source: MessageEventSource | null): boolean =>
  source === null ||
  source === window ||
  Array.from(document.querySelectorAll('iframe')).some((frame) => frame.contentWindow === source);

const useSelectedBlock = (): [string | null, (id: string | null) => void] => {
  const [selected, setSelected] = useState<string | null>(null);
  useEffect(() => {
    const listen = ({ data, source }: MessageEvent<unknown>): void => {
      const id = selectedIn(data);
      if (id !== null && isFromThisPage(source)) setSelected(id);
    };
    window.addEventListener('message', listen);
    return () => window.removeEventListener('message', listen);
  }, []);
  return [selected, setSelected];
};

interface SidebarProps extends UnitSidebarProps {
  readonly host: HostSidebar | null;
}

const Sidebar = ({ courseId, unitId, blocks, host }: SidebarProps): ReactNode => {
  const [heard, hear] = useSelectedBlock();
  const { takeFocus } = useSelection(courseId);
  const select = (id: string | null): void => {
    hear(id);
    host?.select(id === null ? null : { id });
  };
  // The host's own word where it has one; else what was heard from the frame.
  const selected = host === null ? heard : host.selected;
  useBlockAddress(courseId, selected, select);
  return (
    <Margin
      courseId={courseId}
      courseName={courseId}
      home={unitId}
      selected={selected}
      onSelect={select}
      hostBlocks={blocks}
      takeFocus={takeFocus}
    />
  );
};

const marginIn = (useHost: () => HostSidebar | null, name: string, className?: string) => {
  const Reader = (props: Record<string, unknown>): ReactNode => {
    const host = useHost();
    const known = useMemo(() => readUnitSidebar(props), [props]);
    if (known === null) {
      reportOnce(name);
      return null;
    }
    return (
      <div className={className}>
        <PluginRoot host={platformHost}>
          <Sidebar key={`${known.courseId} ${known.unitId}`} host={host} {...known} />
        </PluginRoot>
      </div>
    );
  };
  return contained(name, platformHost, Reader);
};

/** The margin of a unit page, for a page of the host's sidebar: the unit, and whichever of its blocks is selected. */
export const UnitMargin = marginIn(useUnitHost, 'UnitMargin');

/**
 * The margin of a unit page where the host has the older sidebar: the slot of that one is drawn there and nowhere else.
 * Such a host may know of pages and open ours, but draws none of them.
 */
export const UnitSidebarMount = marginIn(() => null, 'UnitSidebarMount', 'marginalia-own');
