-- Why: what authors answer to items of the list of what is worth a look. Every answer is kept, with who gave it, when,
--      in which request, and what the evidence was: the last one counts, and together they are the audit record.
-- Cost: metadata only.   Undo: DROP TABLE ${db}.attention_notes (loses the answers).   Safe to re-run: yes.

CREATE TABLE IF NOT EXISTS ${db}.attention_notes ${on_cluster} (
  course_key LowCardinality(String),
  -- names the question asked of the block, from one list to the next
  item String,
  at DateTime64(6, 'UTC'),
  request_id String,
  -- `intended`, `fixed`, `later`, `seen`, `open`
  status LowCardinality(String),
  note String,
  author String,
  -- JSON: how many learners the finding rested on, whom it concerned, and the version of the block
  evidence String
) ENGINE = ${merge_tree} ORDER BY (course_key, item, at, request_id) SETTINGS index_granularity = 256;
