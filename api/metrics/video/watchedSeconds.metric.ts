import { metric } from '../kit/metric';
import { total } from '../kit/shapes';
import { inside } from './ranges';

export default metric({
  id: 'watchedSeconds',
  of: 'video',
  member: 'watchedSeconds',
  words: {
    title: 'Time watched',
    sentence:
      'All seconds watched by all viewers, each as often as it was watched. Never more than the time passed and the speed allow. Plays without a usable end count until the learner resumed, or as long as the clock allows. Such seconds are reported as estimated.',
    counts: 'seconds watched',
    among: null,
    source: 'video statements',
  },
  unit: 'seconds',
  shape: total(),
  value: (fact, p) => inside(fact.watched, p.seconds),
  examples: [
    {
      // 300 seconds long: 10, 10 again, and 50 of 100
      facts: [
        {
          plays: 1,
          watched: [
            [0, 10],
            [0, 10],
          ],
        },
        { plays: 1, watched: [[250, 350]] },
        { watched: [[0, 99]] },
      ],
      says: { shape: 'total', value: 70, of: 2 },
    },
  ],
});
