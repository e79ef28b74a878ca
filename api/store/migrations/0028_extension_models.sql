-- Why: what models of extensions say of the learners of a block. A model looks at all of them at once, so a block is one row,
--      replaced at once (highest version). It can be made again from extension_facts.
-- Cost: metadata only; filled when an extension with a model is enabled.
-- Undo: DROP TABLE ${db}.extension_models.   Safe to re-run: yes.

CREATE TABLE IF NOT EXISTS ${db}.extension_models ${on_cluster} (
  name LowCardinality(String),
  revision LowCardinality(String),
  course_key LowCardinality(String),
  metric LowCardinality(String),
  -- which combination of parameters
  variant UInt8,
  -- '' says that the course was once whole
  block_id LowCardinality(String),
  -- microseconds, taken before anything was read; the highest wins
  version UInt64,
  removed UInt8 DEFAULT 0,
  -- hash of what it was made from: the same is not made again
  input UInt64,
  -- how often in a row it could not be computed
  failures UInt8,
  -- why there are no values; '' where there are
  problem String,
  learners Array(String),
  values Array(Float64)
) ENGINE = ${replacing(version, removed)} ORDER BY (name, revision, course_key, metric, variant, block_id)
SETTINGS index_granularity = 64;
