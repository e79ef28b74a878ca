import type { ClickHouseSettings } from '@clickhouse/client';

/** One settings profile for every query. */
export const PROFILE = {
  max_execution_time: 120,
  output_format_json_quote_64bit_integers: 1,
  output_format_json_quote_denormals: 0,
  date_time_input_format: 'best_effort',
  join_use_nulls: 1,
  async_insert: 0,
  // Until ClickHouse 26.1; from then on see DEDUPLICATION.
  insert_deduplicate: 0,
  // What is deleted is gone on every replica when the statement returns, and what a column became is known there.
  mutations_sync: '2',
  alter_sync: '2',
  // statements of one batch may be of any months
  max_partitions_per_insert_block: '0',
} as const satisfies ClickHouseSettings;

/**
 * What ClickHouse 26.2 replaced `insert_deduplicate` by. Its default would drop a block that was stored, deleted and is
 * loaded again, and say that it was stored. An older server refuses names that it does not know.
 */
export const DEDUPLICATION: Record<string, string> = {
  deduplicate_insert: 'disable',
  deduplicate_insert_select: 'disable',
};

/** What an author's expression may use of the engine: little time, little memory, one thread, and nothing to write. */
export const EXPRESSION_PROFILE = {
  max_execution_time: 5,
  max_memory_usage: '500000000',
  max_result_rows: '500000',
  max_ast_depth: '100',
  max_ast_elements: '2000',
  max_threads: 1,
} as const satisfies ClickHouseSettings;
