import { useEffect, useMemo, useState } from 'react';
import type { ReactElement, ReactNode } from 'react';
import { Margin, isUsageKey } from '../features/margin';
import { PluginRoot } from '../host/PluginRoot';
import { platformHost } from '../host/platform';
import { useUnitHost } from './authoring/host';
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

const Sidebar = ({ courseId, unitId, blocks }: UnitSidebarProps): ReactNode => {
  const host = useUnitHost();
  const [heard, hear] = useSelectedBlock();
  const select = (id: string | null): void => {
    hear(id);
    host?.select(id === null ? null : { id });
  };
  return (
    <Margin
      courseId={courseId}
      courseName={courseId}
      home={unitId}
      // The host's own word where it has one; else what was heard from the frame.
      selected={host === null ? heard : host.selected}
      onSelect={select}
      hostBlocks={blocks}
      takeFocus={false}
    />
  );
};

/** The margin of a unit page: the unit, and whichever of its blocks is selected in the editor. */
export const UnitSidebarMount = (props: Record<string, unknown>): ReactElement | null => {
  const known = useMemo(() => readUnitSidebar(props), [props]);
  if (known === null) {
    reportOnce('UnitSidebarMount');
    return null;
  }
  return (
    <PluginRoot host={platformHost}>
      <Sidebar key={`${known.courseId} ${known.unitId}`} {...known} />
    </PluginRoot>
  );
};
