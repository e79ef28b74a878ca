-- Why: what authors wrote into blocks (questions, choices with their keys, hints, lengths and transcripts of videos,
--      what counts how much), as exports of courses tell. Aspects' tables have no place for it. Every publish is kept.
-- Cost: metadata only; filled by `marginalia load course`.   Undo: DROP TABLE ${db}.block_contents.
-- Safe to re-run: yes.

CREATE TABLE IF NOT EXISTS ${db}.block_contents ${on_cluster} (
  course_key LowCardinality(String),
  block_id String,
  -- '' what the block says; `transcript/en` what is said in it; `publish`, with the course's own block, that this
  -- publish was loaded
  part LowCardinality(String),
  -- when the course was published or exported, and by which dump
  published_at DateTime64(6, 'UTC'),
  dump_id UUID,
  -- tells two versions of a block, or of a course, apart
  fingerprint String,
  -- when the block was first seen as it is now, as Aspects' sinks write times; '' where no earlier version is known
  edited_on String,
  -- JSON; '' where nothing is known but the fingerprint
  content String CODEC(ZSTD(3))
) ENGINE = ${replacing} ORDER BY (course_key, block_id, part, published_at, dump_id)
  SETTINGS index_granularity = 256;
