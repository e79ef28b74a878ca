import type { FastifyBaseLogger } from 'fastify';
import type { Backlog, SiteHealth } from '@marginalia/contract';
import type { CourseAccess } from '../auth/courseAccess';
import type { TokenVerifier } from '../auth/token';
import type { Metrics } from '../observability/metrics';
import type { ProviderCards } from '../extension/providers/providerCards';
import type { ExtensionReports } from '../extension/reports';
import type { Services } from '../metrics';
import type { LrsPorts } from './lrsRoutes';
import type { SinkPorts } from './sinkRoutes';

/** What the application is made with; tests make it with others. */
export interface Ports {
  /** @throws ApiError engine_unavailable while there is no database */
  readonly services: () => Services;
  /** The reports of extensions; undefined: there are none here. @throws ApiError engine_unavailable */
  readonly extensions?: () => ExtensionReports;
  /** What servers of others add to them; undefined: none is asked. @throws ApiError engine_unavailable */
  readonly providers?: () => ProviderCards;
  /** Why the service cannot answer at the moment; null when it can. */
  readonly notReady: () => Promise<string | null>;
  /** null: no LMS is configured, so nobody is let in. */
  readonly signOn: { readonly verifier: TokenVerifier; readonly access: CourseAccess } | null;
  /** null: there is no xAPI endpoint. */
  readonly lrs: LrsPorts | null;
  /** undefined: nobody publishes or retires over HTTP. */
  readonly sink?: SinkPorts | undefined;
  readonly allowedOrigins: readonly string[];
  /** The operator's switch: single learners are shown to the roles that may see them. */
  readonly identities: boolean;
  /** How often one person (before signing in: one address) may ask. */
  readonly requestsPerMinute: number;
  /** Addresses and networks of proxies whose word counts for where a request comes from; undefined: none. */
  readonly trustedProxies?: readonly string[] | undefined;
  /** What is stored of a course and not counted yet, seconds and learners; undefined: nobody keeps count. */
  readonly backlog?: (courseKey: string) => Backlog;
  /** How the data of the site is; undefined: nobody can say. @throws ApiError engine_unavailable */
  readonly health?: (() => Promise<SiteHealth>) | undefined;
  /** Told of whoever opens something of a course. */
  readonly onUse?: ((courseKey: string, person: string) => void) | undefined;
  readonly metrics: Metrics;
  /** Who has it may read `/metrics` here; undefined: it is not here. */
  readonly metricsToken?: string | undefined;
  readonly logger: FastifyBaseLogger | false;
  readonly version: string;
}
