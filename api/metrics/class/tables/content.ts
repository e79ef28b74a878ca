import {
  type Content,
  METRIC_OF,
  type MetricId,
  type ProblemFigures,
  type VideoFigures,
  metricsOf,
} from '@marginalia/contract';
import type { ListedMetrics } from '../../kit/panel';
import { place } from './blocks';
import { type Column, type Table, amount, of, plain, rate, table } from './cells';

const CONTENT = METRIC_OF.content;
type Problem = Content['problems'][number];
type Video = Content['videos'][number];

const placeInCourse = <Of extends Problem | Video>(): Column<Of>[] => [
  ...place<Of>(),
  plain('section', ({ section }) => section),
  plain('subsection', ({ subsection }) => subsection),
];

/** The columns of a group of learners, where one was asked for. */
const besideOf = <Of extends { readonly group: Figures | null }, Figures>(
  key: string | null,
  columns: (who: string) => Column<Figures>[],
): Column<Of>[] =>
  key === null
    ? []
    : columns('group_').map(({ heads, write, of: metric }) => ({
        of: metricsOf([metric, 'group']),
        heads,
        write: ({ group }, cells) => {
          if (group !== null) write(group, cells);
        },
      }));

const problemColumns = (who: string): Column<ProblemFigures>[] => [
  amount(`${who}attempted`, CONTENT['problems[].course.learners'], (one) => one.learners),
  rate(`${who}correct_on_first_attempt`, CONTENT['problems[].course.firstTry'], (one) => one.firstTry),
  rate(`${who}eventually_correct`, CONTENT['problems[].course.eventual'], (one) => one.eventual),
  amount(`${who}average_attempts`, CONTENT['problems[].course.meanTries'], (one) => one.meanTries),
  amount(`${who}median_attempts`, CONTENT['problems[].course.medianTries'], (one) => one.medianTries),
];

/** `timeToFirstAttempt` is `time_to_first_attempt`. */
const inSnakeCase = (name: string): string =>
  name.replaceAll(' ', '_').replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`);

/** The columns of each metric that is in the list of a problem's report, as its shape has them. */
const listedColumns = ({ metrics, values }: ListedMetrics): Column<Problem>[] =>
  metrics.flatMap(({ id, shape }, at) =>
    shape.csv.map(({ head, cell }) =>
      plain<Problem>(
        inSnakeCase(`${id}_${head}`),
        ({ block }) => {
          const value = values.get(block.id)?.[at];
          return value === undefined ? null : cell(value as never);
        },
        id as MetricId,
      ),
    ),
  );

export const problems = ({ asOf, key, problems: rows }: Content, listed: ListedMetrics): Table =>
  table<Problem>(
    asOf,
    [
      ...placeInCourse<Problem>(),
      plain('graded', ({ graded }) => graded),
      ...of(problemColumns(''), ({ course }: Problem) => course),
      ...listedColumns(listed),
      ...besideOf<Problem, ProblemFigures>(key, problemColumns),
    ],
    rows,
  );

const videoColumns = (who: string): Column<VideoFigures>[] => [
  amount(`${who}viewers`, CONTENT['videos[].course.viewers'], (one) => one.viewers),
  amount(`${who}views`, CONTENT['videos[].course.viewings'], (one) => one.viewings),
  amount(`${who}average_watched`, CONTENT['videos[].course.coverage'], (one) => one.coverage),
  rate(`${who}watched_in_full`, CONTENT['videos[].course.completion'], (one) => one.completion),
  amount(`${who}rewatched`, CONTENT['videos[].course.seenTwice'], (one) => one.seenTwice),
];

export const videos = ({ asOf, key, videos: rows }: Content): Table =>
  table<Video>(
    asOf,
    [
      ...placeInCourse<Video>(),
      plain('seconds', ({ duration }) => duration, CONTENT['videos[].duration']),
      ...of(videoColumns(''), ({ course }: Video) => course),
      ...besideOf<Video, VideoFigures>(key, videoColumns),
    ],
    rows,
  );
