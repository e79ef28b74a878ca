import {
  type Attention,
  EXPERIMENT_OUTCOMES,
  type Experiment,
  METRIC_OF,
  type Outline,
  type OutlineBlock,
} from '@marginalia/contract';
import { type Column, type Table, amount, difference, mean, plain, rate, table } from './cells';

const OUTLINE = METRIC_OF.outline;
const EXPERIMENT = METRIC_OF.experiment;

/** Where a block is, of a row that has it as `block`. */
export const place = <
  Of extends { readonly block: { id: string; type: string; name: string } | null },
>(): Column<Of>[] => [
  plain('id', ({ block }) => block?.id ?? null),
  plain('type', ({ block }) => block?.type ?? null),
  plain('name', ({ block }) => block?.name ?? null),
];

export const outline = ({ asOf, blocks, extension }: Outline): Table => ({
  ...table<OutlineBlock>(
    asOf,
    [
      plain('order', (block) => block.order),
      plain('id', (block) => block.id),
      plain('type', (block) => block.type),
      plain('name', (block) => block.name),
      plain('parent', (block) => block.parent),
      plain('graded', (block) => block.graded),
      amount('reached', OUTLINE['blocks[].reach'], (block) => block.reach),
      plain('reached_source', (block) => block.reachSource),
      amount('attempted', OUTLINE['blocks[].attempted'], (block) => block.attempted),
      rate('correct_on_first_attempt', OUTLINE['blocks[].firstTry'], (block) => block.firstTry),
      amount('watched', OUTLINE['blocks[].watched'], (block) => block.watched),
      plain('worth_a_look', (block) => block.attention?.items ?? null, OUTLINE['blocks[].attention']),
      ...(extension
        ? [mean<OutlineBlock>(extension.id, OUTLINE['blocks[].extension'], (block) => block.extension ?? null)]
        : []),
    ],
    blocks,
  ),
  ...(extension
    ? {
        notes: [
          `${extension.title} (${extension.id}), ${extension.unit}: ${extension.sentence}`,
          `extension: ${extension.by}`,
        ],
      }
    : {}),
});

export const attention = ({ asOf, items }: Omit<Attention, 'learners'>): Table =>
  table<{ place: number; item: Attention['items'][number] }>(
    asOf,
    [
      plain('place', (row) => row.place),
      plain('block', ({ item }) => item.block.id),
      plain('type', ({ item }) => item.block.type),
      plain('name', ({ item }) => item.block.name),
      plain('reason', ({ item }) => item.reason),
      plain('also', ({ item }) => item.also.join(' ')),
      plain('evidence', ({ item }) => item.evidence),
      amount('learners', METRIC_OF.attention['items[].learners'], ({ item }) => item.learners),
      plain('listed_since', ({ item }) => item.listedSince),
    ],
    items.map((item, index) => ({ place: index + 1, item })),
  );

/** A row for each group of each content experiment and each outcome. */
export const experiments = (reports: readonly Experiment[]): Table =>
  table<{
    block: Experiment['block'];
    arm: Experiment['arms'][number];
    outcome: (typeof EXPERIMENT_OUTCOMES)[number];
  }>(
    reports[0]?.asOf ?? null,
    [
      plain('experiment', ({ block }) => block.id, EXPERIMENT['arms[].reached']),
      plain('experiment_name', ({ block }) => block.name),
      plain('group', ({ arm }) => arm.block.id),
      plain('group_name', ({ arm }) => arm.block.name),
      amount('learners', EXPERIMENT['arms[].learners'], ({ arm }) => arm.learners),
      plain('outcome', ({ outcome }) => outcome),
      mean('average', EXPERIMENT['arms[].reached'], ({ arm, outcome }) => arm[outcome].mean),
      difference('difference', EXPERIMENT['arms[].reached'], ({ arm, outcome }) => arm[outcome].difference),
    ],
    reports.flatMap(({ block, arms }) =>
      arms.flatMap((arm) => EXPERIMENT_OUTCOMES.map((outcome) => ({ block, arm, outcome }))),
    ),
  );
