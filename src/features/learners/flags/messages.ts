import { defineMessages } from '@edx/frontend-platform/i18n';

/** What a flag rests on, for whoever teaches. */
export const evidenceWords = defineMessages({
  notStarted: {
    id: 'marginalia.evidence.notStartedSince',
    defaultMessage:
      'No activity in the {days, plural, one {# day} other {# days}} of the course since enrolling on {date}.',
    description:
      'Evidence that a learner has not started; the days count from when the course began, where that is later',
  },
  stopped: {
    id: 'marginalia.evidence.stopped',
    defaultMessage: 'No activity for {days, plural, one {# day} other {# days}}.',
    description: 'Evidence that a learner has stopped',
  },
  usualGap: {
    id: 'marginalia.evidence.usualGap',
    defaultMessage: 'Usually active every {gap, plural, one {day} other {# days}}.',
    description: 'Evidence that a learner has stopped: how often the learner came before',
  },
  lastBlock: {
    id: 'marginalia.evidence.lastBlock',
    defaultMessage: 'Last at “{block}”.',
    description: 'Evidence that a learner has stopped: what the learner was doing',
  },
  section: {
    id: 'marginalia.evidence.section',
    defaultMessage:
      '“{section}”: {right, number} of {tried, number} problems correct on first attempt (class: {share}).',
    description: 'Evidence that a learner struggles in a section; {share} is a percentage',
  },
  stuck: {
    id: 'marginalia.evidence.stuck',
    defaultMessage: '“{problem}”: {attempts, plural, one {# attempt} other {# attempts}}, none correct.',
    description: 'Evidence that a learner struggles with a problem',
  },
  stuckEach: {
    id: 'marginalia.evidence.stuckEach',
    defaultMessage: '{problems}: {attempts, plural, one {# attempt} other {# attempts}} each, none correct.',
    description:
      'Evidence that a learner struggles with several problems, with the same number of attempts each; {problems} is a list of names in quotes',
  },
  quoted: {
    id: 'marginalia.evidence.quoted',
    defaultMessage: '“{name}”',
    description: 'The name of a problem in a list of them, in quotes',
  },
  help: {
    id: 'marginalia.evidence.help',
    defaultMessage:
      'Used help on {helped, number} of {problems, plural, one {# recent problem} other {# recent problems}}; {never, number} not mastered.',
    description: 'Evidence that help does not help a learner',
  },
  shownFirst: {
    id: 'marginalia.evidence.shownBeforeCorrect',
    defaultMessage: 'Viewed the answer before being correct on {n, plural, one {# problem} other {# problems}}.',
    description: 'Evidence that help does not help a learner: in how many problems the answer was viewed first',
  },
  rushing: {
    id: 'marginalia.evidence.rushing',
    defaultMessage:
      '{answers, number} recent first attempts, median {seconds, plural, one {# second} other {# seconds}} each; {right, number} correct.',
    description: 'Evidence that a learner rushes',
  },
});

export const words = defineMessages({
  question: {
    id: 'marginalia.mark.question',
    defaultMessage: 'Is this flag correct?',
    description: 'Name of the group of buttons that answer a mark, for screen readers',
  },
  contacted: {
    id: 'marginalia.mark.contacted',
    defaultMessage: 'Contacted',
    description: 'Answer to a mark, and button: I wrote to this learner',
  },
  fine: {
    id: 'marginalia.mark.fine',
    defaultMessage: 'No concern',
    description: 'Answer to a mark, and button: I know of it, and all is well',
  },
  wrong: {
    id: 'marginalia.mark.wrong',
    defaultMessage: 'Wrong flag',
    description: 'Answer to a mark, and button: the rule is wrong about this learner',
  },
  said: {
    id: 'marginalia.mark.said',
    defaultMessage: '{by}, {date}',
    description: 'Who of the course team answered a mark, and when',
  },
  saidBefore: {
    id: 'marginalia.mark.saidBefore',
    defaultMessage: 'Flagged before: {by} answered “{answer}” on {date}.',
    description: 'An answer to an older mark of the same rule; {answer} is for instance “Fine”',
  },
  failed: {
    id: 'marginalia.mark.failed',
    defaultMessage: 'Couldn’t save. Try again.',
    description: 'Said where the answer to a mark could not be stored',
  },
  draft: {
    id: 'marginalia.mark.draft',
    defaultMessage: 'Draft message',
    description: 'Button that shows a draft of a message to a learner',
  },
  draftClose: {
    id: 'marginalia.mark.draftClose',
    defaultMessage: 'Hide draft',
    description: 'Button that hides the draft of a message to a learner',
  },
  draftHint: {
    id: 'marginalia.mark.draftHint',
    defaultMessage: 'Edit before you send it. Nothing is sent from here.',
    description: 'Above the draft of a message to a learner',
  },
  subject: {
    id: 'marginalia.mark.subject',
    defaultMessage: 'Subject',
    description: 'Label of the subject line of a message to a learner',
  },
  body: {
    id: 'marginalia.mark.body',
    defaultMessage: 'Message',
    description: 'Label of the text of a message to a learner',
  },
  copy: {
    id: 'marginalia.mark.copy',
    defaultMessage: 'Copy',
    description: 'Button that copies the message to a learner',
  },
  copied: {
    id: 'marginalia.mark.copied',
    defaultMessage: 'Copied.',
    description: 'Said once the message was copied',
  },
  markContacted: {
    id: 'marginalia.mark.markContacted',
    defaultMessage: 'Mark as contacted',
    description: 'Button that appears once the message to a learner was copied',
  },
  copyYourself: {
    id: 'marginalia.mark.copyYourself',
    defaultMessage: 'The browser doesn’t allow copying here. The text is selected: copy it with the keyboard.',
    description: 'Said where the browser refuses to copy',
  },
  noAddress: {
    id: 'marginalia.mark.noAddress',
    defaultMessage: 'No email address here. Copy the message and send it from your usual mail.',
    description: 'Below the draft of a message to a learner, where the address of the learner is not known',
  },
  mail: {
    id: 'marginalia.mark.mail',
    defaultMessage: 'Open in mail',
    description: 'Link that opens the message to a learner in the mail program of the reader',
  },
});

