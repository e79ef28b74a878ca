-- Why: one typed row per statement, ordered as facts are computed: a learner's history in a course, in time order.
--      Fed row by row; nothing here joins, pairs or counts, because an insert-triggered view sees one batch only.
-- Cost: metadata only; statements stored before this ran are filled in by `marginalia rebuild`.
-- Undo: DROP DATABASE ${db} (all derived, can be rebuilt).   Safe to re-run: yes.

CREATE TABLE IF NOT EXISTS ${db}.events ${on_cluster} (
  course_key LowCardinality(String),
  learner String,
  time DateTime64(6, 'UTC'),
  event_id UUID,
  verb LowCardinality(String),
  block_id String,
  -- '' for the block itself, else what follows its id: the question of a problem, `2_1`; `answer`; `hint`
  part LowCardinality(String),
  -- the statement that this one is a part of, else zero
  parent_id UUID,
  -- 0: not stated
  attempt UInt32,
  success Nullable(Bool),
  score_raw Nullable(Float64),
  score_max Nullable(Float64),
  score_scaled Nullable(Float64),
  response String,
  interaction_type LowCardinality(String),
  question LowCardinality(String),
  -- seconds of the video
  position Nullable(Float64),
  position_to Nullable(Float64),
  length Nullable(Float64),
  speed_to LowCardinality(String),
  captions Nullable(Bool),
  segments String,
  -- navigation: the unit one was on, and where one went
  tab_from LowCardinality(String),
  tab_to LowCardinality(String),
  progress Nullable(Float64),
  mode LowCardinality(String)
) ENGINE = ${replacing} ORDER BY (course_key, learner, time, event_id) SETTINGS index_granularity = 1024;

-- Which statements are here: finds a repeated id whatever its time, without reading the raw statements.
CREATE TABLE IF NOT EXISTS ${db}.statement_ids ${on_cluster} (
  event_id UUID,
  time DateTime64(6, 'UTC')
) ENGINE = ${replacing} ORDER BY (event_id, time) SETTINGS index_granularity = 256;

-- Statements that lost against another with the same id: not counted, kept to be looked at. course_key and learner:
-- whose history it stood in, '' where it was never stored. `excluded`: a typed row of it stands in events at
-- (course_key, learner, time) and is passed over by every reader.
CREATE TABLE IF NOT EXISTS ${db}.conflicts ${on_cluster} (
  event_id UUID,
  time DateTime64(6, 'UTC'),
  course_key String,
  learner String,
  excluded UInt8,
  event String CODEC(ZSTD(3)),
  noticed_at DateTime64(6, 'UTC') DEFAULT now64(6)
) ENGINE = ${replacing} ORDER BY (event_id, time, course_key, learner, event);

-- Whose history in which course changed, and when we saw it. The recomputation reads on from where it was.
CREATE TABLE IF NOT EXISTS ${db}.touched ${on_cluster} (
  at DateTime64(6, 'UTC'),
  course_key String,
  learner String
) ENGINE = ${merge_tree} ORDER BY (at, course_key, learner) TTL toDateTime(at) + INTERVAL 30 DAY;

-- Small durable notes of ours: how far the recomputation is, which course publish it has seen.
CREATE TABLE IF NOT EXISTS ${db}.state ${on_cluster} (
  name String,
  value String,
  at DateTime64(6, 'UTC') DEFAULT now64(6)
) ENGINE = ${replacing(at)} ORDER BY name;
