import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { openApiText } from '../../api/cli/openapi';
import {
  deleteAnnotation,
  getAttention,
  getComparison,
  getContent,
  getGroup,
  getLearner,
  getLearners,
  getBlock,
  getExperiment,
  getSiteHealth,
  getBlockRuns,
  getCards,
  getChoices,
  getExtensionMetric,
  getMetric,
  getMetrics,
  getOutline,
  getOverview,
  getProblem,
  getSiteOverview,
  getVideo,
  getViews,
  postAnnotation,
  putAttentionNote,
  putFollowUp,
} from '@marginalia/contract';
import { openTestApi } from './api';

interface Operation {
  summary?: string;
  parameters?: { name: string; in: string; required?: boolean; description?: string }[];
  responses: Record<string, { content?: Record<string, { schema?: object }> }>;
  security?: object[];
}
type Description = { paths: Record<string, Record<string, Operation>>; info: { version: string } };

const committed = join(__dirname, '..', '..', 'api', 'openapi.json');
const ROUTES = [
  getBlock,
  getExperiment,
  getSiteHealth,
  getBlockRuns,
  getCards,
  getChoices,
  getExtensionMetric,
  getMetrics,
  getMetric,
  getAttention,
  getOutline,
  getProblem,
  getVideo,
  putAttentionNote,
  getOverview,
  getComparison,
  getContent,
  getGroup,
  getViews,
  postAnnotation,
  deleteAnnotation,
  getLearners,
  getLearner,
  putFollowUp,
  getSiteOverview,
];
/** Files, so no routes of the contract. */
const FILES = ['/api/v1/courses/{course}/export/{file}', '/api/v1/site/export/{file}'];

it('The file api/openapi.json is the description that the code makes; else run `npm run openapi` and commit it', async () => {
  expect(readFileSync(committed, 'utf8')).toBe(await openApiText());
});

it('The service serves the same description', async () => {
  const api = await openTestApi({ version: (JSON.parse(readFileSync(committed, 'utf8')) as Description).info.version });
  expect((await api.get('/openapi.json', null)).json()).toEqual(JSON.parse(readFileSync(committed, 'utf8')));
  await api.close();
});

describe('the description', () => {
  const { paths } = JSON.parse(readFileSync(committed, 'utf8')) as Description;
  const inBraces = (path: string): string => path.replace(/:(\w+)/g, '{$1}');

  it('The description has every route of the contract and no other', () => {
    expect(Object.keys(paths).sort()).toEqual([...ROUTES.map(({ path }) => inBraces(path)), ...FILES].sort());
  });

  it.each(ROUTES.map((route) => [route.path, route] as const))(
    'The description tells parameters, answers and who may call it of %s',
    (path, route) => {
      const operation = paths[inBraces(path)]?.[route.method.toLowerCase()];
      expect(operation?.summary).toBe(route.summary);
      const named = (where: string): string[] =>
        (operation?.parameters ?? []).filter((one) => one.in === where).map(({ name }) => name);
      expect(named('path').sort()).toEqual([...path.matchAll(/:(\w+)/g)].map(([, name]) => name).sort());
      for (const one of operation?.parameters ?? []) {
        expect(one.required ?? false).toBe(one.in === 'path');
        if (one.in === 'path') expect(one.description).toBeTruthy();
      }
      const isAboutCourse = path.includes('/courses/') || path.startsWith('/api/v1/site/');
      expect(named('query').sort()).toEqual(Object.keys(route.query.shape).sort());
      expect(operation?.security).toEqual(isAboutCourse ? [{ lms: [] }] : undefined);
      for (const status of ['200', '4XX', '5XX']) {
        expect(operation?.responses[status]?.content?.['application/json']?.schema).toBeDefined();
      }
    },
  );
});
