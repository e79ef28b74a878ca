import type { Engine } from '../../api/store/engine';

/** An engine that works until so many statements have written, and says `cut off` to each later one. */
export const dyingAfter = (engine: Engine, writes: number): Engine => {
  let left = writes;
  const cut = async (): Promise<void> => {
    if (left === 0) throw new Error('cut off');
    left -= 1;
  };
  return {
    kind: engine.kind,
    databases: engine.databases,
    cluster: engine.cluster,
    rows: (sql, params, tag) => engine.rows(sql, params, tag),
    lines: (sql, params, tag) => engine.lines(sql, params, tag),
    insert: (table, rows) => cut().then(() => engine.insert(table, rows)),
    insertText: (table, columns, text) => cut().then(() => engine.insertText(table, columns, text)),
    command: (sql, params) => cut().then(() => engine.command(sql, params)),
    close: async () => {},
  };
};
