/**
 * At the end of queries that read the facts of one block with FINAL. Where these lie in several parts, as they do once
 * some of them were replaced, the engine would merge them in layers, one a thread, which takes longer than one merge of
 * some ten thousand rows.
 */
export const ONE_MERGE = 'SETTINGS max_final_threads = 1';
