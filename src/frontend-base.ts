/** The public surface for sites built on frontend-base. Its published types are src/public-frontend-base.d.ts. */
export { marginaliaApp as default, marginaliaTab } from './slots/instructor-app';
