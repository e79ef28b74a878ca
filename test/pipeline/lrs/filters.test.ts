import fc from 'fast-check';
import { uuid } from '../../support/statements';
import { type Endpoint, type Json, type Result, openEndpoint } from './endpoint';

/** Filters and paging beside a plain search in memory: every statement is looked at by the words of the standard. */

type Agent = { mbox?: string; account?: { homePage: string; name: string } };
const AGENTS: Agent[] = [
  { mbox: 'mailto:ada@example.org' },
  { mbox: 'mailto:bob@example.org' },
  { account: { homePage: 'https://lms.example.org', name: 'ada' } },
];
const TEAM = { objectType: 'Group', account: { homePage: 'https://lms.example.org', name: 'team' } };
const VERBS = ['https://example.org/saw', 'https://example.org/did'];
const ACTIVITIES = [1, 2, 3].map((n) => `https://example.org/thing/${n}`);
const REGISTRATIONS = [uuid(71), uuid(72)];
const COUNT = 90;
const ID = (n: number): string => uuid(800_000 + n);

const agent = fc.constantFrom(...AGENTS);
const actor = fc.oneof(
  { weight: 4, arbitrary: agent.map((one) => one as Json) },
  { weight: 1, arbitrary: fc.constant(TEAM as Json) },
  { weight: 1, arbitrary: agent.map((one): Json => ({ objectType: 'Group', member: [one] })) },
);
const activity = fc.constantFrom(...ACTIVITIES).map((id): Json => ({ id }));
const optional = <T>(arbitrary: fc.Arbitrary<T>): fc.Arbitrary<T | undefined> =>
  fc.option(arbitrary, { nil: undefined, freq: 2 });
const context = fc
  .record({
    registration: optional(fc.constantFrom(...REGISTRATIONS)),
    instructor: optional(agent.map((one) => one as Json)),
    team: optional(fc.constant(TEAM as Json)),
    parent: optional(fc.oneof(activity, fc.array(activity, { minLength: 1, maxLength: 2 }))),
    other: optional(activity),
  })
  .map(({ parent, other, ...rest }) => ({ ...rest, contextActivities: { parent, other } }));
const inner = fc.record({
  objectType: fc.constant('SubStatement'),
  actor,
  verb: fc.constantFrom(...VERBS).map((id) => ({ id })),
  object: fc.oneof(
    activity,
    agent.map((one): Json => ({ objectType: 'Agent', ...one })),
  ),
  context,
});
/** `before`: how many were sent earlier; references go anywhere, also forward, to themselves and in circles. */
const statement = (n: number): fc.Arbitrary<Json> =>
  fc.record({
    id: fc.constant(ID(n)),
    actor,
    verb: fc.constantFrom(...VERBS).map((id) => ({ id })),
    context,
    object: fc.oneof(
      { weight: 5, arbitrary: activity },
      { weight: 1, arbitrary: agent.map((one): Json => ({ objectType: 'Agent', ...one })) },
      { weight: 1, arbitrary: inner as fc.Arbitrary<Json> },
      { weight: 2, arbitrary: fc.nat(COUNT - 1).map((to): Json => ({ objectType: 'StatementRef', id: ID(to) })) },
    ),
  });
const voids = fc.nat(COUNT - 1).map((to): Json => ({ objectType: 'StatementRef', id: ID(to) }));

const plainJson = (value: unknown): Json => JSON.parse(JSON.stringify(value)) as Json;
const made = fc
  .sample(fc.tuple(...Array.from({ length: COUNT }, (_, n) => statement(n))), { numRuns: 1, seed: 4 })[0]!
  .map(plainJson);
fc.sample(voids, { numRuns: 6, seed: 9 }).forEach((object, n) => {
  made[n * 13 + 5] = { ...made[n * 13 + 5], verb: { id: 'http://adlnet.gov/expapi/verbs/voided' }, object };
});

interface Asked {
  agent?: Agent | typeof TEAM;
  related_agents: boolean;
  verb?: string;
  activity?: string;
  related_activities: boolean;
  registration?: string;
}

const same = (a: unknown, b: Asked['agent']): boolean =>
  ((a as Agent | undefined)?.mbox !== undefined && (a as Agent).mbox === (b as Agent).mbox) ||
  (JSON.stringify((a as Agent | undefined)?.account) === JSON.stringify((b as Agent).account) &&
    (b as Agent).account !== undefined);
const list = (value: unknown): Json[] =>
  value === undefined ? [] : Array.isArray(value) ? (value as Json[]) : [value as Json];
const withMembers = (value: unknown): Json[] => list(value).flatMap((one) => [one, ...list(one.member)]);
const part = (value: Json, ...path: string[]): unknown =>
  path.reduce<unknown>((inside, name) => (inside as Json | undefined)?.[name], value);

