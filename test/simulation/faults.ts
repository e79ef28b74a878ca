/** What is wrong with a block on purpose, how badly, and which reasons name it rightly. */
import type { AttentionReason } from '@marginalia/contract';

export const STRENGTHS = ['strong', 'medium', 'weak'] as const;
export type Strength = (typeof STRENGTHS)[number];

export const FAULTS = {
  'wrong key, choice': {
    of: 'problem',
    reasons: ['key_may_be_wrong', 'second_correct_answer'],
    levels: [1.4, 0.9, 0.6],
    level: 'slope of the problem',
  },
  'wrong key, two answers': {
    of: 'problem',
    reasons: ['key_may_be_wrong', 'second_correct_answer'],
    levels: [1.4, 0.9, 0.6],
    level: 'slope of the problem',
  },
  'wrong key, number': {
    of: 'problem',
    reasons: ['key_may_be_wrong', 'second_correct_answer'],
    levels: [1.4, 0.9, 0.6],
    level: 'slope of the problem',
  },
  'second correct answer': {
    of: 'problem',
    reasons: ['second_correct_answer', 'key_may_be_wrong', 'confusing_distractor'],
    levels: [0.65, 0.45, 0.25],
    level: 'share of those who know that give the answer not accepted',
  },
  'ambiguous wrong answer': {
    of: 'problem',
    reasons: ['confusing_distractor', 'second_correct_answer', 'key_may_be_wrong'],
    levels: [0.5, 0.35, 0.2],
    level: 'share of those who know that give it (of the others, four in five do)',
  },
  'broken grader, attempts': {
    of: 'problem',
    reasons: ['nobody_correct', 'hard_without_recovery', 'key_may_be_wrong', 'many_attempts'],
    levels: [1, 0.97, 0.93],
    level: 'share of correct answers refused',
  },
  'broken grader, code': {
    of: 'problem',
    reasons: ['nobody_correct', 'hard_without_recovery', 'many_attempts'],
    levels: [1, 0.97, 0.93],
    level: 'share of correct answers refused',
  },
  'broken grader, one attempt': {
    of: 'problem',
    reasons: ['nobody_correct', 'key_may_be_wrong'],
    levels: [1, 1, 1],
    level: 'share of correct answers refused (strong: easy problem, weak: hard problem)',
  },
  'format refused': {
    of: 'problem',
    reasons: ['correct_answer_refused', 'key_may_be_wrong'],
    levels: [0.75, 0.5, 0.25],
    level: 'share of correct answers written in a refused form',
  },
  'impossible after a hint': {
    of: 'problem',
    reasons: ['no_success_after_hint', 'nobody_correct', 'hard_without_recovery'],
    levels: [0.75, 0.5, 0.3],
    level: 'share of incorrect learners who use the hint',
  },
  'answer viewed first': {
    of: 'problem',
    reasons: ['help_before_trying'],
    levels: [0.6, 0.35, 0.2],
    level: 'share who view it first',
  },
  'worse after an edit': {
    of: 'problem',
    reasons: ['worse_after_edit', 'key_may_be_wrong', 'nobody_correct'],
    levels: [1, 0.5, 0.19],
    level: 'share of correct answers refused since the edit',
  },
  'many attempts': {
    of: 'problem',
    reasons: ['many_attempts', 'hard_without_recovery'],
    levels: [0.7, 0.55, 0.45],
    level: 'share who make five attempts or more',
  },
  'no recovery': {
    of: 'problem',
    reasons: ['hard_without_recovery', 'nobody_correct'],
    levels: [0.02, 0.08, 0.15],
    level: 'share of those who attempt it again that succeed',
  },
  'drop-off, sudden': {
    of: 'video',
    reasons: ['video_drop_out'],
    levels: [0.5, 0.3, 0.2],
    level: 'share who leave within 6 s',
  },
  'drop-off, over 40 s': {
    of: 'video',
    reasons: ['video_drop_out'],
    levels: [0.6, 0.45, 0.3],
    level: 'share who leave within 40 s',
  },
  'skipped unit': {
    of: 'unit',
    reasons: ['unit_skipped'],
    levels: [0.25, 0.45, 0.6],
    level: 'share who reach it',
  },
  'two skipped in a row': {
    of: 'unit',
    reasons: ['unit_skipped'],
    levels: [0.25, 0.45, 0.6],
    level: 'share who reach it',
  },
} as const satisfies Record<
  string,
  {
    of: 'problem' | 'video' | 'unit';
    reasons: readonly AttentionReason[];
    levels: readonly [number, number, number];
    level: string;
  }
>;

export type FaultKind = keyof typeof FAULTS;
export const KINDS = Object.keys(FAULTS) as FaultKind[];

export interface Fault {
  readonly kind: FaultKind;
  readonly strength: Strength;
}
export const levelOf = ({ kind, strength }: Fault): number => FAULTS[kind].levels[STRENGTHS.indexOf(strength)] ?? 0;
