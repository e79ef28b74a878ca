import { defineMessages } from '@edx/frontend-platform/i18n';

/** States that every panel has, each in its own words. */
export const stateWords = defineMessages({
  pending: {
    id: 'marginalia.state.pending',
    defaultMessage: 'Loading…',
    description: 'Name of the placeholder of a panel while its numbers are fetched, for screen readers',
  },
  loaded: {
    id: 'marginalia.state.loaded',
    defaultMessage: 'Numbers loaded.',
    description: 'Read out when the numbers of a panel have come, for screen readers',
  },
  awayTitle: {
    id: 'marginalia.state.awayTitle',
    defaultMessage: 'Can’t reach analytics',
    description: 'Title in a panel while the analytics service does not answer',
  },
  away: {
    id: 'marginalia.state.away',
    defaultMessage: 'Your work in Studio is not affected. This panel keeps trying and fills by itself.',
    description: 'Text below "Analytics cannot be reached"',
  },
  awayHere: {
    id: 'marginalia.state.awayHere',
    defaultMessage: 'The course itself is not affected. This page keeps trying and fills by itself.',
    description: 'Text below "Analytics cannot be reached", in the instructor dashboard of the LMS',
  },
  failedHere: {
    id: 'marginalia.state.failedHere',
    defaultMessage: 'Something went wrong in the analytics service. The course itself is not affected.',
    description: 'Text in a panel of the instructor dashboard whose request failed for an internal reason',
  },
  catchingUp: {
    id: 'marginalia.state.catchingUp',
    defaultMessage: 'Catching up: these numbers may be up to {minutes, plural, one {# minute} other {# minutes}} old.',
    description:
      'Note below the figures of a panel while more events arrive than can be counted at the moment; {minutes} is how long the oldest of them has waited',
  },
  tooMany: {
    id: 'marginalia.state.tooMany',
    defaultMessage: 'Too many requests. Try again in a minute.',
    description: 'Text in a panel whose request was refused because the person asked too often',
  },
  identitiesOff: {
    id: 'marginalia.state.identitiesOff',
    defaultMessage: 'This site’s operator hasn’t turned on individual learners.',
    description: 'Text in place of a list of learners, where the site shows no single learners to anybody',
  },
  roleNotEnough: {
    id: 'marginalia.state.roleNotEnough',
    defaultMessage: 'Your role can’t see individual learners.',
    description: 'Text in place of a list of learners, where the role of the reader does not allow it',
  },
  notSiteStaff: {
    id: 'marginalia.state.notSiteStaff',
    defaultMessage: 'Only staff of the whole site can see this.',
    description: 'In place of how the data of the site is, where the reader is on the team of some courses only',
  },
  unknownLearner: {
    id: 'marginalia.state.unknownLearner',
    defaultMessage: 'This course has no such learner.',
    description: 'Text in place of the page of one learner, where the address names nobody of this course',
  },
  failedTitle: {
    id: 'marginalia.state.failedTitle',
    defaultMessage: 'Couldn’t load these numbers',
    description: 'Title in a panel whose request failed',
  },
  failed: {
    id: 'marginalia.state.failed',
    defaultMessage: 'Something went wrong in the analytics service. Your work in Studio is not affected.',
    description: 'Text in a panel whose request failed for an internal reason',
  },
  timeout: {
    id: 'marginalia.state.timeout',
    defaultMessage: 'This took too long. Try again in a moment.',
    description: 'Text in a panel whose request took too long',
  },
  unexpected: {
    id: 'marginalia.state.unexpected',
    defaultMessage: 'The answer didn’t come from this plugin’s analytics service. Tell your site operator.',
    description: 'Text in a panel when the answer did not have the agreed form',
  },
  refused: {
    id: 'marginalia.state.refused',
    defaultMessage:
      'The request was refused before it reached analytics. Try again. If that doesn’t help, tell your site operator.',
    description: 'Text in a panel whose request was refused (403) by a gateway or firewall in front of the service',
  },
  notAccepted: {
    id: 'marginalia.state.notAccepted',
    defaultMessage:
      'You are signed in, but analytics didn’t accept your session. Reload the page. If that doesn’t help, tell your site operator.',
    description: 'Text in a panel when the service answers “not signed in” (401) to somebody who is signed in here',
  },
  requestId: {
    id: 'marginalia.state.requestId',
    defaultMessage: 'Request ID {id}',
    description: 'Below an error: the id by which an operator finds the request in the log',
  },
  retry: {
    id: 'marginalia.state.retry',
    defaultMessage: 'Try again',
    description: 'Button in a panel that failed',
  },
  partFailed: {
    id: 'marginalia.state.partFailed',
    defaultMessage: 'Couldn’t load this part. Try again, or reload the page: there may be a newer version.',
    description: 'In place of a panel, or of all pages, whose program did not load; a button “Try again” follows',
  },
  partOnly: {
    id: 'marginalia.state.partOnly',
    defaultMessage: 'Couldn’t load this part. The rest of the page is not affected.',
    description: 'In place of a list or a card whose request failed; a button “Try again” follows',
  },
  notTeamTitle: {
    id: 'marginalia.state.notTeamTitle',
    defaultMessage: 'Only for the course team',
    description: 'Title in a panel when the person may not see the course',
  },
  notTeam: {
    id: 'marginalia.state.notTeam',
    defaultMessage: 'The LMS says you aren’t on this course’s team.',
    description: 'Text in a panel when the person may not see the course',
  },
  signInTitle: {
    id: 'marginalia.state.signInTitle',
    defaultMessage: 'Not signed in',
    description: 'Title in a panel when the session has ended',
  },
  signIn: {
    id: 'marginalia.state.signIn',
    defaultMessage: 'Your session has ended. Sign in again to see the numbers.',
    description: 'Text in a panel when the session has ended',
  },
  noEventsTitle: {
    id: 'marginalia.state.noEventsTitle',
    defaultMessage: 'No learner events yet',
    description: 'Title in a panel when nothing arrived from the course',
  },
  noEvents: {
    id: 'marginalia.state.noEvents',
    defaultMessage:
      'No learner events arrive from this course. If learners are active, your site operator can check with {command}.',
    description: 'Text in a panel when nothing arrived from the course; {command} is a shell command',
  },
  newBlockTitle: {
    id: 'marginalia.state.newBlockTitle',
    defaultMessage: 'Nothing here yet',
    description: 'Title in a panel about a block that nobody has opened',
  },
  newBlock: {
    id: 'marginalia.state.newBlock',
    defaultMessage: 'No learners have opened this yet.',
    description: 'Text in a panel about a block that no event names',
  },
  whatBrings: {
    id: 'marginalia.state.whatBrings',
    defaultMessage: 'Numbers appear once enough learners have been here.',
    description: 'After “Nobody has opened this yet.” and the like: what would bring numbers',
  },
  draft: {
    id: 'marginalia.state.draft',
    defaultMessage: 'Not published yet, so learners can’t see it.',
    description: 'Text in a panel about a block that is a draft',
  },
  withheldTitle: {
    id: 'marginalia.state.withheldTitle',
    defaultMessage: 'Too few learners to show',
    description: 'Title in a panel whose numbers are withheld because the group is small',
  },
  withheld: {
    id: 'marginalia.state.withheld',
    defaultMessage:
      'Fewer than {min, number} {min, plural, one {learner} other {learners}} so far. Numbers stay hidden until then, to protect privacy.',
    description: 'Text in a panel whose numbers are withheld; {min} is the smallest group that is shown',
  },
  few: {
    id: 'marginalia.state.few',
    defaultMessage: 'Too early to rate. Counts only until {from, number} learners.',
    description: 'Below the answer sentence of a panel with 10 to 19 learners',
  },
  early: {
    id: 'marginalia.state.early',
    defaultMessage: 'Early: {n, plural, one {# learner} other {# learners}}. This can still change a lot.',
    description: 'Below the answer sentence of a panel with 20 to 49 learners',
  },
  stale: {
    id: 'marginalia.state.stale',
    defaultMessage: 'Latest event: {when}. If learners are active now, ask your site operator to check the data feed.',
    description:
      'Note in a panel when the newest event is more than a day old; {when} is for instance “3 days ago” or “Nov 16”',
  },
  refreshing: {
    id: 'marginalia.state.refreshing',
    defaultMessage: 'Updating…',
    description: 'Quiet mark at the foot of a panel while newer numbers are fetched',
  },
  oldFigures: {
    id: 'marginalia.state.oldFigures',
    defaultMessage: 'Couldn’t refresh. Showing numbers from {time}.',
    description: 'Quiet note in a panel whose numbers could not be renewed; {time} is a time of day',
  },
});

