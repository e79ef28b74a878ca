-- Why: what handlers of extensions keep of a whole course. The set of a handler is one row, replaced at once; a loop can
--      go on from a checkpoint, which is its machine as it stood after an event. Both can be made again from the events.
-- Cost: metadata only; extension_store was never written to.
-- Undo: DROP TABLE ${db}.extension_kept, ${db}.extension_checkpoints.   Safe to re-run: yes.

CREATE TABLE IF NOT EXISTS ${db}.extension_kept ${on_cluster} (
  name LowCardinality(String),
  revision LowCardinality(String),
  -- of a handler or a job
  handler LowCardinality(String),
  -- '' for a job of the whole site
  course_key LowCardinality(String),
  -- microseconds, taken before the events were read; the highest wins
  version UInt64,
  removed UInt8 DEFAULT 0,
  -- how many events it was made from
  events UInt64,
  -- JSON: by key, the value and the time of its event in milliseconds
  registers String CODEC(ZSTD(3))
) ENGINE = ${replacing(version, removed)} ORDER BY (name, revision, handler, course_key) SETTINGS index_granularity = 64;

CREATE TABLE IF NOT EXISTS ${db}.extension_checkpoints ${on_cluster} (
  name LowCardinality(String),
  revision LowCardinality(String),
  handler LowCardinality(String),
  course_key LowCardinality(String),
  -- the last event that it knows: its time, microseconds, and its id
  time Int64,
  event_id UUID,
  version UInt64,
  removed UInt8 DEFAULT 0,
  events UInt64,
  -- the memory of the machine, compressed, in base64
  state String CODEC(NONE)
) ENGINE = ${replacing(version, removed)} ORDER BY (name, revision, handler, course_key, time, event_id)
SETTINGS index_granularity = 16;

DROP TABLE IF EXISTS ${db}.extension_store ${on_cluster};
