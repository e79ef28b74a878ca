import type { Attention, Outline } from '@marginalia/contract';
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
