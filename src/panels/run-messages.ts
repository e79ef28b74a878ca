import { defineMessages } from '@edx/frontend-platform/i18n';

export const runWords = defineMessages({
  title: {
    id: 'marginalia.runs.title',
    defaultMessage: 'In other runs',
    description: 'Heading above how the same block fared in other runs of the course',
  },
  until: {
    id: 'marginalia.runs.until',
    defaultMessage: 'until {date}',
    description: 'After the name of another run: when the newest event there was',
  },
  firstTry: {
    id: 'marginalia.runs.firstTry',
    defaultMessage: '{share} correct on first attempt ({countOf})',
    description: 'How a problem fared in another run; {countOf} reads such as “31 of 50”',
  },
  watched: {
    id: 'marginalia.runs.watched',
    defaultMessage: '{share} watched on average, {finished} watched in full',
    description: 'How a video fared in another run; {finished} reads such as “31 of 50”',
  },
  reached: {
    id: 'marginalia.runs.reached',
    defaultMessage: 'learners who reached it: {n}',
    description: 'How another block fared in another run; {n} is a number or “Hidden”',
  },
  last: {
    id: 'marginalia.runs.last',
    defaultMessage:
      '{verdict, select, more {{share} last run, now {points, plural, one {# point} other {# points}} higher ({low}–{high})} less {{share} last run, now {points, plural, one {# point} other {# points}} lower ({low}–{high})} other {{share} last run}}',
    description:
      'Below a number of this run: what it was in the last run of the course, such as “61%” or “7 of 12”, and by how many percentage points this run clearly differs; {low} and {high} are a range of points',
  },
  differ: {
    id: 'marginalia.runs.differ',
    defaultMessage: 'Those learners, and maybe the content, were different.',
    description: 'Below the list of other runs: why a comparison needs care',
  },
});
