import { type Typed, videoSegments } from '../aspectsModels';
import { type Example, V1, percent, sum } from './example';

const ALL = { from: null, to: null };

/** Their views of the video by one learner: the most often that any second was watched. */
const views = (events: readonly Typed[]): number[] => {
  const most = new Map<string, number>();
  for (const { actor_id, watch_count } of videoSegments(events))
    most.set(actor_id, Math.max(most.get(actor_id) ?? 0, watch_count));
  return [...most.values()];
};
const seconds = (events: readonly Typed[]): number => sum(videoSegments(events).map(({ watch_count }) => watch_count));

export const VIDEOS: Example[] = [
  {
    title: 'Viewers of a second (T3)',
    batches: (course) => [
      course.ten((n) => [
        course.watches(n, 0, 'played', 0),
        course.watches(n, 10, 'paused', 10),
        ...(n < 4 ? [course.watches(n, 20, 'played', 0), course.watches(n, 30, 'paused', 10)] : []),
      ]),
    ],
    theirs: (events) => {
      const counts = videoSegments(events).filter(({ watched_segment }) => watched_segment === 5);
      const once = counts.filter(({ watch_count }) => watch_count === 1).length;
      return `second 5: ${once} unique views, ${sum(counts.map(({ watch_count }) => watch_count)) - once} repeated`;
    },
    ours: async ({ reports, scope }) => {
      const second = (await reports.video(scope, V1, ALL)).curve[5];
      return `second 5: ${second?.viewers} viewers, ${second?.views} views`;
    },
  },
  {
    title: 'Views of a video, and pauses (T4)',
    batches: (course) => [
      course.ten((n) => [
        course.watches(n, 0, 'played', 0),
        course.watches(n, 10, 'paused', 10),
        course.watches(n, 60, 'played', 10),
        course.watches(n, 70, 'paused', 20),
      ]),
    ],
    theirs: (events) =>
      `${sum(views(events))} views, ${sum(views(events).map((n) => (n > 1 ? n : 0)))} of them repeated`,
    ours: async ({ reports, scope }) => {
      const { viewers, curve } = await reports.video(scope, V1, ALL);
      const again = sum(curve.map((second) => Number(second.views) - Number(second.viewers)));
      return `${viewers} viewers, ${again} seconds rewatched`;
    },
  },
  {
    title: 'Share rewatched (T6)',
    batches: (course) => [course.ten((n) => [course.watches(n, 0, 'played', 0), course.watches(n, 60, 'paused', 60)])],
    // a placeholder of 0 stands for everything not watched again, and is counted as a second
    theirs: (events) => {
      const again = videoSegments(events).map(({ watched_segment, watch_count }) =>
        watch_count > 1 ? watched_segment : 0,
      );
      return percent(new Set(again).size / 60);
    },
    ours: async ({ reports, scope }) => {
      const { curve } = await reports.video(scope, V1, ALL);
      return percent(curve.filter((second) => Number(second.views) > Number(second.viewers)).length / curve.length);
    },
  },
  {
    title: 'Batches (T7)',
    batches: (course) => [
      course.ten((n) => [course.watches(n, 0, 'played', 0)]),
      Array.from({ length: 10 }, (_, n) => course.watches(n, 30, 'paused', 30)),
    ],
    theirs: (_, batches) => `${sum(batches.map(seconds))} seconds`,
    ours: async ({ reports, scope }) => `${(await reports.video(scope, V1, ALL)).watchedSeconds} seconds`,
  },
  {
    title: 'All videos viewed',
    batches: (course) => [course.ten((n) => [course.watches(n, 0, 'played', 0), course.watches(n, 6, 'paused', 6)])],
    theirs: (events) => `${views(events).length} viewed all videos`,
    ours: async ({ reports, scope }) => {
      const { completion, coverage } = await reports.video(scope, V1, ALL);
      const finished = completion.kind === 'value' ? `${completion.count} of ${completion.of}` : completion.kind;
      return `${finished} watched in full; average watched ${percent(Number(coverage))}`;
    },
  },
  {
    title: 'Seeks',
    batches: (course) => [
      course.ten((n) => [
        course.watches(n, 0, 'played', 0),
        course.watches(n, 10, 'seeked', 10, 50),
        course.watches(n, 20, 'paused', 60),
      ]),
    ],
    theirs: (events) => `${seconds(events)} seconds`,
    ours: async ({ reports, scope }) => `${(await reports.video(scope, V1, ALL)).watchedSeconds} seconds`,
  },
  {
    title: 'Tabs closed during a video',
    batches: (course) => [course.ten((n) => [course.watches(n, 0, 'played', 0), course.answers(n, 30, 1, true)])],
    theirs: (events) => `${seconds(events)} seconds`,
    ours: async ({ reports, scope }) => {
      const { watchedSeconds, imputed } = await reports.video(scope, V1, ALL);
      return `${watchedSeconds} seconds, ${'plays' in imputed ? imputed.seconds : imputed.kind} of them estimated`;
    },
  },
  {
    title: 'Videos watched to the end',
    // `completed` follows the pause at the end, and tells no position
    batches: (course) => [
      course.ten((n) => [
        course.watches(n, 0, 'played', 0),
        course.watches(n, 60, 'paused', 60),
        course.watches(n, 61, 'completed'),
      ]),
    ],
    theirs: (events) => `${seconds(events)} seconds`,
    ours: async ({ reports, scope }) => `${(await reports.video(scope, V1, ALL)).watchedSeconds} seconds`,
  },
];
