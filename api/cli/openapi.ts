import { buildApp } from '../http/app';
import { packageVersion } from '../lib/package';
import { Metrics } from '../observability/metrics';
import { ApiError } from '../lib/apiError';

/** The description of the API, as JSON text. Needs neither database nor LMS. */
export const openApiText = async (): Promise<string> => {
  const app = await buildApp({
    services: () => {
      throw new ApiError('engine_unavailable');
    },
    notReady: async () => null,
    signOn: null,
    lrs: null,
    allowedOrigins: [],
    identities: false,
    requestsPerMinute: 100_000,
    metrics: new Metrics(),
    logger: false,
    version: packageVersion(),
  });
  await app.ready();
  const text = `${JSON.stringify(await app.describeRoutes(), null, 2)}\n`;
  await app.close();
  return text;
};
