-- Why: how many tabs a learner had in a subsection when going from one to another: without that, a tab's number says
--      nothing where some units are hidden from learners. Whom blocks are offered to needs no column: it is in the JSON
--      of a publish, and `load course` stores a file that was loaded before once more, now with it.
-- Cost: metadata only. The view of typed events is made anew with it, so that what is stored is typed again in the
--      background and its learners recomputed; until then a number of tabs is 0, not stated, and answers stay as they are.
-- Undo: ALTER TABLE ${db}.events DROP COLUMN tab_count.   Safe to re-run: yes.

ALTER TABLE ${db}.events ${on_cluster} ADD COLUMN IF NOT EXISTS tab_count UInt16 CODEC(ZSTD(1));
