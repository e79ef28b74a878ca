-- Why: who uses the panels, as a number of people by course and day: the page about data health tells it. A person is a hash
--      with a salt of this site's own; nothing here says what anybody looked at.
-- Cost: metadata only; a row for each person, course and day, kept for 90 days.
-- Undo: DROP TABLE ${db}.panel_use.   Safe to re-run: yes.

CREATE TABLE IF NOT EXISTS ${db}.panel_use ${on_cluster} (
  day Date,
  course_key LowCardinality(String),
  person UInt64
) ENGINE = ${replacing} ORDER BY (course_key, day, person) TTL day + INTERVAL 90 DAY;
