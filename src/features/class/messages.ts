import { defineMessages } from '@edx/frontend-platform/i18n';

export const words = defineMessages({
  sentence: {
    id: 'marginalia.class.activeOfAll',
    defaultMessage: '{count, number} of {of, number} learners were active in the last 7 days.',
    description: 'First sentence of the page about the class; {of} is everybody who was ever enrolled',
  },
  sentenceOver: {
    id: 'marginalia.class.activeOfAllOver',
    defaultMessage: 'This run has ended. {count, number} of {of, number} learners were active in its last 7 days.',
    description: 'First sentence of the page about the class, where the course has ended',
  },
  left: {
    id: 'marginalia.class.left',
    defaultMessage: '{n, plural, one {# learner has} other {# learners have}} left the course and still count here.',
    description: 'After the first sentence of the page about the class, where fewer are enrolled now than ever were',
  },
  sentenceBare: {
    id: 'marginalia.class.sentenceBare',
    defaultMessage: 'Ever enrolled: {learners}. Enrolled now: {enrolled}.',
    description:
      'First sentence of the page about the class, where shares cannot be told; both are numbers or “Hidden”',
  },
  nobody: {
    id: 'marginalia.class.nobody',
    defaultMessage: 'Nobody has enrolled yet.',
    description: 'In place of the page about the class, where there are no learners',
  },
  rate: {
    id: 'marginalia.class.rate',
    defaultMessage: '{countOf}',
    description: 'Below a percentage: what it is of, and its range, for instance “31 of 50, likely 48–74 %”',
  },
  more: {
    id: 'marginalia.class.more',
    defaultMessage: 'All numbers',
    description: 'Heading over a table of further numbers of the class',
  },
  number: { id: 'marginalia.class.number', defaultMessage: 'Number', description: 'Column heading: what is counted' },
  value: { id: 'marginalia.class.value', defaultMessage: 'Value', description: 'Column heading: the number itself' },
  half: {
    id: 'marginalia.class.half',
    defaultMessage: '{middle} (typical range {range}; {of, number} learners)',
    description:
      'The middle of a group of learners and its middle half, for instance “18, the middle half 12–30, of 40”',
  },
  from: { id: 'marginalia.class.from', defaultMessage: 'From', description: 'Label of a date field: first day' },
  to: { id: 'marginalia.class.to', defaultMessage: 'Until', description: 'Label of a date field: last day' },
  window: {
    id: 'marginalia.class.window',
    defaultMessage: 'Dates apply to the charts over time only.',
    description: 'Note beside the date fields',
  },
  activeWeek: {
    id: 'marginalia.class.activeWeek',
    defaultMessage: 'Active in 7 days',
    description: 'Name of a number: learners who did anything in the last seven days',
  },
  shareOf: {
    id: 'marginalia.class.shareOf',
    defaultMessage: '{share} of {of, number}',
    description: 'Below a number of learners: its share of a whole, for instance “36% of 381”',
  },
  progress: {
    id: 'marginalia.class.progress',
    defaultMessage: 'Average progress',
    description: 'Name of a number: how much of the course active learners have completed',
  },
  progressOf: {
    id: 'marginalia.class.progressOf',
    defaultMessage: 'of the course, active learners',
    description: 'Below a percentage: how much of the course active learners have completed',
  },
  lost: {
    id: 'marginalia.class.lost',
    defaultMessage: '{n, plural, one {# fewer learner} other {# fewer learners}}',
    description: 'Between two sections: how many reached the first and not the second; leads to the content',
  },
  anyAll: {
    id: 'marginalia.class.anyAll',
    defaultMessage: '{any} · all: {all}',
    description: 'At the end of a bar: learners who reached at least one unit, and learners who reached all',
  },
  save: { id: 'marginalia.class.saveNote', defaultMessage: 'Save note', description: 'Button that keeps a new note' },
  enrolment: {
    id: 'marginalia.class.enrolment',
    defaultMessage: 'Enrollment',
    description: 'Heading over the chart of enrollment over time',
  },
  enrolmentDesc: {
    id: 'marginalia.class.enrolmentDesc',
    defaultMessage: '{first} learners on {from}, {last} on {to}.',
    description: 'What the chart of enrollment shows, in a sentence',
  },
  allTracks: {
    id: 'marginalia.class.allTracks',
    defaultMessage: 'all tracks',
    description: 'Name of a line in a chart: all enrollment tracks together',
  },
  noTrack: {
    id: 'marginalia.class.noTrack',
    defaultMessage: 'no track',
    description: 'Name of a line in a chart: learners without an enrollment track',
  },
  moreTracks: {
    id: 'marginalia.class.moreTracks',
    defaultMessage: 'The chart shows the largest tracks. The table has all.',
    description: 'Note below the chart of enrollment, where there are many tracks',
  },
  withheldGaps: {
    id: 'marginalia.class.withheldGaps',
    defaultMessage: 'Gaps: hidden to protect small groups.',
    description: 'Note below a chart over time that has gaps',
  },
  day: { id: 'marginalia.class.day', defaultMessage: 'Day', description: 'Column heading, and a choice: by day' },
  week: {
    id: 'marginalia.class.week',
    defaultMessage: 'Week from',
    description: 'Column heading: the Monday a week begins on',
  },
  hour: { id: 'marginalia.class.hour', defaultMessage: 'Hour', description: 'Column heading: an hour of a day' },
  fewer: {
    id: 'marginalia.class.fewerHere',
    defaultMessage: 'Fewer',
    description: 'At the light end of the steps of colour of the map of hours',
  },
  most: {
    id: 'marginalia.class.moreHere',
    defaultMessage: 'More',
    description: 'At the dark end of the steps of colour of the map of hours',
  },
  byDay: { id: 'marginalia.class.byDay', defaultMessage: 'By day', description: 'Choice: activity by day' },
  byWeek: { id: 'marginalia.class.byWeek', defaultMessage: 'By week', description: 'Choice: activity by week' },
  byHour: {
    id: 'marginalia.class.byHourOfWeek',
    defaultMessage: 'By hour of the week',
    description: 'Choice: at which hours of the week learners are active',
  },
  busiest: {
    id: 'marginalia.class.busiest',
    defaultMessage: 'Most active: {day}, {from}–{to} ({n, plural, one {# learner} other {# learners}})',
    description: 'The answer of the map of hours; {day} is a day of the week, {from} and {to} are times of day',
  },
  hourMap: {
    id: 'marginalia.class.hourMap',
    defaultMessage: 'Active learners by hour of the week. {desc}',
    description: 'What the map of hours is, for screen readers; {desc} says when most learners are active',
  },
  hourOf: {
    id: 'marginalia.class.hourOf',
    defaultMessage: '{day}, {time}: {learners}',
    description:
      'Over a square of the map of hours: day of the week, time of day, and a number of learners or “Hidden”',
  },
  hiddenHour: {
    id: 'marginalia.class.hiddenHour',
    defaultMessage: 'Hidden to protect small groups',
    description: 'Legend of the map of hours, beside a hatched square',
  },
  hourNote: {
    id: 'marginalia.class.hourNote',
    defaultMessage: 'Counts each learner once per hour of the week, over the whole run. Times are in your time zone.',
    description: 'Note below the map of hours',
  },
  hiddenLine: {
    id: 'marginalia.class.hiddenLine',
    defaultMessage: '{name}: Hidden',
    description: 'In a legend, of a line of which nothing may be drawn; {name} is for instance “watched a video”',
  },
  anythingThen: {
    id: 'marginalia.class.anythingThen',
    defaultMessage: 'active in {run}, same week of the course',
    description: 'Name of a thin line in a chart: learners of an earlier run of the course, whose name is {run}',
  },
  activity: {
    id: 'marginalia.class.activity',
    defaultMessage: 'Active learners',
    description: 'Heading over the chart of active learners over time',
  },
  activityDesc: {
    id: 'marginalia.class.activityDesc',
    defaultMessage: 'Peak: {most} on {when}. Latest: {last}.',
    description: 'What the chart of active learners shows, in a sentence; {when} is a day, or a day and hour',
  },
  anything: {
    id: 'marginalia.class.anything',
    defaultMessage: 'active',
    description: 'Name of a line in a chart, and column heading: learners who did anything',
  },
  watched: {
    id: 'marginalia.class.watched',
    defaultMessage: 'watched a video',
    description: 'Name of a line in a chart, and column heading: learners who watched a video',
  },
  tried: {
    id: 'marginalia.class.tried',
    defaultMessage: 'attempted a problem',
    description: 'Name of a line in a chart, and column heading: learners who attempted a problem',
  },
  noSum: {
    id: 'marginalia.class.noSum',
    defaultMessage:
      'Days don’t add up to weeks: one learner can be active on several days. The current week is left out.',
    description: 'Note below the chart of active learners',
  },
  noActivity: {
    id: 'marginalia.class.noActivity',
    defaultMessage: 'Nobody was active in these dates.',
    description: 'In place of a chart over time without anything to show',
  },
  allFew: {
    id: 'marginalia.class.allFew',
    defaultMessage: 'Hidden: every point has too few learners.',
    description: 'In place of a chart over time, where every group is too small to be shown',
  },
  reach: {
    id: 'marginalia.class.reach',
    defaultMessage: 'Progress through the course',
    description: 'Heading over the bars of reach by section',
  },
  units: { id: 'marginalia.class.units', defaultMessage: 'Units', description: 'Choice: reach of pages (units)' },
  problems: { id: 'marginalia.class.problems', defaultMessage: 'Problems', description: 'Choice: reach of problems' },
  videos: { id: 'marginalia.class.videos', defaultMessage: 'Videos', description: 'Choice: reach of videos' },
  inside: {
    id: 'marginalia.class.inside',
    defaultMessage: 'Show subsections',
    description: 'Button: show the subsections among the sections',
  },
  outside: {
    id: 'marginalia.class.outside',
    defaultMessage: 'Sections only',
    description: 'Button: hide the subsections among the sections',
  },
  any: {
    id: 'marginalia.class.any',
    defaultMessage: 'reached any',
    description: 'Legend, and column heading: learners who reached at least one of a kind of block',
  },
  all: {
    id: 'marginalia.class.all',
    defaultMessage: 'reached all',
    description: 'Legend, and column heading: learners who reached all of a kind of block',
  },
  blocks: {
    id: 'marginalia.class.blocks',
    defaultMessage: 'Total',
    description: 'Column heading: how many pages, problems or videos a section has',
  },
  section: {
    id: 'marginalia.class.section',
    defaultMessage: 'Section',
    description: 'Column heading: a section or subsection',
  },
  nothingInside: {
    id: 'marginalia.class.nothingInside',
    defaultMessage: 'This course has none of these, or its structure hasn’t been loaded.',
    description: 'In place of the bars of reach, where no section has a block of the kind',
  },
  views: {
    id: 'marginalia.class.views',
    defaultMessage: 'Page views',
    description: 'Heading over counts of page views, and column heading',
  },
  viewsNote: {
    id: 'marginalia.class.viewsNote',
    defaultMessage: 'Counts views, not learners: a few very active learners can dominate.',
    description: 'Note over counts of page views',
  },
  showViews: {
    id: 'marginalia.class.showViews',
    defaultMessage: 'Count page views',
    description: 'Button that asks for counts of page views',
  },
  hideViews: {
    id: 'marginalia.class.hideViews',
    defaultMessage: 'Hide page views',
    description: 'Button that hides counts of page views',
  },
  running: {
    id: 'marginalia.class.running',
    defaultMessage: 'Running total',
    description: 'Choice, and column heading: all page views until then',
  },
  viewsDesc: {
    id: 'marginalia.class.viewsDesc',
    defaultMessage: '{total} page views in total; {last} in the last full week.',
    description: 'What the chart of page views shows; both are numbers or “Hidden”',
  },
  noViews: {
    id: 'marginalia.class.noViews',
    defaultMessage: 'No page views for a full week yet.',
    description: 'In place of the chart of page views',
  },
  viewsByPlace: {
    id: 'marginalia.class.viewsByPlace',
    defaultMessage: 'Page views by section and subsection',
    description: 'Caption of a table of page views',
  },
  grades: {
    id: 'marginalia.class.grades',
    defaultMessage: 'Grades',
    description: 'Heading over the distribution of course grades',
  },
  graded: {
    id: 'marginalia.class.graded',
    defaultMessage: 'Learners with a course grade: {graded}',
    description: 'Over the distribution of course grades; {graded} is a number or “Hidden”',
  },
  noGrades: {
    id: 'marginalia.class.noGrades',
    defaultMessage: 'No course grades yet. They appear once the LMS sends them.',
    description: 'In place of the distribution of course grades',
  },
  passLine: {
    id: 'marginalia.class.passLine',
    defaultMessage: 'Passing grade: {share}',
    description: 'The line between the grades that do not pass and those that do; {share} is a percentage',
  },
  noPassLine: {
    id: 'marginalia.class.noPassLine',
    defaultMessage: 'The passing grade isn’t available here.',
    description: 'Below the distribution of course grades, where the pass line is not known',
  },
  range: {
    id: 'marginalia.class.range',
    defaultMessage: '{from}–{to}',
    description: 'A range of percentages, beside a bar',
  },
  share: { id: 'marginalia.class.share', defaultMessage: 'Range', description: 'Column heading: a range of shares' },
  learners: {
    id: 'marginalia.class.learners',
    defaultMessage: 'Learners',
    description: 'Column heading: how many learners',
  },
  completion: {
    id: 'marginalia.class.completion',
    defaultMessage: 'Completion',
    description: 'Heading over the distribution of completion',
  },
  mean: {
    id: 'marginalia.class.mean',
    defaultMessage: 'Active learners have completed {share} of the course on average.',
    description: 'Over the distribution of completion; {share} is a percentage or “Hidden”',
  },
  byUnits: {
    id: 'marginalia.class.byUnits',
    defaultMessage: 'This site sends no completion data. Units reached are counted instead.',
    description: 'Note where completion is told from the units reached',
  },
  axis: {
    id: 'marginalia.class.axis',
    defaultMessage: 'Course events',
    description: 'Heading over the list of marks on the time axis: due dates, notes',
  },
  coming: {
    id: 'marginalia.class.coming',
    defaultMessage: 'Coming up',
    description: 'Heading over what is due next in the course',
  },
  onChart: {
    id: 'marginalia.class.onChart',
    defaultMessage: 'On the chart',
    description: 'Heading over what the letters on the time axis of charts stand for',
  },
  noMarks: {
    id: 'marginalia.class.noMarks',
    defaultMessage: 'No course events in these dates.',
    description: 'In place of the list of marks on the time axis',
  },
  start: { id: 'marginalia.class.start', defaultMessage: 'Start', description: 'Kind of a mark: the course begins' },
  end: { id: 'marginalia.class.end', defaultMessage: 'End', description: 'Kind of a mark: the course ends' },
  due: { id: 'marginalia.class.due', defaultMessage: 'Due', description: 'Kind of a mark: something is due' },
  published: {
    id: 'marginalia.class.published',
    defaultMessage: 'Published',
    description: 'Kind of a mark: something was published',
  },
  note: { id: 'marginalia.class.note', defaultMessage: 'Note', description: 'Kind of a mark, and label of a field' },
  by: {
    id: 'marginalia.class.by',
    defaultMessage: 'by {name}',
    description: 'Who wrote a note on the time axis',
  },
  remove: {
    id: 'marginalia.class.remove',
    defaultMessage: 'Remove note “{text}”',
    description: 'Name, for screen readers, of the button that takes a note off the time axis',
  },
  removeNote: {
    id: 'marginalia.class.removeNote',
    defaultMessage: 'Remove note',
    description: 'Button beside a note that takes it off the time axis',
  },
  noteDay: { id: 'marginalia.class.noteDay', defaultMessage: 'Day', description: 'Label of the date of a new note' },
  add: { id: 'marginalia.class.add', defaultMessage: 'Add note', description: 'Button that adds a note' },
  noteHint: {
    id: 'marginalia.class.noteHint',
    defaultMessage: 'Visible to the whole course team. Don’t name learners.',
    description: 'Beside the field of a new note',
  },
  noteFailed: {
    id: 'marginalia.class.noteFailed',
    defaultMessage: 'Couldn’t save the change. Try again.',
    description: 'Said where a note could not be stored or removed',
  },
});
