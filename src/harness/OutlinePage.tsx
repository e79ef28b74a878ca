import { useMemo } from 'react';
import type { ReactNode } from 'react';
import { PluginSlot } from '@openedx/frontend-plugin-framework';
import { useQuery } from '@tanstack/react-query';
import { Link, useParams } from 'react-router-dom';
import { SLOTS } from '..';
import { fetchOutline } from './data';
import type { XBlockNode } from './data';

const childrenOf = (node: XBlockNode): readonly XBlockNode[] => node.childInfo?.children ?? [];

const Status = ({ node }: { readonly node: XBlockNode }): ReactNode => (
  <span className={`demo-status ${node.published === false ? 'demo-draft' : ''}`}>
    {node.published === false ? 'Draft' : 'Live'}
  </span>
);

const UnitCard = ({ courseId, section, subsection, unit }: CardProps): ReactNode => (
  <li className="demo-unit">
    <Link to={`/course/${encodeURIComponent(courseId)}/container/${encodeURIComponent(unit.id)}`}>
      {unit.displayName}
    </Link>
    <span className="demo-actions">
      <Status node={unit} />
      <PluginSlot id={SLOTS.unitCard} pluginProps={{ unit, subsection, section }} />
    </span>
  </li>
);

interface CardProps {
  readonly courseId: string;
  readonly section: XBlockNode;
  readonly subsection: XBlockNode;
  readonly unit: XBlockNode;
}

const SectionCard = ({ courseId, section }: { courseId: string; section: XBlockNode }): ReactNode => (
  <section className="demo-section">
    <h2>{section.displayName}</h2>
    {childrenOf(section).map((subsection) => (
      <div key={subsection.id} className="demo-subsection">
        <div className="demo-subsection-head">
          <h3>{subsection.displayName}</h3>
          <span className="demo-actions">
            {subsection.graded === true && <span className="demo-status">Graded</span>}
            <PluginSlot id={SLOTS.subsectionCard} pluginProps={{ subsection, section }} />
          </span>
        </div>
        <ul>
          {childrenOf(subsection).map((unit) => (
            <UnitCard key={unit.id} courseId={courseId} section={section} subsection={subsection} unit={unit} />
          ))}
        </ul>
      </div>
    ))}
  </section>
);

/** The course outline: cards, and the sidebar slot beside them, with the props the Authoring MFE gives them. */
export const OutlinePage = (): ReactNode => {
  const { courseId = '' } = useParams();
  const outline = useQuery({ queryKey: ['demo', 'outline', courseId], queryFn: () => fetchOutline(courseId) });
  const sections = useMemo(() => (outline.data === undefined ? [] : childrenOf(outline.data)), [outline.data]);
  const courseName = outline.data?.displayName ?? '';
  if (outline.isError) return <p role="alert">The stand-in Studio does not know this course.</p>;
  return (
    <div className="demo-page">
      <div className="demo-content">
        <p className="demo-crumbs">
          <Link to="/courses">Courses</Link>
          <Link to={`/instructor-dashboard/${encodeURIComponent(courseId)}`}>Instructor dashboard</Link>
        </p>
        <div className="demo-title">
          <h1>{courseName === '' ? 'Course outline' : courseName}</h1>
          <PluginSlot id={SLOTS.outlineHeader} pluginProps={{ sections }} />
        </div>
        {sections.map((section) => (
          <SectionCard key={section.id} courseId={courseId} section={section} />
        ))}
      </div>
      <aside className="demo-sidebar" aria-label="Sidebar">
        <PluginSlot id={SLOTS.outlineSidebar} pluginProps={{ courseId, courseName, sections }} />
      </aside>
    </div>
  );
};
