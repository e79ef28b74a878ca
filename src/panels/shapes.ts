import type { SkeletonPart } from '../ui/PanelSkeleton';

/** The shape of each panel while its figures are on the way. A test holds them against what the panels become. */
export const SHAPES = {
  course: [{ rows: 3, height: '3.5rem' }, 'stats', { rows: 3, height: '3rem' }, { rows: 8 }],
  container: [{ rows: 3, height: '3.25rem' }, { rows: 5 }, { rows: 3 }, { rows: 3 }],
  problem: [
    'stats',
    { rows: 5, height: '3.75rem' },
    { rows: 1, height: '9rem' },
    { rows: 4, height: '3rem' },
    { rows: 2, height: '1.5rem' },
    'chart',
    { rows: 4, height: '3rem' },
    { rows: 3 },
    { rows: 2 },
  ],
  video: ['stats', 'chart', { rows: 5, height: '2.75rem' }, { rows: 10, height: '1.375rem' }, { rows: 6 }, { rows: 1 }],
  experiment: [
    { rows: 1, height: '1.5rem' },
    { rows: 6, height: '2.75rem' },
    { rows: 2, height: '1.5rem' },
  ],
  other: [
    { rows: 1, height: '8.5rem' },
    { rows: 1, height: '4rem' },
  ],
} as const satisfies Record<string, readonly SkeletonPart[]>;
