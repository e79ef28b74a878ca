import { useLayoutEffect, useRef, useState } from 'react';
import type { KeyboardEvent, MouseEvent, ReactNode } from 'react';

export interface DataColumn<Row> {
  readonly key: string;
  readonly title: ReactNode;
  /** May be sorted by. */
  readonly sortable?: boolean;
  readonly numeric?: boolean;
  /** Left out where the table is narrower: `wide` below 64 rem, `middle` below 44 rem. */
  readonly from?: 'wide' | 'middle';
  readonly cell: (row: Row) => ReactNode;
}

export interface Sorting {
  readonly key: string;
  readonly down: boolean;
}

interface Props<Row> {
  readonly label: string;
  readonly columns: readonly DataColumn<Row>[];
  readonly rows: readonly Row[];
  readonly keyOf: (row: Row) => string;
  readonly sorting: Sorting | null;
  readonly onSort?: (sorting: Sorting) => void;
  /** Absent: rows are not opened. */
  readonly onOpen?: ((key: string) => void) | undefined;
  readonly opened?: string | null;
  /** Absent: rows are not selected. */
  readonly selection?: {
    readonly selected: ReadonlySet<string>;
    readonly onSelect: (selected: ReadonlySet<string>) => void;
    readonly allLabel: string;
    readonly rowLabel: (row: Row) => string;
  };
  /** Rows lie in one another: how deep, from 1, and whether what is inside is shown (null: nothing is). */
  readonly tree?: {
    readonly levelOf: (row: Row) => number;
    readonly isOpen: (row: Row) => boolean | null;
    readonly onToggle: (key: string) => void;
  };
  /** A last row, below the others however they are sorted: what stands in which column. */
  readonly foot?: Readonly<Record<string, ReactNode>>;
  /** Single letters that act on the row with the focus, and which row has it then: the same, or the one after it. */
  readonly shortcuts?: Readonly<Record<string, (key: string) => 'same' | 'next'>>;
}

const STEPS: Readonly<Record<string, number>> = { ArrowDown: 1, j: 1, ArrowUp: -1, k: -1 };

/** Whether a press on this element is for the row and not for what is in it. */
const isForRow = (target: EventTarget): boolean =>
  target instanceof Element && target.closest('a, button, input, label, select') === null;

/**
 * The one table of the pages: heads that sort, rows that are selected and opened. Its keys (arrows or j and k, x, Enter, and
 * the shortcuts) count only while a row has the focus, never in the page around it.
 */
