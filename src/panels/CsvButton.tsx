import { useId, useState } from 'react';
import type { ReactNode } from 'react';
import { FormattedMessage } from '@edx/frontend-platform/i18n';
import { exportPath, siteExportPath } from '@marginalia/contract/exports';
import type { ExportId, ExtensionId, SiteExportId } from '@marginalia/contract/exports';
import { fetchCsv } from '../host/api';
import { useHost } from '../host/port';
import { useSectionHeading } from '../ui/Section';
import { footerWords } from './messages';

interface Props {
  readonly courseId: string;
  readonly report: ExportId | ExtensionId;
  /** The filters of the table; what is undefined is no filter. */
  readonly query?: Readonly<Record<string, string | undefined>>;
}

const given = (query: Props['query']): Record<string, string> =>
  Object.fromEntries(Object.entries(query ?? {}).filter((entry): entry is [string, string] => entry[1] !== undefined));

/** Hands a text to the browser as a file. By the mark at its start spreadsheets know that it is UTF-8. */
const save = (name: string, text: string): void => {
  const url = URL.createObjectURL(new Blob(['\uFEFF', text.replace(/^\uFEFF/, '')], { type: 'text/csv' }));
  const link = document.createElement('a');
  link.href = url;
  link.download = name;
  link.click();
  setTimeout(() => URL.revokeObjectURL(url), 10_000);
};

type State = 'idle' | 'busy' | 'done' | 'failed';

export interface Csv {
  readonly download: () => Promise<void>;
  readonly busy: boolean;
  readonly status: ReactNode;
}

/** Downloads a table of the service. It is asked for with the host's client: a link would bring the session of whoever follows it. */
export const useCsv = (courseId: string, report: ExportId | ExtensionId | null, query: Props['query']): Csv =>
  useFile(report === null ? null : { name: report, path: exportPath(courseId, report, given(query)) });

/** The same of a table of all courses that the reader may see. */
export const useSiteCsv = (report: SiteExportId, query: Props['query']): Csv =>
  useFile({ name: `site-${report}`, path: siteExportPath(report, given(query)) });

const useFile = (file: { readonly name: string; readonly path: string } | null): Csv => {
  const host = useHost();
  const [state, setState] = useState<State>('idle');
  const download = async (): Promise<void> => {
    if (file === null || state === 'busy') return;
    setState('busy');
    try {
      save(`${file.name}.csv`, await fetchCsv(host, file.path, new AbortController().signal));
      setState('done');
    } catch (error) {
      setState('failed');
      host.reportError(error instanceof Error ? error : new Error(String(error)));
    }
  };
  return {
    download,
    busy: state === 'busy',
    status: (
      <>
        {state === 'busy' && <FormattedMessage {...footerWords.csvBusy} />}
        {state === 'done' && <FormattedMessage {...footerWords.csvDone} />}
        {state === 'failed' && <FormattedMessage {...footerWords.csvFailed} />}
      </>
    ),
  };
};

/** A table as a file. */
export const CsvButton = ({ courseId, report, query }: Props): ReactNode => {
  const { download, busy, status } = useCsv(courseId, report, query);
  const id = useId();
  const heading = useSectionHeading();
  return (
    <span className="marginalia-csv">
      <button
        type="button"
        id={id}
        className="marginalia-link"
        aria-labelledby={heading === undefined ? undefined : `${id} ${heading}`}
        aria-disabled={busy}
        onClick={() => void download()}
      >
        <FormattedMessage {...footerWords.csv} />
      </button>{' '}
      <span role="status" className="marginalia-quiet">
        {status}
      </span>
    </span>
  );
};
