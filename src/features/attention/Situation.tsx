import type { ReactNode } from 'react';
import { FormattedDate, FormattedMessage, useIntl } from '@edx/frontend-platform/i18n';
import type { LearnerAttention } from '@marginalia/contract';
import { Bar } from '../../ui/Bar';
import { Section } from '../../ui/Section';
import { Table } from '../../ui/Table';
import { CsvButton, TableTwin, useNumbers } from '../../panels';
import { words } from './messages';
import { maySome } from './model';
import type { Filter } from './model';

interface WhereProps {
  readonly courseId: string;
  readonly attention: LearnerAttention;
  /** Null where the reader sees no single learners. */
  readonly onFilter: ((filter: Filter) => void) | null;
}

/** The sections in which learners struggle, in the order of the course. */
export const Where = ({ courseId, attention: { sections }, onFilter }: WhereProps): ReactNode => {
  const numbers = useNumbers();
  if (sections.length === 0) return null;
  return (
    <Section title={<FormattedMessage {...words.where} />}>
      <ul className="marginalia-bars">
        {sections.map(({ section, struggling }) => (
          <li key={section.id}>
            <span>
              <bdi>{section.name}</bdi>{' '}
              {onFilter !== null && maySome(struggling) && (
                <button
                  type="button"
                  className="marginalia-link"
                  onClick={() => onFilter({ kind: 'section', section: section.id, name: section.name })}
                >
                  <FormattedMessage {...words.show} />
                </button>
              )}
            </span>
            <Bar share={struggling.kind === 'value' ? struggling.value : null} tone="info">
              {struggling.kind === 'value' ? (
                <FormattedMessage {...words.struggle} values={{ countOf: numbers.countOf(struggling) }} />
              ) : (
                numbers.countOf(struggling)
              )}
            </Bar>
          </li>
        ))}
      </ul>
      <TableTwin
        caption={<FormattedMessage {...words.where} />}
        columns={[<FormattedMessage key="s" {...words.section} />, <FormattedMessage key="l" {...words.learners} />]}
        rows={sections.map(({ section, struggling }) => ({
          key: section.id,
          cells: [section.name, numbers.countOf(struggling)],
        }))}
      />
      <CsvButton courseId={courseId} report="struggling" />
    </Section>
  );
};

interface SituationProps {
  readonly courseId: string;
  readonly attention: LearnerAttention;
}

/** Active or not, by succeeding or not: four groups, four next steps. */
export const Quadrants = ({ courseId, attention }: SituationProps): ReactNode => {
  const numbers = useNumbers();
  const { quadrants, thresholds } = attention;
  if (quadrants.length === 0) return null;
  const cell = (active: boolean, succeeding: boolean): string => {
    const found = quadrants.find((one) => one.active === active && one.succeeding === succeeding);
    return found === undefined ? '' : numbers.count(found.learners);
  };
  return (
    <Section title={<FormattedMessage {...words.quadrants} />}>
      <Table
        caption={<FormattedMessage {...words.quadrantsCaption} values={{ days: thresholds.stoppedDays }} />}
        columns={[
          <FormattedMessage key="s" {...words.state} />,
          <FormattedMessage key="y" {...words.succeedingYes} />,
          <FormattedMessage key="n" {...words.succeedingNo} />,
        ]}
        rows={[true, false].map((active) => ({
          key: String(active),
          cells: [
            <FormattedMessage key="a" {...(active ? words.activeYes : words.activeNo)} />,
            cell(active, true),
            cell(active, false),
          ],
        }))}
      />
      <CsvButton courseId={courseId} report="quadrants" />
    </Section>
  );
};

interface SinceProps {
  readonly courseId: string;
  readonly since: NonNullable<LearnerAttention['since']>;
}

/** What happened since a day, such as the last session: who came, what they tried, how it went. */
export const Since = ({ courseId, since }: SinceProps): ReactNode => {
  const numbers = useNumbers();
  return (
    <Section
      title={
        <FormattedMessage
          {...words.sinceTitle}
          values={{ date: <FormattedDate value={since.from} dateStyle="medium" timeZone="UTC" /> }}
        />
      }
    >
      <p>
        <FormattedMessage {...words.sinceActive} values={{ countOf: numbers.countOf(since.active) }} />
      </p>
      {since.sections.length > 0 && (
        <Table
          caption={<FormattedMessage {...words.sinceCaption} />}
          columns={[
            <FormattedMessage key="s" {...words.section} />,
            <FormattedMessage key="t" {...words.tried} />,
            <FormattedMessage key="r" {...words.right} />,
          ]}
          rows={since.sections.map(({ section, tried, firstTry }) => ({
            key: section.id,
            cells: [section.name, numbers.count(tried), numbers.countOf(firstTry)],
          }))}
        />
      )}
      <CsvButton courseId={courseId} report="since" query={{ since: since.from }} />
    </Section>
  );
};

interface SinceFieldProps {
  readonly id: string;
  readonly value: string;
  readonly onChange: (value: string) => void;
}

/** The day from which on the page tells what is new. */
export const SinceField = ({ id, value, onChange }: SinceFieldProps): ReactNode => {
  const intl = useIntl();
  return (
    <p className="marginalia-field">
      <label htmlFor={id}>
        <FormattedMessage {...words.since} />
      </label>
      <input
        id={id}
        type="date"
        className="form-control form-control-sm"
        value={value}
        onChange={(event) => onChange(event.target.value)}
      />
      {value !== '' && (
        <button type="button" className="marginalia-link" onClick={() => onChange('')}>
          {intl.formatMessage(words.sinceClear)}
        </button>
      )}
    </p>
  );
};
