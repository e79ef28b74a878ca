import { type Attention, EXPERIMENT_OUTCOMES, type Experiment, type Outline } from '@marginalia/contract';
import { type Table, ofRate, rateCells, disclosed } from './cells';

export const outline = (answer: Outline): Table => ({
  asOf: answer.asOf,
  definitions: ['reach', 'attempted', 'firstTry', 'coverage', 'attention'],
  columns: [
    'order',
    'id',
    'type',
    'name',
    'parent',
    'graded',
    'reach',
    'reach_source',
    'attempted',
    ...ofRate('first_try'),
    'watched',
    'worth_a_look',
  ],
  rows: answer.blocks.map((block) => [
    block.order,
    block.id,
    block.type,
    block.name,
    block.parent,
    block.graded,
    disclosed(block.reach),
    block.reachSource,
    disclosed(block.attempted),
    ...rateCells(block.firstTry),
    disclosed(block.watched),
    block.attention ? block.attention.items : null,
  ]),
});

export const attention = (answer: Omit<Attention, 'learners'>): Table => ({
  asOf: answer.asOf,
  definitions: ['attention'],
  columns: ['place', 'block', 'type', 'name', 'reason', 'also', 'evidence', 'learners', 'listed_since'],
  rows: answer.items.map((item, index) => [
    index + 1,
    item.block.id,
    item.block.type,
    item.block.name,
    item.reason,
    item.also.join(' '),
    item.evidence,
    disclosed(item.learners),
    item.listedSince,
  ]),
});

/** A row for each group of each content experiment and each outcome. */
export const experiments = (answers: readonly Experiment[]): Table => ({
  asOf: answers[0]?.asOf ?? null,
  definitions: ['experiment', 'reach'],
  columns: [
    ...['experiment', 'experiment_name', 'group', 'group_name', 'learners'],
    ...['outcome', 'mean', 'mean_of', 'difference', 'difference_low', 'difference_high'],
  ],
  rows: answers.flatMap(({ block, arms }) =>
    arms.flatMap((arm) =>
      EXPERIMENT_OUTCOMES.map((outcome) => {
        const { mean, difference } = arm[outcome];
        return [
          ...[block.id, block.name, arm.block.id, arm.block.name, disclosed(arm.learners), outcome],
          ...(mean.kind === 'value' ? [mean.value, mean.of] : [disclosed(mean), null]),
          ...(difference?.kind === 'value'
            ? [difference.value, difference.low, difference.high]
            : [difference && disclosed(difference), null, null]),
        ];
      }),
    ),
  ),
});
