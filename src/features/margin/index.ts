export { Margin } from './LazyMargin';
export type { HostBlock } from './Margin';
export { blockInAddress, keepInAddress } from '../../lib/block-address';
/** Slots read keys out of what the host hands them; they reach lib through here. */
export { courseKeyOf, isUsageKey } from '../../lib/usage-key';
