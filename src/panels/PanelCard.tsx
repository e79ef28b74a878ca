import type { ReactNode } from 'react';
import { FormattedMessage, useIntl } from '@edx/frontend-platform/i18n';
import type { ExportId } from '@marginalia/contract/exports';
import { Card } from '../ui/Card';
import { Table } from '../ui/Table';
import type { TableModel } from '../ui/Table';
import { cardWords } from './card-messages';
import { useCsv } from './CsvButton';
import { footerWords } from './messages';

interface Props {
  readonly courseId: string;
  /** The title, which names the menu and the table too. */
  readonly name: string;
  readonly span?: 3 | 4 | 6 | 8 | 12;
  readonly controls?: ReactNode;
  readonly sentence?: ReactNode;
  readonly note?: ReactNode;
  /** The same as a table. */
  readonly table?: Pick<TableModel, 'columns' | 'rows'>;
  /** The same as a file. */
  readonly report?: ExportId;
  readonly query?: Readonly<Record<string, string | undefined>>;
  readonly children: ReactNode;
}

/** A card of the instructor's pages: its table and its file are in its menu. */
export const PanelCard = (props: Props): ReactNode => {
  const { courseId, name, span, controls, sentence, note, table, report, query, children } = props;
  const intl = useIntl();
  const csv = useCsv(courseId, report ?? null, query);
  return (
    <Card
      title={name}
      menuLabel={intl.formatMessage(cardWords.menu, { name })}
      {...(span === undefined ? {} : { span })}
      controls={controls}
      sentence={sentence}
      note={note}
      table={table === undefined ? undefined : <Table caption={name} captionHidden {...table} />}
      words={{
        asTable: <FormattedMessage {...cardWords.asTable} />,
        asChart: <FormattedMessage {...cardWords.asChart} />,
      }}
      actions={
        report === undefined
          ? []
          : [{ key: 'csv', label: <FormattedMessage {...footerWords.csv} />, onChoose: () => void csv.download() }]
      }
      status={csv.status}
    >
      {children}
    </Card>
  );
};
