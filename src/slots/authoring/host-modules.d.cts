/** What the host has under these names, unchecked; undefined where it has nothing. */
export declare const outlinePagesContext: () => unknown;
export declare const outlineSidebarHook: () => unknown;
export declare const unitPagesContext: () => unknown;
export declare const unitSidebarHook: () => unknown;
export declare const iframeHook: () => unknown;
