import './ui/marginalia.scss';

/** The only public surface of the plugin. Its published types are src/public.d.ts. */
export { SLOTS } from '@marginalia/contract/slots';
export { OutlineSidebarMount } from './slots/OutlineSidebarMount';
export { UnitSidebarMount } from './slots/UnitSidebarMount';
export { SubsectionCardReadoutMount, UnitCardReadoutMount } from './slots/card-mounts';
export { OutlineHeaderMount, UnitHeaderMount } from './slots/authoring/HeaderMounts';
export { OutlineSidebarWrap, UnitSidebarWrap } from './slots/authoring/sidebar-wraps';
