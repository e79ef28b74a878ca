-- Why: what the LMS's event sink sends beside courses and ids, where it sends it to us: who is enrolled by the LMS's own
--      database, and the tags of content. Only where the tables of courses are ours: on an Aspects site nothing is made.
-- Cost: metadata only.   Undo: these hold the site's data; nothing here drops them.   Safe to re-run: yes.

-- @source ${event_sink}.course_enrollment
-- @beside ${event_sink}.course_blocks
CREATE TABLE IF NOT EXISTS ${event_sink}.course_enrollment ${on_cluster} (
  id Int32, course_key String, created String, is_active Bool, mode String, username String, user_id Int32,
  dump_id UUID, time_last_dumped String
) ENGINE = ${replacing} ORDER BY (course_key, user_id, id, time_last_dumped);

-- @source ${event_sink}.taxonomy
-- @beside ${event_sink}.course_blocks
CREATE TABLE IF NOT EXISTS ${event_sink}.taxonomy ${on_cluster} (
  id Int32, name String, dump_id UUID, time_last_dumped String
) ENGINE = ${replacing} ORDER BY (id, time_last_dumped);

-- @source ${event_sink}.tag
-- @beside ${event_sink}.course_blocks
CREATE TABLE IF NOT EXISTS ${event_sink}.tag ${on_cluster} (
  id Int32, taxonomy Int32, parent Int32, value String, external_id String, lineage String,
  dump_id UUID, time_last_dumped String
) ENGINE = ${replacing} ORDER BY (id, time_last_dumped);

-- @source ${event_sink}.object_tag
-- @beside ${event_sink}.course_blocks
CREATE TABLE IF NOT EXISTS ${event_sink}.object_tag ${on_cluster} (
  id Int32, object_id String, taxonomy Int32, tag Int32, _value String, _export_id String, lineage String,
  dump_id UUID, time_last_dumped String
) ENGINE = ${replacing} ORDER BY (id, time_last_dumped);
