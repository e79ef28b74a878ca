import type { ReactNode } from 'react';
import { FormattedMessage, useIntl } from '@edx/frontend-platform/i18n';
import type { LearnerAttention } from '@marginalia/contract';
import { PanelCard, useNumbers } from '../../panels';
import { Bar } from '../../ui/Bar';
import { Table } from '../../ui/Table';
import { words } from './messages';

interface Props {
  readonly courseId: string;
  readonly attention: LearnerAttention;
  /** Shows the learners who struggle in a section; null where the reader sees no single learners. */
  readonly onSection: ((section: string) => void) | null;
  readonly onRules: () => void;
}

const Where = ({ courseId, attention: { sections }, onSection }: Omit<Props, 'onRules'>): ReactNode => {
  const intl = useIntl();
  const numbers = useNumbers();
  const shown = sections.filter(({ struggling }) => struggling.kind !== 'value' || struggling.count > 0);
  if (shown.length === 0) return null;
  const most = Math.max(1, ...shown.map(({ struggling }) => (struggling.kind === 'value' ? struggling.count : 0)));
  return (
    <PanelCard
      courseId={courseId}
      name={intl.formatMessage(words.where)}
      span={12}
      report="struggling"
      table={{
        columns: [<FormattedMessage key="s" {...words.section} />, <FormattedMessage key="l" {...words.learners} />],
        rows: sections.map(({ section, struggling }) => ({
          key: section.id,
          cells: [section.name, numbers.countOf(struggling)],
        })),
      }}
    >
      <ul className="marginalia-rail-bars">
        {shown.map(({ section, struggling }) => (
          <li key={section.id}>
            {onSection === null ? (
              <bdi>{section.name}</bdi>
            ) : (
              <button type="button" className="marginalia-link" onClick={() => onSection(section.id)}>
                <bdi>{section.name}</bdi>
              </button>
            )}
            <Bar share={struggling.kind === 'value' ? struggling.count / most : null} tone="info">
              {struggling.kind === 'value' ? numbers.count(struggling.count) : numbers.countOf(struggling)}
            </Bar>
          </li>
        ))}
      </ul>
    </PanelCard>
  );
};

const Quadrants = ({ courseId, attention }: Pick<Props, 'courseId' | 'attention'>): ReactNode => {
  const intl = useIntl();
  const numbers = useNumbers();
  const { quadrants, thresholds } = attention;
  if (!quadrants.some(({ learners }) => typeof learners === 'number' && learners > 0)) return null;
  const cell = (active: boolean, succeeding: boolean): string => {
    const found = quadrants.find((one) => one.active === active && one.succeeding === succeeding);
    return found === undefined ? '' : numbers.count(found.learners);
  };
  return (
    <PanelCard courseId={courseId} name={intl.formatMessage(words.quadrants)} span={12} report="quadrants">
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
    </PanelCard>
  );
};

/** Beside the list: in which sections learners struggle, who is active and succeeds, and how far to trust the rules. */
export const Rail = ({ courseId, attention, onSection, onRules }: Props): ReactNode => (
  <aside className="marginalia-rail">
    <Where courseId={courseId} attention={attention} onSection={onSection} />
    <Quadrants courseId={courseId} attention={attention} />
    <button type="button" className="marginalia-link" onClick={onRules}>
      <FormattedMessage {...words.rules} />
    </button>
  </aside>
);
