import { RULES } from '../../api/metrics/attention/rules';
import { FAULTS, KINDS, STRENGTHS, type Strength } from './faults';
import { stability, unmended } from './lifeCycle';
import { type Cell, type Power, cellName, meanFound, measure } from './power';

/** What the page promises, and the tests hold: at any size at most this share of sound blocks is listed. */
export const PROMISED = 0.01;

/** Learners, and courses with eight or nine faults each. */
const RUNS = [
  [15, 216],
  [30, 216],
  [60, 216],
  [150, 216],
  [500, 36],
  [2000, 9],
] as const;
/** The others' rules are set beside ours at this size. */
const BESIDE = 150;
const ENOUGH = 0.8;

const percent = (share: number): string => `${(share * 100).toFixed(share > 0 && share < 0.01 ? 2 : 0)} %`;
const row = (cells: readonly (string | number)[]): string => `| ${cells.join(' | ')} |`;
const head = (cells: readonly string[]): string => `${row(cells)}\n${row(cells.map(() => '---'))}`;
const shareOf = (cell: Cell | undefined, of: 'found' | 'canvas' | 'moodle' | 'blackboard' = 'found'): string =>
  cell === undefined || cell.planted === 0 ? '' : percent(cell[of] / cell.planted);

/** The fewest learners from which on at least four in five are found. */
const needed = (runs: readonly Power[], name: string): string => {
  const enough = runs.map(({ cells }) => {
    const cell = cells.get(name);
    return cell !== undefined && cell.found >= ENOUGH * cell.planted;
  });
  const last = enough.lastIndexOf(false);
  const first = runs[last + 1];
  return first === undefined ? 'more' : String(first.learners);
};

