import { useState } from 'react';
import type { ReactNode } from 'react';
import { FormattedMessage, useIntl } from '@edx/frontend-platform/i18n';
import type { Overview } from '@marginalia/contract';
import { Swatch } from '../../ui/Bar';
import { Choices } from '../../ui/Choices';
import { PanelCard, useNumbers } from '../../panels';
import { words } from './messages';
import { reachRows, disclosed } from './model';
import type { ReachKind, ReachRow } from './model';

const KINDS: readonly ReachKind[] = ['units', 'problems', 'videos'];

interface Props {
  readonly courseId: string;
  readonly overview: Overview;
}

/** How many are lost from one section to the next; null where one of the two is not disclosed, or nobody reached the next yet. */
const lossBetween = (before: ReachRow | undefined, row: ReachRow): number | null => {
  const [then, now] = [disclosed(before?.of.any), disclosed(row.of.any)];
  return then === null || now === null || now === 0 ? null : then - now;
};

/** Who reached at least one, and who all, of the pages, problems or videos of each section, as steps. */
export const Reach = ({ courseId, overview: { reach, summary } }: Props): ReactNode => {
  const intl = useIntl();
  const numbers = useNumbers();
  const [kind, setKind] = useState<ReachKind>('units');
  const [inside, setInside] = useState(false);
  const rows = reachRows(reach, kind, inside);
  const all = disclosed(summary.learners) ?? Math.max(1, ...rows.map(({ of }) => disclosed(of.any) ?? 0));
  const percent = (n: number | null): string => `${(((n ?? 0) / Math.max(1, all)) * 100).toFixed(2)}%`;
  return (
    <PanelCard
      courseId={courseId}
      name={intl.formatMessage(words.reach)}
      controls={
        <Choices
          label={intl.formatMessage(words.reach)}
          choices={KINDS.map((one) => [one, <FormattedMessage key={one} {...words[one]} />])}
          chosen={kind}
          onChoose={setKind}
        />
      }
      report="sections"
      table={{
        columns: [
          <FormattedMessage key="s" {...words.section} />,
          <FormattedMessage key="b" {...words.blocks} />,
          <FormattedMessage key="y" {...words.any} />,
          <FormattedMessage key="a" {...words.all} />,
        ],
        rows: reachRows(reach, kind, true).map(({ id, name, of }) => ({
          key: id,
          cells: [name, numbers.count(of.blocks), numbers.count(of.any), numbers.count(of.all)],
        })),
      }}
      note={
        <>
          <Swatch tone="info" /> <FormattedMessage {...words.any} /> <Swatch tone="second" />{' '}
          <FormattedMessage {...words.all} />
        </>
      }
    >
      {rows.length === 0 ? (
        <p>
          <FormattedMessage {...words.nothingInside} />
        </p>
      ) : (
        <>
          <ol className="marginalia-funnel">
            {rows.map((row, i) => {
              const { id, name, section, of } = row;
              const lost = inside ? null : lossBetween(rows[i - 1], row);
              return (
                <li key={id} className={section ? undefined : 'marginalia-inner'}>
                  {lost !== null && lost > 0 && (
                    <a className="marginalia-funnel-loss" href="#content">
                      <FormattedMessage {...words.lost} values={{ n: lost }} />
                    </a>
                  )}
                  <bdi>{name}</bdi>
                  <span className="marginalia-funnel-row">
                    <span className="marginalia-funnel-track" aria-hidden="true">
                      <span className="marginalia-bar-info" style={{ inlineSize: percent(disclosed(of.any)) }} />
                      <span className="marginalia-bar-second" style={{ inlineSize: percent(disclosed(of.all)) }} />
                    </span>
                    <span>
                      <FormattedMessage
                        {...words.anyAll}
                        values={{ any: numbers.count(of.any), all: numbers.count(of.all) }}
                      />
                    </span>
                  </span>
                </li>
              );
            })}
          </ol>
          <button type="button" className="marginalia-link" onClick={() => setInside(!inside)}>
            <FormattedMessage {...(inside ? words.outside : words.inside)} />
          </button>
        </>
      )}
    </PanelCard>
  );
};
