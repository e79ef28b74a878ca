-- Why: the key that our questions to another server are signed with is a secret, and kept where the others are.
-- Cost: metadata only.
-- Undo: ALTER TABLE ${db}.extension_providers ADD COLUMN key String (the servers have to be connected again).   Safe to re-run: yes.

ALTER TABLE ${db}.extension_providers ${on_cluster} DROP COLUMN IF EXISTS key;
