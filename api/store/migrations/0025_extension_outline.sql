-- Why: the one metric of an extension that the site's operator chose for the outline, by its id in the extension; '' for none.
-- Cost: metadata only.   Undo: ALTER TABLE ${db}.extensions DROP COLUMN outline.   Safe to re-run: yes.

ALTER TABLE ${db}.extensions ${on_cluster}
  ADD COLUMN IF NOT EXISTS outline String DEFAULT '' AFTER grants;
