import type { App } from '@openedx/frontend-base';

/** Marginalia as an app of a frontend-base site; goes into `apps` of its site configuration. */
declare const app: App;
export default app;
