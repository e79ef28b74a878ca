import { useState } from 'react';
import type { ReactNode } from 'react';
import { FormattedMessage, useIntl } from '@edx/frontend-platform/i18n';
import type { Overview } from '@marginalia/contract';
import { Bar, Swatch } from '../../ui/Bar';
import { Choices } from '../../ui/Choices';
import { Section } from '../../ui/Section';
import { CsvButton, TableTwin, useNumbers } from '../../panels';
import { words } from './messages';
import { reachRows, disclosed } from './model';
import type { ReachKind } from './model';

const KINDS: readonly ReachKind[] = ['units', 'problems', 'videos'];

interface Props {
  readonly courseId: string;
  readonly overview: Overview;
}

/** Who reached at least one, and who all, of the pages, problems or videos of each section. */
export const Reach = ({ courseId, overview: { reach, summary } }: Props): ReactNode => {
  const intl = useIntl();
  const numbers = useNumbers();
  const [kind, setKind] = useState<ReachKind>('units');
  const [inside, setInside] = useState(false);
  const rows = reachRows(reach, kind, inside);
  const all = disclosed(summary.learners) ?? Math.max(1, ...rows.map(({ of }) => disclosed(of.any) ?? 0));
  const share = (n: number | null): number | null => (n === null ? null : n / Math.max(1, all));
  return (
    <Section
      title={<FormattedMessage {...words.reach} />}
      legend={
        <>
          <Swatch tone="info" /> <FormattedMessage {...words.any} /> <Swatch tone="second" />{' '}
          <FormattedMessage {...words.all} />
        </>
      }
    >
      <Choices
        label={intl.formatMessage(words.reach)}
        choices={KINDS.map((one) => [one, <FormattedMessage key={one} {...words[one]} />])}
        chosen={kind}
        onChoose={setKind}
      />
      {rows.length === 0 ? (
        <p>
          <FormattedMessage {...words.nothingInside} />
        </p>
      ) : (
        <>
          <ul className="marginalia-bars">
            {rows.map(({ id, name, section, of }) => (
              <li key={id} className={section ? undefined : 'marginalia-inner'}>
                <bdi>{name}</bdi>
                <Bar share={share(disclosed(of.any))} tone="info" name={<FormattedMessage {...words.any} />}>
                  {numbers.count(of.any)}
                </Bar>
                <Bar share={share(disclosed(of.all))} tone="second" name={<FormattedMessage {...words.all} />}>
                  {numbers.count(of.all)}
                </Bar>
              </li>
            ))}
          </ul>
          <p>
            <button type="button" className="marginalia-link" onClick={() => setInside(!inside)}>
              <FormattedMessage {...(inside ? words.outside : words.inside)} />
            </button>
          </p>
          <TableTwin
            caption={<FormattedMessage {...words[kind]} />}
            columns={[
              <FormattedMessage key="s" {...words.section} />,
              <FormattedMessage key="b" {...words.blocks} />,
              <FormattedMessage key="y" {...words.any} />,
              <FormattedMessage key="a" {...words.all} />,
            ]}
            rows={reachRows(reach, kind, true).map(({ id, name, of }) => ({
              key: id,
              cells: [name, numbers.count(of.blocks), numbers.count(of.any), numbers.count(of.all)],
            }))}
          />
          <CsvButton courseId={courseId} report="sections" />
        </>
      )}
    </Section>
  );
};
