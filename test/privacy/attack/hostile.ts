import {
  type Event,
  counts,
  defineMetric,
  histogram,
  isSubmission,
  middle,
  share,
  total,
  z,
} from '@marginalia/extension';

/**
 * Metrics that ask what an attacker would ask of an extension: about groups that differ by few learners from each other and
 * from those that the panel states, in all combinations of parameters.
 */
const words = (id: string) => ({ id, title: id, sentence: 'Asked by the attack on all answers.', on: 'problem' });
const all = { context: 'all' } as const;
const attempts = (events: readonly Event[]): Record<string, Event[]> => {
  const found: Record<string, Event[]> = {};
  for (const event of events) if (isSubmission(event)) (found[event.block] ??= []).push(event);
  return found;
};
const byBlock = <T>(events: readonly Event[], say: (own: readonly Event[]) => T): Record<string, T> =>
  Object.fromEntries(Object.entries(attempts(events)).map(([block, own]) => [block, say(own)]));
const dayOf = ({ time }: Event): number => Math.floor(time / 86_400_000);

/** "Is it somebody of the track?" under the name of a share of everybody who attempted it. */
export const ofTrack = defineMetric({
  ...words('of-track'),
  events: all,
  as: share({ among: 'tried' }),
  each: ({ events, track }) => byBlock(events, () => track === 'verified'),
});

export const often = defineMetric({
  ...words('often'),
  events: all,
  params: { n: z._default(z.int().check(z.minimum(1), z.maximum(4)), 1) },
  as: share({ among: 'enrolled' }),
  each: ({ events }, { n }) => byBlock(events, (own) => own.length >= n),
});

export const first = defineMetric({
  ...words('first'),
  events: all,
  as: counts({ among: 'tried', categories: ['four', 'five', 'six'] }),
  each: ({ events }) => byBlock(events, ([one]) => (one?.response ?? '') as 'four'),
});

export const days = defineMetric({
  ...words('days'),
  events: all,
  as: histogram({ unit: 'days', min: 0, max: 100, steps: [1, 2, 3] }),
  each: ({ events }) => byBlock(events, (own) => new Set(own.map(dayOf)).size),
});

export const twice = defineMetric({
  ...words('twice'),
  events: all,
  as: share({ among: 'valued' }),
  // of those only who came on more than one day
  each: ({ events }) =>
    new Set(events.map(dayOf)).size > 1 ? byBlock(events, (own) => own.some(({ success }) => success === true)) : {},
});

export const wrong = defineMetric({
  ...words('wrong'),
  events: { verbs: ['evaluated'], types: ['problem'] },
  as: total({ unit: 'events', min: 0, max: 20 }),
  sql: { value: "countIf(success = false AND part = '')" },
});

/** A number of learners under the name of an amount. */
export const indicator = defineMetric({
  ...words('indicator'),
  events: all,
  params: { n: z._default(z.int().check(z.minimum(1), z.maximum(4)), 1) },
  as: total({ unit: 'events', min: 0, max: 1 }),
  each: ({ events }, { n }) => byBlock(events, (own) => Number(own.length === n)),
});

export const pause = defineMetric({
  ...words('pause'),
  events: all,
  as: middle({ unit: 'seconds', min: 0, max: 1000, among: 'reached' }),
  each: ({ events }) => byBlock(events, (own) => own.length * 10),
});

/** What each of them does, to a model that sees the whole class, and asks of it what the panel does not state. */
export const crowd = defineMetric({
  ...words('crowd'),
  from: ['hostile.pause'],
  grants: ['class'],
  params: { n: z._default(z.int().check(z.minimum(1), z.maximum(4)), 1) },
  as: share({ among: 'tried' }),
  model: (rows, { n }) => rows.map(({ values }) => (values['hostile.pause'] ?? 0) > n * 10),
});
