import { lateMount } from './slots/late-slots';

/**
 * The only public surface of the plugin. Its published types are src/public.d.ts. What the slots are made of is fetched when
 * the first of them is drawn: Studio's other pages load only what stands here.
 */
export { SLOTS } from '@marginalia/contract/slots';
export { OutlineSidebarWrap, UnitSidebarWrap } from './slots/late-slots';
export const OutlineSidebarMount = lateMount('OutlineSidebarMount');
export const UnitSidebarMount = lateMount('UnitSidebarMount');
export const SubsectionCardReadoutMount = lateMount('SubsectionCardReadoutMount');
export const UnitCardReadoutMount = lateMount('UnitCardReadoutMount');
export const OutlineHeaderMount = lateMount('OutlineHeaderMount');
export const UnitHeaderMount = lateMount('UnitHeaderMount');