/** Whether a statement itself meets the filter. */
const meets = (one: Json, asked: Asked): boolean => {
  const object = one.object as Json;
  const sub = object.objectType === 'SubStatement' ? object : null;
  const isAgent = (value: Json): boolean => value.objectType === 'Agent';
  const isActivity = (value: Json): boolean => value.objectType === undefined;
  const agents = [...withMembers(one.actor), ...(isAgent(object) ? [object] : [])];
  if (asked.related_agents) {
    agents.push(...withMembers(part(one, 'context', 'instructor')), ...withMembers(part(one, 'context', 'team')));
    if (sub) {
      agents.push(
        ...withMembers(sub.actor),
        ...withMembers(part(sub, 'context', 'instructor')),
        ...withMembers(part(sub, 'context', 'team')),
      );
      if (isAgent(sub.object as Json)) agents.push(sub.object as Json);
    }
  }
  const activities = isActivity(object) ? [object] : [];
  if (asked.related_activities) {
    for (const whole of sub ? [one, sub] : [one]) {
      const about = part(whole, 'context', 'contextActivities') as Json | undefined;
      activities.push(...list(about?.parent), ...list(about?.other));
    }
    if (sub && isActivity(sub.object as Json)) activities.push(sub.object as Json);
  }
  return (
    (asked.agent === undefined || agents.some((found) => same(found, asked.agent))) &&
    (asked.verb === undefined || (one.verb as Json).id === asked.verb) &&
    (asked.activity === undefined || activities.some(({ id }) => id === asked.activity)) &&
    (asked.registration === undefined || part(one, 'context', 'registration') === asked.registration)
  );
};

const pointsAt = (one: Json): string | null =>
  (one.object as Json).objectType === 'StatementRef' ? String((one.object as Json).id) : null;
const isVoiding = (one: Json): boolean => String((one.verb as Json).id).endsWith('/voided') && pointsAt(one) !== null;

/** Or one that it points at does, however indirectly. */
const found = (asked: Asked): Set<unknown> => {
  const matching = new Set(made.filter((one) => meets(one, asked)).map(({ id }) => id));
  for (let before = -1; before !== matching.size;) {
    before = matching.size;
    for (const one of made) if (matching.has(pointsAt(one))) matching.add(one.id);
  }
  for (const one of made) {
    const target = made.find(({ id }) => id === pointsAt(one));
    if (isVoiding(one) && target && !isVoiding(target)) matching.delete(target.id);
  }
  return matching;
};

let at: Endpoint;
/** As stored, oldest first. */
let order: { id: string; stored: string }[];
beforeAll(async () => {
  at = await openEndpoint();
  for (let n = 0; n < COUNT; n += 17) {
    const some = made.slice(n, n + 17);
    expect((await at.ask('POST', 'statements', some)).statusCode).toBe(200);
  }
  const rows = await at.site.engine.rows(
    `SELECT event_id AS id, stored FROM ${at.site.engine.databases.own}.statement_index ORDER BY stored, event_id`,
  );
  order = rows.map(({ id, stored }) => ({ id: String(id), stored: `${String(stored).replace(' ', 'T')}Z` }));
  expect(order.map(({ id }) => id)).toEqual(made.map(({ id }) => id));
}, 60_000);
afterAll(() => at.close());

/** All pages, and how long each was. */
const walk = async (parameters: Record<string, string>): Promise<{ ids: unknown[]; sizes: number[] }> => {
  const [ids, sizes]: [unknown[], number[]] = [[], []];
  let result = (await at.get(parameters)).json<Result>();
  for (;;) {
    ids.push(...result.statements.map(({ id }) => id));
    sizes.push(result.statements.length);
    if (result.more === '') return { ids, sizes };
    expect(result.more).toMatch(/^\/xAPI\/statements\?/);
    result = (await at.ask('GET', result.more.slice('/xAPI/'.length))).json<Result>();
  }
};

it('A filter finds what a plain search finds, in order, page by page', async () => {
  const asked = fc.record({
    agent: optional(fc.oneof(agent, fc.constant(TEAM))),
    related_agents: fc.boolean(),
    verb: optional(fc.constantFrom(...VERBS)),
    activity: optional(fc.constantFrom(...ACTIVITIES)),
    related_activities: fc.boolean(),
    registration: optional(fc.constantFrom(...REGISTRATIONS)),
  });
  const window = fc.record({
    since: optional(fc.nat(COUNT - 1)),
    until: optional(fc.nat(COUNT - 1)),
    ascending: fc.boolean(),
    limit: fc.integer({ min: 7, max: 60 }),
  });
  let some = 0;
  await fc.assert(
    fc.asyncProperty(asked, window, async (filter, { since, until, ascending, limit }) => {
      const { agent: who, ...rest } = filter;
      const given: Record<string, string> = { ascending: String(ascending), limit: String(limit) };
      for (const [name, value] of Object.entries(rest)) if (value !== undefined) given[name] = String(value);
      if (who) given.agent = JSON.stringify(who);
      if (since !== undefined) given.since = order[since]!.stored;
      if (until !== undefined) given.until = order[until]!.stored;
      const matching = found(filter as Asked);
      const wanted = order
        .filter((_, n) => (since === undefined || n > since) && (until === undefined || n <= until))
        .map(({ id }) => id)
        .filter((id) => matching.has(id));
      const { ids, sizes } = await walk(given);
      some += Number(wanted.length > 0);
      expect(ids).toEqual(ascending ? wanted : wanted.reverse());
      expect(sizes.slice(0, -1).every((size) => size === limit)).toBe(true);
    }),
    { numRuns: 60, seed: 11 },
  );
  expect(some).toBeGreaterThan(20);
}, 300_000);

it('A page stays where it was while others are stored', async () => {
  const first = (await at.get({ limit: '10' })).json<Result>();
  await at.ask('POST', 'statements', [{ ...made[0], id: uuid(899_999) }]);
  const second = (await at.ask('GET', first.more.slice('/xAPI/'.length))).json<Result>();
  const both = [...first.statements, ...second.statements].map(({ id }) => id);
  const shown = order
    .map(({ id }) => id)
    .filter((id) => found({ related_agents: false, related_activities: false }).has(id));
  expect(both).toEqual(shown.reverse().slice(0, 20));
});
