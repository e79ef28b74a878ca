-- Why: the tables that Aspects' pipeline writes and we read. A site without Aspects gets the same ones, so that
--      everything after them is identical. Each is made only where it is missing and never altered.
-- Cost: metadata only.   Undo: these hold the site's data; nothing here drops them.   Safe to re-run: yes.

-- @database ${xapi}
-- @database ${event_sink}

-- @source ${xapi}.xapi_events_all
CREATE TABLE IF NOT EXISTS ${xapi}.xapi_events_all ${on_cluster} (
  event_id UUID,
  emission_time DateTime64(6),
  event String CODEC(ZSTD(3))
) ENGINE = ${replacing} ORDER BY (emission_time, event_id) PARTITION BY toYYYYMM(emission_time);

-- @source ${event_sink}.course_overviews
CREATE TABLE IF NOT EXISTS ${event_sink}.course_overviews ${on_cluster} (
  org String, course_key String, display_name String, course_start String, course_end String,
  enrollment_start String, enrollment_end String, self_paced Bool, course_data_json String,
  created String, modified String, dump_id UUID, time_last_dumped String
) ENGINE = ${merge_tree} ORDER BY (org, course_key, modified, time_last_dumped);

-- @source ${event_sink}.course_blocks
CREATE TABLE IF NOT EXISTS ${event_sink}.course_blocks ${on_cluster} (
  org String, course_key String, location String, display_name String, xblock_data_json String,
  `order` Int32 DEFAULT 0, edited_on String, dump_id UUID, time_last_dumped String
) ENGINE = ${merge_tree} PRIMARY KEY (org, course_key, location, edited_on)
  ORDER BY (org, course_key, location, edited_on, `order`);

-- @source ${event_sink}.external_id
CREATE TABLE IF NOT EXISTS ${event_sink}.external_id ${on_cluster} (
  external_user_id UUID, external_id_type String, username String, user_id Int32, dump_id UUID, time_last_dumped String
) ENGINE = ${replacing} ORDER BY (external_user_id, time_last_dumped) PARTITION BY user_id % 100;

-- @source ${event_sink}.user_profile
CREATE TABLE IF NOT EXISTS ${event_sink}.user_profile ${on_cluster} (
  id Int32, user_id Int32, name String, username String, email String, meta String, courseware String,
  language String, location String, year_of_birth String, gender String, level_of_education String,
  mailing_address String, city String, country String, state String, goals String, bio String,
  profile_image_uploaded_at String, phone_number String, dump_id UUID, time_last_dumped String
) ENGINE = ${replacing} ORDER BY (id, time_last_dumped) PARTITION BY user_id % 100;
