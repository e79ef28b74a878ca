import type { ReactElement, ReactNode } from 'react';

/**
 * The types this package publishes, written by hand so that TypeScript 4.9 reads them: only React's own are in
 * here. A test keeps them equal to src/index.ts; the build copies them to dist/index.d.ts.
 */

/** A component for a slot. It takes what the host hands it, checks it, and shows nothing where it is of no use. */
export type SlotMount = (props: Record<string, unknown>) => ReactElement | null;

/** Slot `SLOTS.outlineSidebar`; reads `courseId`, `courseName`, `sections`. */
export declare const OutlineSidebarMount: SlotMount;

/** Slot `SLOTS.unitSidebar`; reads `blockId`, `courseId`, `unitTitle`, `xBlocks`, and follows the selected block. */
export declare const UnitSidebarMount: SlotMount;

/** A wrapper for a slot: what the host has there, and a page of ours among the pages of that sidebar. */
export type SlotWrap = (props: {
  readonly component: ReactNode;
  readonly pluginProps?: Record<string, unknown>;
}) => ReactElement;

/** Slot `SLOTS.outlineSidebar`, as a Wrap of `default_contents`: adds the page "Analytics" to the sidebar. */
export declare const OutlineSidebarWrap: SlotWrap;

/** Slot `SLOTS.unitSidebar`, as a Wrap of `default_contents`: adds the page "Analytics" to the sidebar. */
export declare const UnitSidebarWrap: SlotWrap;

/** Slot `SLOTS.outlineHeader`: a button that opens the page "Analytics" of the sidebar. */
export declare const OutlineHeaderMount: SlotMount;

/** Slot `SLOTS.unitHeader`: a button that opens the page "Analytics" of the unit's sidebar. */
export declare const UnitHeaderMount: SlotMount;

/** Slot `SLOTS.unitCard`; reads `unit`. */
export declare const UnitCardReadoutMount: SlotMount;

/** Slot `SLOTS.subsectionCard`; reads `subsection`. */
export declare const SubsectionCardReadoutMount: SlotMount;

/** The ids of the slots these components are made for. */
export declare const SLOTS: {
  readonly outlineSidebar: 'org.openedx.frontend.authoring.course_outline_sidebar.v1';
  readonly unitSidebar: 'org.openedx.frontend.authoring.course_unit_sidebar.v2';
  readonly legacyUnitSidebar: 'org.openedx.frontend.authoring.course_unit_sidebar.v1';
  readonly unitHeader: 'org.openedx.frontend.authoring.course_unit_header_actions.v1';
  readonly outlineHeader: 'org.openedx.frontend.authoring.course_outline_header_actions.v1';
  readonly unitCard: 'org.openedx.frontend.authoring.course_outline_unit_card_extra_actions.v1';
  readonly subsectionCard: 'org.openedx.frontend.authoring.course_outline_subsection_card_extra_actions.v1';
};
