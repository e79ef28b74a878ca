import { defineMessages } from '@edx/frontend-platform/i18n';

export const words = defineMessages({
  shares: {
    id: 'marginalia.problem.shares',
    defaultMessage:
      '{count, number} of {of, plural, one {# learner} other {# learners}} were correct on the first attempt ({likely}).',
    description: 'First sentence of the panel of a problem; {likely} is for instance "likely 50 %–73 %"',
  },
  counts: {
    id: 'marginalia.problem.counts',
    defaultMessage:
      '{count, number} of {of, plural, one {# learner} other {# learners}} were correct on the first attempt.',
    description: 'First sentence of the panel of a problem while there are too few learners for percentages',
  },
  unknown: {
    id: 'marginalia.problem.unknown',
    defaultMessage:
      '{n, plural, one {# learner} other {# learners}} attempted this. Events don’t say whether they were correct.',
    description: 'First sentence of the panel of a problem whose attempts were not graded',
  },
  nobody: {
    id: 'marginalia.problem.nobody',
    defaultMessage: 'No attempts yet.',
    description: 'In the panel of a problem without any submission',
  },
  wrongAnswer: {
    id: 'marginalia.problem.wrongAnswer',
    defaultMessage: 'Most common wrong answer: “{answer}” ({n, number} first attempts).',
    description: 'Second sentence of the panel of a problem; {answer} is what learners chose or typed',
  },
  inTheEnd: {
    id: 'marginalia.problem.inTheEnd',
    defaultMessage: '{count, number} were correct eventually.',
    description: 'Second sentence of the panel of a problem with several questions',
  },
  harderThan: {
    id: 'marginalia.problem.harderThan',
    defaultMessage:
      'Harder than {n, number} of {of, plural, one {# other problem} other {# other problems}} in this course.',
    description: 'Sentence in the panel of a problem of a course with fewer problems than a comparison needs',
  },
  hardest: {
    id: 'marginalia.problem.hardest',
    defaultMessage: 'Among the hardest tenth of problems in this course.',
    description: 'Sentence in the panel of a problem: how hard it is beside the others',
  },
  harder: {
    id: 'marginalia.problem.harder',
    defaultMessage: 'Harder than about three quarters of the problems in this course.',
    description: 'Sentence in the panel of a problem: how hard it is beside the others',
  },
  ratherHarder: {
    id: 'marginalia.problem.ratherHarder',
    defaultMessage: 'Harder than about two thirds of the problems in this course.',
    description: 'Sentence in the panel of a problem: how hard it is beside the others',
  },
  middle: {
    id: 'marginalia.problem.middle',
    defaultMessage: 'About average difficulty for this course.',
    description: 'Sentence in the panel of a problem: how hard it is beside the others',
  },
  ratherEasier: {
    id: 'marginalia.problem.ratherEasier',
    defaultMessage: 'Easier than about two thirds of the problems in this course.',
    description: 'Sentence in the panel of a problem: how hard it is beside the others',
  },
  easier: {
    id: 'marginalia.problem.easier',
    defaultMessage: 'Easier than about three quarters of the problems in this course.',
    description: 'Sentence in the panel of a problem: how hard it is beside the others',
  },
  easiest: {
    id: 'marginalia.problem.easiest',
    defaultMessage: 'Among the easiest tenth of problems in this course.',
    description: 'Sentence in the panel of a problem: how hard it is beside the others',
  },
  giveUp: {
    id: 'marginalia.problem.giveUp',
    defaultMessage:
      '{count, number} of {of, plural, one {# learner} other {# learners}} were never correct ({likely}).',
    description: 'Sentence in the panel of a problem; {likely} is for instance "likely 6 %–22 %"',
  },
  giveUpCount: {
    id: 'marginalia.problem.giveUpCount',
    defaultMessage: '{count, number} of {of, plural, one {# learner} other {# learners}} were never correct.',
    description: 'Sentence in the panel of a problem while there are too few learners for percentages',
  },
  whoChooses: {
    id: 'marginalia.problem.whoChooses',
    defaultMessage: 'Answers by learner group',
    description: 'Heading of the list of answers by the strongest and the weakest third of the learners',
  },
  strongest: {
    id: 'marginalia.problem.strongest',
    defaultMessage: 'top third',
    description: 'Legend and column: learners who do best elsewhere in the course',
  },
  weakest: {
    id: 'marginalia.problem.weakest',
    defaultMessage: 'bottom third',
    description: 'Legend and column: learners who do worst elsewhere in the course',
  },
  thirdsOf: {
    id: 'marginalia.problem.thirdsOf',
    defaultMessage: 'top third {strongest} of {ofStrongest, number}, bottom third {weakest} of {ofWeakest, number}',
    description:
      'Beside an answer: learners of each third who gave it; {strongest} and {weakest} may be the word "Hidden"',
  },
  choice: {
    id: 'marginalia.problem.choice',
    defaultMessage: 'single choice',
    description: 'In the table of answers: the row is one choice of a question where several may be ticked',
  },
  answers: {
    id: 'marginalia.problem.answers',
    defaultMessage: 'Answers',
    description: 'Heading of the list of answers that learners gave',
  },
  choices: {
    id: 'marginalia.problem.choices',
    defaultMessage: 'Single choices',
    description: 'Heading of the list of choices, for questions where several may be ticked',
  },
  part: {
    id: 'marginalia.problem.part',
    defaultMessage: 'Question',
    description: 'Label of the selection of one question of a problem with several',
  },
  partOption: {
    id: 'marginalia.problem.partOption',
    defaultMessage: '{n, number} of {total, number}: {question}',
    description: 'One entry of the selection of a question; {question} is its beginning',
  },
  partNumber: {
    id: 'marginalia.problem.partNumber',
    defaultMessage: '{n, number} of {total, number}',
    description: 'One entry of the selection of a question that has no text',
  },
  partRate: {
    id: 'marginalia.problem.partRate',
    defaultMessage: 'Correct on first attempt: {first}. Eventually correct: {end}.',
    description: 'Below the selected question of a problem with several; {first} and {end} are for instance "38 of 61"',
  },
  first: {
    id: 'marginalia.problem.first',
    defaultMessage: 'first attempt',
    description: 'Legend and column: learners whose first submission had this answer',
  },
  last: {
    id: 'marginalia.problem.last',
    defaultMessage: 'last attempt',
    description: 'Legend and column: learners whose last submission had this answer',
  },
  right: {
    id: 'marginalia.problem.right',
    defaultMessage: 'correct',
    description: 'Beside an answer that was marked correct',
  },
  keyed: {
    id: 'marginalia.problem.keyed',
    defaultMessage: 'Check this: marked correct, but learners who do well elsewhere choose another answer',
    description: 'At an answer in the list that a finding points at: the answer key may be wrong',
  },
  preferred: {
    id: 'marginalia.problem.preferred',
    defaultMessage: 'Check this: chosen by learners who do well elsewhere',
    description: 'At an answer in the list that a finding points at',
  },
  changed: {
    id: 'marginalia.problem.changed',
    defaultMessage: 'graded differently over time',
    description: 'Beside an answer that was once right and once wrong',
  },
  varies: {
    id: 'marginalia.problem.varies',
    defaultMessage: 'correct for some, incorrect for others',
    description:
      'Beside an answer of a question that asks each learner with other numbers: it was right for one and wrong for another',
  },
  drawnAnew: {
    id: 'marginalia.problem.drawnAnew',
    defaultMessage:
      'Values are randomized per learner, so one answer can be correct for some and wrong for others. Compare rates, not answers.',
    description: 'Above the answers of a problem whose numbers are drawn at random for each learner',
  },
  wrong: {
    id: 'marginalia.problem.wrong',
    defaultMessage: 'incorrect',
    description: 'In the table of answers: an answer that was marked incorrect',
  },
  mark: {
    id: 'marginalia.problem.mark',
    defaultMessage: 'Grading',
    description: 'Column of the table of answers: right or wrong',
  },
  answer: {
    id: 'marginalia.problem.answer',
    defaultMessage: 'Answer',
    description: 'Column of the table of answers',
  },
  question: {
    id: 'marginalia.problem.question',
    defaultMessage: 'Question',
    description: 'Column of the table of answers of a problem with several questions: its number',
  },
  other: {
    id: 'marginalia.problem.other',
    defaultMessage: 'Other answers ({texts, plural, one {# text} other {# texts}}, each from few learners)',
    description: 'Row of the list of answers for those whose texts are not told',
  },
  empty: {
    id: 'marginalia.problem.empty',
    defaultMessage: 'no answer',
    description: 'In place of an answer that was left empty',
  },
  variants: {
    id: 'marginalia.problem.variants',
    defaultMessage: 'also typed {texts}',
    description: 'Beside an answer: texts that count as the same one; {texts} is a list',
  },
  noAnswers: {
    id: 'marginalia.problem.noAnswers',
    defaultMessage: 'Events don’t say what learners answered here.',
    description: 'In place of the list of answers, where there is none',
  },
  answersCaption: {
    id: 'marginalia.problem.answersCaption',
    defaultMessage: 'Learners by their first and last answer',
    description: 'Caption of the table of answers',
  },
  learners: {
    id: 'marginalia.problem.learners',
    defaultMessage: 'learners',
    description: 'Company of the number of attempts: per how many learners; a column of a table too',
  },
  median: {
    id: 'marginalia.problem.median',
    defaultMessage: '{total, number} in total, at most {max, number}',
    description: 'Below the average number of attempts',
  },
  medianOrMore: {
    id: 'marginalia.problem.medianOrMore',
    defaultMessage: '{total, number} in total; some made {max, number} or more',
    description:
      'Below the average number of attempts, where the largest number itself is hidden because too few learners made it',
  },
  middleTries: {
    id: 'marginalia.problem.middleTries',
    defaultMessage: 'median; at most {max, number}',
    description:
      'Below the median number of attempts, where the average is hidden because too few learners made a second attempt',
  },
  middleTriesOrMore: {
    id: 'marginalia.problem.middleTriesOrMore',
    defaultMessage: 'median; some made {max, number} or more',
    description: 'Below the median number of attempts, where the average and the largest number are hidden',
  },
  help: {
    id: 'marginalia.problem.help',
    defaultMessage: 'Help used',
    description: 'Heading of the part about hints and shown answers',
  },
  hint: {
    id: 'marginalia.problem.hint',
    defaultMessage: 'Used a hint',
    description: 'Row: learners who took a hint',
  },
  shown: {
    id: 'marginalia.problem.shown',
    defaultMessage: 'Viewed the answer',
    description: 'Row: learners who had the answer shown',
  },
  times: {
    id: 'marginalia.problem.times',
    defaultMessage: '{n, plural, one {# time} other {# times}} in total',
    description: 'Beside the number of learners who took a hint or had the answer shown',
  },
  noHelp: {
    id: 'marginalia.problem.noHelp',
    defaultMessage: 'No learners used help here.',
    description: 'In the part about hints and shown answers',
  },
  trend: {
    id: 'marginalia.problem.trend',
    defaultMessage: 'Over time',
    description: 'Heading of the part with first attempts by week',
  },
  trendLegend: {
    id: 'marginalia.problem.trendLegend',
    defaultMessage: 'correct on first attempt, by week',
    description: 'Beside the heading of the part with first attempts by week',
  },
  trendDesc: {
    id: 'marginalia.problem.trendInWords',
    defaultMessage:
      'Week of {from}: {first} of {firstOf, number} learners. Week of {to}: {last} of {lastOf, number} learners.',
    description:
      'What the chart of first attempts by week shows, in words; {first} and {last} are percentages, such as "62% of 85 learners"',
  },
  trendCaption: {
    id: 'marginalia.problem.trendCaption',
    defaultMessage: 'Correct on first attempt, by week',
    description: 'Caption of the table of first attempts by week',
  },
  week: {
    id: 'marginalia.problem.week',
    defaultMessage: 'Week of',
    description: 'Column of the table of first attempts by week',
  },
  rate: {
    id: 'marginalia.problem.rate',
    defaultMessage: 'First attempt',
    description: 'Column of the table of first attempts by week',
  },
  edited: {
    id: 'marginalia.problem.edited',
    defaultMessage: '▲ changed and published {dates}',
    description: 'Below the chart by week: when the problem was edited; {dates} is a list of dates',
  },
  didItHelp: {
    id: 'marginalia.problem.didItHelp',
    defaultMessage: 'Did the edit help?',
    description: 'Heading of the part that compares learners before and after the problem was edited',
  },
  editBetter: {
    id: 'marginalia.problem.editBetter',
    defaultMessage:
      'Changed {date}: {before} correct on first attempt before, {after} after. Likely {low} to {high} points higher.',
    description: 'What came of an edit; {before} and {after} read "12 of 40", {low} and {high} are signed numbers',
  },
  editWorse: {
    id: 'marginalia.problem.editWorse',
    defaultMessage:
      'Changed {date}: {before} correct on first attempt before, {after} after. Likely {low} to {high} points lower.',
    description: 'What came of an edit; {before} and {after} read "12 of 40", {low} and {high} are signed numbers',
  },
  undecided: {
    id: 'marginalia.problem.undecided',
    defaultMessage:
      'Changed {date}: {before} correct on first attempt before, {after} after. Could be chance (likely {low} to {high} points).',
    description: 'What came of an edit; {before} and {after} read "12 of 40", {low} and {high} are signed numbers',
  },
  untried: {
    id: 'marginalia.problem.untried',
    defaultMessage: 'Changed {date}. No first attempts since.',
    description: 'About an edit of a problem',
  },
  tooFewAround: {
    id: 'marginalia.problem.tooFewAround',
    defaultMessage: 'Changed {date}. Too few attempts before or after to compare.',
    description: 'About an edit of a problem',
  },
  otherLearners: {
    id: 'marginalia.problem.otherLearners',
    defaultMessage: 'Learners before and after differ, so the edit may not explain all of it.',
    description: 'Warning below the comparison of learners before and after an edit',
  },
  discriminationTitle: {
    id: 'marginalia.problem.discriminationTitle',
    defaultMessage: 'Do stronger learners do better here?',
    description: 'Heading of the part about discrimination',
  },
  better: {
    id: 'marginalia.problem.better',
    defaultMessage: 'Yes: learners who do well elsewhere also do better here.',
    description: 'What the discrimination says',
  },
  worse: {
    id: 'marginalia.problem.worse',
    defaultMessage: 'No. Learners who do well elsewhere do worse here. Check the answer key.',
    description: 'What the discrimination says',
  },
  unclear: {
    id: 'marginalia.problem.unclear',
    defaultMessage: 'Too early to tell: top and bottom third do about the same here.',
    description: 'What the discrimination says',
  },
  discriminationNumbers: {
    id: 'marginalia.problem.discriminationNumbers',
    defaultMessage: 'Correlation {value}, likely {low} to {high}, {of, plural, one {# learner} other {# learners}}.',
    description: 'The numbers of the discrimination',
  },
  discriminationRange: {
    id: 'marginalia.problem.discriminationRange',
    defaultMessage: 'Correlation {value}, likely {low} to {high}.',
    description: 'The numbers of the discrimination, where how many learners it rests on is hidden',
  },
  gone: {
    id: 'marginalia.problem.gone',
    defaultMessage: 'no longer offered',
    description: 'Beside an answer that learners gave and that the course offers no more',
  },
  choiceHint: {
    id: 'marginalia.problem.choiceHint',
    defaultMessage: 'Feedback: {hint}',
    description: 'Below a choice: what whoever chooses it gets to read',
  },
  accepted: {
    id: 'marginalia.problem.accepted',
    defaultMessage: 'Accepted: {answers}',
    description: 'Below a question without choices: what counts as right; {answers} is a list',
  },
  tolerance: {
    id: 'marginalia.problem.tolerance',
    defaultMessage: '{text} ± {tolerance}',
    description: 'One accepted number with how far off one may be, for instance "3.14 ± 5%"',
  },
  pattern: {
    id: 'marginalia.problem.pattern',
    defaultMessage: 'the pattern {text}',
    description: 'One accepted answer that is a regular expression',
  },
  published: {
    id: 'marginalia.problem.published',
    defaultMessage: 'As published',
    description: 'Heading of the part that tells how the author set the problem up',
  },
  attemptsAllowed: {
    id: 'marginalia.problem.attemptsAllowed',
    defaultMessage: '{n, plural, =0 {Unlimited attempts} one {# attempt allowed} other {# attempts allowed}}',
    description: 'How often a learner may submit the problem; 0 stands for no limit',
  },
  points: {
    id: 'marginalia.problem.points',
    defaultMessage: '{n, plural, one {# point} other {# points}}',
    description: 'What the problem is worth',
  },
  countsTo: {
    id: 'marginalia.problem.countsTo',
    defaultMessage: 'Counts to {format}',
    description: 'The kind of assignment a problem belongs to; {format} is the author’s word, such as Homework',
  },
  graded: {
    id: 'marginalia.problem.graded',
    defaultMessage: 'Graded',
    description: 'The problem counts to the grade',
  },
  due: {
    id: 'marginalia.problem.due',
    defaultMessage: 'Due {date}',
    description: 'When the problem has to be done',
  },
  hidden: {
    id: 'marginalia.problem.hidden',
    defaultMessage: 'Hidden from learners',
    description: 'The problem is published for the course team only',
  },
  showHints: {
    id: 'marginalia.problem.showHints',
    defaultMessage: '{n, plural, one {Show the hint} other {Show the # hints}}',
    description: 'Button that shows the hints a learner may ask for',
  },
  hideHints: {
    id: 'marginalia.problem.hideHints',
    defaultMessage: 'Hide hints',
    description: 'Button that hides the hints again',
  },
});
