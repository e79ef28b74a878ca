import fastify, { type FastifyInstance, type LightMyRequestResponse } from 'fastify';
import { CourseAccess } from '../../api/auth/courseAccess';
import { TokenVerifier } from '../../api/auth/token';
import type { LmsConfig } from '../../api/config/config';
import { demoPeople } from '../../api/demo/people';
import { StandInLms } from '../../api/demo/standInLms';
import { buildApp } from '../../api/http/app';
import type { Ports } from '../../api/http/ports';
import { Metrics } from '../../api/observability/metrics';
import { ApiError } from '../../api/lib/apiError';
import { fillPath, getOutline, getProblem, getVideo } from '@marginalia/contract';
import { COURSE } from './smallCourse';

export const ORIGIN = 'https://studio.example.org';

/** The API in one process with the LMS that it asks. */
export interface TestApi {
  readonly app: FastifyInstance;
  readonly lms: StandInLms;
  /** While `down`, the LMS answers 503. */
  readonly switches: { down: boolean };
  /** GET as somebody of the stand-in LMS; null: with no token. */
  get(url: string, username?: string | null, headers?: Record<string, string>): Promise<LightMyRequestResponse>;
  close(): Promise<void>;
}

/** @param ports replaces some of the ports; without `services` there is no database */
export const openTestApi = async (ports: Partial<Ports> = {}): Promise<TestApi> => {
  const switches = { down: false };
  const lms = await StandInLms.create({
    root: 'https://lms.example.org',
    courseKey: COURSE,
    people: demoPeople(COURSE),
    courses: async () => [],
    structure: async () => null,
    switches,
  });
  const lmsApp = fastify();
  await lmsApp.register(lms.plugin);
  const config: LmsConfig = {
    baseUrl: 'https://lms.example.org',
    internalUrl: 'https://lms.example.org',
    studioUrl: null,
    keys: { jwks: JSON.stringify(lms.jwks()) },
    issuer: lms.issuer,
    audience: 'openedx',
  };
  const access = new CourseAccess(config, async (url, { headers }) => {
    const { pathname } = new URL(url);
    const answer = await lmsApp.inject({ url: pathname, headers: headers as Record<string, string> });
    return new Response(answer.body, { status: answer.statusCode });
  });
  const app = await buildApp({
    services: () => {
      throw new ApiError('engine_unavailable');
    },
    notReady: async () => null,
    signOn: { verifier: new TokenVerifier(config), access },
    lrs: null,
    allowedOrigins: [ORIGIN],
    identities: false,
    requestsPerMinute: 100_000,
    metrics: new Metrics(),
    logger: false,
    version: '0.0.0',
    ...ports,
  });
  return {
    app,
    lms,
    switches,
    get: async (url, username = 'staff', headers = {}) => {
      const authorization = username === null ? {} : { authorization: `JWT ${await lms.signToken(username)}` };
      return app.inject({ url, headers: { ...authorization, ...headers } });
    },
    close: async () => {
      await app.close();
      await lmsApp.close();
    },
  };
};

export const paths = {
  outline: (course: string): string => fillPath(getOutline.path, { course }),
  problem: (course: string, block: string): string => fillPath(getProblem.path, { course, block }),
  video: (course: string, block: string): string => fillPath(getVideo.path, { course, block }),
};
