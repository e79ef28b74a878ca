-- Why: a touch also says from when on the history has something new, so that what was known before is not read again.
--      The default says that anything may be: whoever writes a touch without a time has the whole history read.
-- Cost: metadata only.   Undo: ALTER TABLE ${db}.touched DROP COLUMN since.   Safe to re-run: yes.

ALTER TABLE ${db}.touched ${on_cluster}
  ADD COLUMN IF NOT EXISTS since DateTime64(6, 'UTC') DEFAULT toDateTime64('1900-01-01 00:00:00', 6, 'UTC');
