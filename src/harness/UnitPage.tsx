import { useState } from 'react';
import type { ReactNode } from 'react';
import { PluginSlot } from '@openedx/frontend-plugin-framework';
import { useQuery } from '@tanstack/react-query';
import { Link, useParams } from 'react-router-dom';
import { SLOTS } from '..';
import { fetchOutline, fetchUnit } from './data';
import type { UnitXBlock, XBlockNode } from './data';

const findName = (node: XBlockNode, id: string): string | null =>
  node.id === id
    ? node.displayName
    : (node.childInfo?.children ?? []).reduce<string | null>((found, child) => found ?? findName(child, id), null);

/** What Studio's frame posts to the page around it when a block is clicked. */
const postSelected = (contentId: string): void =>
  window.postMessage({ type: 'xblockSelected', payload: { contentId } }, window.location.origin);

/** Stands for the frame in which Studio draws the blocks of a unit. */
const Blocks = ({ xBlocks }: { readonly xBlocks: readonly UnitXBlock[] }): ReactNode => {
  const [selected, setSelected] = useState<string | null>(null);
  return (
    <ul className="demo-blocks" aria-label="Blocks of this unit">
      {xBlocks.map(({ blockId, name, blockType }) => (
        <li key={blockId}>
          <button
            type="button"
            aria-pressed={selected === blockId}
            onClick={() => {
              setSelected(blockId);
              postSelected(blockId);
            }}
          >
            <strong>{name}</strong>
            <span>{blockType}</span>
          </button>
        </li>
      ))}
    </ul>
  );
};

/** A unit: its blocks, and the sidebar slot beside them, with the props the Authoring MFE gives it. */
export const UnitPage = (): ReactNode => {
  const { courseId = '', blockId = '' } = useParams();
  const course = useQuery({ queryKey: ['demo', 'outline', courseId], queryFn: () => fetchOutline(courseId) });
  const unit = useQuery({ queryKey: ['demo', 'unit', blockId], queryFn: () => fetchUnit(blockId) });
  const unitTitle = course.data === undefined ? '' : (findName(course.data, blockId) ?? '');
  if (unit.isError) return <p role="alert">The stand-in Studio does not know this unit.</p>;
  const xBlocks = unit.data?.xBlocks ?? [];
  return (
    <div className="demo-page">
      <div className="demo-content">
        <p className="demo-crumbs">
          <Link to={`/course/${encodeURIComponent(courseId)}`}>{course.data?.displayName ?? 'Course outline'}</Link>
        </p>
        <h1>{unitTitle === '' ? 'Unit' : unitTitle}</h1>
        <p className="demo-hint">Select a block: the sidebar follows.</p>
        <Blocks key={blockId} xBlocks={xBlocks} />
      </div>
      <aside className="demo-sidebar" aria-label="Sidebar">
        <PluginSlot
          id={SLOTS.unitSidebar}
          pluginProps={{
            blockId,
            courseId,
            unitTitle,
            xBlocks,
            readOnly: false,
            isUnitVerticalType: true,
            isSplitTestType: false,
          }}
        />
      </aside>
    </div>
  );
};
