import { useEffect, useId, useRef, useState } from 'react';
import type { ReactNode } from 'react';

export interface TableModel {
  readonly caption: ReactNode;
  /** The caption says what the heading above says already: for screen readers only. */
  readonly captionHidden?: boolean;
  readonly columns: readonly ReactNode[];
  /** The first cell of a row is its header. */
  readonly rows: readonly { readonly key: string; readonly cells: readonly ReactNode[] }[];
}

/** Whether what is in a box is larger than it. */
const useOverflow = () => {
  const box = useRef<HTMLDivElement>(null);
  const [overflows, setOverflows] = useState(false);
  useEffect(() => {
    const element = box.current;
    if (element === null || typeof ResizeObserver === 'undefined') return undefined;
    const look = (): void =>
      setOverflows(element.scrollWidth > element.clientWidth || element.scrollHeight > element.clientHeight);
    look();
    const observer = new ResizeObserver(look);
    observer.observe(element);
    return () => observer.disconnect();
  }, []);
  return [box, overflows] as const;
};

/** A plain table with a caption and row headers. It scrolls sideways inside itself, never the page. */
export const Table = ({ caption, captionHidden = false, columns, rows }: TableModel): ReactNode => {
  const id = useId();
  const [box, overflows] = useOverflow();
  // A region that scrolls has to be reachable by keyboard; one that does not is no stop.
  const region = overflows ? { tabIndex: 0, role: 'region', 'aria-labelledby': id } : {};
  return (
    <div ref={box} className="marginalia-table" {...region}>
      <table>
        <caption id={id} className={captionHidden ? 'sr-only' : undefined}>
          {caption}
        </caption>
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
};
