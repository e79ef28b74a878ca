import { defineMessages } from '@edx/frontend-platform/i18n';

/** What a mark rests on, for whoever teaches. */
export const evidenceWords = defineMessages({
  notStarted: {
    id: 'marginalia.evidence.notStartedSince',
    defaultMessage:
      'Enrolled on {date}, and has done nothing in {days, plural, one {# day} other {# days}} of the course since.',
    description:
      'Evidence that a learner has not started; the days count from when the course began, where that is later',
  },
  stopped: {
    id: 'marginalia.evidence.stopped',
    defaultMessage: 'Nothing for {days, plural, one {# day} other {# days}}.',
    description: 'Evidence that a learner has stopped',
  },
  usualGap: {
    id: 'marginalia.evidence.usualGap',
    defaultMessage: 'Came about every {gap, plural, one {day} other {# days}} before.',
    description: 'Evidence that a learner has stopped: how often the learner came before',
  },
  lastBlock: {
    id: 'marginalia.evidence.lastBlock',
    defaultMessage: 'Last in “{block}”.',
    description: 'Evidence that a learner has stopped: what the learner was doing',
  },
  section: {
    id: 'marginalia.evidence.section',
    defaultMessage:
      '{right, number} of {tried, number} problems in “{section}” right the first time; the course gets {share} there.',
    description: 'Evidence that a learner struggles in a section; {share} is a percentage',
  },
  stuck: {
    id: 'marginalia.evidence.stuck',
    defaultMessage: '{attempts, plural, one {# try} other {# tries}} at “{problem}”, none right.',
    description: 'Evidence that a learner struggles with a problem',
  },
  help: {
    id: 'marginalia.evidence.help',
    defaultMessage:
      'Took help in {helped, number} of {problems, plural, one {# problem} other {# problems}} lately; {never, number} of these not mastered.',
    description: 'Evidence that help does not help a learner',
  },
  shownFirst: {
    id: 'marginalia.evidence.shownBeforeCorrect',
    defaultMessage: 'Viewed the answer before being correct in {n, number}.',
    description: 'Evidence that help does not help a learner: in how many problems the answer was viewed first',
  },
  rushing: {
    id: 'marginalia.evidence.rushing',
    defaultMessage:
      '{answers, number} first answers lately, half of them within {seconds, plural, one {# second} other {# seconds}}; {right, number} right.',
    description: 'Evidence that a learner rushes',
  },
});

