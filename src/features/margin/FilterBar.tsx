import { useId, useRef, useState } from 'react';
import type { FormEvent, ReactNode } from 'react';
import { FormattedMessage, useIntl } from '@edx/frontend-platform/i18n';
import { Button, Icon } from '@openedx/paragon';
import FilterList from '@openedx/paragon/icons/es5/FilterList';
import { getChoices } from '@marginalia/contract';
import { useReport } from '../../host/query';
import { dayAfter } from '../../lib/day';
import { isolated } from '../../lib/isolated';
import { Day } from '../../ui/Day';
import { useEscape } from '../../ui/useEscape';
import { TrackName, isFiltered, trackName } from '../../panels';
import type { Filter } from '../../panels';
import { filterWords as words } from './filter-messages';

/** What the filter is, in words. */
const Said = ({ filter: { from, to, track, run } }: { readonly filter: Filter }): ReactNode => (
  <>
    {from === undefined && to === undefined && <FormattedMessage {...words.allTime} />}
    {from !== undefined && to === undefined && (
      <FormattedMessage {...words.since} values={{ date: <Day at={from} timeZone="UTC" /> }} />
    )}
    {from === undefined && to !== undefined && (
      <FormattedMessage {...words.before} values={{ date: <Day at={dayAfter(to, -1)} timeZone="UTC" /> }} />
    )}
    {from !== undefined && to !== undefined && (
      <FormattedMessage
        {...words.between}
        values={{ from: <Day at={from} timeZone="UTC" />, to: <Day at={dayAfter(to, -1)} timeZone="UTC" /> }}
      />
    )}
    {' · '}
    {track === undefined ? (
      <FormattedMessage {...words.allTracks} />
    ) : (
      <FormattedMessage {...words.ofTrack} values={{ track: <TrackName track={track} /> }} />
    )}
    {run !== undefined && (
      <>
        {' · '}
        <FormattedMessage {...words.ofRun} values={{ run: <bdi>{run}</bdi> }} />
      </>
    )}
  </>
);

interface FormProps {
  readonly courseId: string;
  readonly filter: Filter;
  readonly onFilter: (filter: Filter) => void;
}

/** What was filled in; fields left empty limit nothing. The last day is part of what is shown: the filter ends after it. */
const filterOf = (form: HTMLFormElement): Filter =>
  Object.fromEntries(
    [...new FormData(form)].flatMap(([name, value]): [string, string][] =>
      typeof value === 'string' && value !== '' ? [[name, name === 'to' ? dayAfter(value, 1) : value]] : [],
    ),
  );

/** Days back from today, this one included; null: all dates. */
const PRESETS = [
  ['allTime', null],
  ['lastWeek', 7],
  ['lastMonth', 30],
] as const;

/** The same filter with other dates. */
const withDates = ({ from: _, to: __, ...rest }: Filter, days: number | null): Filter =>
  days === null ? rest : { ...rest, from: dayAfter(new Date().toISOString().slice(0, 10), 1 - days) };

const isPreset = (filter: Filter, days: number | null): boolean => {
  const { from, to } = withDates(filter, days);
  return filter.from === from && filter.to === to;
};

/** A date of the filter as its field shows it. */
const shownDay = (filter: Filter, name: 'from' | 'to'): string =>
  name === 'to' && filter.to !== undefined ? dayAfter(filter.to, -1) : (filter[name] ?? '');

