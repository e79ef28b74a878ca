/** Runs in the closed machine: what an extension says of itself, as JSON. What it computes stays behind. */

interface Definition {
  readonly define?: unknown;
  readonly [member: string]: unknown;
}

const LISTS = {
  metric: 'metrics',
  view: 'views',
  handler: 'handlers',
  job: 'jobs',
  property: 'properties',
  source: 'sources',
};
const TIERS = ['each', 'sql', 'combine', 'model', 'derive', 'react', 'loop', 'run', 'event'] as const;

/** Every definition in a module, by what it defines, in order of the names they are exported under. */
export const definitionsIn = (module: Readonly<Record<string, unknown>>): Definition[] =>
  [
    ...new Set(
      Object.keys(module)
        .sort()
        .map((name) => module[name]),
    ),
  ].filter(
    (one): one is Definition =>
      typeof one === 'object' && one !== null && Object.hasOwn(LISTS, String((one as Definition).define)),
  );

/** @param schemaOf JSON Schema of a zod schema; where zod is not used there are none */
export const describe = (
  module: Readonly<Record<string, unknown>>,
  schemaOf: (schema: never) => unknown = () => null,
): string => {
  const found: Record<string, unknown[]> = {
    metrics: [],
    views: [],
    handlers: [],
    jobs: [],
    properties: [],
    sources: [],
  };
  for (const definition of definitionsIn(module)) {
    const { define, params, row, tests: _, ...rest } = definition;
    const said: Record<string, unknown> = {};
    for (const [name, value] of Object.entries(rest)) {
      if (typeof value !== 'function') said[name] = value;
      else if (!(TIERS as readonly string[]).includes(name)) said[name] = { computed: true };
    }
    const tier = TIERS.find((name) => definition[name] !== undefined);
    if (tier) said.tier = tier;
    if (params) {
      said.params = Object.fromEntries(
        Object.entries(params as Record<string, never>).map(([name, schema]) => [name, schemaOf(schema)]),
      );
    }
    if (row) said.row = schemaOf(row as never);
    found[LISTS[define as keyof typeof LISTS]]?.push(said);
  }
  return JSON.stringify(found);
};
