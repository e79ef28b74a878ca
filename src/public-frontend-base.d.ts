import type { App } from '@openedx/frontend-base';

/** Marginalia as an app of a frontend-base site; goes into `apps` of its site configuration. */
declare const app: App;
export default app;

type Operation<Of> = Of extends { slots?: (infer One)[] } ? One : never;

/** The tab of the instructor dashboard, for sites whose LMS gives none; goes into the app's `slots`. */
export declare const marginaliaTab: (title?: string) => Operation<App>;
