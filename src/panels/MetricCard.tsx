import type { ReactNode } from 'react';
import { FormattedMessage, useIntl } from '@edx/frontend-platform/i18n';
import type { MetricValue, Quantity } from '@marginalia/contract';
import { Bar } from '../ui/Bar';
import { Day } from '../ui/Day';
import { Section } from '../ui/Section';
import { Stats } from '../ui/Stats';
import { metricCardWords as words } from './metric-messages';
import { metricText } from './metrics';
import { type Numbers, useNumbers } from './numbers';
import { RangeFigure } from './RangeFigure';

type Of<Shape extends MetricValue['shape']> = Extract<MetricValue, { shape: Shape }>;

/** A number in the metric's unit. */
const inUnit = (numbers: Numbers, unit: MetricValue['unit'], value: Quantity): string =>
  unit === 'seconds' ? numbers.amountOfTime(value) : unit === 'share' ? numbers.share(value) : numbers.mean(value);

interface Row {
  readonly key: string;
  readonly name: ReactNode;
  readonly learners: Quantity;
}

/** Learners by bins, kinds or weeks, as bars with their numbers: a table and a chart in one. */
const Rows = ({ rows }: { readonly rows: readonly Row[] }): ReactNode => {
  const numbers = useNumbers();
  const most = rows.reduce((max, { learners }) => (typeof learners === 'number' ? Math.max(max, learners) : max), 0);
  if (rows.length === 0) return <FormattedMessage {...words.hidden} />;
  return (
    <dl className="marginalia-rows marginalia-bar-rows">
      {rows.map(({ key, name, learners }) => (
        <div key={key}>
          <dt>{name}</dt>
          <dd>
            <Bar share={typeof learners === 'number' && most > 0 ? learners / most : null} tone="info">
              {numbers.count(learners)}
            </Bar>
          </dd>
        </div>
      ))}
    </dl>
  );
};

const Bins = ({ metric }: { readonly metric: Of<'byBin'> }): ReactNode => {
  const numbers = useNumbers();
  const say = (value: number): string => inUnit(numbers, metric.unit, value);
  return (
    <Rows
      rows={metric.bins.map(({ from, to, learners }) => ({
        key: String(from),
        name:
          to !== null && metric.unit === 'events' && to - from === 1 ? (
            // of whole numbers there is nothing between one and the next
            say(from)
          ) : to === null ? (
            <FormattedMessage {...words.andMore} values={{ from: say(from) }} />
          ) : (
            <FormattedMessage {...words.upTo} values={{ from: say(from), to: say(to) }} />
          ),
        learners,
      }))}
    />
  );
};

const Categories = ({ metric }: { readonly metric: Of<'byCategory'> }): ReactNode => {
  const intl = useIntl();
  const say = (category: string): string => metricText(intl, metric.id, category, category);
  return (
    <Rows
      rows={metric.categories.map(({ category, learners }) => ({
        key: category,
        // of an extension, in the language of whoever wrote it
        name: <bdi>{say(category)}</bdi>,
        learners,
      }))}
    />
  );
};

const Weeks = ({ metric }: { readonly metric: Of<'byTime'> }): ReactNode => {
  const numbers = useNumbers();
  if (metric.points.length === 0) return <FormattedMessage {...words.hidden} />;
  return (
    <dl className="marginalia-rows marginalia-bar-rows">
      {metric.points.map(({ week, value }) => (
        <div key={week}>
          <dt>
            <Day at={week} timeZone="UTC" />
          </dt>
          <dd>
            <Bar share={value.kind === 'value' ? value.value : null} tone="info">
              {numbers.percent(value)} <small>{numbers.countOf(value)}</small>
            </Bar>
          </dd>
        </div>
      ))}
    </dl>
  );
};

