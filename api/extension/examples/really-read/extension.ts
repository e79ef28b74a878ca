import { add, defineMetric, after, share } from '@marginalia/extension';

export default defineMetric({
  id: 'really-read',
  title: 'Stayed long enough to read it',
  sentence:
    'Of the learners who reached the unit, those who stayed for at least half of the time that 240 words a minute take.',
  on: 'vertical',
  events: { context: 'all' },
  as: share({ among: 'reached' }),
  each({ events, course }) {
    const stayed: Record<string, number> = {};
    for (const [event, gap] of after(events, { atMost: 900 })) {
      const unit = course.unitOf(event.block);
      if (unit) add(stayed, unit, gap);
    }
    const words: Record<string, number> = {};
    for (const block of course.blocks) if (block.parent && block.words) add(words, block.parent, block.words);
    return Object.fromEntries(Object.entries(words).map(([unit, n]) => [unit, (stayed[unit] ?? 0) >= (n / 240) * 30]));
  },
});
