import { isUsageKey } from './usage-key';

/** Names the block whose numbers are open, so that a reload, or a link to the page, opens them again. */
export const BLOCK_PARAMETER = 'analytics-block';

/** The block that the address of this page names; null where it names none. */
export const blockInAddress = (): string | null => {
  const id = new URLSearchParams(window.location.search).get(BLOCK_PARAMETER);
  return isUsageKey(id) ? id : null;
};

/** Has the address of this page name a block, or none, without a step in the history. */
export const keepInAddress = (blockId: string | null): void => {
  if (blockInAddress() === blockId) return;
  const address = new URL(window.location.href);
  if (blockId === null) address.searchParams.delete(BLOCK_PARAMETER);
  else address.searchParams.set(BLOCK_PARAMETER, blockId);
  window.history.replaceState(window.history.state, '', address);
};
