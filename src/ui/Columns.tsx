import type { ReactNode } from 'react';
import { LineSwatch } from './LineSwatch';

interface ColumnBar {
  readonly key: string;
  /** Below the column. */
  readonly name: ReactNode;
  /** 0 to 1 of the height there is; null draws none, because a withheld number has no height. */
  readonly share: number | null;
  /** Above the column: the number, or why there is none. */
  readonly value: ReactNode;
  readonly tone?: 'info' | 'gray' | 'second';
}

/** In place of a number in a column that is narrower than the word. */
export const HiddenMark = ({ children }: { readonly children: ReactNode }): ReactNode => (
  <>
    <span aria-hidden="true">⊘</span>
    <span className="sr-only">{children}</span>
  </>
);

interface Props {
  readonly columns: readonly ColumnBar[];
  /** A line before the column of this index, and what it stands for. */
  readonly line?: { readonly before: number; readonly name: ReactNode } | null;
}

/** Upright bars from zero up, each with its number. What a line stands for is said above all of them, where there is room. */
export const Columns = ({ columns, line = null }: Props): ReactNode => (
  <>
    {line !== null && (
      <p className="marginalia-legend" aria-hidden="true">
        <span>
          <LineSwatch stroke="var(--marginalia-second)" strokeDasharray="4 3" /> {line.name}
        </span>
      </p>
    )}
    <ul className="marginalia-columns">
      {columns.flatMap(({ key, name, share, value, tone = 'info' }, i) => [
        ...(line !== null && line.before === i
          ? [
              <li key="line" className="marginalia-columns-line">
                <span className="sr-only">{line.name}</span>
              </li>,
            ]
          : []),
        <li key={key}>
          <span className="marginalia-columns-value">{value}</span>
          <span
            className={`marginalia-columns-bar marginalia-bar-${tone}`}
            style={{ blockSize: `${((share ?? 0) * 7.5).toFixed(2)}rem` }}
            aria-hidden="true"
          />
          <span className="marginalia-columns-name">{name}</span>
        </li>,
      ])}
    </ul>
  </>
);
