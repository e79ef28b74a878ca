-- Why: the seconds a learner watched twice or more, so that panels are summed up by the database; and `skipped` now
--      holds only what was never watched. Rows made before are made anew by the recomputation at the next start.
-- Cost: metadata only.   Undo: ALTER TABLE ${db}.facts DROP COLUMN twice.   Safe to re-run: yes.

ALTER TABLE ${db}.facts ${on_cluster} ADD COLUMN IF NOT EXISTS twice Array(Tuple(UInt32, UInt32))
