import type { ReactElement } from 'react';
import { Site } from '../features/site';
import { PluginRoot } from '../host/PluginRoot';
import { platformHost } from '../host/platform';

/** The page about all courses that the reader may see, on our own page. */
export const SiteMount = (): ReactElement => (
  <PluginRoot host={platformHost}>
    <Site />
  </PluginRoot>
);
