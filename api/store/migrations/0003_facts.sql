-- Why: what one learner did with one block. A panel reads its block's rows; the outline groups them.
--      Rows are recomputed from the learner's whole history and replaced (highest version), never incremented.
--      A container's row (course, section, subsection, unit) sums up what the learner did inside it.
-- Cost: metadata only; filled by the recomputation.   Undo: DROP TABLE ${db}.facts.   Safe to re-run: yes.

CREATE TABLE IF NOT EXISTS ${db}.facts ${on_cluster} (
  course_key LowCardinality(String),
  block_id String,
  learner String,
  -- microseconds, taken before the history was read; the highest wins
  version UInt64,
  removed UInt8 DEFAULT 0,
  -- ever registered in the course
  registered UInt8,
  -- the last of registered and unregistered is registered (course row)
  enrolled UInt8,
  mode LowCardinality(String),
  first_at DateTime64(6, 'UTC'),
  last_at DateTime64(6, 'UTC'),
  -- 1 completion, 2 navigation, 4 activity
  reached UInt8,
  completed UInt8,
  -- problems tried, right the first time, ever right: 0 or 1 for a problem, sums in a container
  tried UInt16,
  first_right UInt16,
  ever_right UInt16,
  attempts UInt32,
  first_try_at Nullable(DateTime64(6, 'UTC')),
  -- other problems of the course: right at the first try, of tried
  rest_right UInt16,
  rest_tried UInt16,
  parts Array(Tuple(part String, type String, first_answer String, first_right Int8, last_answer String, last_right Int8, ever_right Int8)),
  questions Array(LowCardinality(String)),
  hints UInt32,
  answers_shown UInt32,
  plays UInt32,
  -- whole seconds [from, to), as often as watched; seen: the same without repeats
  watched Array(Tuple(UInt32, UInt32)),
  seen Array(Tuple(UInt32, UInt32)),
  imputed Array(Tuple(UInt32, UInt32)),
  imputed_plays UInt32,
  -- video lengths that events stated, and how often
  lengths Array(Tuple(Float64, UInt32)),
  rewinds UInt32,
  faster UInt8,
  slower UInt8,
  captions UInt8
) ENGINE = ${replacing(version, removed)} ORDER BY (course_key, block_id, learner) SETTINGS index_granularity = 1024;

-- The facts of one block, summed up over its learners: registered ones and others apart, for in a course where nobody
-- registered everybody counts. The outline reads these. Recomputed for the blocks whose facts changed, and replaced.
CREATE TABLE IF NOT EXISTS ${db}.block_totals ${on_cluster} (
  course_key LowCardinality(String),
  block_id String,
  registered UInt8,
  version UInt64,
  learners UInt32,
  reached UInt32,
  reached_bits UInt8,
  attempted UInt32,
  tried UInt64,
  first_right UInt64,
  viewers UInt32,
  -- distinct seconds seen inside the duration, summed over viewers
  seen UInt64,
  -- the commonest positive length that events state, whoever sent them (ties: the largest); 0: none
  duration Float64,
  as_of DateTime64(6, 'UTC')
) ENGINE = ${replacing(version)} ORDER BY (course_key, block_id, registered) SETTINGS index_granularity = 1024;