/** The line at the foot of every panel, and the table twin. */
export const footerWords = defineMessages({
  sinceWeek: {
    id: 'marginalia.class.sinceWeek',
    defaultMessage:
      '{more, select, same {No change in a week} more {{n, number} more than a week ago} other {{n, number} fewer than a week ago}}',
    description: 'Below the number of learners enrolled',
  },
  counted: {
    id: 'marginalia.foot.counted',
    defaultMessage: 'Updated {time}',
    description: 'Foot of a panel: when the numbers were counted; {time} is a time of day',
  },
  newest: {
    id: 'marginalia.foot.newest',
    defaultMessage: 'latest event {date}',
    description: 'Foot of a panel: when the newest event counted happened; {date} is a date, mostly with time',
  },
  allTime: {
    id: 'marginalia.foot.allTime',
    defaultMessage: 'all time',
    description: 'Foot of a panel: the numbers are not limited to a period',
  },
  window: {
    id: 'marginalia.foot.window',
    defaultMessage: '{from} to {to}',
    description: 'Foot of a panel: the period the numbers are limited to; both are dates',
  },
  widened: {
    id: 'marginalia.foot.widened',
    defaultMessage: 'wider than the dates you chose, to protect small groups',
    description: 'Foot of a panel, after the period: other dates than those chosen were counted, for privacy',
  },
  track: {
    id: 'marginalia.foot.track',
    defaultMessage: '{track} track only',
    description: 'Foot of a panel: the numbers are of one enrollment track; {track} is its name, such as verified',
  },
  headlines: {
    id: 'marginalia.foot.headlines',
    defaultMessage: 'details cover all dates and learners, to protect small groups',
    description: 'Foot of a panel about a period or a track: why it has totals but no breakdowns',
  },
  open: {
    id: 'marginalia.foot.open',
    defaultMessage: '…',
    description: 'Foot of a panel: in place of a date where the period has no beginning or no end',
  },
  how: {
    id: 'marginalia.foot.how',
    defaultMessage: 'Definitions',
    description: 'Button at the foot of a panel that shows the definitions of its numbers',
  },
  howClose: {
    id: 'marginalia.foot.howClose',
    defaultMessage: 'Hide definitions',
    description: 'Button at the foot of a panel that hides the definitions of its numbers',
  },
  table: {
    id: 'marginalia.foot.table',
    defaultMessage: 'Table',
    description: 'Button that shows the numbers of a chart as a table',
  },
  csv: {
    id: 'marginalia.foot.csv',
    defaultMessage: 'Download as CSV',
    description: 'Button that downloads the numbers of a table as a CSV file',
  },
  csvBusy: {
    id: 'marginalia.foot.csvBusy',
    defaultMessage: 'Preparing the file…',
    description: 'Said while a CSV file is being made',
  },
  csvDone: {
    id: 'marginalia.foot.csvDone',
    defaultMessage: 'Downloaded. Column definitions are at the top of the file.',
    description: 'Said once a CSV file was downloaded',
  },
  csvFailed: {
    id: 'marginalia.foot.csvFailed',
    defaultMessage: 'Couldn’t make the file. Try again in a moment.',
    description: 'Said where a CSV file could not be downloaded',
  },
  tableClose: {
    id: 'marginalia.foot.tableClose',
    defaultMessage: 'Hide table',
    description: 'Button that hides the table of a chart',
  },
  chartFailed: {
    id: 'marginalia.foot.chartFailed',
    defaultMessage: 'Couldn’t load the chart. The table has the same numbers.',
    description: 'In place of a chart whose program did not load',
  },
  hidden: {
    id: 'marginalia.foot.hidden',
    defaultMessage: 'Hidden',
    description: 'In place of a number that is withheld because the group is small',
  },
  hours: {
    id: 'marginalia.foot.hours',
    defaultMessage: '{hours, number} h {minutes, number} min',
    description: 'A duration of an hour or more; h and min are the short signs of hours and minutes',
  },
  minutes: {
    id: 'marginalia.foot.minutes',
    defaultMessage: '{minutes, plural, =0 {} other {# min }}{seconds, number} s',
    description: 'A duration below an hour; min and s are the short signs of minutes and seconds',
  },
  hiddenMeans: {
    id: 'marginalia.foot.hiddenMeans',
    defaultMessage:
      'Hidden to protect a small group. This number, or what it leaves over, could reveal fewer than {min, number} learners.',
    description:
      'What “Hidden” in place of a number means, after the definitions at the foot of a panel; it begins with that word',
  },
  absent: {
    id: 'marginalia.foot.absent',
    defaultMessage: '—',
    description: 'In place of a number where there was nothing to count',
  },
  countOf: {
    id: 'marginalia.foot.countOf',
    defaultMessage: '{count, number} of {of, number}',
    description: 'A number with its denominator',
  },
  countLikely: {
    id: 'marginalia.foot.countLikely',
    defaultMessage: '{count}, {likely}',
    description: 'Below a share: {count} is “65 of 177”, {likely} is “likely 30–44%”',
  },
  likely: {
    id: 'marginalia.foot.likely',
    defaultMessage: 'likely {low}–{high}',
    description: 'The range a share probably lies in; {low} and {high} are percentages',
  },
  range: {
    id: 'marginalia.foot.range',
    defaultMessage: '{low}–{high}',
    description: 'A range of shares such as 25–50%; {low} has no percent sign where the language writes it last',
  },
  numbers: {
    id: 'marginalia.foot.numbers',
    defaultMessage: 'Main numbers',
    description: 'Name of the row of numbers in a panel, for screen readers',
  },
});
