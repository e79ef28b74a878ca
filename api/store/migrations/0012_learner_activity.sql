-- Why: what one learner did in one course, in one row: days, problems, units, enrolment, grades. The course page and the
--      rules for needing help read these instead of events. Recomputed from the learner's whole history and replaced
--      (highest version), never incremented. `learner_states` is what the rules conclude from it, made in the background.
-- Cost: metadata only; filled when a learner is next touched, or for everybody by `marginalia rebuild`.
-- Undo: DROP TABLE ${db}.learner_activity, ${db}.learner_states.   Safe to re-run: yes.

CREATE TABLE IF NOT EXISTS ${db}.learner_activity ${on_cluster} (
  course_key LowCardinality(String),
  learner String,
  -- microseconds, as in facts
  version UInt64,
  removed UInt8 DEFAULT 0,
  registered UInt8,
  enrolled UInt8,
  mode LowCardinality(String),
  -- first registration; seconds since 1970, as all times below; 0: none
  registered_at UInt32,
  -- registrations and leavings in order
  moves Array(Tuple(at UInt32, enrolled UInt8, mode LowCardinality(String))),
  -- anything but enrolment and grades
  first_active UInt32,
  last_active UInt32,
  last_block LowCardinality(String),
  last_verb LowCardinality(String),
  -- days (UTC) on which anything was done, a video was watched, a problem was tried
  days Array(Date),
  video_days Array(Date),
  problem_days Array(Date),
  tried UInt16,
  first_right UInt16,
  ever_right UInt16,
  watched_seconds UInt32,
  -- problems tried or asked for help with; submissions: seconds of each; latency: seconds to the first, -1 unknown
  problems Array(Tuple(block LowCardinality(String), right UInt8, right_at UInt32, help_at UInt32, shown_at UInt32,
    latency Float32, submissions Array(UInt32))),
  -- units reached, in order of the first time
  units Array(Tuple(unit LowCardinality(String), at UInt32)),
  -- sections, subsections and the whole course (''): units reached, problems tried and right at first, videos played
  places Array(LowCardinality(String)),
  place_units Array(UInt16),
  place_problems Array(UInt16),
  place_right Array(UInt16),
  place_videos Array(UInt16),
  -- blocks completed of those that can be, and when 95 % of these, of the units, were
  done UInt16,
  done_at UInt32,
  units_at UInt32,
  -- course grade last sent, 0 to 1
  grade Nullable(Float64),
  passes Array(Tuple(at UInt32, passed UInt8))
) ENGINE = ${replacing(version, removed)} ORDER BY (course_key, learner) SETTINGS index_granularity = 512;

CREATE TABLE IF NOT EXISTS ${db}.learner_states ${on_cluster} (
  course_key LowCardinality(String),
  learner String,
  computed_at DateTime64(6, 'UTC'),
  state LowCardinality(String),
  -- its place in the order of states: sorts without knowing their names
  state_rank UInt8,
  rules Array(LowCardinality(String)),
  -- since when each rule holds, in the order of `rules`
  since Array(Date),
  -- sections in which the learner struggles
  sections Array(LowCardinality(String)),
  -- JSON: the evidence of each rule
  marks String CODEC(ZSTD(3))
) ENGINE = ${replacing(computed_at)} ORDER BY (course_key, learner) SETTINGS index_granularity = 512;
