import type { ReactNode } from 'react';
import { FormattedMessage, useIntl } from '@edx/frontend-platform/i18n';
import { COMPARED } from '@marginalia/contract';
import type { Compared, ComparedCourse, Comparison, Difference, None, Rate } from '@marginalia/contract';
import { clearOf, pointsOf } from '../../panels/difference';
import { runOf } from '../../lib/run-key';
import { InlineBar } from '../../ui/InlineBar';
import { footerWords, metricWords, useNumbers } from '../../panels';
import { words } from './messages';
import { reversed, scaleOf } from './model';
import type { Shares } from './model';

/** A difference of this run from another, in words: by how many points, and how sure that is. */
const Verdict = ({ difference }: { readonly difference: Difference | undefined }): ReactNode => {
  const numbers = useNumbers();
  if (difference === undefined || difference.kind === 'none') return <Absent of={difference ?? NOT_AT_WEEK} isNamed />;
  const points = (share: number): string => numbers.mean(share).replace('-', '−');
  const [low, high] = difference.kind === 'value' ? pointsOf(difference) : [0, 0];
  return (
    <FormattedMessage
      {...words[clearOf(difference)]}
      values={{
        points: difference.kind === 'value' ? Math.max(1, Math.round(Math.abs(difference.value) * 100)) : 0,
        low: points(low),
        high: `\u2060${points(high)}`,
      }}
    />
  );
};

const NOT_AT_WEEK: None = { kind: 'none', reason: 'not_at_this_week' };

interface AbsentProps {
  readonly of: None;
  /** In words for everybody: a row says them once for all its dashes. */
  readonly isNamed?: boolean;
}

/** In place of what there is not: a dash, or why, where that is the week that was chosen. */
const Absent = ({ of, isNamed = false }: AbsentProps): ReactNode => {
  if (of.reason !== NOT_AT_WEEK.reason) return <FormattedMessage {...footerWords.absent} />;
  const why = <FormattedMessage {...words.notAtWeek} />;
  return isNamed ? (
    <span className="marginalia-quiet">{why}</span>
  ) : (
    <>
      <span aria-hidden="true">—</span>
      <span className="sr-only">{why}</span>
    </>
  );
};

/** How sure a difference is, on a line from as much lower to as much higher as any in the table. */
const Interval = ({ difference, scale }: { readonly difference: Difference | undefined; readonly scale: number }) => {
  if (difference?.kind !== 'value') return null;
  const at = (share: number): string => `${(50 + (share / scale) * 50).toFixed(2)}%`;
  const { low, value, high } = difference;
  return (
    <span className="marginalia-difference" aria-hidden="true">
      <span
        className="marginalia-difference-likely"
        style={{ insetInlineStart: at(low), inlineSize: `${(((high - low) / scale) * 50).toFixed(2)}%` }}
      />
      <span className="marginalia-dot" style={{ insetInlineStart: at(value) }} />
    </span>
  );
};

const Value = ({ rate, quiet }: { readonly rate: Rate; readonly quiet: boolean }): ReactNode => {
  const numbers = useNumbers();
  if (rate.kind === 'none') return <Absent of={rate} />;
  return (
    <span className={quiet ? 'marginalia-quiet-bar' : undefined}>
      <InlineBar share={rate.kind === 'value' ? rate.value : null}>{numbers.percent(rate)}</InlineBar>
      {rate.kind === 'value' && <span className="marginalia-who-more">{numbers.countOf(rate)}</span>}
    </span>
  );
};

/** So many courses stand beside one another on a narrow page; so wide is a column at least. */
const [FIT, COLUMN_REM] = [2, 5.25];

interface Props extends Pick<Comparison, 'courses'> {
  /** Which of a course's shares are compared; null: it has none of that time. */
  readonly sharesOf: (course: ComparedCourse) => Shares | null;
}

/** What is compared, in one row each: every course, and how this run differs. */
export const Metrics = ({ courses, sharesOf }: Props): ReactNode => {
  const intl = useIntl();
  const [own, ...others] = courses;
  const only = others.length === 1 ? others[0] : undefined;
  if (own === undefined) return null;
  const differenceOf = (course: ComparedCourse, metric: Compared): Difference | undefined =>
    reversed(sharesOf(course)?.differences.find((one) => one.metric === metric)?.difference);
  const shareOf = (course: ComparedCourse, metric: Compared): Rate => sharesOf(course)?.[metric] ?? NOT_AT_WEEK;
  const scale = scaleOf(others.flatMap((course) => COMPARED.map((metric) => differenceOf(course, metric))));
  const isMixed = courses.some(({ name }) => name !== own.name);
  // of many courses the table scrolls inside itself, and has to be reachable by keyboard for that
  const region =
    courses.length > FIT ? { tabIndex: 0, role: 'region', 'aria-label': intl.formatMessage(words.metrics) } : {};
  return (
    <div className="marginalia-compare-box" {...region}>
      <table
        className="marginalia-data marginalia-compare"
        style={{ minInlineSize: `${(courses.length + 2) * COLUMN_REM}rem` }}
      >
        <caption className="sr-only">
          <FormattedMessage {...words.metrics} />
        </caption>
        <thead>
          <tr>
            <th scope="col">
              <FormattedMessage {...words.number} />
            </th>
            {courses.map((course, i) => (
              <th key={course.key} scope="col">
                {isMixed && (
                  <>
                    <bdi>{course.name}</bdi>{' '}
                  </>
                )}
                <bdi>{runOf(course.key)}</bdi>
                {i === 0 && (
                  <>
                    {' · '}
                    <FormattedMessage {...words.this} />
                  </>
                )}
              </th>
            ))}
            {only !== undefined && (
              <>
                <th scope="col" className="marginalia-from-middle marginalia-difference-head">
                  <FormattedMessage {...words.difference} />
                  <span className="marginalia-difference-scale" aria-hidden="true">
                    {[-scale, 0, scale].map((share) => (
                      <bdi key={share} dir="ltr">
                        {intl
                          .formatNumber(share * 100, { maximumFractionDigits: 0, signDisplay: 'exceptZero' })
                          .replace('-', '−')}
                      </bdi>
                    ))}
                  </span>
                </th>
                <th scope="col">
                  <FormattedMessage {...words.verdict} />
                </th>
              </>
            )}
          </tr>
        </thead>
        <tbody>
          {COMPARED.map((metric) => (
            <tr key={metric}>
              <th scope="row">{metricWords(intl, metric).title}</th>
              {courses.map((course, i) => (
                <td key={course.key}>
                  <Value rate={shareOf(course, metric)} quiet={i > 0} />
                  {i > 0 && only === undefined && (
                    <span className="marginalia-who-more">
                      {/* under the name of a course it is said of that course */}
                      <Verdict difference={reversed(differenceOf(course, metric))} />
                    </span>
                  )}
                </td>
              ))}
              {only !== undefined && (
                <>
                  <td className="marginalia-from-middle">
                    <Interval difference={differenceOf(only, metric)} scale={scale} />
                  </td>
                  <td>
                    <Verdict difference={differenceOf(only, metric)} />
                  </td>
                </>
              )}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
};
