-- Why: servers of others whose cards stand beside ours, and the key that our questions to each are signed with.
-- Cost: metadata only; a row for each server.
-- Undo: DROP TABLE ${db}.extension_providers (the servers have to be connected again).   Safe to re-run: yes.

CREATE TABLE IF NOT EXISTS ${db}.extension_providers ${on_cluster} (
  name String,
  url String,
  -- how long we wait for an answer, milliseconds
  deadline UInt32,
  experimental UInt8,
  key String,
  removed UInt8,
  at DateTime64(6, 'UTC') DEFAULT now64(6)
) ENGINE = ${replacing(at)} ORDER BY name SETTINGS index_granularity = 64;