const Form = ({ courseId, filter, onFilter, onClose }: FormProps & { onClose: () => void }): ReactNode => {
  const intl = useIntl();
  const id = useId();
  const [wrong, setWrong] = useState(false);
  const report = useReport(getChoices, { params: { course: courseId } });
  const { tracks, runs } = report.kind === 'ready' ? report.data : { tracks: [], runs: [] };
  const submit = (event: FormEvent<HTMLFormElement>): void => {
    event.preventDefault();
    const next = filterOf(event.currentTarget);
    const isTurned = next.from !== undefined && next.to !== undefined && next.from >= next.to;
    setWrong(isTurned);
    if (!isTurned) onFilter(next);
  };
  const select = (name: 'track' | 'run', all: string, options: readonly { value: string; text: string }[]) => (
    <span>
      <label htmlFor={`${id}${name}`}>
        <FormattedMessage {...words[name]} />
      </label>
      <select
        key={String(options.length)}
        id={`${id}${name}`}
        name={name}
        defaultValue={filter[name] ?? ''}
        className="form-control form-control-sm"
      >
        <option value="">{all}</option>
        {options.map(({ value, text }) => (
          <option key={value} value={value}>
            {text}
          </option>
        ))}
      </select>
    </span>
  );
  const form = useEscape<HTMLFormElement>(onClose);
  return (
    <form ref={form} className="marginalia-filter-form" onSubmit={submit}>
      <p className="marginalia-actions" role="group" aria-label={intl.formatMessage(words.presets)}>
        {PRESETS.map(([word, days]) => (
          <button
            key={word}
            type="button"
            className="marginalia-chip"
            aria-pressed={isPreset(filter, days)}
            onClick={() => onFilter(withDates(filter, days))}
          >
            <FormattedMessage {...words[word]} />
          </button>
        ))}
      </p>
      {(['from', 'to'] as const).map((name) => (
        <span key={name}>
          <label htmlFor={`${id}${name}`}>
            <FormattedMessage {...words[name]} />
          </label>
          <input
            id={`${id}${name}`}
            name={name}
            type="date"
            defaultValue={shownDay(filter, name)}
            aria-invalid={wrong}
            aria-describedby={wrong ? `${id}wrong` : undefined}
            className="form-control form-control-sm"
          />
        </span>
      ))}
      {select(
        'track',
        intl.formatMessage(words.allTracks),
        tracks.map(({ track, learners }) => ({
          value: track,
          text:
            typeof learners === 'number'
              ? intl.formatMessage(words.trackOption, { track: trackName(intl, track), n: learners })
              : trackName(intl, track),
        })),
      )}
      {runs.length > 0 &&
        select(
          'run',
          intl.formatMessage(words.thisRun),
          runs.map(({ run, name }) => ({
            value: run,
            text: intl.formatMessage(words.runOption, { run: isolated(run), name: isolated(name) }),
          })),
        )}
      {wrong && (
        <p id={`${id}wrong`} role="alert">
          <FormattedMessage {...words.turned} />
        </p>
      )}
      <p>
        <Button type="submit" size="sm">
          <FormattedMessage {...words.show} />
        </Button>{' '}
        {isFiltered(filter) && (
          <Button variant="tertiary" size="sm" onClick={() => onFilter({})}>
            <FormattedMessage {...words.clear} />
          </Button>
        )}
      </p>
    </form>
  );
};

/** What the numbers below are limited to, and the way to limit them. */
export const FilterBar = (props: FormProps): ReactNode => {
  const [open, setOpen] = useState(false);
  const button = useRef<HTMLButtonElement>(null);
  const id = useId();
  /** What the focus was on is gone then: it goes back to what opened it. */
  const close = (): void => {
    setOpen(false);
    button.current?.focus();
  };
  return (
    <div className="marginalia-filter">
      <button
        ref={button}
        type="button"
        className="marginalia-link marginalia-filter-button"
        aria-expanded={open}
        aria-controls={open ? id : undefined}
        onClick={() => setOpen(!open)}
      >
        <Icon src={FilterList} size="xs" />
        <span className="sr-only">
          <FormattedMessage {...words.filter} />{' '}
        </span>
        <span>
          <Said filter={props.filter} />
        </span>
      </button>
      {open && (
        <div id={id}>
          <Form
            {...props}
            onClose={close}
            onFilter={(filter) => {
              props.onFilter(filter);
              close();
            }}
          />
        </div>
      )}
    </div>
  );
};
