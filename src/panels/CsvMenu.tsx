import type { ReactNode } from 'react';
import { FormattedMessage } from '@edx/frontend-platform/i18n';
import { Menu } from '../ui/Menu';
import type { Csv } from './CsvButton';
import { footerWords } from './messages';

interface Props {
  /** Names the table, for screen readers. */
  readonly label: string;
  readonly csv: Csv;
}

/** The menu of a table beside what narrows it: the table as a file, and what became of that. */
export const CsvMenu = ({ label, csv }: Props): ReactNode => (
  <>
    <Menu
      label={label}
      actions={[{ key: 'csv', label: <FormattedMessage {...footerWords.csv} />, onChoose: () => void csv.download() }]}
    />
    <span role="status" className="marginalia-quiet">
      {csv.status}
    </span>
  </>
);
