import { ATTENTION_REASONS, type AttentionReason } from '@marginalia/contract';
import confusingDistractor from './confusingDistractor.rule';
import correctAnswerRefused from './correctAnswerRefused.rule';
import hardWithoutRecovery from './hardWithoutRecovery.rule';
import helpBeforeTrying from './helpBeforeTrying.rule';
import keyMayBeWrong from './keyMayBeWrong.rule';
import manyAttempts from './manyAttempts.rule';
import nobodyCorrect from './nobodyCorrect.rule';
import noSuccessAfterHint from './noSuccessAfterHint.rule';
import secondCorrectAnswer from './secondCorrectAnswer.rule';
import type { AnyRule } from './rule';
import unitSkipped from './unitSkipped.rule';
import videoDropOut from './videoDropOut.rule';
import worseAfterEdit from './worseAfterEdit.rule';

const BY_REASON: Readonly<Record<AttentionReason, AnyRule>> = {
  key_may_be_wrong: keyMayBeWrong,
  correct_answer_refused: correctAnswerRefused,
  nobody_correct: nobodyCorrect,
  second_correct_answer: secondCorrectAnswer,
  no_success_after_hint: noSuccessAfterHint,
  worse_after_edit: worseAfterEdit,
  confusing_distractor: confusingDistractor,
  hard_without_recovery: hardWithoutRecovery,
  many_attempts: manyAttempts,
  help_before_trying: helpBeforeTrying,
  video_drop_out: videoDropOut,
  unit_skipped: unitSkipped,
};

/** The rules, in the order in which the list prefers their reasons: a new one is a file here and a shape in the contract. */
export const RULES: readonly AnyRule[] = ATTENTION_REASONS.map((reason) => BY_REASON[reason]);

export const ruleOf = (reason: AttentionReason): AnyRule => BY_REASON[reason];
export type { Tested } from './rule';