/** What a draft of a message is made of; it speaks to the learner. */
export const draftWords = defineMessages({
  subject: {
    id: 'marginalia.draft.subject',
    defaultMessage: 'Checking in about {course}',
    description: 'Subject of a message to a learner, written for an instructor',
  },
  hello: {
    id: 'marginalia.draft.hello',
    defaultMessage: 'Hello {name},',
    description: 'Beginning of a message to a learner',
  },
  helloAll: {
    id: 'marginalia.draft.helloAll',
    defaultMessage: 'Hello,',
    description: 'Beginning of a message to a learner whose name is not known',
  },
  notStarted: {
    id: 'marginalia.draft.notStarted',
    defaultMessage: 'You enrolled in {course} on {date}, and it looks like you haven’t started yet.',
    description: 'Message to a learner who has not started: what is known',
  },
  notStartedStep: {
    id: 'marginalia.draft.notStartedStep',
    defaultMessage: 'A good first step is to open the first unit and do one activity.',
    description: 'Message to a learner who has not started: one next step',
  },
  stopped: {
    id: 'marginalia.draft.stopped',
    defaultMessage: 'It’s been {days, plural, one {# day} other {# days}} since you were last in {course}.',
    description: 'Message to a learner who has stopped: what is known',
  },
  stoppedAt: {
    id: 'marginalia.draft.stoppedAt',
    defaultMessage:
      'It’s been {days, plural, one {# day} other {# days}} since you were last in {course}. You left off at “{block}”.',
    description: 'Message to a learner who has stopped: what is known, with the place',
  },
  stoppedStep: {
    id: 'marginalia.draft.stoppedStep',
    defaultMessage: 'You can pick up right where you left off. If something is in the way, just reply and tell me.',
    description: 'Message to a learner who has stopped: one next step',
  },
  struggling: {
    id: 'marginalia.draft.struggling',
    defaultMessage: 'In “{section}”, you got {right, number} of {tried, number} problems correct on the first attempt.',
    description: 'Message to a learner who struggles in a section: what is known',
  },
  stuck: {
    id: 'marginalia.draft.stuck',
    defaultMessage:
      'You’ve made {attempts, plural, one {# attempt} other {# attempts}} at “{problem}”. It’s good that you’re sticking with it.',
    description: 'Message to a learner who struggles with a problem: what is known',
  },
  strugglingStep: {
    id: 'marginalia.draft.strugglingStep',
    defaultMessage: 'Go back to the last part that made sense, then reply and tell me where it stops making sense.',
    description: 'Message to a learner who struggles: one next step',
  },
  help: {
    id: 'marginalia.draft.help',
    defaultMessage:
      'You used a hint or viewed the answer in {helped, number} of your last {problems, plural, one {# problem} other {# problems}}, and some are still open.',
    description: 'Message to a learner whom help does not help: what is known',
  },
  helpStep: {
    id: 'marginalia.draft.helpStep',
    defaultMessage:
      'On the next problem, write down your own idea before you open a hint. Send it to me if you’d like feedback.',
    description: 'Message to a learner whom help does not help: one next step',
  },
  rushing: {
    id: 'marginalia.draft.rushing',
    defaultMessage:
      'Your last {answers, plural, one {answer} other {# first attempts}} came quickly, and {right, plural, =0 {none was} one {# was} other {# were}} correct.',
    description: 'Message to a learner who rushes: what is known',
  },
  rushingStep: {
    id: 'marginalia.draft.rushingStep',
    defaultMessage: 'Take a minute with the next problem before you answer, and see what changes.',
    description: 'Message to a learner who rushes: one next step',
  },
  praise: {
    id: 'marginalia.draft.praise',
    defaultMessage: 'You’ve already solved {n, plural, one {# problem} other {# problems}} in this course.',
    description: 'Message to a learner: something that went well',
  },
});
