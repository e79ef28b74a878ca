/**
 * What platform-plugin-aspects asks of ClickHouse's HTTP interface: three shapes and no others. None of them is ever run:
 * what they name is looked up in lists of ours.
 */
type SinkRequest =
  | { readonly kind: 'insert'; readonly database: string; readonly table: string }
  | {
      readonly kind: 'last dumped';
      readonly database: string;
      readonly table: string;
      readonly key: string;
      readonly value: string;
    }
  | { readonly kind: 'retire'; readonly database: string; readonly users: readonly string[] };

/** So many people are retired by one request at most. */
const MOST_USERS = 1000;

const INSERT = /^INSERT INTO (\w+)\.(\w+) FORMAT CSV$/i;
const LAST = /^SELECT max\(time_last_dumped\) as time_last_dumped FROM (\w+)\.(\w+) WHERE (\w+) = '([^'\\]*)'$/i;
const RETIRE = /^ALTER TABLE (\w+)\.\w+ DELETE WHERE user_id in \((\d{1,10}(?:, ?\d{1,10})*)\)$/i;

/** Null: it is none of them. */
export const readSinkRequest = (method: string, query: string): SinkRequest | null => {
  const text = query.trim().replace(/\s+/g, ' ');
  if (method === 'GET') {
    const [, database, table = '', key = '', value = ''] = LAST.exec(text) ?? [];
    return database === undefined ? null : { kind: 'last dumped', database, table, key, value };
  }
  const [, into, table = ''] = INSERT.exec(text) ?? [];
  if (into !== undefined) return { kind: 'insert', database: into, table };
  const [, database, list = ''] = RETIRE.exec(text) ?? [];
  const users = list.split(',').map((user) => user.trim());
  return database === undefined || users.length > MOST_USERS ? null : { kind: 'retire', database, users };
};
