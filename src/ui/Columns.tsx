import type { ReactNode } from 'react';

interface ColumnBar {
  readonly key: string;
  /** Below the column. */
  readonly name: ReactNode;
  /** 0 to 1 of the height there is; null draws none, because a withheld number has no height. */
  readonly share: number | null;
  /** Above the column: the number, or why there is none. */
  readonly value: ReactNode;
  readonly quiet?: boolean;
}

interface Props {
  readonly columns: readonly ColumnBar[];
  /** A line before the column of this index, and what it stands for. */
  readonly line?: { readonly before: number; readonly name: ReactNode } | null;
}

/** Upright bars from zero up, each with its number. */
export const Columns = ({ columns, line = null }: Props): ReactNode => (
  <ul className="marginalia-columns">
    {columns.flatMap(({ key, name, share, value, quiet = false }, i) => [
      ...(line !== null && line.before === i
        ? [
            <li key="line" className="marginalia-columns-line">
              <span>{line.name}</span>
            </li>,
          ]
        : []),
      <li key={key}>
        <span className="marginalia-columns-value">{value}</span>
        <span
          className={`marginalia-columns-bar marginalia-bar-${quiet ? 'gray' : 'info'}`}
          style={{ blockSize: `${((share ?? 0) * 7.5).toFixed(2)}rem` }}
          aria-hidden="true"
        />
        <span className="marginalia-columns-name">{name}</span>
      </li>,
    ])}
  </ul>
);
