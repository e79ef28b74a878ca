-- Why: where seeks led: seconds at which rewinds landed, and what was passed over, for the most skipped passages.
-- Cost: metadata only; rows made before are filled in when their learner is next touched, or by `marginalia rebuild`.
-- Undo: ALTER TABLE ${db}.facts DROP COLUMN landings, DROP COLUMN skipped.   Safe to re-run: yes.

ALTER TABLE ${db}.facts ${on_cluster}
  ADD COLUMN IF NOT EXISTS landings Array(UInt32),
  ADD COLUMN IF NOT EXISTS skipped Array(Tuple(UInt32, UInt32));
