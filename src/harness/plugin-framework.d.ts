// The plugin framework publishes no declarations.
declare module '@openedx/frontend-plugin-framework' {
  import type { ComponentType, ReactNode } from 'react';

  export const PluginSlot: ComponentType<{ id: string; pluginProps?: object; children?: ReactNode }>;
  export const PLUGIN_OPERATIONS: { readonly Insert: 'insert' };
  export const DIRECT_PLUGIN: 'DIRECT_PLUGIN';
}
