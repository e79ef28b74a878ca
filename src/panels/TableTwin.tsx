import type { ReactNode } from 'react';
import { FormattedMessage } from '@edx/frontend-platform/i18n';
import { Disclosure } from '../ui/Disclosure';
import { useSectionHeading } from '../ui/Section';
import { Table } from '../ui/Table';
import type { TableModel } from '../ui/Table';
import { footerWords } from './messages';

/** The same numbers as a picture's, one click away. */
export const TableTwin = (model: TableModel): ReactNode => (
  <Disclosure
    label={<FormattedMessage {...footerWords.table} />}
    about={useSectionHeading()}
    labelOpen={<FormattedMessage {...footerWords.tableClose} />}
  >
    <Table {...model} />
  </Disclosure>
);
