import { useEffect } from 'react';
import type { ReactNode } from 'react';
import type { HostSidebar } from './sidebar';

export type SlotProps = Record<string, unknown>;

export interface WrapProps {
  /** What the host has in the slot. */
  readonly component: ReactNode;
  /** Hosts with a plugin framework older than 1.8 hand wrappers none. */
  readonly pluginProps?: SlotProps;
}

/**
 * What the host has in the slot, without a page of ours. An address may ask for that page all the same, over which the
 * host breaks down: it is taken to its own first page before it draws.
 */
export const withoutPage = (useHost: () => HostSidebar | null) =>
  function WithoutPage({ component }: WrapProps): ReactNode {
    const host = useHost();
    const isLost = host?.isOurs === true;
    useEffect(() => {
      if (isLost) host?.leave();
    });
    return isLost ? null : component;
  };
