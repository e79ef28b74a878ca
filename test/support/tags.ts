import type { Engine } from '../../api/store/engine';

/** Aspects' table of tags, as Aspects makes it. */
export const makeTags = (engine: Engine): Promise<void> =>
  engine.command(`
    CREATE TABLE IF NOT EXISTS ${engine.databases.eventSink}.tag (
      id Int32, taxonomy Int32, parent Int32, value String, external_id String, lineage String, dump_id UUID,
      time_last_dumped String
    ) ENGINE = ReplacingMergeTree ORDER BY (id, time_last_dumped)`);
