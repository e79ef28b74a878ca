-- Why: what is asked of a window or a track is summed up by the queries that sum up facts of all time. The facts of the
--      selection stand here while they are asked about, without saying of whom they are; each question deletes its own.
-- Cost: metadata only; held in memory, on a cluster on disk.   Undo: DROP TABLE ${db}.selected_facts.   Safe to re-run: yes.

CREATE TABLE IF NOT EXISTS ${db}.selected_facts ${on_cluster} (
  -- whose question it is: a random id
  selection String,
  made_at DateTime DEFAULT now(),
  course_key LowCardinality(String),
  block_id String,
  registered UInt8,
  first_at DateTime64(6, 'UTC'),
  last_at DateTime64(6, 'UTC'),
  reached UInt8,
  completed UInt8,
  tried UInt16,
  first_right UInt16,
  ever_right UInt16,
  attempts UInt32,
  first_try_at Nullable(DateTime64(6, 'UTC')),
  first_attempt_after Nullable(UInt32),
  rest_right UInt16,
  rest_tried UInt16,
  parts Array(Tuple(part String, type String, first_answer String, first_right Int8, last_answer String, last_right Int8, ever_right Int8)),
  questions Array(LowCardinality(String)),
  hints UInt32,
  answers_shown UInt32,
  plays UInt32,
  watched Array(Tuple(UInt32, UInt32)),
  seen Array(Tuple(UInt32, UInt32)),
  twice Array(Tuple(UInt32, UInt32)),
  imputed Array(Tuple(UInt32, UInt32)),
  imputed_plays UInt32,
  lengths Array(Tuple(Float64, UInt32)),
  rewinds UInt32,
  landings Array(UInt32),
  skipped Array(Tuple(UInt32, UInt32)),
  faster UInt8,
  slower UInt8,
  captions UInt8
) ENGINE = ${memory(selection)};
