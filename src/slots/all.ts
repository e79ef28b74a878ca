/** All that Studio's slots mount, in one piece with its styles: fetched when the first of them is drawn. */
export { OutlineSidebarMount } from './OutlineSidebarMount';
export { UnitSidebarMount } from './UnitSidebarMount';
export { SubsectionCardReadoutMount, UnitCardReadoutMount } from './card-mounts';
export { OutlineHeaderMount, UnitHeaderMount } from './authoring/HeaderMounts';
export { OutlineSidebarWrap, UnitSidebarWrap } from './authoring/sidebar-wraps';
