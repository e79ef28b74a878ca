import type { ReactNode } from 'react';
import { FormattedMessage } from '@edx/frontend-platform/i18n';
import type { LearnerAttention, RuleCount, Thresholds } from '@marginalia/contract';
import { CsvButton, useNumbers } from '../../panels';
import type { Numbers } from '../../panels';
import { stateNames } from '../../panels/state-names';
import { Table } from '../../ui/Table';
import { ruleWords, words } from './messages';
import { verdictOf } from './model';
import { tableWords } from './table-messages';

const SHARES = ['strugglingMargin', 'helpShare', 'helpNotRight', 'rushingRight'] as const;

/** The thresholds as the rules' sentences take them: shares as percentages. */
const valuesOf = (thresholds: Thresholds, numbers: Numbers): Record<string, number | string> => ({
  ...thresholds,
  ...Object.fromEntries(SHARES.map((name) => [name, numbers.share(thresholds[name])])),
});

const VERDICTS = {
  strong: tableWords.verdictStrong,
  useful: tableWords.verdictUseful,
  weak: tableWords.verdictWeak,
  early: tableWords.verdictEarly,
} as const;

/** What the course team said of the learners whom a rule flagged; a dash where they said nothing. */
const Team = (said: RuleCount['answers']): ReactNode => {
  const numbers = useNumbers();
  const some = (['contacted', 'fine', 'wrong'] as const).filter((what) => said[what] !== 0);
  if (some.length === 0) return numbers.count({ kind: 'none', reason: 'no_answers' });
  return (
    <ul className="marginalia-team">
      {some.map((what) => (
        <li key={what}>
          <FormattedMessage {...TEAM[what]} values={{ n: numbers.count(said[what]) }} />
        </li>
      ))}
    </ul>
  );
};

const TEAM = { contacted: words.teamContacted, fine: words.teamFine, wrong: words.teamWrong } as const;

interface Props {
  readonly courseId: string;
  readonly attention: LearnerAttention;
}

/** How far each rule can be trusted in this course, by what it said in the past, with the rule in words below. */
export const Reliability = ({ courseId, attention }: Props): ReactNode => {
  const numbers = useNumbers();
  const { rules, replayed, thresholds, thresholdsFrom } = attention;
  const rowOf = (count: RuleCount): readonly ReactNode[] => {
    const { rule, learners, replay, answers: followUps } = count;
    return [
      <FormattedMessage key="r" {...stateNames[rule]} />,
      learners.kind === 'value' ? numbers.count(learners.count) : numbers.countOf(learners),
      <FormattedMessage key="v" {...VERDICTS[verdictOf(count, attention)]} />,
      ...('fired' in replay
        ? [numbers.countOf(replay.laterPassed), numbers.countOf(replay.caught), numbers.count(replay.daysEarly)]
        : Array<string>(3).fill(numbers.count(replay))),
      <Team key="t" {...followUps} />,
    ];
  };
  return (
    <>
      <Table
        caption={<FormattedMessage {...words.rules} />}
        captionHidden
        columns={[
          <FormattedMessage key="r" {...words.rule} />,
          <FormattedMessage key="n" {...tableWords.flaggedNow} />,
          <FormattedMessage key="v" {...tableWords.verdict} />,
          <FormattedMessage key="p" {...words.laterPassed} />,
          <FormattedMessage key="c" {...words.caught} />,
          <FormattedMessage key="d" {...words.daysEarly} />,
          <FormattedMessage key="t" {...tableWords.teamColumn} />,
        ]}
        rows={rules.map((count) => ({ key: count.rule, cells: rowOf(count) }))}
      />
      {replayed.kind === 'value' && (
        <p className="marginalia-quiet">
          <FormattedMessage
            {...words.replayed}
            values={{ weeks: replayed.weeks, passed: numbers.countOf(replayed.passed) }}
          />
        </p>
      )}
      <dl>
        {rules.map(({ rule }) => (
          <div key={rule}>
            <dt>
              <FormattedMessage {...stateNames[rule]} />
            </dt>
            <dd>
              <FormattedMessage {...ruleWords[rule]} values={valuesOf(thresholds, numbers)} />
            </dd>
          </div>
        ))}
      </dl>
      <p className="marginalia-quiet">
        <FormattedMessage
          {...{ default: words.fromDefault, site: words.fromSite, course: words.fromCourse }[thresholdsFrom]}
        />
      </p>
      <CsvButton courseId={courseId} report="learner-attention" />
    </>
  );
};
