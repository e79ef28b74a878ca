import type { ReactNode } from 'react';
import { FormattedMessage } from '@edx/frontend-platform/i18n';
import type { Quantity } from '@marginalia/contract';
import { Day } from '../ui/Day';
import { Section } from '../ui/Section';
import { useSeen } from '../ui/useSeen';
import { useFilter } from './filter';
import { useOtherRuns } from './last-run';
import type { Run } from './last-run';
import { useNumbers } from './numbers';
import { runWords as words } from './run-messages';

const isDisclosed = (value: Quantity | Run['firstTry']): boolean => typeof value === 'number' || value.kind !== 'none';

/** How the block fared there, in the words of its type. */
const RunSummary = ({ run }: { readonly run: Run }): ReactNode => {
  const numbers = useNumbers();
  const { firstTry, completion, coverage, viewers, reach } = run;
  if (isDisclosed(firstTry)) {
    return (
      <FormattedMessage
        {...words.firstTry}
        values={{ share: numbers.percent(firstTry), countOf: numbers.countOf(firstTry) }}
      />
    );
  }
  if (isDisclosed(viewers)) {
    return (
      <FormattedMessage
        {...words.watched}
        values={{ share: numbers.share(coverage), finished: numbers.countOf(completion) }}
      />
    );
  }
  return <FormattedMessage {...words.reached} values={{ n: numbers.count(reach) }} />;
};

const List = ({ courseId, blockId }: Props): ReactNode => {
  const { report } = useOtherRuns(courseId, blockId);
  const runs = report !== 'none' && report.kind === 'ready' ? report.data.runs : [];
  if (runs.length === 0) return null;
  return (
    <Section title={<FormattedMessage {...words.title} />}>
      <dl className="marginalia-rows">
        {runs.map((run) => (
          <div key={run.run}>
            <dt>
              <bdi>{run.run}</bdi>{' '}
              <small>
                <FormattedMessage {...words.until} values={{ date: <Day at={run.newest} timeZone="UTC" /> }} />
              </small>
            </dt>
            <dd>
              <RunSummary run={run} />
            </dd>
          </div>
        ))}
      </dl>
      <p className="marginalia-quiet">
        <FormattedMessage {...words.differ} />
      </p>
    </Section>
  );
};

interface Props {
  readonly courseId: string;
  readonly blockId: string;
}

/**
 * The same block in other runs of the course; nothing where there are none, or one of them is looked at already. It stands
 * last on a panel, and is asked for when somebody gets there, unless the last run is stated above already.
 */
export const OtherRuns = (props: Props): ReactNode => {
  const [end, seen] = useSeen<HTMLDivElement>();
  const isOfThisRun = useFilter().run === undefined;
  return <div ref={end}>{seen && isOfThisRun && <List {...props} />}</div>;
};
