-- Why: learners that `marginalia forget` retired. Their statements are not typed, indexed or stored any more, so that
--      neither a replayed log, nor late traffic, nor a rebuild brings them back. A hash tells nobody who they were.
-- Cost: metadata only.   Undo: an entry that is gone lets what others still keep of the learner count again.
-- Safe to re-run: yes.

CREATE TABLE IF NOT EXISTS ${db}.forgotten ${on_cluster} (
  -- SHA-256 of the learner's id, lower-case hexadecimal
  hash String,
  -- deleted, rekeyed
  mode LowCardinality(String),
  -- 0: it was stopped in between
  finished UInt8,
  -- statements that were the learner's, or named the learner, and were ours to change
  statements UInt64,
  at DateTime64(6, 'UTC') DEFAULT now64(6)
) ENGINE = ${replacing(at)} ORDER BY hash SETTINGS index_granularity = 1024;
