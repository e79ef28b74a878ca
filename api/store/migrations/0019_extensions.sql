-- Why: extensions, and what they say of learners. An extension says something about one learner; learners are counted when
--      an answer is made. All that one learner's history says is one row, replaced as a whole (highest version).
-- Cost: metadata only; filled when an extension is enabled.
-- Undo: DROP TABLE ${db}.extensions, ${db}.extension_revisions, ${db}.extension_facts, ${db}.derived_events,
--       ${db}.extension_store, ${db}.extension_outbox (the extensions have to be added again).   Safe to re-run: yes.

CREATE TABLE IF NOT EXISTS ${db}.extensions ${on_cluster} (
  -- acme/time-on-task
  name String,
  -- added, on, paused, disabled, removed
  state LowCardinality(String),
  -- the revision that answers; the one that is being filled; the one before: '' for none
  active String,
  next String,
  previous String,
  -- JSON: "all", or a list of course keys
  courses String,
  -- JSON: a list of grants
  grants String,
  at DateTime64(6, 'UTC') DEFAULT now64(6)
) ENGINE = ${replacing(at)} ORDER BY name SETTINGS index_granularity = 64;

CREATE TABLE IF NOT EXISTS ${db}.extension_revisions ${on_cluster} (
  name String,
  -- hash of the bundle
  revision String,
  version String,
  -- JSON, checked when it was added
  manifest String CODEC(ZSTD(3)),
  bundle String CODEC(ZSTD(3)),
  -- JSON: pages by name
  files String CODEC(ZSTD(3)),
  at DateTime64(6, 'UTC') DEFAULT now64(6)
) ENGINE = ${replacing(at)} ORDER BY (name, revision) SETTINGS index_granularity = 64;

CREATE TABLE IF NOT EXISTS ${db}.extension_facts ${on_cluster} (
  name LowCardinality(String),
  revision LowCardinality(String),
  course_key LowCardinality(String),
  learner String,
  -- microseconds, taken before the history was read; the highest wins
  version UInt64,
  removed UInt8 DEFAULT 0,
  -- how often in a row it could not be computed; then the arrays are empty
  failures UInt8,
  -- one entry a value, in four arrays; variant: which combination of parameters
  metrics Array(LowCardinality(String)),
  variants Array(UInt8),
  blocks Array(LowCardinality(String)),
  values Array(Float64)
) ENGINE = ${replacing(version, removed)} ORDER BY (name, revision, course_key, learner) SETTINGS index_granularity = 512;

-- Events that extensions conclude from a history: of each learner the whole set, replaced at once.
CREATE TABLE IF NOT EXISTS ${db}.derived_events ${on_cluster} (
  course_key LowCardinality(String),
  learner String,
  name LowCardinality(String),
  revision LowCardinality(String),
  version UInt64,
  removed UInt8 DEFAULT 0,
  ids Array(UUID),
  -- microseconds
  times Array(Int64),
  verbs Array(LowCardinality(String)),
  blocks Array(LowCardinality(String)),
  responses Array(String)
) ENGINE = ${replacing(version, removed)} ORDER BY (course_key, learner, name, revision) SETTINGS index_granularity = 512;

-- Registers of handlers and jobs: the value with the latest event time stays.
CREATE TABLE IF NOT EXISTS ${db}.extension_store ${on_cluster} (
  name LowCardinality(String),
  course_key LowCardinality(String),
  key String,
  -- JSON
  value String,
  -- milliseconds
  at UInt64
) ENGINE = ${replacing(at)} ORDER BY (name, course_key, key) SETTINGS index_granularity = 512;

-- What jobs are about to do in the world, written before it is done and marked afterwards.
CREATE TABLE IF NOT EXISTS ${db}.extension_outbox ${on_cluster} (
  name LowCardinality(String),
  job LowCardinality(String),
  course_key LowCardinality(String),
  -- microseconds
  scheduled Int64,
  number UInt16,
  -- JSON
  effect String,
  -- intended, sent, listed
  state LowCardinality(String),
  at DateTime64(6, 'UTC') DEFAULT now64(6)
) ENGINE = ${replacing(at)} ORDER BY (name, job, course_key, scheduled, number) SETTINGS index_granularity = 512;