/** The text of docs/findings.md; takes a few minutes. */
export const findingsPage = (): string => {
  const runs = RUNS.map(([learners, courses]) => measure(learners, courses));
  const beside = runs.find(({ learners }) => learners === BESIDE);
  const after = [15, 25, 40, 60, 100].map((since) => ({ since, ...unmended(since, 14) }));
  const grown = stability(150, 13);
  const sizes = runs.map(({ learners }) => String(learners));
  const mean = (strength: Strength): string => row([strength, ...runs.map((run) => percent(meanFound(run, strength)))]);
  return `# What the list of what is worth a look finds

How much of what is wrong with a course the list finds, how often it names something that is sound, and what a rule takes for
sound. Made by \`npm run simulate\`; the same seed gives the same numbers.

## The simulated courses

42 problems, 10 videos, 24 units. Learners differ in two correlated strengths, skewed to the left; the second half of them is
weaker; the weak stop earlier, and about a third get to the last section. They guess, try again, learn from that, do not choose
the same wrong answer twice, and one in twenty copies. Problems have slopes around 1.05. Five problems, two videos and a unit (or two)
of each course are faulty, in turn of each kind and strength. Among the sound ones are some that fool simple rules: a popular near
miss, a hard problem with a common misconception, a problem that measures little, one that measures the other strength, an easy and a
hard one, one whose hint the weak use, a video that many look into, one with closing words, and an optional unit.

A fault counts as found where its block is listed for a reason that names what is wrong. "Learners" are enrolled: a block in the middle
has 60 to 85 % of them, one in the last section about a third. The courses of each size: ${RUNS.map(([n, courses]) => `${courses} of ${n}`).join(', ')}.

## Found, on average over ${KINDS.length} kinds of fault

${head(['', ...sizes])}
${STRENGTHS.map(mean).join('\n')}
${row(['sound blocks listed', ...runs.map(({ sound }) => percent(sound.found / sound.planted))])}

The promise, which a test holds: at any of these sizes at most ${percent(PROMISED)} of sound blocks are listed. The optional unit is not
among them: nothing tells it from one that is skipped, so the list asks whether it is optional (${shareOf(beside?.optional)} at ${BESIDE}).

## Found, by kind

Strong / medium / weak.

${head(['fault', ...sizes])}
${KINDS.map((kind) =>
  row([
    kind,
    ...runs.map(({ cells }) =>
      STRENGTHS.map((one) => shareOf(cells.get(cellName(kind, one))).replace(' %', '')).join(' / '),
    ),
  ]),
).join('\n')}

## Learners needed to find four in five

Of the sizes above, the first from which on at least 80 % are found.

${head(['fault', 'what the strength is', ...STRENGTHS])}
${KINDS.map((kind) =>
  row([
    kind,
    `${FAULTS[kind].level}: ${FAULTS[kind].levels.join(', ')}`,
    ...STRENGTHS.map((one) => needed(runs, cellName(kind, one))),
  ]),
).join('\n')}

## Beside others, on the same problems

${BESIDE} learners, strong faults, and sound problems. Their rules are bands on numbers that vary by chance; the more learners, the more surely
a sound problem falls below a band that is set too high. Canvas: the upper 27 % less the lower 27 % at 0.25 or less. Moodle’s question
bank: discrimination index below 30, "very likely" needs checking. Blackboard: discrimination below 0.1, or correct by fewer than 30 % or
more than 80 %.

${head(['fault', 'ours', 'Canvas', 'Moodle', 'Blackboard'])}
${KINDS.filter((kind) => FAULTS[kind].of === 'problem')
  .map((kind) => {
    const cell = beside?.cells.get(cellName(kind, 'strong'));
    return row([kind, shareOf(cell), shareOf(cell, 'canvas'), shareOf(cell, 'moodle'), shareOf(cell, 'blackboard')]);
  })
  .join('\n')}
${row([
  '**sound problems**',
  ...(['found', 'canvas', 'moodle', 'blackboard'] as const).map((of) => shareOf(beside?.soundProblems, of)),
])}

## Over time

Of strong faults listed in courses of 300, still listed after an edit that mends nothing: ${after
    .map(({ since, listed, still }) => `${still} of ${listed} when ${since} more have come`)
    .join(', ')}.
Of courses of 150, looked at when 80, 85, 90, 95 and 100 % of the learners had come (${grown.steps} steps): ${grown.stayed} true entries
stayed, ${grown.came} came, ${grown.lost} went.

## The tests

One-sided, each against its own idea of "sound". All tests of a course are one family, in which the share of false discoveries is
held at 15 % (Benjamini and Hochberg). What is plainly sound is set aside first: tests with p above 0.5 go, and the others count as p / 0.5 among
themselves (Zhao, Small and Su 2019), for most one-sided tests of sound blocks have p-values near 1. A block comes onto the list at an adjusted p-value of
0.15 and leaves it above 0.30, so that it does not come and go ([why so](decisions/0020-what-the-list-spends-its-false-alarms-on.md)). Below 10 learners nothing is said, below 50 nothing stronger than "early",
and nothing is called strong below 100.

${head(['reason', 'finds', 'sound means', 'asked from'])}
${RULES.map(({ id, words }) => row([`\`${id}\``, words.finds, words.sound, words.gate])).join('\n')}

## When a block changes

A change, or an author’s "fixed", tells learners apart from 20 who came since on (and 10 before). Each version is tested by itself. What
was listed and does not show in the new version stays, as "watching", until so many met that version that it would have shown: its z grows with
the square root of the number of learners, and 4 is what it has to reach. Until then the numbers are those from before. A block that only got another
name has not changed. Where the course data do not tell what is in a block, a change that came with another name counts as that.

## Limits

Take the directions from the tables, not the decimals: up to 150 learners a cell rests on 15 to 50 faults, above on few. A second correct answer, and an
answer that misleads, need many learners, and so do keys of problems that measure little. That a block is not on the list does not mean
that it is sound. A near miss that draws more than seven in ten of the wrong, and more than one in eight of the top third, is listed; it may be meant so.
`;
};
