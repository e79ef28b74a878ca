-- Why: what is computed about a whole course in the background: the difficulty of its problems (block_id: the problem,
--      '' for the course), and the list of blocks that are worth a look (block_id ''). Replaced as a whole, never
--      incremented; rows of one computation share computed_at, and rows of an earlier one count no more.
-- Cost: metadata only; filled by `serve` and by `report`.   Undo: DROP TABLE ${db}.course_models.   Safe to re-run: yes.

CREATE TABLE IF NOT EXISTS ${db}.course_models ${on_cluster} (
  course_key LowCardinality(String),
  -- `difficulty` or `attention`
  name LowCardinality(String),
  block_id String,
  computed_at DateTime64(6, 'UTC'),
  -- the newest version among the course's sums when it was computed: a newer one means that facts changed since
  source_version UInt64,
  -- which revision of our own methods computed it
  revision UInt16,
  -- learners it rests on
  learners UInt32,
  -- JSON
  model String CODEC(ZSTD(3))
) ENGINE = ${replacing(computed_at)} ORDER BY (course_key, name, block_id) SETTINGS index_granularity = 256;
