-- Why: what the xAPI endpoint is asked by. One row per statement, in the order of storing, with its identifiers hashed:
--      agents, activities, verb, registration, and the statement it points at. Fed row by row from the raw statements,
--      but only on sites that have the endpoint (`serve` makes the view); elsewhere it stays empty and costs nothing.
--      `voids` is for every site: a voided statement is not counted.
-- Cost: metadata only; statements that were here before are indexed month by month when the endpoint is first served.
-- Undo: DROP TABLE ${db}.statement_index, ${db}.voids (derived, can be rebuilt).   Safe to re-run: yes.

CREATE TABLE IF NOT EXISTS ${db}.statement_index ${on_cluster} (
  stored DateTime64(6, 'UTC') CODEC(Delta, ZSTD),
  event_id UUID,
  time DateTime64(6, 'UTC') CODEC(Delta, ZSTD),
  verb LowCardinality(String),
  -- 64-bit hashes of identifiers; 0: none
  activity UInt64,
  agents Array(UInt64),
  -- what the wider filters find besides
  related_activities Array(UInt64),
  related_agents Array(UInt64),
  authority UInt64,
  registration UUID,
  -- the statement that is its object, else zero
  ref UUID,
  voiding UInt8,
  -- characters of its text: a page ends before it grows too large
  size UInt32,
  INDEX pointing ref TYPE minmax GRANULARITY 16
) ENGINE = ${replacing} ORDER BY (stored, event_id) SETTINGS index_granularity = 1024;

-- Which statement is voided by which.
CREATE TABLE IF NOT EXISTS ${db}.voids ${on_cluster} (
  target UUID,
  event_id UUID
) ENGINE = ${replacing} ORDER BY (target, event_id) SETTINGS index_granularity = 256;
