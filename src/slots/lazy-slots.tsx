import { useSyncExternalStore } from 'react';
import type { ReactElement, ReactNode } from 'react';
import { useOutlineHost, useUnitHost } from './authoring/host';
import type { HostSidebar } from './authoring/sidebar';
import { withoutPage } from './authoring/without-page';
import type { SlotProps, WrapProps } from './authoring/without-page';

type Slots = typeof import('./all');
type MountName = Exclude<keyof Slots, WrapName>;
type WrapName = 'OutlineSidebarWrap' | 'UnitSidebarWrap';

/** What the first slot on a page brings for all of them; `failed`: it could not be had, and is asked for no more. */
let slots: Slots | 'failed' | null = null;
let underWay: Promise<void> | null = null;
const listeners = new Set<() => void>();

/** Fetches what the slots are made of, once for the page. */
export const loadSlots = async (): Promise<void> => {
  underWay ??= import('./all').then(
    (all) => {
      slots = all;
    },
    () => {
      slots = 'failed';
    },
  );
  await underWay;
  listeners.forEach((listener) => listener());
};

const subscribe = (listener: () => void): (() => void) => {
  listeners.add(listener);
  if (slots === null) void loadSlots();
  return () => listeners.delete(listener);
};

const useSlots = (): Slots | 'failed' | null => useSyncExternalStore(subscribe, () => slots);

/** A mount that draws nothing until it is there: pages of Studio without a slot of ours load nothing of it. */
export const lazyMount = (name: MountName): ((props: SlotProps) => ReactElement) => {
  const Mount = (props: SlotProps): ReactElement => {
    const all = useSlots();
    if (all === null || all === 'failed') return <></>;
    const Loaded = all[name];
    return <Loaded {...props} />;
  };
  Mount.displayName = name;
  return Mount;
};

const lateWrap = (name: WrapName, useHost: () => HostSidebar | null): ((props: WrapProps) => ReactElement) => {
  const Without = withoutPage(useHost);
  const Wrap = (props: WrapProps): ReactElement => {
    const all = useSlots();
    // The host breaks down over an address that asks for our page before it is there: it waits, and draws its sidebar once.
    if (all === null) return <></>;
    if (all === 'failed') return <Without {...props} />;
    const Loaded = all[name] as (given: WrapProps) => ReactNode;
    return <Loaded {...props} />;
  };
  Wrap.displayName = name;
  return Wrap;
};

export const OutlineSidebarWrap = lateWrap('OutlineSidebarWrap', useOutlineHost);
export const UnitSidebarWrap = lateWrap('UnitSidebarWrap', useUnitHost);
