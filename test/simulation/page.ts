import { falseAlarms, power } from './falseAlarms';

/** What the page promises, and the tests hold: at any size at most this share of sound problems is listed. */
export const PROMISED = 0.01;

const RUNS = [
  [15, 2000],
  [30, 2000],
  [100, 500],
  [1000, 50],
] as const;
const POWER_RUNS = 500;

const percent = (share: number): string => `${(share * 100).toFixed(share > 0 && share < 0.01 ? 2 : 0)} %`;
const row = (cells: readonly (string | number)[]): string => `| ${cells.join(' | ')} |`;

/** The text of docs/false-alarms.md; takes a minute or two. */
export const falseAlarmsPage = (): string => {
  const alarms = RUNS.map(([learners, courses]) => falseAlarms(learners, courses));
  const found = [30, 50, 100].map((learners) => ({
    learners,
    reversed: power(learners, 'reversed', POWER_RUNS),
    marked: power(learners, 'wrong answer marked', POWER_RUNS),
  }));
  return `# False alarms

How often the list of what is worth a look names something that is sound, and how often it finds what is not. Made by
\`npm run simulate\`; the same seed gives the same numbers.

## Sound courses

Each simulated course has 20 problems that measure one thing equally well (item response model, slope 1.1), about 62 %
right the first time, one in six above 80 %, one in 25 below 30 %; each problem has three wrong answers that those who
do not know choose by chance. 8 videos are left evenly, and 10 units are reached by a little fewer from one to the next.
Nothing is wrong with any of them. Share of these sound problems that each rule marks:

${row(['learners', 'courses', 'ours', 'Blackboard', 'Canvas', 'Moodle "very likely"', 'Moodle "likely" or more'])}
${row(Array.from({ length: 7 }, () => '---'))}
${alarms
  .map((one) =>
    row([
      one.learners,
      one.courses,
      percent(one.ours),
      percent(one.blackboard),
      percent(one.canvas),
      percent(one.moodleVeryLikely),
      percent(one.moodleLikely),
    ]),
  )
  .join('\n')}

The promise, which a test holds: at any of these sizes at most ${percent(PROMISED)} of sound problems. Share of sound courses in
which ours lists anything at all, videos and units included: ${alarms.map((one) => `${percent(one.oursAnyBlock)} at ${one.learners}`).join(', ')}.

The others' rules, as their documentation states them. Blackboard: discrimination (correlation with the whole score)
below 0.1, or right by fewer than 30 % or more than 80 %. Canvas: the upper 27 % minus the lower 27 % at 0.25 or less is
shown as negative. Moodle's question bank: discrimination index (100 times the correlation with the rest) below 30 "very
likely" needs checking, below 50 "likely". They are bands on numbers that vary by chance; the more learners, the more
surely a sound problem falls below a band that is set too high.

## Broken keys

One problem of such a course has a broken key: reversed (two answers, the wrong one is marked right), or one of three
wrong answers is marked right. Share of courses in which it is listed for that reason, of ${POWER_RUNS} each:

${row(['learners', 'reversed', 'one of three wrong answers marked'])}
${row(['---', '---', '---'])}
${found.map((one) => row([one.learners, percent(one.reversed.listed), percent(one.marked.listed)])).join('\n')}

With few learners most broken keys are not found yet. The list says so by its silence only: that a block is not on it
does not mean that it is sound.

## The tests

One-sided, each against its own idea of "sound"; per reason the blocks of a course are one family, in which the share of
false discoveries is held at 10 % (Benjamini and Hochberg). A block comes onto the list at an adjusted p-value of 0.10
and leaves it above 0.20, so that it does not come and go. Below 10 learners nothing is said, below 30 nothing stronger
than "early", and nothing is called strong below 100. Where 20 learners were there before a block was changed and 20
have come since, only the latter count.

${row(['reason', 'sound means'])}
${row(['---', '---'])}
${TESTS.map((one) => row(one)).join('\n')}

## Limits

The simulated courses are simple: one strength per learner, no groups, no teaching between the problems. Take the
directions from the table, not the decimals. What is listed at 1,000 learners are problems in which, by the luck of the
draw, one wrong answer really does draw nearly three quarters of those who are wrong, strong learners among them.
`;
};

const TESTS: [string, string][] = [
  [
    '`key_may_be_wrong`',
    'being marked right does not go with being weak, and no other answer goes with being strong (Fisher’s z; the better of the two, counted twice); asked only where more of the strongest third chose that answer than the marked one',
  ],
  [
    '`confusing_distractor`',
    'of three or more wrong answers none draws above two thirds of the learners who are wrong, or it draws at most one in ten of the strongest third',
  ],
  [
    '`hard_without_recovery`',
    'at least a quarter of those who try again get there, or at least half are right in the end',
  ],
  ['`many_attempts`', 'at most a third submit five times or more'],
  ['`help_before_trying`', 'at most one in ten have the answer shown before, or without, trying'],
  [
    '`video_drop_out`',
    'in no ten seconds do more than one in ten, and three times as many as usual in this video, leave (the first 5 % and the last 10 % left out; counted as many times as places were looked at)',
  ],
  [
    '`unit_skipped`',
    'reached by at least three quarters of the learners of the smaller neighbour, before or after it; never opened: of the most who reached a later one',
  ],
];
