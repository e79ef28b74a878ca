import { useId } from 'react';
import type { ReactNode } from 'react';
import { FormattedMessage, useIntl } from '@edx/frontend-platform/i18n';
import { trackName } from '../../panels';
import { CsvMenu } from '../../panels/CsvMenu';
import type { useCsv } from '../../panels/CsvButton';
import type { ChangeAddress } from '../../panels/place';
import { LabelledSelect } from '../../ui/LabelledSelect';
import { SearchField } from '../../ui/SearchField';
import type { ListState } from './address';
import { listWords as words } from './list-messages';
import { tableWords } from './table-messages';

interface Props {
  readonly state: ListState;
  readonly tracks: readonly string[];
  readonly search: string;
  readonly onSearch: (search: string) => void;
  readonly onChange: ChangeAddress;
  readonly sinceField: ReactNode;
  readonly csv: ReturnType<typeof useCsv>;
}

/** What the list of learners is narrowed by, and the file of it. */
export const ListControls = ({ state, tracks, search, onSearch, onChange, sinceField, csv }: Props): ReactNode => {
  const intl = useIntl();
  const left = useId();
  return (
    <div className="marginalia-controls" role="search">
      <span className="marginalia-control-search">
        <SearchField label={<FormattedMessage {...words.search} />} text={search} onChange={onSearch} />
      </span>
      {tracks.length > 1 && (
        <LabelledSelect
          label={<FormattedMessage {...words.track} />}
          chosen={state.track}
          onChoose={(track) => onChange({ track, from: undefined })}
          options={[
            ['', intl.formatMessage(words.allTracks)],
            ...tracks.filter((one) => one !== '').map((one) => [one, trackName(intl, one)] as const),
          ]}
        />
      )}
      <span className="marginalia-tick-box">
        <input
          id={left}
          type="checkbox"
          checked={state.left}
          onChange={(event) => onChange({ left: event.target.checked ? '1' : undefined, from: undefined })}
        />{' '}
        <label htmlFor={left}>
          <FormattedMessage {...words.left} />
        </label>
      </span>
      {sinceField}
      <CsvMenu label={intl.formatMessage(tableWords.menu)} csv={csv} />
    </div>
  );
};
