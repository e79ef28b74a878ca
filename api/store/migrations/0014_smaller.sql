-- Why: bytes on disk. Typed events and facts are compressed harder (they are read by learner or by block, a few rows at a
--      time), and the look-up of statement ids keeps a hash of the id: whoever looks compares whole ids afterwards.
-- Cost: the codecs are metadata only, parts written before get them when they are merged; the look-up is copied once, a
--      second for each million or two. Statements that others insert in that moment are not in it: should one of them be sent
--      again with another body, that would not be noticed as a conflict.
-- Undo: none is needed.   Safe to re-run: yes.

ALTER TABLE ${db}.events ${on_cluster}
  MODIFY COLUMN learner CODEC(ZSTD(1)),
  MODIFY COLUMN time CODEC(Delta, ZSTD(1)),
  MODIFY COLUMN block_id CODEC(ZSTD(1)),
  MODIFY COLUMN parent_id CODEC(ZSTD(1)),
  MODIFY COLUMN attempt CODEC(ZSTD(1)),
  MODIFY COLUMN success CODEC(ZSTD(1)),
  MODIFY COLUMN score_raw CODEC(ZSTD(1)),
  MODIFY COLUMN score_max CODEC(ZSTD(1)),
  MODIFY COLUMN score_scaled CODEC(ZSTD(1)),
  MODIFY COLUMN response CODEC(ZSTD(1)),
  MODIFY COLUMN question CODEC(ZSTD(1)),
  MODIFY COLUMN position CODEC(ZSTD(1)),
  MODIFY COLUMN position_to CODEC(ZSTD(1)),
  MODIFY COLUMN length CODEC(ZSTD(1)),
  MODIFY COLUMN segments CODEC(ZSTD(1)),
  MODIFY COLUMN progress CODEC(ZSTD(1));

ALTER TABLE ${db}.facts ${on_cluster}
  MODIFY COLUMN block_id CODEC(ZSTD(1)),
  MODIFY COLUMN learner CODEC(ZSTD(1)),
  MODIFY COLUMN version CODEC(ZSTD(1)),
  MODIFY COLUMN first_at CODEC(ZSTD(1)),
  MODIFY COLUMN last_at CODEC(ZSTD(1)),
  MODIFY COLUMN first_try_at CODEC(ZSTD(1)),
  MODIFY COLUMN attempts CODEC(ZSTD(1)),
  MODIFY COLUMN rest_right CODEC(ZSTD(1)),
  MODIFY COLUMN rest_tried CODEC(ZSTD(1)),
  MODIFY COLUMN parts CODEC(ZSTD(1)),
  MODIFY COLUMN watched CODEC(ZSTD(1)),
  MODIFY COLUMN seen CODEC(ZSTD(1)),
  MODIFY COLUMN lengths CODEC(ZSTD(1));

DROP VIEW IF EXISTS ${db}.statement_ids_mv ${on_cluster};

-- At which times statements are here whose id has this hash: finds a repeated id whatever its time, without reading the
-- raw statements.
CREATE TABLE IF NOT EXISTS ${db}.statement_times ${on_cluster} (
  id_hash UInt64 CODEC(Delta, ZSTD(1)),
  time DateTime64(6, 'UTC') CODEC(ZSTD(1))
) ENGINE = ${replacing} ORDER BY (id_hash, time) SETTINGS index_granularity = 256;

-- Made again, empty, where this file was stopped after its last statement.
CREATE TABLE IF NOT EXISTS ${db}.statement_ids ${on_cluster} (event_id UUID, time DateTime64(6, 'UTC'))
  ENGINE = ${replacing} ORDER BY (event_id, time);

INSERT INTO ${db}.statement_times SELECT cityHash64(event_id), time FROM ${db}.statement_ids;

DROP TABLE IF EXISTS ${db}.statement_ids ${on_cluster} SYNC;
