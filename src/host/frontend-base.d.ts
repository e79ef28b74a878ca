// What we use of @openedx/frontend-base; the package itself is the host's.
declare module '@openedx/frontend-base' {
  import type { Context, ReactNode } from 'react';

  export enum WidgetOperationTypes {
    APPEND = 'widgetAppend',
  }
  export interface SlotOperation {
    slotId: string;
    id: string;
    op: WidgetOperationTypes;
    element: ReactNode;
  }
  export interface App {
    appId: string;
    slots?: SlotOperation[];
    config?: Record<string, unknown>;
  }
  export const getSiteConfig: () => Record<string, unknown>;
  export const getAppConfig: (id: string) => Record<string, unknown> | undefined;
  export const getAuthenticatedHttpClient: () => import('./http').SignedInClient;
  export const getAuthenticatedUser: () => unknown;
  export const getLocale: () => string;
  /** Undefined for English. */
  export const getMessages: () => Record<string, string> | undefined;
  export const SiteContext: Context<{ readonly locale: string }>;
  export const isRtl: (locale: string) => boolean;
  export const logError: (error: Error) => void;
}
