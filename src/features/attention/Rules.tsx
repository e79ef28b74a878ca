import type { ReactNode } from 'react';
import { FormattedDate, FormattedMessage } from '@edx/frontend-platform/i18n';
import { Icon } from '@openedx/paragon';
import TrendingDown from '@openedx/paragon/icons/es5/TrendingDown';
import TrendingUp from '@openedx/paragon/icons/es5/TrendingUp';
import type { LearnerAttention, RuleCount, Thresholds } from '@marginalia/contract';
import { Section } from '../../ui/Section';
import { CsvButton, TableTwin, useNumbers } from '../../panels';
import type { Numbers } from '../../panels';
import { stateNames } from '../../panels/state-names';
import { ruleWords, words } from './messages';
import { maySome, trendOf } from './model';
import type { Filter } from './model';

const SHARES = ['strugglingMargin', 'helpShare', 'helpNotRight', 'rushingRight'] as const;

/** The thresholds as the rules' sentences take them: shares as percentages. */
const valuesOf = (thresholds: Thresholds, numbers: Numbers): Record<string, number | string> => ({
  ...thresholds,
  ...Object.fromEntries(SHARES.map((name) => [name, numbers.share(thresholds[name])])),
});

const RuleTrend = ({ count }: { readonly count: RuleCount }): ReactNode => {
  const numbers = useNumbers();
  const trend = trendOf(count);
  return (
    <>
      {trend === 'up' && <Icon src={TrendingUp} className="marginalia-flip marginalia-trend" />}
      {trend === 'down' && <Icon src={TrendingDown} className="marginalia-flip marginalia-trend" />}
      <FormattedMessage {...words[trend]} values={{ before: numbers.countOf(count.weekAgo) }} />
    </>
  );
};

const Quality = ({ count: { replay, answers } }: { readonly count: RuleCount }): ReactNode => {
  const numbers = useNumbers();
  const given = [answers.contacted, answers.fine, answers.wrong].some((n) => typeof n !== 'number' || n > 0);
  return (
    <>
      <p className="marginalia-quiet">
        {'fired' in replay ? (
          <FormattedMessage
            {...(replay.laterPassed.kind === 'none' ? words.replayNobody : words.replay)}
            values={{
              fired: numbers.count(replay.fired),
              passed: numbers.countOf(replay.laterPassed),
              caught: numbers.countOf(replay.caught),
              days: typeof replay.daysEarly === 'number' ? numbers.count(replay.daysEarly) : 'none',
            }}
          />
        ) : (
          <FormattedMessage {...words.noReplay} />
        )}
      </p>
      {given && (
        <p className="marginalia-quiet">
          <FormattedMessage
            {...words.answered}
            values={{
              contacted: numbers.count(answers.contacted),
              fine: numbers.count(answers.fine),
              wrong: numbers.count(answers.wrong),
            }}
          />
        </p>
      )}
    </>
  );
};

interface RuleProps {
  readonly count: RuleCount;
  readonly thresholds: Thresholds;
  readonly since: string | null;
  /** Null where the reader sees no single learners. */
  readonly onShow: (() => void) | null;
}

const Rule = ({ count, thresholds, since, onShow }: RuleProps): ReactNode => {
  const numbers = useNumbers();
  const { rule, learners, newSince } = count;
  return (
    <li className="marginalia-card">
      <h4>
        <FormattedMessage {...stateNames[rule]} />
      </h4>
      <p className="marginalia-quiet">
        <FormattedMessage {...ruleWords[rule]} values={valuesOf(thresholds, numbers)} />
      </p>
      <p>
        <strong>
          {learners.kind === 'value' ? (
            <FormattedMessage
              {...words.ruleCount}
              values={{
                countOf: numbers.countOf(learners),
                share: numbers.percent(learners),
                likely: numbers.likely(learners),
              }}
            />
          ) : (
            numbers.countOf(learners)
          )}
        </strong>{' '}
        <RuleTrend count={count} />{' '}
        {since !== null && newSince !== null && (
          <FormattedMessage
            {...words.newSince}
            values={{
              n: numbers.count(newSince),
              date: <FormattedDate value={since} dateStyle="medium" timeZone="UTC" />,
            }}
          />
        )}
      </p>
      <Quality count={count} />
      {onShow !== null && maySome(learners) && (
        <button type="button" className="marginalia-link" onClick={onShow}>
          <FormattedMessage {...words.show} />
        </button>
      )}
    </li>
  );
};

interface Props {
  readonly courseId: string;
  readonly attention: LearnerAttention;
  readonly onFilter: ((filter: Filter) => void) | null;
}

/** Each rule in words: for how many it holds, how that moved, and how good it was in the past of this course. */
export const Rules = ({ courseId, attention, onFilter }: Props): ReactNode => {
  const numbers = useNumbers();
  const { rules, replayed, thresholds } = attention;
  return (
    <Section title={<FormattedMessage {...words.rules} />} legend={<FormattedMessage {...words.rulesHint} />}>
      <ul className="marginalia-cards marginalia-rules">
        {rules.map((count) => (
          <Rule
            key={count.rule}
            count={count}
            thresholds={thresholds}
            since={attention.since?.from ?? null}
            onShow={onFilter === null ? null : () => onFilter({ kind: 'rule', rule: count.rule })}
          />
        ))}
      </ul>
      {replayed.kind === 'value' && (
        <p className="marginalia-quiet">
          <FormattedMessage
            {...words.replayed}
            values={{
              weeks: replayed.weeks,
              learners: numbers.count(replayed.learners),
              passed: numbers.countOf(replayed.passed),
            }}
          />
        </p>
      )}
      <p className="marginalia-quiet">
        <FormattedMessage
          {...{ default: words.fromDefault, site: words.fromSite, course: words.fromCourse }[attention.thresholdsFrom]}
        />
      </p>
      <TableTwin
        caption={<FormattedMessage {...words.rules} />}
        columns={[
          <FormattedMessage key="r" {...words.rule} />,
          <FormattedMessage key="l" {...words.learners} />,
          <FormattedMessage key="w" {...words.weekEarlier} />,
          <FormattedMessage key="f" {...words.fired} />,
          <FormattedMessage key="p" {...words.laterPassed} />,
          <FormattedMessage key="c" {...words.caught} />,
          <FormattedMessage key="d" {...words.daysEarly} />,
        ]}
        rows={rules.map(({ rule, learners, weekAgo, replay }) => ({
          key: rule,
          cells: [
            <FormattedMessage key="r" {...stateNames[rule]} />,
            numbers.countOf(learners),
            numbers.countOf(weekAgo),
            ...('fired' in replay
              ? [
                  numbers.count(replay.fired),
                  numbers.countOf(replay.laterPassed),
                  numbers.countOf(replay.caught),
                  numbers.count(replay.daysEarly),
                ]
              : Array<string>(4).fill(numbers.count(replay))),
          ],
        }))}
      />
      <CsvButton courseId={courseId} report="learner-attention" />
    </Section>
  );
};
