import { RULES } from '../../api/metrics/attention/rules';
import { FAULTS, KINDS, STRENGTHS, type Strength } from './faults';
import { stability, unmended } from './lifeCycle';
import { type Cell, type Power, cellName, meanFound, measure } from './power';

/** What the page promises, and the tests hold: at each size at most this share of sound blocks is listed. */
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

const percent = (share: number): string => `${(share * 100).toFixed(share > 0 && share < 0.01 ? 2 : 0)}%`;
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
  return `# How good the list of findings is

The list of what is worth a look should find what is wrong with a course and leave the rest alone. This page shows, on simulated
courses, how many faults it finds, how often it lists a sound block, and what each rule means by sound. \`npm run simulate\` makes the
page; the same seed gives the same numbers.

## The simulated courses

Each course has 42 problems, 10 videos and 24 units.

- **Learners** differ in two correlated abilities, skewed to the left. The second half of them is weaker. Weaker learners stop earlier,
  and about a third reach the last section. Learners guess, try again, learn from mistakes and do not choose the same wrong answer
  twice; one in twenty copies.
- **Faults.** Problems have slopes around 1.05. Five problems, two videos and one or two units of each course are faulty, with each
  kind and strength of fault in turn.
- **Sound blocks that fool simple rules:** a popular near miss, a hard problem with a common misconception, a problem that measures
  little, one that measures the other ability, an easy and a hard one, one whose hint weaker learners use, a video that many only
  sample, one with closing words, and an optional unit.

A fault counts as found if its block is listed for a reason that names what is wrong. Column heads are numbers of enrolled learners: a
block in the middle of the course is reached by 60 to 85% of them, one in the last section by about a third. Courses of each size:
${RUNS.map(([n, courses]) => `${n} learners: ${courses}`).join('; ')}.

## Faults found, on average over ${KINDS.length} kinds

${head(['', ...sizes])}
${STRENGTHS.map(mean).join('\n')}
${row(['sound blocks listed', ...runs.map(({ sound }) => percent(sound.found / sound.planted))])}

The promise, checked by a test: at each of these sizes, at most ${percent(PROMISED)} of sound blocks are listed. This leaves out the optional unit. Nothing
distinguishes it from a skipped one, so the list asks whether it is optional (${shareOf(beside?.optional)} at ${BESIDE} learners).

## Faults found, by kind

In %: strong / medium / weak.

${head(['fault', ...sizes])}
${KINDS.map((kind) =>
  row([
    kind,
    ...runs.map(({ cells }) =>
      STRENGTHS.map((one) => shareOf(cells.get(cellName(kind, one))).replace('%', '')).join(' / '),
    ),
  ]),
).join('\n')}

## Learners needed to find four in five

The smallest of the sizes above from which at least 80% are found.

${head(['fault', 'measure of strength: strong, medium, weak', ...STRENGTHS])}
${KINDS.map((kind) =>
  row([
    kind,
    `${FAULTS[kind].level}: ${FAULTS[kind].levels.join(', ')}`,
    ...STRENGTHS.map((one) => needed(runs, cellName(kind, one))),
  ]),
).join('\n')}

## Compared with other products, on the same problems

With ${BESIDE} learners, for strong faults and sound problems. The other products flag a number below a fixed limit, without regard to chance. If the
limit is too high, more learners only make it more certain that a sound problem falls below it. Their rules:

- **Canvas:** top 27% minus bottom 27% is 0.25 or less.
- **Moodle’s question bank:** discrimination index below 30 ("very likely" needs checking).
- **Blackboard:** discrimination below 0.1, or fewer than 30% or more than 80% correct.

${head(['fault', 'Marginalia', 'Canvas', 'Moodle', 'Blackboard'])}
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

Strong faults in courses of 300 that are still listed after an edit that fixes nothing: ${after
    .map(({ since, listed, still }) => `${still} of ${listed} after ${since} more learners`)
    .join(', ')}.

Courses of 150, checked when 80, 85, 90, 95 and 100% of the learners had come (${grown.steps} steps): ${grown.stayed} true entries stayed; added:
${grown.came}, dropped: ${grown.lost}.

## The tests

Each rule is a one-sided test against its own definition of "sound".

- All tests of a course form one family. The share of false discoveries is kept at 15% (Benjamini and Hochberg).
- Most tests of sound blocks have p-values near 1. So tests with p above 0.5 are dropped first, and the others count as p / 0.5 among
  themselves (Zhao, Small and Su 2019).
- A block joins the list at an adjusted p-value of 0.15 and leaves it above 0.30, so that it does not come and go
  ([why](decisions/0020-what-the-list-spends-its-false-alarms-on.md)).
- Below 10 learners nothing is listed. Below 50 the evidence is called "early"; it is called "strong" only from 100.

${head(['reason', 'finds', 'sound means', 'tested from'])}
${RULES.map(({ id, words }) => row([`\`${id}\``, words.finds, words.sound, words.gate])).join('\n')}

## When a block changes

After a change, or an author’s "fixed", learners are split into those before and those since, once there are 10 before and 20 since. Each
version is tested separately.

A listed fault that does not show in the new version stays, as "watching", until enough learners have met that version for the fault to
show. (Its z grows with the square root of the number of learners, and must reach 4.) Until then the numbers are those from before.

A block that was only renamed has not changed. If the course data do not say what is in a block, a change that came with a new name
counts as a rename.

## Limits

- Read the tables for directions, not decimals. Up to 150 learners a cell rests on 15 to 50 faults; above that, on only a few.
- A second correct answer, a misleading answer, and wrong keys of problems that measure little need many learners to be found.
- A block that is not listed may still be faulty.
- A near miss is listed if it draws more than seven in ten of the incorrect learners and more than one in eight of the top third. It may
  be intended.
`;
};
