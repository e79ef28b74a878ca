import type { ReactNode } from 'react';

export interface TableModel {
  readonly caption: ReactNode;
  /** The caption says what the heading above says already: for screen readers only. */
  readonly captionHidden?: boolean;
  readonly columns: readonly ReactNode[];
  /** The first cell of a row is its header. */
  readonly rows: readonly { readonly key: string; readonly cells: readonly ReactNode[] }[];
}

/** A plain table with a caption and row headers. It scrolls sideways inside itself, never the page. */
export const Table = ({ caption, captionHidden = false, columns, rows }: TableModel): ReactNode => (
  // A region that scrolls has to be reachable by keyboard.
  <div className="marginalia-table" tabIndex={0} role="group">
    <table>
      <caption className={captionHidden ? 'sr-only' : undefined}>{caption}</caption>
      <thead>
        <tr>
          {columns.map((column, i) => (
            <th key={i} scope="col">
              {column}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {rows.map(({ key, cells }) => (
          <tr key={key}>
            {cells.map((cell, i) =>
              i === 0 ? (
                <th key={i} scope="row">
                  {cell}
                </th>
              ) : (
                <td key={i}>{cell}</td>
              ),
            )}
          </tr>
        ))}
      </tbody>
    </table>
  </div>
);
