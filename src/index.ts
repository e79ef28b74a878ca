import { lazyMount } from './slots/lazy-slots';

/**
 * The only public surface of the plugin. Its published types are src/public.d.ts. What the slots are made of is fetched when
 * the first of them is drawn: Studio's other pages load only what stands here.
 */
export { SLOTS } from '@marginalia/contract/slots';
export { OutlineSidebarWrap, UnitSidebarWrap } from './slots/lazy-slots';
export const OutlineSidebarMount = lazyMount('OutlineSidebarMount');
export const UnitSidebarMount = lazyMount('UnitSidebarMount');
export const SubsectionCardReadoutMount = lazyMount('SubsectionCardReadoutMount');
export const UnitCardReadoutMount = lazyMount('UnitCardReadoutMount');
export const OutlineHeaderMount = lazyMount('OutlineHeaderMount');
export const UnitHeaderMount = lazyMount('UnitHeaderMount');
