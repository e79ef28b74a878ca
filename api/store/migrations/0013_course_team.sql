-- Why: what the course team does here: who looked at single learners (audit), what they answered to a mark, what they
--      noted on the time axis. Nothing of this can be derived again.
-- Cost: metadata only.   Undo: holds the team's own records; nothing here drops them.   Safe to re-run: yes.

CREATE TABLE IF NOT EXISTS ${db}.audit ${on_cluster} (
  at DateTime64(6, 'UTC') DEFAULT now64(6),
  -- the LMS's user id and name of whoever looked
  person String,
  username String,
  course_key String,
  -- learners, learner, export, answer
  action LowCardinality(String),
  -- the learner looked at; '' of a list
  learner String,
  -- how many learners were told, and what the list was narrowed by, as JSON
  learners UInt32,
  details String,
  request_id String
) ENGINE = ${merge_tree} ORDER BY (course_key, at);

CREATE TABLE IF NOT EXISTS ${db}.mark_answers ${on_cluster} (
  course_key LowCardinality(String),
  learner String,
  rule LowCardinality(String),
  -- contacted, fine, wrong; '' takes the answer back
  answer LowCardinality(String),
  at DateTime64(6, 'UTC'),
  person String,
  username String
) ENGINE = ${replacing(at)} ORDER BY (course_key, learner, rule);

CREATE TABLE IF NOT EXISTS ${db}.course_notes ${on_cluster} (
  course_key LowCardinality(String),
  id UUID,
  day Date,
  -- '' where it was taken off again
  text String,
  at DateTime64(6, 'UTC'),
  person String,
  username String
) ENGINE = ${replacing(at)} ORDER BY (course_key, id);
