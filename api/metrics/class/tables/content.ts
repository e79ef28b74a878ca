import type { Content, ProblemFigures, VideoFigures } from '@marginalia/contract';
import { type Cell, type Table, ofRate, rateCells, disclosed } from './cells';

const PLACE = ['id', 'type', 'name', 'section', 'subsection'];
const placeCells = ({
  block,
  section,
  subsection,
}: Content['videos'][number] | Content['problems'][number]): Cell[] => [
  block.id,
  block.type,
  block.name,
  section,
  subsection,
];

const problemColumns = (who: string): string[] => [
  `${who}tried`,
  ...ofRate(`${who}first_try`),
  ...ofRate(`${who}eventual`),
  `${who}mean_tries`,
  `${who}median_tries`,
];
const problemCells = (figures: ProblemFigures): Cell[] => [
  disclosed(figures.learners),
  ...rateCells(figures.firstTry),
  ...rateCells(figures.eventual),
  disclosed(figures.meanTries),
  disclosed(figures.medianTries),
];

export const problems = (answer: Content): Table => ({
  asOf: answer.asOf,
  definitions: ['attempted', 'firstTry', 'eventual', 'attempts', ...(answer.key === null ? [] : ['group' as const])],
  columns: [...PLACE, 'graded', ...problemColumns(''), ...(answer.key === null ? [] : problemColumns('group_'))],
  rows: answer.problems.map((row) => [
    ...placeCells(row),
    row.graded,
    ...problemCells(row.course),
    ...(row.group ? problemCells(row.group) : []),
  ]),
});

const videoColumns = (who: string): string[] => [
  `${who}viewers`,
  `${who}viewings`,
  `${who}coverage`,
  ...ofRate(`${who}finished`),
  `${who}seen_twice`,
];
const videoCells = (figures: VideoFigures): Cell[] => [
  disclosed(figures.viewers),
  disclosed(figures.viewings),
  disclosed(figures.coverage),
  ...rateCells(figures.completion),
  disclosed(figures.seenTwice),
];

export const videos = (answer: Content): Table => ({
  asOf: answer.asOf,
  definitions: [
    'duration',
    'viewers',
    'viewings',
    'coverage',
    'completion',
    'seenTwice',
    ...(answer.key === null ? [] : ['group' as const]),
  ],
  columns: [...PLACE, 'seconds', ...videoColumns(''), ...(answer.key === null ? [] : videoColumns('group_'))],
  rows: answer.videos.map((row) => [
    ...placeCells(row),
    row.duration,
    ...videoCells(row.course),
    ...(row.group ? videoCells(row.group) : []),
  ]),
});