export const words = defineMessages({
  question: {
    id: 'marginalia.mark.question',
    defaultMessage: 'What do you say to this mark?',
    description: 'Name of the group of buttons that answer a mark, for screen readers',
  },
  contacted: {
    id: 'marginalia.mark.contacted',
    defaultMessage: 'Contacted',
    description: 'Answer to a mark, and button: I wrote to this learner',
  },
  fine: {
    id: 'marginalia.mark.fine',
    defaultMessage: 'Fine',
    description: 'Answer to a mark, and button: I know of it, and all is well',
  },
  wrong: {
    id: 'marginalia.mark.wrong',
    defaultMessage: 'Wrong',
    description: 'Answer to a mark, and button: the rule is wrong about this learner',
  },
  said: {
    id: 'marginalia.mark.said',
    defaultMessage: '{by} said so on {date}.',
    description: 'Who of the course team answered a mark, and when',
  },
  saidBefore: {
    id: 'marginalia.mark.saidBefore',
    defaultMessage: 'An earlier mark of this rule was answered: {answer}, by {by} on {date}.',
    description: 'An answer to an older mark of the same rule; {answer} is for instance “Fine”',
  },
  failed: {
    id: 'marginalia.mark.failed',
    defaultMessage: 'The answer could not be kept. Try again.',
    description: 'Said where the answer to a mark could not be stored',
  },
  draft: {
    id: 'marginalia.mark.draft',
    defaultMessage: 'Draft a message',
    description: 'Button that shows a draft of a message to a learner',
  },
  draftClose: {
    id: 'marginalia.mark.draftClose',
    defaultMessage: 'Hide the draft',
    description: 'Button that hides the draft of a message to a learner',
  },
  draftHint: {
    id: 'marginalia.mark.draftHint',
    defaultMessage: 'A draft for you to change. Nothing is sent from here.',
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
  copyYourself: {
    id: 'marginalia.mark.copyYourself',
    defaultMessage: 'The browser does not allow copying here: the text is selected, copy it with the keyboard.',
    description: 'Said where the browser refuses to copy',
  },
  noAddress: {
    id: 'marginalia.mark.noAddress',
    defaultMessage: 'The address is not known here: copy the text, and send it from where you write to this course.',
    description: 'Below the draft of a message to a learner, where the address of the learner is not known',
  },
  mail: {
    id: 'marginalia.mark.mail',
    defaultMessage: 'Open in your mail program',
    description: 'Link that opens the message to a learner in the mail program of the reader',
  },
});

/** What a draft of a message is made of; it speaks to the learner. */
export const draftWords = defineMessages({
  subject: {
    id: 'marginalia.draft.subject',
    defaultMessage: 'How are you getting on in {course}?',
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
    defaultMessage: 'You enrolled in {course} on {date}, and as far as I can see you have not begun yet.',
    description: 'Message to a learner who has not started: what is known',
  },
  notStartedStep: {
    id: 'marginalia.draft.notStartedStep',
    defaultMessage: 'A good first step is to open the first unit and try one thing in it.',
    description: 'Message to a learner who has not started: one next step',
  },
  stopped: {
    id: 'marginalia.draft.stopped',
    defaultMessage: 'I have not seen you in {course} for {days, plural, one {# day} other {# days}}.',
    description: 'Message to a learner who has stopped: what is known',
  },
  stoppedAt: {
    id: 'marginalia.draft.stoppedAt',
    defaultMessage:
      'I have not seen you in {course} for {days, plural, one {# day} other {# days}}; you were at “{block}”.',
    description: 'Message to a learner who has stopped: what is known, with the place',
  },
  stoppedStep: {
    id: 'marginalia.draft.stoppedStep',
    defaultMessage: 'You can go on exactly where you left off. If something is in your way, tell me what it is.',
    description: 'Message to a learner who has stopped: one next step',
  },
  struggling: {
    id: 'marginalia.draft.struggling',
    defaultMessage: 'In “{section}” {right, number} of {tried, number} problems were right at your first try.',
    description: 'Message to a learner who struggles in a section: what is known',
  },
  stuck: {
    id: 'marginalia.draft.stuck',
    defaultMessage:
      'You have tried “{problem}” {attempts, plural, one {once} other {# times}}. Staying with it is good.',
    description: 'Message to a learner who struggles with a problem: what is known',
  },
  strugglingStep: {
    id: 'marginalia.draft.strugglingStep',
    defaultMessage: 'Go back to the place where it still made sense, and write to me what comes next and does not.',
    description: 'Message to a learner who struggles: one next step',
  },
  help: {
    id: 'marginalia.draft.help',
    defaultMessage:
      'You took a hint or looked at the answer in {helped, number} of your last {problems, plural, one {# problem} other {# problems}}, and some are still open.',
    description: 'Message to a learner whom help does not help: what is known',
  },
  helpStep: {
    id: 'marginalia.draft.helpStep',
    defaultMessage:
      'With the next problem, write down your own first idea before you look, and send it to me if you like.',
    description: 'Message to a learner whom help does not help: one next step',
  },
  rushing: {
    id: 'marginalia.draft.rushing',
    defaultMessage:
      'Your last {answers, plural, one {answer} other {# first answers}} came quickly, and {right, plural, =0 {none was} one {# was} other {# were}} right.',
    description: 'Message to a learner who rushes: what is known',
  },
  rushingStep: {
    id: 'marginalia.draft.rushingStep',
    defaultMessage: 'Take a minute for the next one before you answer, and see what changes.',
    description: 'Message to a learner who rushes: one next step',
  },
  praise: {
    id: 'marginalia.draft.praise',
    defaultMessage: 'You have already solved {n, plural, one {# problem} other {# problems}} in this course.',
    description: 'Message to a learner: something that went well',
  },
});
