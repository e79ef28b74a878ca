import type { Metric } from '@marginalia/contract';
import { TEAM, isFor, pinsFor } from './asker';
import { definitionOf } from './definition';
import { scopeOf } from './package/bundle';
import type { Runtime } from './runtime';

/** Metrics of enabled extensions, as those of the product are described. */
export const definitionsOf = async ({ isOn, registry }: Runtime): Promise<Metric[]> => {
  return isOn ? (await registry.metrics()).map(definitionOf) : [];
};

/** The paths of enabled extensions, for the description of the API. */
export const pathsOf = async ({ isOn, registry, rules }: Runtime): Promise<Record<string, unknown>> => {
  if (!isOn) return {};
  return Object.fromEntries(
    (await registry.metrics())
      .filter((one) => isFor(one, TEAM, rules))
      .map((one) => ({ ...one, pins: pinsFor(one, TEAM, rules) }))
      .map(({ id, extension, metric, pins }) => [
        `/api/v1/courses/{course}/extensions/${scopeOf(extension.name)}/${metric.id}`,
        {
          get: {
            summary: `${metric.title}. ${metric.sentence}`,
            security: [{ lms: [] }],
            parameters: [
              { name: 'course', in: 'path', required: true, schema: { type: 'string' } },
              { name: 'block', in: 'query', required: !metric.on.includes('course'), schema: { type: 'string' } },
              ...Object.entries(metric.params)
                .filter(([name]) => !pins.has(name))
                .map(([name, schema]) => ({ name, in: 'query', required: false, schema: schema ?? {} })),
            ],
            responses: { 200: { description: `One number, in the shape that ${id} states.` } },
          },
        },
      ]),
  );
};
