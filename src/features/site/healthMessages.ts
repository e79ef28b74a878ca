import { defineMessages } from '@edx/frontend-platform/i18n';

/** The checks of the tab about data health, each with what to do. */
export const healthWords = defineMessages({
  summaryOk: {
    id: 'marginalia.siteHealth.summaryOk',
    defaultMessage: 'Nothing needs attention. {checks} checks passed.',
    description: 'Summary above the data health checks, where all are fine; {checks} is their number',
  },
  summary: {
    id: 'marginalia.siteHealth.summary',
    defaultMessage:
      '{mend, plural, =0 {} one {# problem to fix. } other {# problems to fix. }}{look, plural, =0 {} one {# thing to check.} other {# things to check.}}',
    description: 'Summary above the data health checks',
  },
  ok: { id: 'marginalia.siteHealth.ok', defaultMessage: 'OK', description: 'State of a check, for screen readers' },
  look: {
    id: 'marginalia.siteHealth.look',
    defaultMessage: 'Check this',
    description: 'State of a check that somebody should look at',
  },
  mend: {
    id: 'marginalia.siteHealth.mend',
    defaultMessage: 'Fix this',
    description: 'State of a check that needs work',
  },
  arriving: {
    id: 'marginalia.siteHealth.arriving',
    defaultMessage: 'Is data arriving?',
    description: 'Heading of a group of data health checks',
  },
  counted: {
    id: 'marginalia.siteHealth.counted',
    defaultMessage: 'Is it counted?',
    description: 'Heading of a group of data health checks: whether events are part of the numbers',
  },
  sound: {
    id: 'marginalia.siteHealth.sound',
    defaultMessage: 'Is it correct?',
    description: 'Heading of a group of data health checks: whether events are what they should be',
  },
  used: {
    id: 'marginalia.siteHealth.used',
    defaultMessage: 'Who uses it?',
    description: 'Heading of a group of data health checks',
  },
  cost: {
    id: 'marginalia.siteHealth.cost',
    defaultMessage: 'What does it cost?',
    description: 'Heading of a group of data health checks: disk, memory, time',
  },
  latest: {
    id: 'marginalia.siteHealth.latest',
    defaultMessage: 'Latest event stored {when}.',
    description: '{when} is such as “3 minutes ago” or “Nov 16”',
  },
  latestNone: {
    id: 'marginalia.siteHealth.latestNone',
    defaultMessage: 'No events stored in the last 30 days.',
    description: 'In place of the time of the latest event',
  },
  latestDo: {
    id: 'marginalia.siteHealth.latestDo',
    defaultMessage: 'Check the router, event bus, or tracking log that brings events. Then run {command}.',
    description: 'What to do where no events come; {command} is a command',
  },
  volume: {
    id: 'marginalia.siteHealth.volume',
    defaultMessage:
      '{now, plural, =0 {No events} one {# event} other {# events}} in the last 24 hours; a week earlier: {before, number}.',
    description: 'How many events came; the second number is of the same hours a week before',
  },
  volumeDo: {
    id: 'marginalia.siteHealth.volumeDo',
    defaultMessage: 'A source may have stopped. Compare the sources below.',
    description: 'What to do where far fewer events came than a week before',
  },
  rejected: {
    id: 'marginalia.siteHealth.rejected',
    defaultMessage: '{rejected, number} of {all, number} incoming records rejected since the service started.',
    description: 'How many records could not be used',
  },
  rejectedNone: {
    id: 'marginalia.siteHealth.rejectedNone',
    defaultMessage: 'No records have arrived through this service since it started.',
    description: 'In place of how many records were rejected',
  },
  rejectedDo: {
    id: 'marginalia.siteHealth.rejectedDo',
    defaultMessage: 'The service log gives the reason for each.',
    description: 'What to do where many records are rejected',
  },
  bus: {
    id: 'marginalia.siteHealth.bus',
    defaultMessage:
      '{n, plural, =0 {No event bus messages waiting.} one {# event bus message waiting.} other {# event bus messages waiting.}}',
    description: 'How many messages of the event bus are not read yet',
  },
  busLost: {
    id: 'marginalia.siteHealth.busLost',
    defaultMessage:
      '{n, plural, one {Event bus messages were lost # time.} other {Event bus messages were lost # times.}}',
    description: 'Messages of the event bus were deleted before they were read',
  },
  busDo: {
    id: 'marginalia.siteHealth.busDo',
    defaultMessage: 'Run {command}. It says from what time to reload the tracking log.',
    description: 'What to do about the event bus; {command} is a command',
  },
  logs: {
    id: 'marginalia.siteHealth.logs',
    defaultMessage: 'Tracking logs not read yet: {size}.',
    description: '{size} is an amount of data, such as 12 MB',
  },
  logsDo: {
    id: 'marginalia.siteHealth.logsDo',
    defaultMessage: 'Reading is behind. If the amount keeps growing, add processor time.',
    description: 'What to do where logs are read too slowly',
  },
  waiting: {
    id: 'marginalia.siteHealth.waiting',
    defaultMessage:
      '{n, plural, =0 {All stored events are counted.} one {Events of # learner have been waiting to be counted for {time}.} other {Events of # learners have been waiting to be counted for up to {time}.}}',
    description: 'What is stored and not part of the numbers yet; {time} such as 2 min 5 s',
  },
  waitingDo: {
    id: 'marginalia.siteHealth.waitingDo',
    defaultMessage: 'A large load causes this. If none is running, run {command}.',
    description: 'What to do where numbers are late; {command} is a command',
  },
  backfill: {
    id: 'marginalia.siteHealth.backfill',
    defaultMessage:
      '{share, select, none {All older events are counted.} other {{percent} of older events are not counted yet.}}',
    description: 'Whether events from before the installation are part of the numbers',
  },
  backfillDo: {
    id: 'marginalia.siteHealth.backfillDo',
    defaultMessage: 'It continues by itself. If it stands still, run {command}.',
    description: 'What to do about older events; {command} is a command',
  },
  background: {
    id: 'marginalia.siteHealth.background',
    defaultMessage:
      '{n, plural, =0 {Background work is running.} one {# background task is failing:} other {# background tasks are failing:}}',
    description: 'Whether computing in the background works; a list follows where it does not',
  },
  backgroundDo: {
    id: 'marginalia.siteHealth.backgroundDo',
    defaultMessage: 'It is repeated until it works. The service log gives the reason.',
    description: 'What to do where background work fails',
  },
  structure: {
    id: 'marginalia.siteHealth.structure',
    defaultMessage:
      '{n, plural, =0 {Every course with events has a structure.} one {# course has events but no structure:} other {# courses have events but no structure:}}',
    description: 'Courses whose outline is not known; a list follows',
  },
  structureDo: {
    id: 'marginalia.siteHealth.structureDo',
    defaultMessage: 'Publish them again in Studio, or load an export with {command}.',
    description: 'What to do about courses without structure; {command} is a command',
  },
  publishes: {
    id: 'marginalia.siteHealth.publishes',
    defaultMessage:
      '{n, plural, =0 {Every published change is counted.} one {# published course is not counted yet:} other {# published courses are not counted yet:}}',
    description: 'Whether numbers follow what was published; a list follows',
  },
  publishesLatest: {
    id: 'marginalia.siteHealth.publishesLatest',
    defaultMessage: 'Every published change is counted. Latest publish: {when}.',
    description: 'Where numbers follow what was published; {when} is such as “3 minutes ago” or “Nov 16”',
  },
  publishesDo: {
    id: 'marginalia.siteHealth.publishesDo',
    defaultMessage: 'This takes some seconds. If it stays, look in the service log.',
    description: 'What to do where a publish is not counted',
  },
  unknownBlocks: {
    id: 'marginalia.siteHealth.unknownBlocks',
    defaultMessage:
      '{n, plural, =0 {Every component with events is in a published structure.} one {# component has events but is in no published structure:} other {# components have events but are in no published structure:}}',
    description: 'Components that no publish had; a list of courses follows',
  },
  unknownBlocksDo: {
    id: 'marginalia.siteHealth.unknownBlocksDo',
    defaultMessage: 'Publish these courses again in Studio.',
    description: 'What to do about unknown components',
  },
  conflicts: {
    id: 'marginalia.siteHealth.conflicts',
    defaultMessage:
      '{n, plural, =0 {No event came twice with different content.} one {# event came twice with different content. The earliest counts.} other {# events came twice with different content. The earliest counts.}}',
    description: 'Events with the same id that differ',
  },
  withoutCourse: {
    id: 'marginalia.siteHealth.withoutCourse',
    defaultMessage:
      '{n, plural, one {# of {all, number} events this week belongs} other {# of {all, number} events this week belong}} to no course.',
    description: 'Events outside courses, such as of the dashboard',
  },
  withoutCourseDo: {
    id: 'marginalia.siteHealth.withoutCourseDo',
    defaultMessage: 'Some always do. If most do, check the LMS address and the event settings.',
    description: 'What to do where many events belong to no course',
  },
  ahead: {
    id: 'marginalia.siteHealth.ahead',
    defaultMessage:
      '{n, plural, =0 {No event is from the future.} one {# event has a time in the future.} other {# events have a time in the future.}}',
    description: 'Events whose time is later than now',
  },
  aheadDo: {
    id: 'marginalia.siteHealth.aheadDo',
    defaultMessage: 'Check the clocks of the LMS servers.',
    description: 'What to do where events are from the future',
  },
  stoppedKinds: {
    id: 'marginalia.siteHealth.stoppedKinds',
    defaultMessage:
      '{n, plural, =0 {Every kind of event still arrives.} one {# kind of event stopped 3 days ago or more:} other {# kinds of events stopped 3 days ago or more:}}',
    description: 'Kinds of events that came before; a list follows',
  },
  stoppedKindsDo: {
    id: 'marginalia.siteHealth.stoppedKindsDo',
    defaultMessage: 'Check what changed in the LMS or its event settings.',
    description: 'What to do where a kind of event stopped',
  },
  people: {
    id: 'marginalia.siteHealth.people',
    defaultMessage:
      '{n, plural, =0 {Nobody opened a panel in the last 28 days.} one {# person opened panels in the last 28 days.} other {# people opened panels in the last 28 days.}}',
    description: 'People of course teams who use the panels',
  },
  disk: {
    id: 'marginalia.siteHealth.disk',
    defaultMessage: '{free} of {total} free on disk.',
    description: 'Room on the disk of the database',
  },
  diskDo: {
    id: 'marginalia.siteHealth.diskDo',
    defaultMessage: 'Free up space. When none is left, new events are refused.',
    description: 'What to do where the disk is nearly full',
  },
  size: {
    id: 'marginalia.siteHealth.size',
    defaultMessage: 'The data takes {size} on disk.',
    description: '{size} is an amount of data',
  },
  memory: {
    id: 'marginalia.siteHealth.memory',
    defaultMessage: 'The service uses {size} of memory.',
    description: '{size} is an amount of data',
  },
  backup: {
    id: 'marginalia.siteHealth.backup',
    defaultMessage: 'Latest backup: {when}.',
    description: '{when} is such as “yesterday” or “Nov 16”',
  },
  backupNone: {
    id: 'marginalia.siteHealth.backupNone',
    defaultMessage: 'No backup yet.',
    description: 'In place of the time of the latest backup',
  },
  backupDo: {
    id: 'marginalia.siteHealth.backupDo',
    defaultMessage: 'Run {command} every night.',
    description: 'What to do where no backup is recent; {command} is a command',
  },
  retention: {
    id: 'marginalia.siteHealth.retention',
    defaultMessage:
      '{n, plural, =0 {All raw events are kept.} one {Raw events are kept for # month.} other {Raw events are kept for # months.}}',
    description: 'How long events are kept',
  },
  slow: {
    id: 'marginalia.siteHealth.slow',
    defaultMessage: 'Slowest database query: {time} on average.',
    description: '{time} such as 1.2 s',
  },
  slowDo: {
    id: 'marginalia.siteHealth.slowDo',
    defaultMessage: 'More memory or processor time helps.',
    description: 'What to do where the database is slow',
  },
  hours: {
    id: 'marginalia.siteHealth.hours',
    defaultMessage: 'Last 24 hours',
    description: 'Button and title of a table of events by hour',
  },
  days: {
    id: 'marginalia.siteHealth.days',
    defaultMessage: 'Last 28 days',
    description: 'Button and title of a table of events by day',
  },
  hour: { id: 'marginalia.siteHealth.hour', defaultMessage: 'Hour', description: 'Head of a column' },
  day: { id: 'marginalia.siteHealth.day', defaultMessage: 'Day', description: 'Head of a column' },
  events: { id: 'marginalia.siteHealth.events', defaultMessage: 'Events', description: 'Head of a column' },
  before: {
    id: 'marginalia.siteHealth.before',
    defaultMessage: 'A week earlier',
    description: 'Head of a column: events of the same hour a week before',
  },
  activeCourses: {
    id: 'marginalia.siteHealth.activeCourses',
    defaultMessage: 'Active courses',
    description: 'Head of a column: courses with events on that day',
  },
  sources: {
    id: 'marginalia.siteHealth.sources',
    defaultMessage: 'By source, since the service started',
    description: 'Button and title of a table',
  },
  source: { id: 'marginalia.siteHealth.source', defaultMessage: 'Source', description: 'Head of a column' },
  sourceName: {
    id: 'marginalia.siteHealth.sourceName',
    defaultMessage:
      '{source, select, xapi {xAPI endpoint} tracking {Tracking logs} bus {Event bus} other {Loaded files}}',
    description: 'Where events come from',
  },
  accepted: {
    id: 'marginalia.siteHealth.accepted',
    defaultMessage: 'Accepted',
    description: 'Head of a column: records that were stored',
  },
  duplicates: {
    id: 'marginalia.siteHealth.duplicates',
    defaultMessage: 'Already here',
    description: 'Head of a column: records that were stored before',
  },
  rejects: {
    id: 'marginalia.siteHealth.rejects',
    defaultMessage: 'Rejected',
    description: 'Head of a column: records that could not be used',
  },
  newest: { id: 'marginalia.siteHealth.newest', defaultMessage: 'Latest event', description: 'Head of a column' },
  useTable: {
    id: 'marginalia.siteHealth.useTable',
    defaultMessage: 'By course',
    description: 'Button and title of a table of who opened panels',
  },
  peopleColumn: { id: 'marginalia.siteHealth.peopleColumn', defaultMessage: 'People', description: 'Head of a column' },
  daysUsed: {
    id: 'marginalia.siteHealth.daysUsed',
    defaultMessage: 'Days in use',
    description: 'Head of a column: days on which anybody opened a panel',
  },
  course: { id: 'marginalia.siteHealth.course', defaultMessage: 'Course', description: 'Head of a column' },
  tables: {
    id: 'marginalia.siteHealth.tables',
    defaultMessage: 'Largest tables',
    description: 'Button and title of a table',
  },
  table: {
    id: 'marginalia.siteHealth.table',
    defaultMessage: 'Table',
    description: 'Head of a column: a table of the database',
  },
  sizeColumn: { id: 'marginalia.siteHealth.sizeColumn', defaultMessage: 'Size', description: 'Head of a column' },
  rows: {
    id: 'marginalia.siteHealth.rows',
    defaultMessage: 'Rows',
    description: 'Head of a column: rows of a table of the database',
  },
  months: {
    id: 'marginalia.siteHealth.months',
    defaultMessage: 'Events by month',
    description: 'Button and title of a table',
  },
  month: { id: 'marginalia.siteHealth.month', defaultMessage: 'Month', description: 'Head of a column' },
  queries: {
    id: 'marginalia.siteHealth.queries',
    defaultMessage: 'Slowest database queries',
    description: 'Button and title of a table',
  },
  query: {
    id: 'marginalia.siteHealth.query',
    defaultMessage: 'Query',
    description: 'Head of a column: name of a query',
  },
  times: { id: 'marginalia.siteHealth.times', defaultMessage: 'Times run', description: 'Head of a column' },
  average: { id: 'marginalia.siteHealth.average', defaultMessage: 'Average time', description: 'Head of a column' },
});
