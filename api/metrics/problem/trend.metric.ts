import { metric } from '../kit/metric';
import { byTime } from '../kit/shapes';
import { rate } from '../kit/stats';

export default metric({
  id: 'trend',
  of: 'problem',
  member: 'trend',
  words: {
    title: 'By week',
    sentence:
      'Learners by the week (from Monday, UTC) of their first attempt, and the share of them who were correct. Weeks of too few learners are hidden.',
    counts: 'learners correct on first attempt, by week of the first attempt',
    among: 'learners with their first attempt in the week',
    source: 'first attempts; Wilson 95% interval',
  },
  unit: 'share',
  // beside the week: how many of the problem's edits (microseconds) came before; a table of many problems knows none
  shape: byTime(
    'assumeNotNull(first_try_at)',
    ({ edits = '[]' }) => `arrayCount(edit -> edit <= toUnixTimestamp64Micro(assumeNotNull(first_try_at)), ${edits})`,
  ),
  value: (fact) => fact.first_right,
  where: (fact) => `${fact.tried} > 0 AND isNotNull(${fact.first_try_at})`,
  examples: [
    {
      // Sunday night, and the Monday after it
      facts: [
        { tried: 1, first_right: 1, first_try_at: '2026-09-13 23:59:59.999999' },
        { tried: 1, first_right: 1, first_try_at: '2026-09-14 00:00:00.000000' },
        { tried: 1, first_try_at: '2026-09-20 12:00:00.000000' },
      ],
      says: {
        shape: 'byTime',
        points: [
          { week: '2026-09-07', value: rate(1, 1, 1, 1, '') },
          { week: '2026-09-14', value: rate(1, 2, 2, 1, '') },
        ],
      },
    },
    {
      facts: [{ tried: 1, first_right: 1, first_try_at: '1969-12-31 10:00:00.000000' }],
      says: { shape: 'byTime', points: [{ week: '1969-12-29', value: rate(1, 1, 1, 1, '') }] },
    },
  ],
});
