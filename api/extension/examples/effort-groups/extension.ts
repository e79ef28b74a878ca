import { type PerBlock, add, before, counts, defineMetric, isSubmission, middle } from '@marginalia/extension';

export const workingTime = defineMetric({
  id: 'working-time',
  title: 'Working time',
  sentence: 'Before each attempt: the time since whatever the learner did before it, at most 10 minutes.',
  on: 'problem',
  events: { context: 'all' },
  as: middle({ unit: 'seconds', min: 0, max: 7200 }),
  each({ events }) {
    const seconds: PerBlock<number> = {};
    for (const [event, gap] of before(events, { atMost: 600 })) if (isSubmission(event)) add(seconds, event.block, gap);
    return seconds;
  },
});

/** The first number of the upper part, where ascending numbers are cut so that each part is most alike within. */
const cutOf = (ascending: readonly number[]): number => {
  const sum = ascending.reduce((whole, value) => whole + value, 0);
  let [below, most, cut] = [0, -Infinity, Infinity];
  for (let at = 1; at < ascending.length; at += 1) {
    below += ascending[at - 1] ?? 0;
    // of all cuts, the parts vary least where this is largest
    const apart = below ** 2 / at + (sum - below) ** 2 / (ascending.length - at);
    if (apart > most) [most, cut] = [apart, ascending[at] ?? cut];
  }
  return cut;
};

export default defineMetric({
  id: 'effort-groups',
  title: 'Two groups by working time',
  sentence:
    'Learners with more and with less working time, cut where the times in each group differ least, in proportion.',
  on: 'problem',
  from: ['acme.working-time'],
  grants: ['class'],
  as: counts({ among: 'valued', categories: ['less time', 'more time'] }),
  chart: 'bars',
  model(rows) {
    // in proportion: a single hour among minutes is not to make a group of its own
    const times = rows.map(({ values }) => Math.log1p(values['acme.working-time'] ?? 0));
    const cut = cutOf([...times].sort((a, b) => a - b));
    return times.map((time) => (time < cut ? 'less time' : 'more time'));
  },
});
