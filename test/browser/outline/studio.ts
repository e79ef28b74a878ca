import { createContext } from 'react';

/** What the Authoring MFE's own modules give a plugin on the outline page; the bundle has this file in their place. */
export const OutlineSidebarPagesContext = createContext<unknown>({ info: { component: () => null } });

const sidebar = {
  setCurrentPageKey: () => undefined,
  openContainerSidebar: () => undefined,
  clearSelection: () => undefined,
  selectedContainerState: undefined,
};
export const useOutlineSidebarContext = () => sidebar;
