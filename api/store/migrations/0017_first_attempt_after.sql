-- Why: how long learners took until their first attempt: milliseconds since they arrived at the unit, or did anything in it.
-- Cost: metadata only; facts are recomputed, for their rules have changed.   Undo: DROP COLUMN.   Safe to re-run: yes.

ALTER TABLE ${db}.facts ${on_cluster}
  ADD COLUMN IF NOT EXISTS first_attempt_after Nullable(UInt32) CODEC(ZSTD(1)) AFTER first_try_at;
