import type { Engine } from '../../api/store/engine';

/** Aspects' table of tags. We read it where it is, and make none: no source of ours has tags. */
export const makeTags = (engine: Engine): Promise<void> =>
  engine.command(`
    CREATE TABLE ${engine.databases.eventSink}.tag (
      id Int32, taxonomy Int32, parent Int32, value String, external_id String, lineage String, dump_id UUID,
      time_last_dumped String
    ) ENGINE = ReplacingMergeTree ORDER BY (id, time_last_dumped)`);