/** The one number of a metric, and what stands below it: of how many, how sure. */
const useFigure = (metric: MetricValue): { value: string; company?: ReactNode } | null => {
  const numbers = useNumbers();
  switch (metric.shape) {
    case 'count':
      return { value: numbers.count(metric.value) };
    case 'share':
      return metric.value.kind === 'value'
        ? { value: numbers.percent(metric.value), company: numbers.countOf(metric.value) }
        : { value: numbers.percent(metric.value) };
    case 'total':
    case 'mean':
      return {
        value: inUnit(numbers, metric.unit, metric.value),
        company: typeof metric.of === 'number' && <FormattedMessage {...words.of} values={{ of: metric.of }} />,
      };
    case 'quartiles': {
      const { value } = metric;
      if (value.kind !== 'value') return { value: inUnit(numbers, metric.unit, value) };
      const say = (number: number): string => inUnit(numbers, metric.unit, number);
      return {
        value: say(value.middle),
        company: (
          <FormattedMessage {...words.typical} values={{ low: say(value.low), high: say(value.high), of: value.of }} />
        ),
      };
    }
    default:
      return null;
  }
};

const Picture = ({ metric }: { readonly metric: MetricValue }): ReactNode => {
  if (metric.shape === 'byBin') return <Bins metric={metric} />;
  if (metric.shape === 'byCategory') return <Categories metric={metric} />;
  return metric.shape === 'byTime' ? <Weeks metric={metric} /> : null;
};

/** The number or the chart of one metric, where title and definition stand around it. */
export const MetricFigure = ({ metric }: { readonly metric: MetricValue }): ReactNode => {
  const numbers = useNumbers();
  const figure = useFigure(metric);
  if (figure === null) return <Picture metric={metric} />;
  return (
    <>
      <Figure {...figure} />
      {metric.shape === 'quartiles' && metric.value.kind === 'value' && (
        <RangeFigure title={metric.title} value={metric.value} say={(value) => inUnit(numbers, metric.unit, value)} />
      )}
    </>
  );
};

/** One number, and what it never goes without. */
export const Figure = ({ value, company }: { readonly value: ReactNode; readonly company?: ReactNode }): ReactNode => (
  <p className="marginalia-lone-figure">
    <span className="marginalia-stat-value">{value}</span>{' '}
    {company !== undefined && <span className="marginalia-stat-company">{company}</span>}
  </p>
);

/** One metric, drawn by its shape; the definition opens below its title. */
const MetricCard = ({ metric }: { readonly metric: MetricValue }): ReactNode => {
  const intl = useIntl();
  const figure = useFigure(metric);
  const title = metricText(intl, metric.id, 'title', metric.title);
  if (figure === null)
    return (
      <Section title={title}>
        <Picture metric={metric} />
      </Section>
    );
  return (
    <Stats
      label={title}
      stats={[{ key: metric.id, title, sentence: metricText(intl, metric.id, 'sentence', metric.sentence), ...figure }]}
    />
  );
};

/** Nothing of it may be disclosed, so that its card would be an empty one. */
const isHidden = (metric: MetricValue): boolean =>
  'value' in metric && typeof metric.value === 'object' && metric.value.kind === 'withheld';

/** The metrics of a report that have no other place in its panel; those that are hidden are named in one line. */
export const MetricCards = ({ metrics }: { readonly metrics: readonly MetricValue[] }): ReactNode => {
  const intl = useIntl();
  const hidden = metrics.filter(isHidden);
  const shown = metrics.filter((metric) => !isHidden(metric));
  const titles = hidden.map((metric) => metricText(intl, metric.id, 'title', metric.title));
  const note = hidden.length > 0 && (
    <p className="marginalia-quiet">
      <FormattedMessage {...words.hiddenOnes} values={{ titles: intl.formatList(titles, { type: 'unit' }) }} />
    </p>
  );
  if (shown.length === 0) return note;
  return (
    <Section title={<FormattedMessage {...words.title} />}>
      {shown.map((metric) => (
        <MetricCard key={metric.id} metric={metric} />
      ))}
      {note}
    </Section>
  );
};
