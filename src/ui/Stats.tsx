import { useId, useState } from 'react';
import type { ReactNode } from 'react';

export interface Stat {
  readonly key: string;
  readonly value: ReactNode;
  /** Of how many, or another companion the number never goes without. */
  readonly company?: ReactNode;
  /** What it was another time. */
  readonly before?: ReactNode;
  readonly title: string;
  /** The definition, shown when the title is pressed. */
  readonly sentence: string;
}

/** A value stays on one line: of "18 h 16 min" a half says nothing. */
const together = (value: ReactNode): ReactNode => (typeof value === 'string' ? value.replaceAll(' ', '\u00a0') : value);

/** At most four numbers in a row; each title opens its definition below them. */
export const Stats = ({ stats, label }: { readonly stats: readonly Stat[]; readonly label: string }): ReactNode => {
  const [open, setOpen] = useState<string | null>(null);
  const id = useId();
  const shown = stats.find(({ key }) => key === open);
  return (
    <div className="marginalia-stats-box">
      <ul className="marginalia-stats" aria-label={label}>
        {stats.map(({ key, value, company, before, title, sentence }) => (
          <li key={key}>
            <span className="marginalia-stat-value">{together(value)}</span>
            <button
              type="button"
              className="marginalia-term"
              title={sentence}
              aria-expanded={open === key}
              aria-controls={open === key ? id : undefined}
              onClick={() => setOpen(open === key ? null : key)}
            >
              {title}
            </button>
            {company !== undefined && <span className="marginalia-stat-company">{company}</span>}
            {before !== undefined && <span className="marginalia-stat-before">{before}</span>}
          </li>
        ))}
      </ul>
      {shown !== undefined && (
        <p id={id} className="marginalia-definition">
          <strong>{shown.title}</strong> {shown.sentence}
        </p>
      )}
    </div>
  );
};