export const DataTable = <Row,>(props: Props<Row>): ReactNode => {
  const {
    label,
    columns,
    rows,
    keyOf,
    sorting,
    onSort,
    onOpen,
    opened = null,
    selection,
    tree,
    foot,
    shortcuts = {},
  } = props;
  const body = useRef<HTMLTableSectionElement>(null);
  const [focused, setFocused] = useState(0);
  const last = useRef<number | null>(null);
  const keys = rows.map(keyOf);
  const at = Math.min(focused, Math.max(0, rows.length - 1));
  const allSelected = selection !== undefined && keys.length > 0 && keys.every((key) => selection.selected.has(key));

  /** A row has the focus. It is not told when the row is taken away. */
  const hasFocus = useRef(false);
  useLayoutEffect(() => {
    const row = body.current?.children[at];
    if (hasFocus.current && document.activeElement === document.body && row instanceof HTMLElement) row.focus();
  }, [rows, at]);

  const toggle = (index: number, range: boolean): void => {
    if (selection === undefined) return;
    const key = keys[index];
    if (key === undefined) return;
    const next = new Set(selection.selected);
    const add = !next.has(key);
    const from = range && last.current !== null ? last.current : index;
    for (const one of keys.slice(Math.min(from, index), Math.max(from, index) + 1)) {
      if (add) next.add(one);
      else next.delete(one);
    }
    last.current = index;
    selection.onSelect(next);
  };
  const goTo = (index: number): void => {
    const next = Math.min(rows.length - 1, Math.max(0, index));
    setFocused(next);
    const row = body.current?.children[next];
    if (row instanceof HTMLElement) row.focus();
    const key = keys[next];
    if (opened !== null && key !== undefined) onOpen?.(key);
  };
  /** As in every tree: towards the end opens, or goes to the first inside; towards the start closes, or goes to what it lies in. */
  const turn = (index: number, outwards: boolean): void => {
    const row = rows[index];
    if (tree === undefined || row === undefined) return;
    const [level, open] = [tree.levelOf(row), tree.isOpen(row)];
    const outer = rows.findLastIndex((one, i) => i < index && tree.levelOf(one) < level);
    if (open === outwards) tree.onToggle(keyOf(row));
    else if (!outwards && open === true) goTo(index + 1);
    else if (outwards && outer !== -1) goTo(outer);
  };
  const press = (event: KeyboardEvent<HTMLTableRowElement>, index: number): void => {
    if (event.target !== event.currentTarget || event.ctrlKey || event.metaKey || event.altKey) return;
    const key = keys[index];
    if (key === undefined) return;
    const step = STEPS[event.key];
    const shortcut = shortcuts[event.key];
    if (step !== undefined) goTo(index + step);
    else if (event.key === 'Home') goTo(0);
    else if (event.key === 'End') goTo(rows.length - 1);
    else if (event.key === 'Enter' && onOpen !== undefined) onOpen(key);
    else if ((event.key === 'x' || event.key === ' ') && selection !== undefined) toggle(index, event.shiftKey);
    else if ((event.key === 'ArrowRight' || event.key === 'ArrowLeft') && tree !== undefined) {
      const rtl = getComputedStyle(event.currentTarget).direction === 'rtl';
      turn(index, (event.key === 'ArrowLeft') !== rtl);
    } else if (shortcut !== undefined) {
      if (shortcut(key) === 'next') goTo(index + 1);
    } else return;
    event.preventDefault();
  };
  const click = (event: MouseEvent, index: number): void => {
    const key = keys[index];
    if (key === undefined || !isForRow(event.target)) return;
    setFocused(index);
    onOpen?.(key);
  };
  const classOf = ({ key, numeric, from }: DataColumn<Row>): string =>
    [
      'marginalia-cell',
      `marginalia-cell-${key}`,
      numeric === true && 'marginalia-numeric',
      from !== undefined && `marginalia-from-${from}`,
    ]
      .filter(Boolean)
      .join(' ');

  return (
    <div className="marginalia-data-scroll">
      <table
        className="marginalia-data"
        role={tree === undefined ? 'grid' : 'treegrid'}
        aria-label={label}
        aria-multiselectable={selection === undefined ? undefined : true}
      >
        <thead>
          <tr>
            {selection !== undefined && (
              <th scope="col" className="marginalia-cell-select">
                <input
                  type="checkbox"
                  aria-label={selection.allLabel}
                  checked={allSelected}
                  onChange={() => selection.onSelect(new Set(allSelected ? [] : keys))}
                />
              </th>
            )}
            {columns.map((column) => {
              const sorted = sorting?.key === column.key ? sorting : null;
              return (
                <th
                  key={column.key}
                  scope="col"
                  className={classOf(column)}
                  aria-sort={sorted === null ? undefined : sorted.down ? 'descending' : 'ascending'}
                >
                  {column.sortable === true && onSort !== undefined ? (
                    <button
                      type="button"
                      className="marginalia-sort"
                      onClick={() =>
                        onSort({ key: column.key, down: sorted === null ? column.numeric === true : !sorted.down })
                      }
                    >
                      {column.title}
                      <span aria-hidden="true">{sorted === null ? '' : sorted.down ? ' ▼' : ' ▲'}</span>
                    </button>
                  ) : (
                    column.title
                  )}
                </th>
              );
            })}
          </tr>
        </thead>
        <tbody ref={body}>
          {rows.map((row, index) => {
            const key = keyOf(row);
            const isSelected = selection?.selected.has(key) === true;
            return (
              <tr
                key={key}
                tabIndex={index === at ? 0 : -1}
                aria-level={tree?.levelOf(row)}
                aria-expanded={tree?.isOpen(row) ?? undefined}
                aria-selected={selection === undefined ? undefined : isSelected}
                className={opened === key ? 'marginalia-opened' : undefined}
                onFocus={(event) => {
                  hasFocus.current = event.target === event.currentTarget;
                  if (hasFocus.current) setFocused(index);
                }}
                onBlur={() => {
                  hasFocus.current = false;
                }}
                onKeyDown={(event) => press(event, index)}
                onClick={(event) => click(event, index)}
              >
                {selection !== undefined && (
                  <td className="marginalia-cell-select">
                    <input
                      type="checkbox"
                      tabIndex={-1}
                      aria-label={selection.rowLabel(row)}
                      checked={isSelected}
                      onChange={(event) =>
                        toggle(index, (event.nativeEvent as unknown as { shiftKey?: boolean }).shiftKey === true)
                      }
                    />
                  </td>
                )}
                {columns.map((column, i) =>
                  i === 0 ? (
                    <th key={column.key} scope="row" className={classOf(column)}>
                      {column.cell(row)}
                    </th>
                  ) : (
                    <td key={column.key} className={classOf(column)}>
                      {column.cell(row)}
                    </td>
                  ),
                )}
              </tr>
            );
          })}
        </tbody>
        {foot !== undefined && (
          <tfoot>
            <tr>
              {selection !== undefined && <td />}
              {columns.map((column, i) =>
                i === 0 ? (
                  <th key={column.key} scope="row" className={classOf(column)}>
                    {foot[column.key]}
                  </th>
                ) : (
                  <td key={column.key} className={classOf(column)}>
                    {foot[column.key]}
                  </td>
                ),
              )}
            </tr>
          </tfoot>
        )}
      </table>
    </div>
  );
};

/** Rows in order of a column; what has no value stands last, up or down. */
export const sortRows = <Row,>(
  rows: readonly Row[],
  valueOf: (row: Row) => number | string | null,
  down: boolean,
): Row[] =>
  [...rows].sort((a, b) => {
    const [one, other] = [valueOf(a), valueOf(b)];
    if (one === null || other === null) return Number(one === null) - Number(other === null);
    const order =
      typeof one === 'string' || typeof other === 'string' ? String(one).localeCompare(String(other)) : one - other;
    return down ? -order : order;
  });
