import { useState } from 'react';
import type { ReactNode } from 'react';
import { FormattedMessage } from '@edx/frontend-platform/i18n';
import type { ExportId } from '@marginalia/contract/exports';
import { fetchCsv } from '../host/api';
import { useHost } from '../host/port';
import { footWords } from './messages';

interface Props {
  readonly courseId: string;
  readonly report: ExportId;
  /** The filters of the table; what is undefined is no filter. */
  readonly query?: Readonly<Record<string, string | undefined>>;
}

const given = (query: Props['query']): Record<string, string> =>
  Object.fromEntries(Object.entries(query ?? {}).filter((entry): entry is [string, string] => entry[1] !== undefined));

/** Hands a text to the browser as a file. The mark at its start tells spreadsheets that it is UTF-8. */
const save = (name: string, text: string): void => {
  const url = URL.createObjectURL(new Blob(['\uFEFF', text.replace(/^\uFEFF/, '')], { type: 'text/csv' }));
  const link = document.createElement('a');
  link.href = url;
  link.download = name;
  link.click();
  setTimeout(() => URL.revokeObjectURL(url), 10_000);
};

/**
 * A table as a file. It is asked for with the host's client, not by a link: a link would bring the session of whoever
 * follows it from anywhere.
 */
export const CsvButton = ({ courseId, report, query }: Props): ReactNode => {
  const host = useHost();
  const [state, setState] = useState<'idle' | 'busy' | 'done' | 'failed'>('idle');
  const download = async (): Promise<void> => {
    setState('busy');
    try {
      save(`${report}.csv`, await fetchCsv(host, courseId, report, given(query), new AbortController().signal));
      setState('done');
    } catch (error) {
      setState('failed');
      host.reportError(error instanceof Error ? error : new Error(String(error)));
    }
  };
  return (
    <span className="marginalia-csv">
      <button
        type="button"
        className="marginalia-link"
        aria-disabled={state === 'busy'}
        onClick={() => void (state !== 'busy' && download())}
      >
        <FormattedMessage {...footWords.csv} />
      </button>{' '}
      <span role="status" className="marginalia-quiet">
        {state === 'busy' && <FormattedMessage {...footWords.csvBusy} />}
        {state === 'done' && <FormattedMessage {...footWords.csvDone} />}
        {state === 'failed' && <FormattedMessage {...footWords.csvFailed} />}
      </span>
    </span>
  );
};
