import { defineMessages } from '@edx/frontend-platform/i18n';
import { reasonNames as names, sentences as said } from './messages';

const own = defineMessages({
  refusedTexts: {
    id: 'marginalia.attention.refusedTexts',
    defaultMessage:
      '“{accepted}” is marked correct, “{refused}” is not. Of first answers with this value, {refusals} were marked incorrect.',
    description:
      'Finding on a problem: an answer is refused for how it is written; {refusals} is for instance "12 of 40"',
  },
  refused: {
    id: 'marginalia.attention.refused',
    defaultMessage: '{refusals} answers equal to an accepted one are marked incorrect because of how they are written.',
    description: 'Finding on a problem; {refusals} is for instance "12 of 40"',
  },
  refusedBare: {
    id: 'marginalia.attention.refusedBare',
    defaultMessage: 'Some answers equal to an accepted one are marked incorrect because of how they are written.',
    description: 'Finding on a problem whose numbers are hidden',
  },
  nobody: {
    id: 'marginalia.attention.nobody',
    defaultMessage: 'Ever correct: {correct} learners.',
    description: 'Finding on a problem; {correct} is for instance "0 of 40"',
  },
  nobodyBare: {
    id: 'marginalia.attention.nobodyBare',
    defaultMessage: 'Hardly any learner is ever correct.',
    description: 'Finding on a problem whose numbers are hidden',
  },
  secondTexts: {
    id: 'marginalia.attention.secondTexts',
    defaultMessage:
      'Learners who chose “{chosen}” average {chosenElsewhere} correct on other problems; those who chose “{marked}”, marked correct, average {markedElsewhere}.',
    description: 'Finding on a problem: a second answer may be correct; both numbers are percentages such as "71%"',
  },
  second: {
    id: 'marginalia.attention.second',
    defaultMessage:
      'Learners who chose one of the other answers average {chosenElsewhere} correct on other problems; those marked correct average {markedElsewhere}.',
    description: 'Finding on a problem; both numbers are percentages such as "71%"',
  },
  secondBare: {
    id: 'marginalia.attention.secondBare',
    defaultMessage: 'Learners who chose one of the other answers do about as well elsewhere as those marked correct.',
    description: 'Finding on a problem whose numbers are hidden',
  },
  hint: {
    id: 'marginalia.attention.hint',
    defaultMessage:
      'Of learners who used the hint, {afterHint} were eventually correct{disclosed, select, yes {; of those who tried again without it, {withoutHint}} other {}}.',
    description: 'Finding on a problem; {afterHint} and {withoutHint} are for instance "2 of 40"',
  },
  hintBare: {
    id: 'marginalia.attention.hintBare',
    defaultMessage: 'Learners who use the hint are rarely correct afterward.',
    description: 'Finding on a problem whose numbers are hidden',
  },
  worse: {
    id: 'marginalia.attention.worse',
    defaultMessage: 'Changed {date}: {before} correct on first attempt before, {after} after.',
    description: 'Finding on a problem; {date} is a date, {before} and {after} are for instance "64 of 80"',
  },
  worseBare: {
    id: 'marginalia.attention.worseBare',
    defaultMessage: 'Changed {date}: fewer are correct on first attempt since.',
    description: 'Finding on a problem whose numbers are hidden; {date} is a date',
  },
});

/** One sentence per reason and per what may be disclosed of its numbers. */
export const sentences = { ...said, ...own };

const ownNames = defineMessages({
  correct_answer_refused: {
    id: 'marginalia.attention.reason.refused',
    defaultMessage: 'correct answers marked incorrect',
    description: 'A finding as a short phrase',
  },
  nobody_correct: {
    id: 'marginalia.attention.reason.nobody',
    defaultMessage: 'nobody is correct',
    description: 'A finding as a short phrase',
  },
  second_correct_answer: {
    id: 'marginalia.attention.reason.second',
    defaultMessage: 'another answer may be correct too',
    description: 'A finding as a short phrase',
  },
  no_success_after_hint: {
    id: 'marginalia.attention.reason.hint',
    defaultMessage: 'rarely correct after the hint',
    description: 'A finding as a short phrase',
  },
  worse_after_edit: {
    id: 'marginalia.attention.reason.worse',
    defaultMessage: 'fewer correct since it was changed',
    description: 'A finding as a short phrase',
  },
});

/** Each reason in a few words, for lists of them. */
export const reasonNames = { ...names, ...ownNames };

/** What an author may do about a finding, after its sentence. What checks the key says so in the sentence. */
export const nextSteps = defineMessages({
  accept_answer: {
    id: 'marginalia.attention.next.accept',
    defaultMessage: 'Accept both.',
    description: 'Next step after a finding: an answer equal to the accepted one is marked incorrect',
  },
  check_grading: {
    id: 'marginalia.attention.next.grading',
    defaultMessage: 'Check how it is graded.',
    description: 'Next step after a finding: nobody is correct',
  },
  accept_both_or_reword: {
    id: 'marginalia.attention.next.both',
    defaultMessage: 'Accept both, or reword the question.',
    description: 'Next step after a finding: another answer may be correct too',
  },
  check_hint: {
    id: 'marginalia.attention.next.hint',
    defaultMessage: 'Check the hint.',
    description: 'Next step after a finding: learners who use the hint are rarely correct',
  },
  compare_versions: {
    id: 'marginalia.attention.next.versions',
    defaultMessage: 'Compare the two versions.',
    description: 'Next step after a finding: fewer are correct since the problem was changed',
  },
  reword_answer: {
    id: 'marginalia.attention.next.reword',
    defaultMessage: 'Reread this answer as a learner would.',
    description: 'Next step after a finding: one wrong answer draws learners who do well elsewhere',
  },
  explain_or_split: {
    id: 'marginalia.attention.next.explain',
    defaultMessage: 'Explain the step before it, or give feedback on wrong answers.',
    description: 'Next step after a finding: a low share recovers after a wrong answer',
  },
  review_instructions: {
    id: 'marginalia.attention.next.instructions',
    defaultMessage: 'Check that the instructions say what form the answer takes.',
    description: 'Next step after a finding: many learners submit again and again',
  },
  hide_answer_until_attempted: {
    id: 'marginalia.attention.next.hide',
    defaultMessage: 'In Studio, Show Answer can wait until after an attempt.',
    description:
      'Next step after a finding: the answer is viewed before attempting; "Show Answer" is a setting in Studio',
  },
  look_at_moment: {
    id: 'marginalia.attention.next.moment',
    defaultMessage: 'Look at {from}.',
    description: 'Next step after a finding: many viewers leave a video at one moment; {from} is a time such as 4:10',
  },
  move_or_mark_optional: {
    id: 'marginalia.attention.next.optional',
    defaultMessage: 'Optional? Then answer “Intended”.',
    description:
      'Question after a finding: learners pass a unit by; “Intended” is the button below it that says that this is meant',
  },
});
